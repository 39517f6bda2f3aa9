// The table under the hands of somebody who lives in a spreadsheet: keys, editors, ranges, rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRows, bigReport, cell, clerk, eventually, openReport, selection, soon, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const at = async () => { const { row, column } = await selection(own.page); return `${row} ${column}`; };
const texts = (column, count) => Promise.all(Array.from({ length: count }, (_, row) => textOf(own.page, row, column)));
const undo = () => press('Control+z');
const totals = () => own.page.locator('#totals').innerText();
async function fill(row, column, text) {
  await cell(own.page, row, column).click();
  await own.page.keyboard.insertText(text);
  await press('Enter');
}

test('keys lead where they lead in a spreadsheet', async () => {
  await cell(own.page, 0, 'measure').click();
  await press('Tab', 'Tab', 'Enter');
  await soon.equal(at, '2 measure', 'Tab … Enter goes back to where Tab began');
  await press('Shift+Enter');
  await soon.equal(at, '1 measure');
  await press('End');
  await soon.equal(at, '1 status');
  await press('Home');
  await soon.equal(at, '1 finding');
  await press('ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'Shift+Tab');
  await soon.equal(at, '1 finding', 'the merged cell is one');
  await press('ArrowDown');
  assert.notEqual(await at(), '2 finding', 'and is left as one');
  await press('Control+End');
  await soon.equal(at, '24 status');
  await press('Control+Home');
  await soon.equal(at, '1 finding');
  await press('ArrowRight', 'Control+ArrowDown');
  await soon.equal(at, '24 measure', 'all measures are filled');
  await press('Control+ArrowUp', 'Control+ArrowRight');
  await soon.equal(at, '1 status', 'nothing is filled to the right');
  await press('PageDown');
  const row = async () => (await selection(own.page)).row;
  await eventually(async () => { const there = await row(); assert.ok(there > 2 && there < 20, `a page is what fits: ${there}`); });
  await press('PageUp');
  await eventually(async () => { const back = await row(); assert.ok(back <= 2, `and back, as rows differ in height: ${back}`); });
});

test('the grid is one stop, and says what it is to those who hear it', async () => {
  const grid = own.page.locator('[role=grid]');
  await soon.equal(() => grid.getAttribute('aria-rowcount'), '28');
  await soon.equal(() => grid.getAttribute('aria-colcount'), '9');
  await cell(own.page, 1, 'unit').click();
  const active = own.page.locator('.cell--active');
  await soon.equal(() => active.getAttribute('role'), 'gridcell');
  await soon.equal(() => active.getAttribute('aria-colindex'), '7');
  await soon.equal(() => active.getAttribute('aria-selected'), 'true');
  await soon.equal(() => own.page.locator('.row', { has: active }).getAttribute('aria-rowindex'), '4', 'head, band, two rows');
  await soon.equal(() => own.page.locator('#cell-input').getAttribute('aria-activedescendant'), await active.getAttribute('id'));
  await soon.equal(() => own.page.locator('.row--drawn .cell--number').first().getAttribute('aria-readonly'), 'true');
  await soon.equal(() => active.getAttribute('aria-readonly'), null);
  const stops = await grid.evaluate(grid => [...grid.parentElement.querySelectorAll('*')].filter(one => one.tabIndex >= 0).map(one => one.id));
  assert.deepEqual(stops, ['cell-input']);
});

test('the list of keys opens from anywhere and gives the keyboard back', async () => {
  await press('F1');
  await soon.match(() => own.page.locator('#keys-dialog').innerText(), /Ctrl\+Enter/);
  await press('Escape');
  await own.page.locator('#keys-dialog').waitFor({ state: 'detached' });
  await soon.equal(() => own.page.evaluate(() => document.activeElement.id), 'cell-input');
  await own.page.locator('#columns').focus();
  await own.page.keyboard.type('?');
  await own.page.locator('#keys-dialog').waitFor();
});

test('composing: the first letter counts, the candidates are at the cell, choosing one moves nothing', async () => {
  const { page } = own;
  const cdp = await own.context.newCDPSession(page);
  const compose = text => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const choosing = key => cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
  // In the last row, out of sight when the key is pressed.
  await cell(page, 0, 'leader').click();
  await press('Control+ArrowDown');
  await soon.equal(at, '24 leader');
  await page.locator('.grid').evaluate(grid => { grid.scrollTop = 0; });
  for (const text of ['z', 'zh', 'zhang']) await compose(text);
  const input = page.locator('#cell-input');
  await soon.equal(() => input.inputValue(), 'zhang');
  await soon.ok(async () => {
    const [area, box] = [await input.boundingBox(), await page.locator('.cell--active').boundingBox()];
    return Math.abs(area.x - box.x) < 4 && Math.abs(area.y - box.y) < 4;
  }, 'where the caret is, the candidates are');
  for (const [key, text] of [[' ', '张'], ['Enter', '张台长']]) {
    await choosing(key);
    await compose(text);
    assert.equal(await at(), '24 leader');
  }
  await cdp.send('Input.insertText', { text: '张台长' });
  assert.equal(await at(), '24 leader');
  await press('Shift+Enter');
  await soon.equal(at, '23 leader');
  assert.equal((await allRows(page)).rows.length, 24);
  await press('Control+ArrowDown');
  await soon.equal(() => page.locator('.cell--active').innerText(), '张台长');

  await press('Control+Home');
  // A letter composed over a list opens the list and writes nothing; Esc ends a composition only.
  await cell(page, 0, 'status').click();
  await compose('z');
  await cdp.send('Input.insertText', { text: '在' });
  assert.equal(await textOf(page, 0, 'status'), '');
  await press('Escape');
  await fill(0, 'unit', '旧');
  await cell(page, 0, 'unit').click();
  await press('F2');
  await compose('x');
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Escape', windowsVirtualKeyCode: 229 });
  await compose('');
  assert.equal(await input.inputValue(), '旧', 'the composition went, the cell is still open');
  assert.equal(await textOf(page, 0, 'unit'), '旧');
});

test('a long text grows as it is typed, and its row with it', async () => {
  const { page } = own;
  await cell(page, 0, 'unit').click();
  const before = await page.locator('.row--drawn').first().boundingBox();
  await page.keyboard.insertText('第一行');
  for (let n = 0; n < 14; n++) {
    await press('Alt+Enter');
    await page.keyboard.insertText('又一行');
  }
  await soon.ok(async () => (await page.locator('#cell-input').boundingBox()).height > 250);
  await press('Enter');
  await soon.ok(async () => (await page.locator('.row--drawn').first().boundingBox()).height >= before.height, 'the row holds its text');
  await soon.equal(async () => (await textOf(page, 0, 'unit')).split('\n').length, 6, 'as many lines as the setting allows');
  await undo();
  await soon.equal(async () => (await page.locator('.row--drawn').first().boundingBox()).height, before.height);
});

test('a deadline takes a full date, offers what words mean, and a calendar', async () => {
  const { page } = own;
  await fill(0, 'deadline', '2024-6-30');
  await soon.equal(() => textOf(page, 0, 'deadline'), '2024-06-30');
  await cell(page, 1, 'deadline').click();
  await page.keyboard.insertText('6月底前');
  await soon.match(() => page.locator('.popup [role=option]').innerText(), /改记为 \d{4}-06-30（星期.）/);
  await press('Enter');
  await soon.equal(() => textOf(page, 1, 'deadline'), '6月底前', 'what is not taken stays as typed');
  await cell(page, 1, 'deadline').click();
  await press('F2', 'ArrowDown', 'Enter');
  await soon.match(() => textOf(page, 1, 'deadline'), /^\d{4}-06-30$/);
  await undo();
  await soon.equal(() => textOf(page, 1, 'deadline'), '6月底前');
  await cell(page, 2, 'deadline').click();
  await page.keyboard.insertText('2025.2.28');
  await press('Alt+ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter');
  await soon.equal(() => textOf(page, 2, 'deadline'), '2025-03-08');
  await cell(page, 3, 'deadline').click();
  await press('F2');
  await page.locator('.popup__calendar').click();
  await page.locator('.calendar__day', { hasText: /^15$/ }).click();
  await soon.match(() => textOf(page, 3, 'deadline'), /^\d{4}-\d\d-15$/);
});

test('units and people are completed from what the ledger has', async () => {
  const { page } = own;
  await fill(0, 'unit', '机关党委、总编室');
  await fill(1, 'unit', '机关纪委');
  await cell(page, 2, 'unit').click();
  await page.keyboard.insertText('机关');
  await eventually(async () => {
    const offers = await page.locator('.popup [role=option]').allInnerTexts();
    assert.ok(offers.includes('机关党委') && offers.includes('机关纪委'), offers.join());
  });
  await press('ArrowDown', 'Enter');
  await soon.ok(async () => ['机关党委', '机关纪委'].includes(await textOf(page, 2, 'unit')));
  await soon.equal(at, '4 unit', 'and on, as after any text');
  // The next of several.
  await page.keyboard.insertText('办公室、总');
  await page.locator('.popup [role=option]', { hasText: '总编室' }).click();
  await press('Enter');
  await soon.equal(() => textOf(page, 3, 'unit'), '办公室、总编室');
});

test('a status goes into the whole range from its list, as one step', async () => {
  await cell(own.page, 0, 'status').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown', ' ', 'ArrowDown', 'ArrowDown', 'Enter');
  await soon.deepEqual(() => texts('status', 4), ['整改中', '整改中', '整改中', '']);
  await undo();
  await soon.deepEqual(() => texts('status', 4), ['', '', '', '']);
});

test('ranges by keys and mouse; fill, clear, Ctrl+Enter, each one step', async () => {
  const { page } = own;
  await fill(0, 'unit', '办公室');
  await cell(page, 0, 'unit').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await soon.deepEqual(async () => (await selection(page)).rows, [1, 2, 3, 4]);
  await press('Control+d');
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '办公室', '办公室', '办公室', '']);
  await undo();
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '', '', '', '']);
  // What is typed goes everywhere with Ctrl+Enter.
  await cell(page, 1, 'leader').click();
  await cell(page, 3, 'unit').click({ modifiers: ['Shift'] });
  await soon.deepEqual(async () => (await selection(page)).columns, ['leader', 'unit']);
  await page.keyboard.insertText('甲');
  await press('Control+Enter');
  await soon.deepEqual(() => texts('leader', 5), ['', '甲', '甲', '甲', '']);
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '甲', '甲', '甲', '']);
  await press('Delete');
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '', '', '', '']);
  await undo();
  await undo();
  await soon.deepEqual(() => texts('leader', 5), ['', '', '', '', '']);
  // By dragging, and from the corner.
  const box = async (row, column) => (await cell(page, row, column).boundingBox());
  const [from, to] = [await box(0, 'unit'), await box(2, 'deadline')];
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => {
    const { rows, columns } = await selection(page);
    assert.deepEqual([rows, columns], [[1, 2, 3], ['unit', 'deadline']]);
  });
  await cell(page, 0, 'unit').click();
  const corner = await box(0, 'unit'), below = await box(3, 'unit');
  await page.mouse.move(corner.x + corner.width - 3, corner.y + corner.height - 3);
  await page.mouse.down();
  await page.mouse.move(below.x + 20, below.y + 10, { steps: 4 });
  await page.mouse.up();
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '办公室', '办公室', '办公室', '']);
  await undo();
  await soon.deepEqual(() => texts('unit', 5), ['办公室', '', '', '', '']);
  // Everything, and no more than what is shown.
  await press('Control+a');
  await soon.ok(async () => { const { columns } = await selection(page); return columns.includes('finding') && columns.includes('status'); });
  await press('Escape');
  await soon.equal(async () => (await selection(page)).rows.length, 1);
});

test('rows are added, repeated, moved and deleted by key, menu and mouse, each one step', async () => {
  const { page } = own;
  const measures = async () => (await allRows(page)).rows.map(row => row.text);
  const start = await measures();
  await cell(page, 0, 'measure').click();
  await press('Insert');
  await page.keyboard.insertText('插在下方');
  await press('Enter');
  await soon.equal(async () => (await measures())[1], '插在下方');
  await cell(page, 0, 'measure').click();
  await press('Shift+Insert');
  await page.keyboard.insertText('插在上方');
  await press('Enter');
  await soon.equal(async () => (await measures())[0], '插在上方');
  for (let n = 0; n < 4; n++) await undo();
  await soon.deepEqual(measures, start);

  const menu = async (item, ...at) => {
    await cell(page, ...at).click({ button: 'right' });
    await page.locator(`#rows-menu [data-item=${item}]`).click();
  };
  await menu('duplicate', 0, 'measure');
  await soon.deepEqual(async () => (await measures()).slice(0, 3), [start[0], start[0], start[1]]);
  await undo();
  await cell(page, 0, 'measure').click();
  await press('Alt+ArrowDown');
  await soon.deepEqual(async () => (await measures()).slice(0, 2), [start[1], start[0]]);
  await soon.equal(at, '2 measure', 'the selection goes along');
  await press('Alt+ArrowUp');
  await soon.deepEqual(measures, start);
  // Two whole rows, taken by their heads and dropped into another finding.
  const heads = page.locator('.row--drawn:not([hidden]) .cell--head');
  await heads.nth(0).click();
  await heads.nth(1).click({ modifiers: ['Shift'] });
  const [from, to] = [await heads.nth(0).boundingBox(), await heads.nth(3).boundingBox()];
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + to.height - 4, { steps: 5 });
  await page.mouse.up();
  await soon.deepEqual(async () => (await measures()).slice(0, 4), [start[2], start[3], start[0], start[1]]);
  await undo();
  await undo(); await undo(); // moved up and down before
  await soon.deepEqual(measures, start);
  // To a finding that is named.
  await menu('move-to', 0, 'measure');
  await page.locator('#move-search').fill('3-1');
  await page.locator('#move-dialog [data-finding]').first().click();
  await soon.notEqual(async () => (await measures())[0], start[0]);
  await soon.ok(async () => (await measures()).includes(start[0]));
  await undo();
  await soon.deepEqual(measures, start);
  await cell(page, 0, 'measure').click();
  await press('Shift+ArrowDown', 'Control+Shift+-');
  await soon.match(totals, /22 条措施/);
  await undo();
  await soon.deepEqual(measures, start);
  // The menu by keyboard alone.
  await cell(page, 0, 'measure').click();
  await press('Shift+F10');
  await page.locator('#rows-menu').waitFor();
  await press('End');
  await soon.equal(() => page.evaluate(() => document.activeElement.dataset.item), 'finding-remove');
  await press('Escape');
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'cell-input');
});

test('ten thousand rows: few are in the page, all are reached, nothing is blank, the view holds still', async () => {
  const { page } = own;
  await openReport(page, 'big', bigReport(10_000));
  await soon.match(totals, /10000 条措施/);
  assert.ok(await page.locator('.row--drawn').count() < 60);
  await cell(page, 0, 'measure').click();
  await press('Control+End');
  await soon.equal(at, '10000 status');
  await press('Home', 'ArrowRight');
  await page.keyboard.insertText('最后一条');
  await press('Shift+Enter');
  await soon.equal(() => page.locator('.row--drawn:not([hidden]) .cell--measure', { hasText: '最后一条' }).count(), 1);
  // Scrolled through by hand: at every frame, every pixel between head and foot is a row's.
  const gaps = await page.evaluate(async () => {
    const grid = document.querySelector('.grid'), frame = () => new Promise(done => requestAnimationFrame(done));
    let gaps = 0;
    for (let n = 0; n < 60; n++) {
      grid.scrollTop = (n * 7919 * 37) % grid.scrollHeight;
      await frame();
      await frame();
      const view = grid.getBoundingClientRect(), head = document.querySelector('.grid__heads').getBoundingClientRect().bottom;
      const lines = [...document.querySelectorAll('.row:not([hidden]), .band:not([hidden])')].map(row => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      let end = head;
      for (const line of lines) {
        if (line.top > end + 1 && end < view.bottom) gaps++;
        end = Math.max(end, line.bottom);
      }
      if (end < view.bottom - 20) gaps++;
    }
    return gaps;
  });
  assert.equal(gaps, 0);
  // Rows that turn out higher or lower than guessed while one scrolls up to them push nothing away.
  const jumps = await page.evaluate(async () => {
    const grid = document.querySelector('.grid'), frame = () => new Promise(done => requestAnimationFrame(done));
    grid.scrollTop = 300_000;
    for (let n = 0; n < 5; n++) await frame();
    let worst = 0;
    for (let n = 0; n < 80; n++) {
      const middle = [...document.querySelectorAll('.row--drawn:not([hidden])')].find(row => row.getBoundingClientRect().top > 350);
      const [id, top] = [middle.dataset.measure, middle.getBoundingClientRect().top];
      grid.scrollTop -= 60;
      await frame();
      await frame();
      const now = document.querySelector(`[data-measure="${id}"]:not([hidden])`).getBoundingClientRect().top;
      worst = Math.max(worst, Math.abs(now - top - 60));
    }
    return worst;
  });
  assert.ok(jumps <= 1, `${jumps} pixels`);
});

test('at 390 pixels rows are cards, and are edited', async () => {
  const { page } = own;
  await page.setViewportSize({ width: 390, height: 760 });
  await page.locator('.grid__canvas--cards').waitFor();
  await soon.ok(async () => { const card = await page.locator('.row--drawn').first().boundingBox(); return card.width <= 390 && card.x >= 0; });
  const labels = await page.locator('.row--drawn').first().locator('.cell').evaluateAll(cells => cells.filter(cell => cell.offsetHeight > 0).map(cell => getComputedStyle(cell, '::before').content));
  assert.ok(labels.some(label => /责任单位/.test(label)), labels.join());
  const unit = page.locator('.row--drawn').first().locator('.cell--unit');
  await unit.click();
  await unit.click();
  await page.keyboard.insertText('办公室');
  await press('Enter');
  await soon.equal(async () => (await unit.innerText()).trim(), '办公室');
  await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing sticks out');
  await page.setViewportSize({ width: 1366, height: 768 });
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
});
