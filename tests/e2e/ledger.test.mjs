// The whole path: a report goes in, a ledger is edited, a disclosure comes out.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { allRows, browse, cell, exported, fixture, open, dropFile, openFile, seed, serve, soon, stored, take, textOf } from './page.mjs';

let server, browser, page, faults;
before(async () => { server = await serve(); });
after(() => server.stop());
beforeEach(async () => {
  faults = [];
  browser = await browse();
  page = await open(browser.context, server.origin, faults);
});
afterEach(async () => {
  await browser.context.close();
  assert.deepEqual(faults, [], 'the page reported faults');
});

const isActive = (row, column) => cell(page, row, column).evaluate(cell => cell.classList.contains('cell--active'));
const notice = () => page.locator('.notice__text').innerText();
const scratch = (name, bytes) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-file-')), name);
  fs.writeFileSync(file, bytes);
  return file;
};
async function type(row, column, text) {
  await cell(page, row, column).click();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

test('the first screen is the sample: 13 findings, 24 measures, marked as a sample', async () => {
  const { findings, rows } = await allRows(page);
  assert.equal(findings.length, 13);
  assert.equal(rows.length, 24);
  await soon.equal(() => page.locator('[role=grid]').getAttribute('aria-rowcount'), '28', 'the head, three directions, 24 measures');
  await soon.ok(() => page.locator('#sample').isVisible());
  await soon.match(() => page.locator('#totals').innerText(), /9 个问题 · 24 条措施/);
  assert.deepEqual(await stored(page), {}, 'nothing is written before the first edit');
});

test('edits are kept as they are typed, survive a reload, and can be undone after it', async () => {
  await cell(page, 0, 'unit').click();
  await page.keyboard.type('jiguan');
  // Not committed: the cell is still open, and yet it is stored.
  assert.ok(Object.values(await stored(page)).some(text => text.includes('"to":"jiguan"')));
  await page.keyboard.press('Enter');
  await type(0, 'leader', '党组书记');
  await soon.match(() => page.locator('#saved').innerText(), /已存于本机 \d\d:\d\d/);

  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), 'jiguan');
  await soon.equal(() => textOf(page, 0, 'leader'), '党组书记');
  await page.keyboard.press('Control+z');
  await soon.equal(() => textOf(page, 0, 'leader'), '');
  await page.keyboard.press('Control+z');
  await soon.equal(() => textOf(page, 0, 'unit'), '', 'a cell typed in is one step');
  await page.keyboard.press('Control+y');
  await page.locator('#redo').click();
  await soon.equal(() => textOf(page, 0, 'leader'), '党组书记');
});

test('a status is chosen by keyboard and by mouse, and counted', async () => {
  await cell(page, 0, 'status').click();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await soon.match(() => textOf(page, 0, 'status'), /未启动/);
  await cell(page, 1, 'status').dblclick();
  await page.locator('[data-choice=in_progress]').click();
  await soon.match(() => textOf(page, 1, 'status'), /整改中/);
  await soon.match(() => page.locator('#totals').innerText(), /24 条措施 · 未填状态 22/);
});

test('composing Chinese starts with the first key and Enter on a candidate moves nothing', async () => {
  await cell(page, 0, 'unit').click();
  const cdp = await browser.context.newCDPSession(page);
  const compose = text => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  for (const text of ['j', 'ji', 'jig']) await compose(text);
  await soon.equal(() => page.locator('#cell-input').inputValue(), 'jig', 'the first letter is there');
  await soon.equal(() => page.locator('#cell-input').getAttribute('class'), 'grid__input', 'the cell is open');
  assert.deepEqual(await stored(page), {}, 'what is being composed is not stored');
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '机关党委' });
  await soon.equal(() => textOf(page, 0, 'unit'), '机关党委');
  assert.ok(await cell(page, 0, 'unit').evaluate(cell => cell.classList.contains('cell--selected')), 'the selection stayed');
  await page.keyboard.press('Enter');
  await soon.ok(() => cell(page, 1, 'unit').evaluate(cell => cell.classList.contains('cell--selected')));
});

test('Esc leaves the cell as it was, and leaves no step behind', async () => {
  const was = await textOf(page, 0, 'measure');
  await cell(page, 0, 'measure').click();
  await page.keyboard.type('abc');
  await soon.equal(() => textOf(page, 0, 'measure'), 'abc');
  await page.keyboard.press('Escape');
  await soon.equal(() => textOf(page, 0, 'measure'), was);
  await soon.ok(() => page.locator('#undo').isDisabled());
});

test('the side panel shows the whole row and its place, and edits it', async () => {
  await cell(page, 1, 'measure').click();
  await page.locator('.field__label', { hasText: '措施 2' }).waitFor(); // the panel follows when the selection rests
  const whole = await page.locator('.panel [id^=field-text]').first().inputValue();
  assert.ok(seed.includes('二是' + whole));
  await soon.equal(() => page.locator('.place__own').first().innerText(), '');
  await soon.deepEqual(async () => (await page.locator('.place__own').allInnerTexts()).filter(Boolean), [whole]);
  await page.locator('.panel [id^=field-deadline]').fill('6月底前');
  await page.locator('.panel select[id^=field-status]').selectOption('in_progress');
  await soon.equal(() => textOf(page, 1, 'deadline'), '6月底前');
  await soon.match(() => textOf(page, 1, 'status'), /整改中/);
});

test('measures and findings are added and deleted, numbers follow, and undo brings them back', async () => {
  await cell(page, 0, 'measure').click();
  await page.locator('#add-measure').click();
  await page.keyboard.insertText('新增措施一条。');
  await page.keyboard.press('Enter');
  await soon.match(() => page.locator('#totals').innerText(), /25 条措施/);
  let text = fs.readFileSync((await exported(page, 'text')).path, 'utf8');
  assert.match(text, /一是进一步规范了[^\n]*二是新增措施一条。三是台党组理论[^\n]*四是在学习内容上/);

  await cell(page, 0, 'measure').click();
  await page.locator('#remove-finding').click();
  await soon.match(() => page.locator('#totals').innerText(), /9 个问题 · 21 条措施/);
  await page.locator('.notice .button').click();
  await soon.match(() => page.locator('#totals').innerText(), /25 条措施/);

  await page.locator('#add-finding').click();
  await page.keyboard.insertText('新问题');
  await page.keyboard.press('Enter');
  text = fs.readFileSync((await exported(page, 'text')).path, 'utf8');
  assert.match(text, /\n针对“新问题”问题\n/);
  for (let i = 0; i < 4; i++) await page.locator('#undo').click();
  assert.equal(fs.readFileSync((await exported(page, 'text')).path, 'utf8'), seed, 'all undone, the text is the source again');
});

test('a tab killed right after an edit has kept it', async () => {
  await cell(page, 0, 'unit').click();
  await page.keyboard.type('killed');
  const cdp = await browser.context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  cdp.send('Page.crash').catch(() => {});
  await crashed;
  const again = await browser.context.newPage();
  await again.goto(server.origin + '/');
  await again.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(again, 0, 'unit'), 'killed');
  faults.length = 0; // the crash itself
});

test('export, clear, import gives the same ledger', async () => {
  await type(0, 'unit', '办公室');
  await cell(page, 0, 'status').dblclick();
  await page.locator('[data-choice=long_term]').click();
  await page.locator('#errand-review').fill('2999-12-31');
  await page.locator('#errand-confirm').click();
  const before = await allRows(page);
  const file = await exported(page, 'json');
  assert.match(file.name, /\.json$/);
  const json = fs.readFileSync(file.path, 'utf8');
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), '');
  await openFile(page, scratch('台账.json', json));
  await page.locator('.notice').waitFor();
  await soon.deepEqual(() => allRows(page), before);
  assert.equal(fs.readFileSync((await exported(page, 'json')).path, 'utf8'), json);
});

test('the exported page opens by itself, runs no script, and shows the edit', async () => {
  await type(0, 'measure', '改动后的措施<b>全文</b>。');
  const file = await exported(page, 'html');
  const alone = await browser.context.newPage();
  await alone.goto('file://' + scratch('公开稿.html', fs.readFileSync(file.path)));
  // The ledger it was made of is in it, as data.
  assert.equal(await alone.locator('script:not(#carried[type="application/json"]), [onload], [onclick], b').count(), 0);
  const text = await alone.locator('main').innerText();
  assert.ok(text.includes('整改落实情况：一是改动后的措施<b>全文</b>。二是台党组理论中心组成员'));
  assert.equal(await alone.locator('h2').count(), 3);
  assert.equal(await alone.locator('h3').count(), 3);
  const untouched = seed.split('\n').filter(Boolean);
  const paragraphs = await alone.locator('main > :not(h1)').allInnerTexts();
  assert.equal(paragraphs.length, untouched.length);
  assert.equal(paragraphs.filter((paragraph, at) => paragraph !== untouched[at]).length, 1, 'the rest reads as it did');
});

test('a report replaces the ledger by picker, by drop and by paste; undo brings the old one back', async () => {
  await openFile(page, fixture('reports/classic.txt'));
  await take(page);
  await page.locator('.notice').waitFor();
  await soon.match(notice, /3 个问题，6 条措施/);
  await soon.equal(() => page.locator('#ledger-name').inputValue(), 'classic');
  await soon.equal(async () => (await allRows(page)).rows.length, 6);
  await page.locator('.notice .button').click();
  await soon.equal(async () => (await allRows(page)).rows.length, 24);

  await dropFile(page, 'dropped', fixture('reports/one-line.txt'));
  await soon.equal(async () => (await allRows(page)).rows.length, 5);

  await page.locator('#open').click();
  await page.locator('#paste').fill(seed);
  await page.locator('#open-paste').click();
  await take(page);
  await page.waitForFunction(() => document.querySelector('#ledger-name').value === '粘贴的报告');
  assert.equal(fs.readFileSync((await exported(page, 'text')).path, 'utf8'), seed);
});

test('bad files get a reason, and the ledger stays', async () => {
  await type(0, 'unit', '办公室');
  // A notice of success before must not hide the reason that comes after.
  await cell(page, 3, 'measure').click();
  await page.locator('#remove-measure').click();
  await page.locator('.notice .button').click();
  const before = await stored(page);
  const large = scratch('large.txt', '');
  fs.truncateSync(large, 200 << 20);
  const cases = [
    [scratch('空.txt', ''), /「空.txt」是空的/],
    [scratch('截断.docx', Buffer.from([80, 75, 3, 4, 0, 0, 1, 2])), /「截断.docx」已损坏或不完整/],
    [scratch('旧版.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])), /是旧格式.*另存为 .docx/],
    [scratch('图片.png', Buffer.from([0x89, 80, 78, 71, 0, 0, 1, 2])), /不是文本，也不是 .docx/],
    [scratch('乱码.txt', Buffer.from('caf\u00e9 r\u00e9sum\u00e9', 'latin1')), /编码认不出来/],
    [large, /有 200 MB，超过上限 64 MB/],
    [scratch('别家.json', '{"rows":[]}'), /不是本工具导出的/],
    [scratch('新版.json', '{"format":"rectification-ledger","version":7}'), /由更新的版本写成（格式 7）/],
    [scratch('残缺.json', '{"format":"rectification-ledger","ver'), /不是完整的 JSON/],
  ];
  for (const [file, reason] of cases) {
    if (!(await page.locator('dialog.dialog').isVisible())) await page.locator('#open').click();
    await page.locator('#file').setInputFiles(file);
    await page.waitForFunction(source => [...document.querySelectorAll('.notice__text')].some(notice => new RegExp(source).test(notice.innerText)), reason.source);
  }
  await page.locator('#file').setInputFiles(scratch('新闻.txt', '本报讯，县水务局召开会议。'));
  await page.locator('#import-empty').waitFor();
  await soon.ok(() => page.locator('#import-take').isDisabled());
  await page.locator('#import-cancel').click();
  assert.equal(await textOf(page, 0, 'unit'), '办公室');
  assert.deepEqual(await stored(page), before);
});

test('a full storage shouts, keeps working, and catches up', async () => {
  await page.evaluate(() => {
    let size = 1 << 20;
    for (let n = 0; size; ) {
      try { localStorage['filler' + n++] = 'x'.repeat(size); } catch { size >>= 1; }
    }
  });
  await type(0, 'unit', '办公室');
  await soon.match(() => page.locator('#unsaved').innerText(), /没有保存：本机存储已满/);
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('filler')).forEach(key => localStorage.removeItem(key)));
  await type(1, 'unit', '人事科');
  await soon.equal(() => page.locator('#unsaved').count(), 0);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  await soon.equal(() => textOf(page, 1, 'unit'), '人事科');
});

test('damaged stored data is reported, kept and offered; what can be read is read', async () => {
  await type(0, 'unit', '办公室');
  await type(1, 'unit', '人事科');
  const key = await page.evaluate(() => {
    const key = Object.keys(localStorage).find(key => key.endsWith('/2'));
    localStorage[key] = '{"number":2,';
    return key;
  });
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.match(notice, /已恢复到损坏之前/);
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.notice .button').click()]);
  assert.ok(fs.readFileSync(await download.path(), 'utf8').includes('{\\"number\\":2,'));
  await type(1, 'unit', '财务科');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 1, 'unit'), '财务科');
  assert.equal((await stored(page))[key], '{"number":2,');
});

test('a second window is stopped before it overwrites', async () => {
  const second = await browser.context.newPage();
  await second.goto(server.origin + '/');
  await second.locator('.row--drawn').first().waitFor();
  await page.bringToFront();
  await type(0, 'unit', '办公室');
  await second.bringToFront();
  await cell(second, 0, 'unit').click();
  await second.keyboard.insertText('别处');
  await soon.match(() => second.locator('#unsaved').innerText(), /另一个窗口改动了/);
  second.on('dialog', dialog => dialog.accept());
  await second.locator('#unsaved .button').last().click();
  await second.waitForFunction(() => document.querySelector('#cell-input') && !document.querySelector('#unsaved'));
  await soon.equal(() => textOf(second, 0, 'unit'), '办公室');
});

test('where storage is forbidden the page says so and works in memory', async () => {
  page = await browser.context.newPage();
  await page.setContent(`<iframe sandbox="allow-scripts" src="${server.origin}/" style="width:1300px;height:700px"></iframe>`);
  const frame = page.frameLocator('iframe');
  await soon.match(() => frame.locator('#unsaved').innerText(), /不允许本页使用本机存储/);
  await frame.locator('.row--drawn').first().locator('.cell--unit').click();
  await page.keyboard.insertText('办公室');
  await page.keyboard.press('Enter');
  await soon.equal(async () => (await frame.locator('.row--drawn').first().locator('.cell--unit').innerText()).trim(), '办公室');
  await soon.match(() => frame.locator('#saved').innerText(), /有改动尚未保存/);
});

test('what a clerk does without thinking loses nothing', async () => {
  const focus = () => page.evaluate(() => document.activeElement.id);
  // The merged cell leads to its own row, and typing there adds none.
  await cell(page, 0, 'finding').click();
  await page.keyboard.press('ArrowRight');
  await soon.ok(() => isActive(0, 'measure'));
  // Another window for a moment: the open cell stays open.
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('办公');
  await page.evaluate(() => document.querySelector('#cell-input').dispatchEvent(new FocusEvent('blur')));
  await page.keyboard.insertText('室');
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  // A press elsewhere in the middle of a composition keeps it, where it was.
  await page.keyboard.press('Enter');
  const cdp = await browser.context.newCDPSession(page);
  await cell(page, 0, 'leader').click();
  await cdp.send('Input.imeSetComposition', { text: '张', selectionStart: 1, selectionEnd: 1 });
  await cell(page, 2, 'leader').click();
  await soon.equal(() => textOf(page, 0, 'leader'), '张');
  assert.equal(await textOf(page, 2, 'leader'), '');
  // One cell from a spreadsheet comes without its line end; a status by its word.
  const paste = async text => {
    await page.evaluate(text => navigator.clipboard.writeText(text), text);
    await page.keyboard.press('Control+v');
  };
  await cell(page, 1, 'unit').click();
  await paste('人事科\r\n');
  await page.keyboard.press('Enter');
  assert.ok(Object.values(await stored(page)).some(text => text.includes('"to":"人事科"')));
  await cell(page, 1, 'status').click();
  await paste('整改中');
  await soon.match(() => textOf(page, 1, 'status'), /整改中/);
  // The keyboard comes back after buttons; undo shows what it changed.
  await page.locator('#undo').click();
  await soon.equal(focus, 'cell-input');
  await soon.ok(() => isActive(1, 'status'));
  await exported(page, 'text');
  await soon.equal(focus, 'cell-input');
});

test('a cell left open does not write into the ledger opened meanwhile', async () => {
  await cell(page, 0, 'measure').click();
  await page.keyboard.press('F2');
  await page.keyboard.insertText('旧台账里的字');
  await dropFile(page, 'dropped', fixture('reports/classic.txt'));
  await page.waitForFunction(() => [...document.querySelectorAll('.panel [id^=field-text]')].at(-1).value === '学习贯彻党的创新理论不够深入');
  await page.keyboard.insertText('甲');
  await soon.equal(() => textOf(page, 0, 'measure'), '甲');
  await page.keyboard.press('Escape');
  await soon.match(() => textOf(page, 0, 'measure'), /^制定学习计划/);
});

test('an empty row becomes a measure with the first stroke, not before', async () => {
  await cell(page, 0, 'measure').click();
  await page.locator('#add-finding').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  assert.match(await page.locator('#totals').innerText(), /24 条措施/);
  await page.keyboard.type('ab');
  await page.keyboard.press('Enter');
  await soon.match(() => page.locator('#totals').innerText(), /25 条措施/);
  await soon.ok(async () => (await allRows(page)).rows.some(row => row.text === 'ab'));
});

test('deleting twice deletes the next row, and each notice says what it is about', async () => {
  const ids = await page.locator('.row--drawn').evaluateAll(rows => rows.map(row => row.dataset.measure));
  await cell(page, 0, 'measure').click();
  await page.locator('#remove-measure').click();
  await page.locator('#remove-measure').click();
  await soon.equal(() => page.locator('.row--drawn').first().getAttribute('data-measure'), ids[2]);
  await openFile(page, fixture('reports/one-line.txt'));
  await take(page);
  await page.waitForFunction(() => document.querySelector('#ledger-name').value === 'one-line');
  await soon.match(notice, /已打开「one-line」：3 个问题，5 条措施/);
});

test('a cell out of view comes into view before it is edited', async () => {
  await cell(page, 0, 'measure').click();
  await page.locator('.grid').evaluate(grid => { grid.scrollTop = grid.scrollHeight; });
  await page.waitForFunction(() => !document.querySelector('.cell--selected'));
  await page.keyboard.type('abc');
  await page.waitForFunction(() => {
    const area = document.querySelector('#cell-input').getBoundingClientRect();
    const head = document.querySelector('.grid__heads').getBoundingClientRect();
    return area.top >= head.bottom - 3 && area.bottom <= innerHeight;
  });
  await soon.equal(() => page.locator('.cell--active').innerText(), 'abc');
});

test('the whole path by keyboard alone', async () => {
  const focus = () => page.evaluate(() => document.activeElement.id);
  await soon.equal(focus, 'cell-input', 'the first key belongs to the table');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+Tab');
  await soon.equal(focus, 'keys', 'the grid is one stop');
  await page.keyboard.press('Tab');
  await soon.equal(focus, 'cell-input');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('F2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await soon.match(() => textOf(page, 1, 'status'), /未启动/);
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.insertText('末尾');
  await page.keyboard.press('Alt+Enter');
  await page.keyboard.insertText('第二行');
  await page.keyboard.press('Tab');
  const text = fs.readFileSync((await exported(page, 'json')).path, 'utf8');
  assert.match(text, /末尾\\n第二行"/);
});
