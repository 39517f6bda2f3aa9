// The report typed in where it stands: strokes, composition, pastes, the caret's way, what stands
// around the report, new ledgers. As a clerk would do it, by keyboard.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { cell, clerk, exported, fixture, openReport, seed, soon, stored, take, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const go = page => own.page.locator(`#page-${page}`).click();
const text = (kind, at = 0) => own.page.locator(`#manuscript [aria-label=${kind}]`).nth(at);
/** Its words, drawn or not: what is out of sight has no `innerText`. */
const words = (kind, at) => text(kind, at).evaluate(text => text.textContent);
const holds = async words => Object.values(await stored(own.page)).some(value => value.includes(words));
const focused = () => own.page.evaluate(() => document.activeElement.dataset.node ?? document.activeElement.id);
/** The whole text of the paper, paragraph by paragraph, as it is drawn. */
const paper = () => own.page.locator('#manuscript .paper-sheet__p').evaluateAll(all => all.map(one => one.textContent));
async function read() {
  await go('document');
  await own.page.locator('#manuscript [data-node]').first().waitFor();
}
/** Puts the caret to the end of a text, as a click and a key would. */
async function enter(kind, at = 0) {
  await text(kind, at).click();
  await press('Control+End');
}
async function reload() {
  await own.page.reload();
  await own.page.locator('.row--drawn').first().waitFor();
}
/** Puts HTML and plain text on the clipboard, as a word processor does, and pastes. */
async function paste(html, plain) {
  await own.page.evaluate(([html, plain]) => navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }), 'text/plain': new Blob([plain], { type: 'text/plain' }),
  })]), [html, plain]);
  await press('Control+v');
}

test('a measure typed in on paper is saved at each stroke, is in the table, and is one step', async () => {
  const { page } = own;
  const was = await textOf(page, 0, 'measure');
  await read();
  await enter('措施');
  for (const [stroke, sofar] of [['甲', '甲'], ['乙', '甲乙'], ['丙', '甲乙丙']]) {
    await page.keyboard.insertText(stroke);
    assert.ok(await holds(was.slice(-4) + sofar), `${sofar} is saved as it is typed`);
  }
  await press('Backspace');
  await go('ledger');
  await soon.equal(() => textOf(page, 0, 'measure'), was + '甲乙');
  await read();
  await text('措施').click();
  await press('Control+z');
  await soon.equal(() => words('措施'), was, 'all strokes are one step');
  await soon.ok(() => page.locator('#undo').isDisabled());
  await press('Control+Shift+z');
  await soon.equal(() => words('措施'), was + '甲乙');
  // Whoever undoes goes on where they were.
  await press('Control+Home', 'ArrowRight', 'ArrowRight', '1', 'Control+z', '2');
  await soon.equal(() => words('措施'), was.slice(0, 2) + '2' + was.slice(2) + '甲乙');
  await press('Control+z');
  // Esc takes back what was typed since the text was entered, and leaves no step.
  await enter('措施', 1);
  const other = await words('措施', 1);
  const step = await page.locator('#undo').getAttribute('title');
  await page.keyboard.type('abc');
  await soon.equal(() => words('措施', 1), other + 'abc');
  await press('Escape');
  await soon.equal(() => words('措施', 1), other);
  await soon.equal(() => page.locator('#undo').getAttribute('title'), step);
});

test('a question mark is a letter here', async () => {
  const { page } = own;
  await read();
  await enter('叙述');
  await page.keyboard.type('为什么?');
  assert.equal(await page.locator('#keys-dialog').count(), 0);
  await soon.match(() => words('叙述'), /为什么\?$/);
});

for (const [kind, at] of [['叙述', 2], ['措施', 0]]) {
  test(`composing in a text (${kind}): candidates move nothing, the words are stored when they are chosen`, async () => {
    const { page } = own;
    const cdp = await own.context.newCDPSession(page);
    const compose = text => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const choosing = key => cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
    await read();
    const was = await words(kind, at);
    await text(kind, at).click();
    await press('Control+Home', 'ArrowRight', 'ArrowRight');
    const here = await focused();
    for (const letters of ['t', 'ta', 'tai']) await compose(letters);
    await soon.equal(() => words(kind, at), was.slice(0, 2) + 'tai' + was.slice(2));
    assert.ok(!(await holds('tai')), 'what is being composed is not stored');
    for (const key of ['ArrowDown', 'Enter', 'Escape']) await choosing(key);
    assert.equal(await focused(), here, 'the candidates have these keys');
    await cdp.send('Input.insertText', { text: '台账' });
    const now = was.slice(0, 2) + '台账' + was.slice(2);
    await soon.equal(() => words(kind, at), now);
    assert.ok(await holds(now.slice(0, 8)));
    // The caret stands behind what was chosen, and a composition goes on from there.
    for (const letters of ['h', 'hao']) await compose(letters);
    await cdp.send('Input.insertText', { text: '好' });
    await soon.equal(() => words(kind, at), was.slice(0, 2) + '台账好' + was.slice(2));
    await press('Control+z');
    await soon.equal(() => words(kind, at), was);
    // One that is left for another text is kept where it was.
    await text(kind, at).click();
    await press('Control+Home');
    await compose('新');
    await text('章').click();
    await soon.equal(() => words(kind, at), '新' + was);
    assert.ok(await holds('新' + was.slice(0, 6)));
  });
}

test('Enter breaks a line of prose and leaves an item; Alt+Enter breaks there, too', async () => {
  const { page } = own;
  await read();
  const prose = await words('叙述');
  await enter('叙述');
  await press('Enter');
  await page.keyboard.type('next');
  await soon.equal(() => words('叙述'), prose + '\nnext');
  // Back to the break, and on from there; then all of it goes, the break as well.
  for (const _ of 'next') await press('Backspace');
  await page.keyboard.type('new');
  await soon.equal(() => words('叙述'), prose + '\nnew');
  await press('Control+a', 'Delete');
  await soon.equal(() => words('叙述'), '');
  await press('Control+z');
  await soon.equal(() => words('叙述'), prose);
  const measure = await words('措施');
  await text('措施').click();
  const [first, second] = [await text('措施').getAttribute('data-node'), await text('措施', 1).getAttribute('data-node')];
  await soon.equal(focused, first);
  await press('Enter');
  await soon.equal(focused, second, 'on to the next');
  assert.equal(await words('措施'), measure);
  await enter('措施');
  await press('Alt+Enter');
  await page.keyboard.type('line');
  await press('Shift+Enter');
  await page.keyboard.type('more');
  await soon.equal(() => words('措施'), measure + '\nline\nmore');
  await go('ledger');
  await cell(page, 0, 'measure').click();
  await press('F2');
  await soon.equal(() => page.locator('#cell-input').inputValue(), measure + '\nline\nmore');
});

test('a paste comes in as plain text, whatever it was', async () => {
  const { page } = own;
  await read();
  const was = await words('叙述');
  await enter('叙述');
  await paste('<p><font color="red"><b>第一段</b></font></p><table><tr><td>第二段</td></tr></table><h1></h1>', '第一段\r\n第二段\r\n');
  await soon.equal(() => words('叙述'), was + '第一段\n第二段');
  assert.equal(await page.locator('.paper-sheet__body').locator('b, font, table, td, h1').count(), 0);
  await page.keyboard.type('X');
  await soon.equal(() => words('叙述'), was + '第一段\n第二段X', 'the caret is behind it');
  // In place of what is selected.
  await press('Control+a');
  await paste('<i>全部</i>', '全部');
  await soon.equal(() => words('叙述'), '全部');
  await press('Control+b');
  assert.equal(await text('叙述').evaluate(text => text.innerHTML), '全部', 'no faces of one’s own');
});

test('one stop for the Tab key; arrows lead from text to text', async () => {
  const { page } = own;
  await read();
  await soon.equal(() => page.locator('#manuscript [data-node][tabindex="0"]').count(), 1);
  await page.locator('#front-lead').focus();
  await press('Tab');
  const ids = await page.locator('#manuscript [data-node]').evaluateAll(all => all.map(one => one.dataset.node));
  await soon.equal(focused, ids[0]);
  await press('Control+End', 'ArrowRight');
  await soon.equal(focused, ids[1]);
  await press('ArrowLeft');
  await soon.equal(focused, ids[0], 'back');
  await page.keyboard.type('X');
  await soon.match(() => words('叙述'), /X$/, 'at its end');
  await press('Escape', 'Control+Home');
  for (let n = 0; n < 400 && (await focused()) !== ids[12]; n++) await press('ArrowDown');
  await soon.equal(focused, ids[12], 'down through the report');
  for (let n = 0; n < 400 && (await focused()) !== ids[0]; n++) await press('ArrowUp');
  await soon.equal(focused, ids[0], 'and up again');
  await text('措施', 3).click();
  await soon.equal(() => page.locator('#manuscript [data-node][tabindex="0"]').count(), 1);
  await press('Tab');
  await soon.equal(focused, 'front-period', 'past the whole report');
  await press('Shift+Tab');
  await soon.equal(focused, await text('措施', 3).getAttribute('data-node'), 'back to where one was');
});

test('a row of the table is in the document with its number, and so is its undoing', async () => {
  const { page } = own;
  await read();
  const before = await paper();
  await go('ledger');
  await cell(page, 0, 'measure').click();
  await press('Control+Shift+=');
  await page.keyboard.insertText('新加的措施');
  await press('Enter');
  await read();
  const added = await paper();
  const line = lines => lines.find(line => line.includes('一是进一步规范'));
  assert.match(line(added), /二是新加的措施[\s\S]*三是[\s\S]*四是/);
  assert.doesNotMatch(line(before), /四是/);
  await press('Control+z', 'Control+z');
  await soon.deepEqual(paper, before);
  await press('Control+y');
  await soon.match(async () => line(await paper()), /四是/);
});

test('from a text to its row, and back to where one was', async () => {
  const { page } = own;
  await read();
  assert.ok(await page.locator('#to-row').isDisabled());
  await text('措施', 5).click();
  const here = await words('措施', 5);
  await page.locator('#to-row').click();
  await page.locator('.cell--active').waitFor();
  await soon.equal(async () => (await page.locator('.cell--active').innerText()).slice(0, 30), here.slice(0, 30));
  await go('document');
  await page.waitForFunction(here => document.activeElement.textContent === here, here);
  await soon.ok(() => text('措施', 5).evaluate(text => { const box = text.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; }), 'in sight');
});

test('title, lead, contact and signature are typed on paper, kept, and published', async () => {
  const { page } = own;
  const front = { title: '关于巡察整改进展情况的通报', lead: '现将有关情况予以公布。', period: '2026年11月28日至12月18日', phone: '0000-1234567', email: 'bangongshi@example.cn', address: '某市某路1号', signature: '某市广播电视台党组', day: '2026年11月28日' };
  await read();
  for (const [part, value] of Object.entries(front)) {
    await page.locator(`#front-${part}`).focus();
    await page.keyboard.insertText(value[0]);
    assert.ok(await holds(`"${part}":"${value[0]}"`), `${part} at the first stroke`);
    await page.keyboard.insertText(value.slice(1));
  }
  // No Enter and nothing left: the page is simply gone.
  await reload();
  await read();
  for (const [part, value] of Object.entries(front)) await soon.equal(() => page.locator(`#front-${part}`).inputValue(), value, part);
  const { path } = await exported(page, 'html');
  const html = fs.readFileSync(path, 'utf8');
  for (const [part, value] of Object.entries(front)) assert.ok(html.includes(value), `${part} in the file`);
  assert.match(html, /<title>关于巡察整改进展情况的通报<\/title>/);
  assert.match(html, /<p>联系电话：0000-1234567<\/p><p>电子邮箱：bangongshi@example\.cn<\/p><p>邮寄地址：某市某路1号<\/p>/);
  // A step of its own each; Esc withdraws.
  await page.locator('#front-day').focus();
  await page.keyboard.insertText('不是这天');
  await press('Escape');
  await soon.equal(() => page.locator('#front-day').inputValue(), front.day);
  await page.locator('#undo').click();
  await soon.equal(() => page.locator('#front-day').inputValue(), '');
  await soon.equal(() => page.locator('#front-signature').inputValue(), front.signature);
});

test('a report that is only read goes out as it came in, to the byte', async () => {
  const { page } = own;
  await read();
  await enter('措施', 2);
  await press('ArrowDown', 'Home', 'Enter', 'Escape', 'Tab', 'Tab');
  await page.locator('#edition-public').click();
  await page.locator('#edition-internal').click();
  const { path } = await exported(page, 'text');
  assert.ok(fs.readFileSync(path).equals(Buffer.from(seed)));
});

test('a page that is killed in the middle of typing has lost nothing', async () => {
  const { page } = own;
  await read();
  await enter('叙述', 1);
  await page.keyboard.type('unfinished');
  const origin = page.url();
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
  own.page = await own.context.newPage();
  await own.page.goto(origin);
  await own.page.locator('.row--drawn').first().waitFor();
  await read();
  await soon.match(() => words('叙述', 1), /unfinished$/);
});

test('composing in a part around the report stores the words, not the letters', async () => {
  const { page } = own;
  const cdp = await own.context.newCDPSession(page);
  await read();
  await page.locator('#front-signature').focus();
  for (const text of ['d', 'dang']) await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  assert.ok(!(await holds('dang')));
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '党组' });
  assert.ok(await holds('党组'));
  await soon.equal(() => page.locator('#front-signature').inputValue(), '党组');
  assert.equal(await focused(), 'front-signature');
});

test('what has no report is offered a document of its rows, as a step', async () => {
  const { page } = own;
  await page.locator('#open').click();
  await page.locator('#file').setInputFiles(fixture('office/book.xlsx'));
  await take(page);
  await read();
  await page.locator('#templates').waitFor();
  const before = await paper();
  const rows = await page.locator('#totals').innerText();
  await page.locator('[data-template=headings]').click();
  await page.waitForFunction(() => !document.querySelector('#templates'));
  const laid = (await paper()).join('\n');
  assert.match(laid, /（一）关于[\s\S]*整改情况/);
  assert.equal(await page.locator('#totals').innerText(), rows, 'the same rows');
  await page.locator('#undo').click();
  await page.locator('#templates').waitFor();
  await soon.deepEqual(paper, before);
});

const findings = count => '一、整改情况\n' + Array.from({ length: count }, (_, n) =>
  (n % 50 ? '' : `（一）“第${n / 50 + 1}组”方面\n`) + `${(n % 50) + 1}.关于“问题${n}落实不到位，${'责任压得不实，'.repeat(n % 7)}”问题\n整改情况：一是修订制度${n}，${'明确责任人和时限，'.repeat(n % 23)}按季度检查。二是公开台账。`).join('\n');

test('two thousand findings: the document opens, and a stroke arrives', async () => {
  const { page } = own;
  await openReport(page, '大报告', findings(2000));
  const opened = await page.evaluate(() => new Promise(done => {
    const from = performance.now();
    document.querySelector('#page-document').click();
    const look = () => document.querySelector('#manuscript [data-node]') ? requestAnimationFrame(() => done(performance.now() - from)) : requestAnimationFrame(look);
    look();
  }));
  const last = page.locator('#manuscript [data-node]', { hasText: '修订制度1999，' });
  await last.waitFor({ state: 'attached', timeout: 30_000 });
  await text('措施', 100).click();
  await press('Control+End');
  const times = [];
  for (const letter of 'abcdefghijklmnopqrst') {
    times.push(await page.evaluate(letter => {
      const from = performance.now();
      document.execCommand('insertText', false, letter);
      return performance.now() - from;
    }, letter));
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1];
  console.log(`2,000 findings: first paragraphs after ${opened.toFixed(0)} ms; a stroke takes ${median.toFixed(1)} ms (median), ${times.at(-1).toFixed(1)} ms at most`);
  await soon.match(() => words('措施', 100), /abcdefghijklmnopqrst$/);
  assert.ok(await holds('abcdefghijklmnopqrst'));
});

test('at 390 pixels the document is read and typed in without going sideways', async () => {
  const { page } = own;
  await page.setViewportSize({ width: 390, height: 760 });
  const wide = () => page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.document__scroll, #matters')].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className || one.tagName));
  await read();
  await soon.deepEqual(wide, []);
  await enter('措施');
  await page.keyboard.type('mobile');
  await soon.match(() => words('措施'), /mobile$/);
  const sheet = await page.locator('.document__scroll').boundingBox();
  assert.ok(sheet.height > 300 && sheet.width > 300, `${sheet.width} × ${sheet.height}`);
  await page.locator('#edition-public').click();
  await page.locator('#matters-open').waitFor();
  await soon.deepEqual(wide, []);
  const act = page.locator('#matters [data-act=mask]').first();
  await act.scrollIntoViewIfNeeded();
  await act.click();
  await soon.match(() => page.locator('#matters-open').innerText(), /2/);
});

test('a new ledger comes with the document of a template, and the old one is a step away', async () => {
  const { page } = own;
  await page.locator('#open').click();
  await page.locator('[data-blank=headings]').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.querySelector('#ledger-name').value === '新台账');
  await read();
  await soon.match(async () => (await paper()).join('\n'), /【.+】/, 'what the office has to fill in');
  await text('问题').click();
  await press('Control+a');
  await page.keyboard.insertText('会议纪律不严');
  await text('措施').click();
  await press('Control+a');
  await page.keyboard.insertText('修订会议制度');
  await soon.match(async () => (await paper()).join('\n'), /^（一）关于会议纪律不严的问题/m);
  await go('ledger');
  await soon.equal(() => textOf(page, 0, 'finding'), '会议纪律不严');
  await soon.equal(() => textOf(page, 0, 'measure'), '修订会议制度');
  await reload();
  await soon.equal(() => textOf(page, 0, 'measure'), '修订会议制度');
});
