// What clerks stumbled over: nothing is written where nobody looks, and what is typed is taken for
// what it says.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { bigReport, cell, clerk, dropFile, eventually, exported, fixture, openReport, panelRests, selection, soon, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const focus = () => own.page.evaluate(() => document.activeElement.id);
const type = async (row, column, text) => {
  await cell(own.page, row, column).click();
  await own.page.keyboard.insertText(text);
  await press('Enter');
};
const paste = async text => {
  await own.page.evaluate(text => navigator.clipboard.writeText(text), text);
  await press('Control+v');
};
const notice = () => own.page.locator('.notice__text').innerText();
const totals = () => own.page.locator('#totals').innerText();

test('a row that the filter hides is shown before it is typed into, and arrows lead back', async () => {
  const { page } = own;
  await type(0, 'unit', '办公室');
  await type(3, 'unit', '人事科');
  await cell(page, 0, 'unit').click();
  await page.locator('#search').fill('人事科');
  await press('Enter');
  await soon.equal(() => page.locator('.cell--active').count(), 0);
  await page.keyboard.insertText('幽');
  await soon.ok(() => page.locator('.cell--active').isVisible(), 'what is typed into is in sight');
  await soon.equal(() => page.locator('.cell--active').innerText(), '幽');
  await press('Escape');
  await soon.equal(() => page.locator('.cell--active').innerText(), '办公室');
  await page.locator('#reapply, #filter-clear').first().click();
  await page.locator('#search').fill('人事科');
  await press('Enter', 'ArrowDown');
  await soon.equal(() => page.locator('.cell--active').innerText(), '人事科');
});

test('a column that goes out of sight hands the selection on, and search brings one back', async () => {
  const { page } = own;
  await type(0, 'unit', '办公室');
  await cell(page, 0, 'unit').click();
  await page.locator('.grid__head--unit').click();
  await page.locator('#hide-column').click();
  await page.keyboard.insertText('打');
  await press('Escape');
  assert.notEqual((await selection(page)).column, 'unit');
  await press('Control+f');
  await page.locator('#find-words').fill('办公室');
  for (let n = 0; n < 9 && (await selection(page)).column !== 'unit'; n++) await page.locator('#find-next').click();
  await soon.equal(() => page.locator('.cell--active').innerText(), '办公室');
});

test('a stage that is typed is the one that is taken, for the whole range', async () => {
  const { page } = own;
  await cell(page, 0, 'status').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await page.keyboard.insertText('整改中');
  await press('Enter');
  await soon.deepEqual(() => Promise.all([0, 1, 2].map(row => textOf(page, row, 'status'))), ['整改中', '整改中', '整改中']);
  await cell(page, 0, 'status').click();
  await page.keyboard.insertText('已完成');
  await press('Enter');
  assert.equal(await textOf(page, 0, 'status'), '整改中', 'what it asks for is not there yet');
  await soon.equal(focus, 'errand-result', 'and is asked for');
  await page.keyboard.type('已印发');
  await page.locator('#errand-confirm').click();
  await soon.equal(() => textOf(page, 0, 'status'), '已完成待核');
});

test('lines that a merged cell cannot take are told', async () => {
  await cell(own.page, 0, 'finding').click();
  await paste('甲\r\n乙\r\n丙\r\n丁');
  await soon.match(notice, /有 2 格没有写入：.*合并的问题格只取第一条/);
  await soon.equal(() => textOf(own.page, 0, 'finding'), '甲');
});

test('Tab along a row goes on in the next, and Enter back to where it began', async () => {
  const { page } = own;
  await cell(page, 0, 'deadline').click();
  await page.keyboard.insertText('2025-1-1');
  await press('Tab', ' ', 'ArrowDown', 'ArrowDown', 'Tab');
  await soon.equal(() => textOf(page, 0, 'status'), '整改中');
  await soon.equal(focus, 'cell-input');
  await soon.equal(async () => (await selection(page)).column, 'finding');
  await press('Enter');
  await soon.deepEqual(async () => [(await selection(page)).row, (await selection(page)).column], [3, 'deadline']);
  assert.match(await totals(), /24 条措施/);
});

test('Esc in the empty row of a finding leaves no row behind', async () => {
  const { page } = own;
  await cell(page, 0, 'measure').click();
  await page.locator('#add-finding').click();
  const undo = await page.locator('#undo').getAttribute('title');
  await press('ArrowRight');
  await page.keyboard.type('ab');
  await soon.match(totals, /25 条措施/);
  await press('Escape');
  await soon.match(totals, /24 条措施/);
  await soon.equal(() => page.locator('#undo').getAttribute('title'), undo);
});

test('a day typed in the panel or into a range is written as the ledger writes it', async () => {
  const { page } = own;
  await cell(page, 0, 'deadline').click();
  await press('Shift+ArrowDown');
  await page.keyboard.insertText('2024.6.3');
  await press('Control+Enter');
  await soon.deepEqual(async () => [await textOf(page, 0, 'deadline'), await textOf(page, 1, 'deadline')], ['2024-06-03', '2024-06-03']);
  await panelRests(page);
  await page.locator('.panel [id^=field-deadline]').fill('20240704');
  await press('Enter');
  await soon.equal(() => textOf(page, 0, 'deadline'), '2024-07-04');
});

test('search begins at the cell one is in; one by one it goes on, whatever is put in', async () => {
  const { page } = own;
  await cell(page, 4, 'measure').click();
  await press('Control+h');
  await page.locator('#find-words').fill('整改');
  await page.locator('#replace-with').fill('整改整改');
  await page.locator('#find-next').click();
  const row = async () => (await selection(page)).row;
  await eventually(async () => { const first = await row(); assert.ok(first >= 5, `${first}`); });
  const place = async () => await page.locator('.cell--active').getAttribute('aria-colindex') + '/' + await row();
  const seen = [];
  for (let n = 0; n < 4; n++) {
    await soon.notEqual(place, seen.at(-1));
    seen.push(await place());
    await page.locator('#replace-one').click();
  }
  assert.equal(new Set(seen).size, 4, seen.join(' '));
  await page.locator('#replace-with').fill('');
  await page.locator('#replace-all').click();
  await soon.equal(focus, 'find-words', 'the keyboard is not lost with the button');
});

test('selecting all and a long paste leave the view where it is', async () => {
  const { page } = own;
  await cell(page, 0, 'unit').click();
  const top = () => page.locator('.grid').evaluate(grid => grid.scrollTop);
  const before = await top();
  await press('Control+a');
  assert.equal(await top(), before);
  await cell(page, 0, 'leader').click();
  await press('Control+ ');
  assert.equal(await top(), before);
  await soon.deepEqual(async () => (await selection(page)).columns, ['leader']);
  await cell(page, 0, 'unit').click();
  await paste(Array.from({ length: 24 }, (_, n) => '科' + n).join('\r\n'));
  assert.equal(await top(), before);
  await soon.equal(() => textOf(page, 1, 'unit'), '科1');
});

test('the set-up of a ledger is its own, past an import that is taken back and a new name', async () => {
  const { page } = own;
  await page.locator('#zoom').selectOption('150');
  await dropFile(page, 'other', fixture('reports/classic.txt'));
  await soon.equal(() => page.locator('#zoom').inputValue(), '100');
  await page.locator('#zoom').selectOption('80');
  await press('Control+z');
  await soon.equal(() => page.locator('#zoom').inputValue(), '150');
  await page.locator('#ledger-name').fill('改了名的台账');
  await press('Enter', 'Tab');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => page.locator('#ledger-name').inputValue(), '改了名的台账');
  await soon.equal(() => page.locator('#zoom').inputValue(), '150');
});

test('the open cell is as large as the letters, and has room at the foot of the table', async () => {
  const { page } = own;
  await page.locator('#zoom').selectOption('150');
  await cell(page, 1, 'measure').click();
  await press('F2');
  const sizes = await page.evaluate(() => ['#cell-input', '.cell--active'].map(name => getComputedStyle(document.querySelector(name)).fontSize));
  assert.equal(sizes[0], sizes[1]);
  const box = await page.locator('#cell-input').boundingBox();
  const whole = await page.locator('#cell-input').evaluate(area => area.scrollHeight);
  assert.ok(box.height >= Math.min(whole, 300), `${box.height} of ${whole}`);
  await press('Escape');
  await page.locator('#zoom').selectOption('100');
});

test('a mouse held under the table goes on selecting', async () => {
  const { page } = own;
  const from = await cell(page, 0, 'unit').boundingBox();
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, 760, { steps: 3 });
  const corner = () => page.evaluate(() => Number(document.querySelector('.cell--corner')?.closest('.row').querySelector('.cell--head').textContent));
  await eventually(async () => { const row = await corner(); assert.ok(row > 9, `row ${row}`); });
  await page.mouse.up();
  const row = await corner();
  assert.ok(row > 9, `row ${row}, and it stays`);
});

test('at 390 pixels the panel shows its fields whole, and Esc closes it', async () => {
  const { page } = own;
  await page.setViewportSize({ width: 390, height: 760 });
  await page.locator('.grid__canvas--cards').waitFor();
  await page.locator('.row--drawn').nth(1).locator('.cell--unit').click();
  await page.locator('#panel-toggle').click();
  await panelRests(page);
  for (const field of await page.locator('.panel textarea').all()) await soon.ok(async () => (await field.boundingBox()).height >= 26);
  await page.locator('.panel textarea').first().focus();
  await press('Escape');
  await soon.equal(() => page.locator('.panel--open').count(), 0);
});

test('work on all of ten thousand measures is saved, again and again', async () => {
  const { page } = own;
  await openReport(page, 'big', bigReport(10_000));
  await cell(page, 0, 'measure').click();
  for (let round = 0; round < 3; round++) {
    await press('Control+a', 'Delete', 'Control+z');
    assert.equal(await page.locator('#unsaved').count(), 0, `round ${round}`);
  }
  await press('Control+Home');
  await type(0, 'unit', '最后一笔');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), '最后一笔');
  await soon.match(totals, /10000 条措施/);
  fs.rmSync((await exported(page, 'json')).path);
});
