// Looking through what comes in, as a clerk does it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { allRows, browse, cell, dropFile, eventually, exported, fixture, open, openFile, serve, soon, take } from './page.mjs';

let server, browser, page, folder;
const faults = [];
const scratch = (name, content) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
};
const summary = () => page.locator('#import-summary').innerText();
const outline = () => page.locator('#import-outline');
/** The kind and the words of the outline's lines. */
const lines = () => page.locator('.outline__row').evaluateAll(rows => rows.map(row => row.innerText.replaceAll('\n', ' ').trim()));
const row = words => page.locator('.outline__row', { hasText: words });
const review = async file => {
  await openFile(page, file);
  // It takes the keyboard a frame after it is there.
  await page.waitForFunction(() => document.activeElement.id === 'import-outline');
};
/** Selects characters of the source that read so, as a mouse would. */
const select = words => eventually(() => page.evaluate(words => {
  const walker = document.createTreeWalker(document.querySelector('#import-source'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
  throw new Error('not in the source: ' + words);
}, words));

before(async () => {
  server = await serve();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-'));
});
after(() => server.stop());
beforeEach(async () => {
  faults.length = 0;
  browser = await browse();
  page = await open(browser.context, server.origin, faults);
});
afterEach(async () => {
  await browser.context.close();
  fs.rmSync(browser.profile, { recursive: true, force: true });
  assert.deepEqual(faults, []);
});

test('a Word document is read by the worker, which is loaded only then', async () => {
  const requests = [];
  page.on('request', request => requests.push(request.url()));
  await review(fixture('reports/classic.txt'));
  await page.locator('#import-cancel').click();
  assert.equal(requests.filter(url => /office/.test(url)).length, 0);
  await review(fixture('office/report.docx'));
  assert.ok(requests.some(url => /office_bg\.wasm/.test(url)));
  await soon.match(() => page.locator('#import-title').innerText(), /核对「report」/);
  await take(page);
  const text = fs.readFileSync((await exported(page, 'text')).path, 'utf8');
  assert.equal(text + '\n', fs.readFileSync(fixture('office/report.docx.txt'), 'utf8'));
});

test('the columns of a table can be told otherwise', async () => {
  await review(fixture('office/table.docx'));
  await soon.match(summary, /问题 2 · 措施 2 · 载明要素 3/);
  await page.locator('.columns__select').nth(3).selectOption({ label: '责任领导' });
  await row('责任领导').first().waitFor();
  await take(page);
  const rows = (await allRows(page)).rows;
  assert.deepEqual(rows.map(row => row.unit.trim()), ['', '']);
  await soon.equal(async () => (await cell(page, 0, 'leader').innerText()).trim(), '办公室');
});

test('a spreadsheet becomes rows, and an old text file is read', async () => {
  await review(fixture('office/book.xlsx'));
  await page.locator('#import-cancel').click();
  // 1.关于“学习”问题 / 整改情况：好。 in GB18030.
  const bytes = Buffer.from('312eb9d8d3daa1b0d1a7cfb0a1b1cecacce20ad5fbb8c4c7e9bff6a3babac3a1a3', 'hex');
  await review(scratch('国标.txt', bytes));
  await soon.match(summary, /问题 1 · 措施 1/);
});

test('clicking either side shows the other', async () => {
  await review(fixture('reports/classic.txt'));
  await row('公开台账').click();
  await soon.equal(() => page.locator('.src--selected').innerText(), '二是公开台账；');
  await page.locator('.src--finding', { hasText: '意识形态工作有短板' }).click();
  await soon.match(() => page.locator('.outline__row--selected').innerText(), /意识形态工作有短板/);
  await soon.match(() => page.locator('#import-why').innerText(), /问题：关于“…”问题/);
});

test('what was not understood is assigned by keyboard, and the decision can be taken back', async () => {
  await review(fixture('reports/stray-paragraphs.txt'));
  await soon.equal(() => page.locator('#import-doubts').innerText(), '待核对 4 处');
  await soon.match(() => page.locator('.outline__row--selected').innerText(), /问题成因是机构调整/, 'the first doubt is where it begins');
  await page.keyboard.press('5');
  await soon.match(summary, /措施 4 .*未归类 3/);
  await page.keyboard.press('Control+z');
  await soon.match(summary, /措施 3 .*未归类 4/);
  await page.locator('#doubt-next').click();
  await soon.match(() => page.locator('.outline__row--selected').innerText(), /同时，配齐了支部委员/);
  await outline().focus();
  await page.keyboard.press('j');
  await soon.match(summary, /措施 3 .*未归类 3/);
  await soon.ok(async () => (await lines()).some(line => line.includes('调整了支部设置。') && line.includes('同时，配齐了支部委员。')));
  await take(page);
  await soon.match(() => page.locator('#totals').innerText(), /3 条措施/);
});

test('a selected stretch is assigned, a node is split at the caret, a level is changed', async () => {
  await review(fixture('reports/nested-parts.txt'));
  await row('对巡察组提出的').click();
  await select('做到说一是一、说二是二');
  await page.locator('#assign-5').click();
  await soon.match(summary, /措施 4/);
  await page.locator('#import-undo').click();
  await row('签订责任书').click();
  await eventually(() => page.evaluate(() => {
    const text = [...document.querySelectorAll('.src__text')].find(text => text.textContent === '签订责任书。').firstChild;
    getSelection().collapse(text, 2);
  }));
  await page.locator('#assign-split').click();
  await eventually(async () => { const all = await lines(); assert.ok(all.includes('措施 签订') && all.includes('措施 责任书。'), all.join('|')); });
  await row('监督不力').first().click();
  await page.locator('#assign-down').click();
  await soon.match(async () => (await lines()).find(line => /监督不力$/.test(line)), /分项/);
});

test('a report is added behind the ledger as one step', async () => {
  await cell(page, 0, 'unit').click();
  await page.keyboard.type('ab');
  await page.keyboard.press('Enter');
  const before = (await allRows(page)).rows.length;
  await review(fixture('reports/one-line.txt'));
  await take(page, 'append');
  await soon.equal(async () => (await allRows(page)).rows.length, before + 5);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(async () => (await allRows(page)).rows.length, before + 5, 'and it is kept');
  await page.locator('#undo').click();
  await soon.equal(async () => (await allRows(page)).rows.length, before);
});

test('a ledger file asks where it goes when there is work', async () => {
  const file = await exported(page, 'json');
  const json = scratch('台账.json', fs.readFileSync(file.path));
  await cell(page, 0, 'unit').click();
  await page.keyboard.type('ab');
  await page.keyboard.press('Enter');
  await openFile(page, json);
  await take(page, 'append');
  await soon.equal(async () => (await allRows(page)).rows.length, 48);
});

test('leaving changes nothing; Esc does not throw decisions away', async () => {
  const before = await page.locator('#ledger-name').inputValue();
  await review(fixture('reports/stray-paragraphs.txt'));
  await page.keyboard.press('Escape');
  await page.locator('#import[open]').waitFor({ state: 'detached' });
  await review(fixture('reports/stray-paragraphs.txt'));
  await page.keyboard.press('5');
  await soon.match(summary, /措施 4/);
  await page.keyboard.press('Escape');
  await soon.match(() => page.locator('#import-error').innerText(), /按 Esc 不会离开/);
  assert.ok(await page.locator('#import-take').isVisible());
  await page.locator('#import-cancel').click();
  assert.equal(await page.locator('#ledger-name').inputValue(), before);
  assert.equal(await page.locator('#saved').innerText(), '尚无改动');
});

test('what a clerk does without thinking loses no decision', async () => {
  await review(fixture('reports/stray-paragraphs.txt'));
  await page.keyboard.press('5');
  await soon.match(summary, /措施 4/);
  for (let n = 0; n < 5; n++) await page.keyboard.press('Escape');
  await soon.match(() => page.locator('#import-error').innerText(), /按 Esc 不会离开/);
  assert.match(await summary(), /措施 4/, 'Esc again and again');
  await page.locator('#doubt-next').click();
  await page.keyboard.press('5');
  await soon.match(summary, /措施 5/, 'the keys work where a button was pressed');
  await page.keyboard.press('Control+z');
  await soon.match(summary, /措施 4/, 'and undo is the review’s, not that of the ledger behind it');
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['1.关于“甲”问题\n整改情况：乙。'], '另一份.txt'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => /先生成台账或取消/.test(document.querySelector('#import-error').innerText));
  assert.match(await summary(), /措施 4/, 'a file dropped meanwhile does not take its place');
  await page.locator('#import-cancel').click();
  await review(fixture('reports/classic.txt'));
  await soon.match(summary, /措施 6/, 'and the next report opens as ever');
});

test('a decision leaves the place in a long report as it is, and selecting blanks decides nothing', async () => {
  const report = '一、整改情况\n' + Array.from({ length: 400 }, (_, n) => `　　${n + 1}.关于“问题${n}落实不到位”问题\n　　整改情况：修订制度${n}。`).join('\n');
  await review(scratch('四百.txt', report));
  await outline().focus();
  for (let n = 0; n < 20; n++) await page.keyboard.press('PageDown');
  const top = () => page.locator('#import-source').evaluate(source => source.scrollTop);
  await page.locator('.src--selected').waitFor();
  await soon.ok(async () => (await top()) > 1000);
  const [before, told] = [await top(), await summary()];
  const selected = await page.locator('.outline__row--selected').innerText();
  await page.keyboard.press('6');
  await soon.notEqual(summary, told);
  const after = await top();
  assert.ok(Math.abs(after - before) < 400, `${before} to ${after}`);
  await soon.ok(async () => (await page.locator('.outline__row--selected').innerText()).includes(selected.split('\n').at(-1)));
  await page.evaluate(() => {
    const frame = [...document.querySelectorAll('.src__frame')].find(frame => frame.textContent.startsWith('　　')).firstChild;
    getSelection().setBaseAndExtent(frame, 0, frame, 1);
  });
  await page.locator('#assign-5').click();
  assert.ok(await page.locator('#import-take').isVisible());
  assert.ok(await page.locator('#crash').isHidden());
});

test('a worker that does not load is told', async () => {
  await page.route('**/office_bg.wasm', route => route.fulfill({ status: 404 }));
  await openFile(page, fixture('office/report.docx'));
  await page.waitForFunction(() => [...document.querySelectorAll('.notice__text')].some(notice => /部件没有载入/.test(notice.innerText)));
  faults.length = 0; // the browser's own report of the 404
});

test('a large report shows how far it is and can be given up', async () => {
  const big = scratch('大报告.txt', fs.readFileSync(fixture('../../seeds/broadcasting-station.txt'), 'utf8').repeat(900));
  await openFile(page, big);
  await page.locator('#import-progress').waitFor();
  await page.locator('#import-cancel').click();
  await page.locator('#import[open]').waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  assert.equal(await page.locator('#import[open]').count(), 0, 'and it does not come back');
});

test('the source and the outline hold a report of thousands of paragraphs', async () => {
  const report = '一、整改情况\n（一）“学习”方面\n' + Array.from({ length: 3000 }, (_, n) => `${(n % 99) + 1}.关于“问题${n}落实不到位”问题\n整改情况：修订制度，明确责任人。`).join('\n');
  await review(scratch('三千.txt', report));
  await soon.match(summary, /问题 3000 · 措施 3000/);
  assert.ok((await page.locator('.outline__row').count()) < 200);
  await outline().focus();
  await page.keyboard.press('End');
  await page.locator('.src--selected').waitFor();
  await soon.match(() => page.locator('.outline__row--selected').innerText(), /修订制度/);
  await page.waitForFunction(() => {
    const own = document.querySelector('.src--selected').getBoundingClientRect();
    return own.top > 0 && own.bottom < innerHeight;
  });
});

test('a page copied with its menus keeps them out of the ledger and of the published page', async () => {
  await dropFile(page, 'web', fixture('reports/web-chrome-around.txt'));
  // But for the ledger it was made of, which is in it as data.
  const html = fs.readFileSync((await exported(page, 'html')).path, 'utf8').replace(/<script type="application\/json" id="carried">.*?<\/script>/s, '');
  assert.ok(!html.includes('浏览次数') && !html.includes('分享到'));
  const text = fs.readFileSync((await exported(page, 'text')).path, 'utf8');
  assert.equal(text, fs.readFileSync(fixture('reports/web-chrome-around.txt'), 'utf8'));
});
