// Copy, cut and paste by the browser's own events, to and from what spreadsheets put there. The
// other program is a page that writes and reads the clipboard in its own copy and paste.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { allRows, cell, clerk, exported, fixture, selection, soon, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const undo = () => press('Control+z');
const clip = name => fs.readFileSync(fixture('clipboard/' + name), 'utf8');
const notice = () => own.page.locator('.notice__text').last().innerText();

/** Puts these texts on the clipboard as another program would, unchanged. */
async function put(html, plain) {
  const other = await own.context.newPage();
  await other.setContent('<textarea autofocus>x</textarea>');
  await other.evaluate(([html, plain]) => {
    document.oncopy = event => {
      if (html) event.clipboardData.setData('text/html', html);
      if (plain != null) event.clipboardData.setData('text/plain', plain);
      event.preventDefault();
    };
    document.querySelector('textarea').select();
  }, [html, plain]);
  await other.keyboard.press('Control+c');
  await other.close();
  await own.page.bringToFront();
}

/** What another program gets from the clipboard. */
async function got() {
  const other = await own.context.newPage();
  await other.setContent('<textarea autofocus></textarea>');
  await other.evaluate(() => {
    document.querySelector('textarea').focus();
    document.onpaste = event => { window.got = ['text/plain', 'text/html'].map(kind => event.clipboardData.getData(kind)); };
  });
  await other.keyboard.press('Control+v');
  await other.waitForFunction(() => window.got);
  const [plain, html] = await other.evaluate(() => window.got);
  const rows = await other.evaluate(html => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('tr')]
    .map(row => [...row.cells].map(cell => ({ text: cell.innerHTML, rows: cell.rowSpan }))), html);
  await other.close();
  await own.page.bringToFront();
  return { plain, html, rows };
}
const values = async (columns, count) => {
  const rows = [];
  for (let row = 0; row < count; row++) rows.push(await Promise.all(columns.map(column => textOf(own.page, row, column))));
  return rows;
};
const every = async () => (await allRows(own.page)).rows;

test('a range is copied as text and as a table, with line breaks, quotes and merged cells', async () => {
  const { page } = own;
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('办公室\n"总编室"\t甲<b>');
  await press('Enter');
  await cell(page, 0, 'finding').click();
  await cell(page, 1, 'deadline').click({ modifiers: ['Shift'] });
  await press('Control+c');
  const { plain, rows } = await got();
  const lines = rows.length;
  assert.equal(lines, 3, 'the merged finding is copied whole');
  assert.equal(rows[0][0].rows, 3);
  assert.deepEqual(rows.map(row => row.length), [6, 5, 5]);
  assert.match(rows[0][4].text, /办公室<br[^>]*>"总编室"\t甲&lt;b&gt;/);
  assert.ok(plain.includes('"办公室\n""总编室""\t甲<b>"'), plain.slice(-200));
  assert.equal(plain.split('\t')[0].length > 40, true, 'texts are whole, though cut on the screen');
  // And back again into another place, as it was.
  await cell(page, 3, 'unit').click();
  await press('Shift+ArrowDown');
  await cell(page, 0, 'unit').click();
  await press('Control+c');
  await cell(page, 3, 'unit').click();
  await press('Control+v');
  await soon.equal(() => textOf(page, 3, 'unit'), '办公室\n"总编室"\t甲<b>');
  await press('Control+x');
  await soon.equal(() => textOf(page, 3, 'unit'), '');
  assert.equal((await got()).plain, '办公室\n"总编室"\t甲<b>');
  await undo();
  await soon.equal(() => textOf(page, 3, 'unit'), '办公室\n"总编室"\t甲<b>');
});

/** The records of the ledger's measures, whole, in the order of the document. */
async function records() {
  const { path } = await exported(own.page, 'json');
  return JSON.parse(fs.readFileSync(path, 'utf8')).ledger.nodes.filter(node => node.kind === 'measure').map(node => node.record ?? {});
}
const day = text => text.replace(/^(\d{4})\/(\d+)\/(\d+)$/, (_, year, month, day) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);

for (const [program, plain] of [['excel', 'excel.txt'], ['wps', 'wps.txt'], ['calc', 'calc.txt'], ['word', null], ['page', null]]) {
  test(`what ${program} copies is pasted cell by cell, and is one step`, async () => {
    const { page } = own;
    // Four columns that take any words, side by side.
    await page.locator('#columns').click();
    for (const column of ['status', 'remark']) await page.locator(`#columns-menu [data-item=${column}]`).click();
    await press('Escape');
    const before = await records();
    const expected = JSON.parse(clip(`${program}.expected.json`));
    await put(clip(`${program}.html`), plain && clip(plain));
    await cell(page, 0, 'leader').click();
    await press('Control+v');
    await soon.equal(async () => (await selection(page)).rows.length, expected.length, 'what was pasted is selected');
    const after = await records();
    for (const [at, row] of expected.entries()) {
      const { leader = '', unit = '', deadline = '', remark = '' } = after[at];
      const [first = '', second = '', third = '', fourth = ''] = row;
      assert.deepEqual([leader, unit, deadline, remark], [first, second, day(third), fourth], `row ${at}`);
    }
    await undo();
    assert.deepEqual(await records(), before);
  });
}

test('a paste past the end adds rows; undo takes all of it back at once', async () => {
  const { page } = own;
  const before = await every();
  await cell(page, 0, 'measure').click();
  await press('Control+ArrowDown');
  await put('', '改一\t立行立改\t甲\r\n"改二\n第二行"\t\t乙\r\n改三\t长期坚持\t丙\r\n');
  await press('Control+v');
  await soon.equal(async () => (await every()).length, before.length + 2);
  assert.deepEqual((await every()).slice(-3).map(row => row.text), ['改一', '改二\n第二行', '改三']);
  await undo();
  await soon.deepEqual(every, before);
});

test('one cell fills a range; a block is repeated where it fits; the own table moves along', async () => {
  const { page } = own;
  await put('', '办公室');
  await cell(page, 0, 'unit').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+v');
  await soon.deepEqual(async () => (await values(['unit'], 4)).flat(), ['办公室', '办公室', '办公室', '']);
  await put('', '甲\r\n乙');
  await cell(page, 0, 'leader').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+v');
  await soon.deepEqual(async () => (await values(['leader'], 5)).flat(), ['甲', '乙', '甲', '乙', '']);
  await undo();
  await undo();
  await soon.deepEqual(async () => (await values(['leader', 'unit'], 4)).flat().join(''), '');
});

test('a status that is none refuses the paste whole, and says where', async () => {
  const { page } = own;
  const before = await every();
  await put('', '甲\t2024-06-30\t已完成\r\n乙\t2024-07-01\t大功告成');
  await cell(page, 0, 'unit').click();
  await press('Control+v');
  await soon.match(notice, /第 2 行的「大功告成」不是可用的整改状态/);
  assert.deepEqual(await every(), before);
  await put('', '甲\t2024/6/30\t已完成\r\n乙\t2024.7.1\t正在整改');
  await press('Control+v');
  await soon.match(notice, /不能报送完成：缺整改结果/);
  assert.deepEqual(await every(), before);
  await put('', '甲\t2024/6/30\t未启动\r\n乙\t2024.7.1\t正在整改');
  await press('Control+v');
  await soon.deepEqual(() => values(['unit', 'deadline', 'status'], 2), [['甲', '2024-06-30', '未启动'], ['乙', '2024-07-01', '整改中']]);
});

test('inside an open cell copy and paste are the text’s own', async () => {
  const { page } = own;
  await put('<b>丙</b>', '丙\t丁');
  await cell(page, 0, 'unit').click();
  await press('F2');
  await page.keyboard.insertText('甲');
  await press('Control+v');
  await soon.equal(() => page.locator('#cell-input').inputValue(), '甲丙\t丁');
  await press('Enter');
  assert.equal(await textOf(page, 0, 'leader'), '');
});
