// How the table is looked at: filter, order, groups, columns, search; none of it loses the place or
// a step to undo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRows, cell, clerk, eventually, selection, soon, stored, textOf } from './page.mjs';

const own = clerk(async page => {
  // Units, people, days and stages to look by.
  await fillWith(page, [['unit', ['办公室', '人事科', '办公室', '总编室']], ['leader', ['甲', '乙', '甲', '丙']], ['deadline', ['2020-06-30', '2999-12-31', '2021-01-01', '长期']]]);
  await cell(page, 0, 'status').click();
  await page.keyboard.press(' ');
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await cell(page, 2, 'status').click();
  await page.keyboard.press(' ');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.locator('#errand-review').fill('2999-12-31');
  await page.locator('#errand-confirm').click();
});
async function fillWith(page, columns) {
  for (const [column, values] of columns) {
    await cell(page, 0, column).click();
    for (const value of values) {
      await page.keyboard.insertText(value);
      await page.keyboard.press('Enter');
    }
  }
}
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const shown = () => own.page.locator('#shown').innerText();
const column = async (name, count) => (await Promise.all(Array.from({ length: count }, (_, row) => textOf(own.page, row, name)))).map(text => text.trim());
const bands = () => own.page.locator('.band:not([hidden]) .band__title').allInnerTexts();
const menu = async name => {
  await own.page.locator(`.grid__head--${name}`).click();
  return own.page.locator('#column-menu');
};
const tick = (panel, words) => panel.locator('.column__value', { hasText: words }).locator('input').check();

test('filters by text, value, lateness and all together, with counts; the cell stays selected', async () => {
  const { page } = own;
  await cell(page, 2, 'unit').click();
  await page.locator('#search-in').selectOption('unit');
  await page.locator('#search').fill('办公');
  await soon.equal(shown, '显示 2 / 24 行');
  await soon.deepEqual(() => column('unit', 2), ['办公室', '办公室']);
  await soon.equal(async () => (await selection(page)).column, 'unit');
  await soon.equal(() => page.locator('.cell--active').evaluate(cell => cell.closest('.row').querySelector('.cell--leader').innerText), '甲');
  await page.locator('#search').fill('');
  await page.locator('#search-in').selectOption('');
  let panel = await menu('unit');
  await soon.match(() => panel.innerText(), /未填责任单位\s*20/);
  await tick(panel, '办公室');
  await tick(panel, '总编室');
  await soon.equal(shown, '显示 3 / 24 行');
  await press('Escape');
  panel = await menu('leader');
  await soon.deepEqual(() => panel.locator('.column__value').evaluateAll(all => all.map(one => one.innerText.replace(/\s+/g, ' ').trim())), ['甲 2', '丙 1'], 'counted under the other filter');
  await tick(panel, '甲');
  await press('Escape');
  await soon.equal(shown, '显示 2 / 24 行');
  await page.locator('#overdue').click();
  await soon.equal(shown, '显示 1 / 24 行');
  await soon.deepEqual(() => column('deadline', 1), ['2020-06-30'], 'long-term measures are not late');
  await page.locator('[data-chip=leader]').click();
  await soon.equal(shown, '显示 1 / 24 行');
  await page.locator('#filter-clear').click();
  await soon.equal(() => page.locator('#shown').innerText(), '');
  await soon.equal(async () => (await allRows(page)).rows.length, 24);
  await page.locator('#search').fill('没有这样的字');
  await soon.match(() => page.locator('.grid__empty').innerText(), /没有符合筛选条件的行/);
  await page.locator('.grid__empty .button').click();
  await soon.equal(async () => (await allRows(page)).rows.length, 24);
});

test('what is edited under a filter stays until it is applied again; undo reaches past the filter', async () => {
  const { page } = own;
  await page.locator('#search-in').selectOption('unit');
  await page.locator('#search').fill('办公室');
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('财务科');
  await press('Enter');
  assert.deepEqual(await column('unit', 2), ['财务科', '办公室'], 'it does not vanish under the hand');
  await page.locator('#reapply').click();
  await soon.deepEqual(() => column('unit', 1), ['办公室']);
  await press('Control+z');
  await soon.equal(() => page.locator('.cell--active').innerText(), '办公室', 'undo shows what it changed');
  await page.locator('#filter-clear').click();
  await press('Control+z');
  await soon.equal(async () => (await selection(page)).column, 'status', 'the steps before the filter are still there');
  await soon.deepEqual(() => column('unit', 4), ['办公室', '人事科', '办公室', '总编室']);
});

test('sorted by any column, empty cells last, and back to the order of the document', async () => {
  const { page } = own;
  const before = (await allRows(page)).rows.map(row => row.id);
  await page.locator('#group').selectOption('none');
  await menu('deadline');
  await page.locator('#sort-up').click();
  await soon.deepEqual(() => column('deadline', 5), ['2020-06-30', '2021-01-01', '2999-12-31', '长期', '']);
  await menu('deadline');
  await page.locator('#sort-down').click();
  await soon.deepEqual(() => column('deadline', 5), ['2999-12-31', '2021-01-01', '2020-06-30', '长期', '']);
  await soon.equal(() => page.locator('.grid__head--deadline').getAttribute('aria-sort'), 'descending');
  for (const name of ['number', 'finding', 'measure', 'pace', 'leader', 'unit', 'status']) {
    await menu(name);
    await page.locator('#sort-down').click();
    await soon.equal(() => page.locator(`.grid__head--${name}`).getAttribute('aria-sort'), 'descending');
    await menu(name);
    await page.locator('#sort-up').click();
    await soon.equal(() => page.locator(`.grid__head--${name}`).getAttribute('aria-sort'), 'ascending');
  }
  await soon.deepEqual(() => column('status', 3), ['整改中', '长期坚持', '']);
  await menu('unit');
  await page.locator('#sort-none').click();
  await page.locator('#group').selectOption('direction');
  await soon.deepEqual(async () => (await allRows(page)).rows.map(row => row.id), before);
  await press('Control+z', 'Control+z');
  await soon.deepEqual(() => column('status', 3), ['', '', ''], 'sorting took no step away');
});

test('grouped by unit, leader, stage, day; the word of the band counts its rows', async () => {
  const { page } = own;
  for (const [group, first] of [
    ['unit', ['办公室（2）', '人事科（1）', '总编室（1）', '未填责任单位（20）']],
    ['leader', ['丙（1）', '甲（2）', '乙（1）', '未填责任领导（20）']],
    ['status', ['整改中（1）', '长期坚持（1）', '未填整改状态（22）']],
    ['deadline', ['2020年6月（1）', '2021年1月（1）', '2999年12月（1）', '长期（1）', '未填整改时限（20）']],
  ]) {
    await page.locator('#group').selectOption(group);
    await soon.deepEqual(async () => (await bands()).sort(), [...first].sort(), group);
    assert.equal((await bands()).at(-1), first.at(-1), 'what is not filled in comes last');
  }
  await page.locator('#group').selectOption('direction');
  await soon.match(async () => (await bands())[0], /（\d+）$/);
});

test('a view is kept under a name, per ledger, over a reload', async () => {
  const { page } = own;
  await page.locator('#group').selectOption('unit');
  await page.locator('#search').fill('甲');
  await page.locator('#views').click();
  await page.locator('#views-menu [data-item=save]').click();
  await page.locator('#view-name').fill('甲的措施');
  await page.locator('#view-save').click();
  await page.locator('#views').click();
  await page.locator('#views-menu [data-item=default]').click();
  await soon.equal(async () => (await allRows(page)).rows.length, 24);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await page.locator('#views').click();
  await page.locator('#views-menu [data-item="use:甲的措施"]').click();
  await soon.equal(shown, '显示 2 / 24 行');
  await soon.deepEqual(bands, ['办公室（2）']);
  await page.locator('#views').click();
  await page.locator('#views-menu [data-item="forget:甲的措施"]').click();
  await page.locator('#views').click();
  await soon.equal(() => page.locator('#views-menu [data-item^=use]').count(), 0);
  await press('Escape');
});

test('columns are hidden, shown, widened, moved, frozen, and stay so after a reload', async () => {
  const { page } = own;
  const heads = () => page.locator('.grid__head[data-column]').evaluateAll(all => all.map(one => one.dataset.column));
  await page.locator('#columns').click();
  await page.locator('#columns-menu [data-item=remark]').click();
  await page.locator('#columns-menu [data-item=pace]').click();
  await press('Escape');
  await soon.deepEqual(heads, ['number', 'finding', 'measure', 'leader', 'unit', 'deadline', 'status', 'review', 'remark']);
  // An edge is dragged, a title is dragged onto another.
  const edge = await page.locator('.grid__head--unit .grid__edge').boundingBox();
  const width = async () => (await page.locator('.grid__head--unit').boundingBox()).width;
  const before = await width();
  await page.mouse.move(edge.x + 3, edge.y + 8);
  await page.mouse.down();
  await page.mouse.move(edge.x + 43, edge.y + 8, { steps: 4 });
  await page.mouse.up();
  await soon.ok(async () => Math.abs(await width() - before - 40) < 3);
  const [from, to] = [await page.locator('.grid__head--status').boundingBox(), await page.locator('.grid__head--leader').boundingBox()];
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 8, { steps: 6 });
  await page.mouse.up();
  await soon.deepEqual(heads, ['number', 'finding', 'measure', 'status', 'leader', 'unit', 'deadline', 'review', 'remark']);
  await menu('finding');
  await page.locator('#freeze').click();
  await page.locator('#zoom').selectOption('150');
  await page.locator('#lines').selectOption('0');
  const left = name => page.locator(`.row--drawn .cell--${name}`).first().evaluate(cell => cell.getBoundingClientRect().left);
  const [finding, measure] = [await left('finding'), await left('measure')];
  await page.locator('.grid').evaluate(grid => { grid.scrollLeft = 300; });
  await soon.equal(() => left('finding'), finding, 'the frozen column stays in sight');
  await soon.equal(() => left('measure'), measure - 300);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.deepEqual(heads, ['number', 'finding', 'measure', 'status', 'leader', 'unit', 'deadline', 'review', 'remark']);
  await soon.equal(() => page.locator('#zoom').inputValue(), '150');
  await soon.equal(() => page.locator('#lines').inputValue(), '0');
  await soon.ok(async () => await page.locator('.cell--frozen').count() > 0);
  await page.locator('#columns').click();
  await page.locator('#columns-menu [data-item=reset]').click();
  await soon.deepEqual(heads, ['number', 'finding', 'measure', 'pace', 'leader', 'unit', 'deadline', 'status', 'review']);
  // The menu of the active column, by keyboard.
  await cell(page, 0, 'unit').click();
  await press('Control+Shift+L');
  await soon.equal(() => page.locator('#column-menu').getAttribute('aria-label'), '责任单位');
  await press('Escape');
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'cell-input');
});

test('search goes from place to place, whatever the width and case, past filters; replaces all as one step', async () => {
  const { page } = own;
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('ＡＢ科');
  await press('Enter', 'Control+f');
  await page.keyboard.insertText('ab');
  await soon.equal(() => page.locator('#find-count').innerText(), '共 1 处');
  await press('Enter');
  await soon.equal(() => page.locator('#find-count').innerText(), '第 1 / 1 处');
  await soon.equal(() => page.locator('.cell--active').innerText(), 'ＡＢ科');
  await page.locator('#find-exact').check();
  await soon.equal(() => page.locator('#find-count').innerText(), '没有找到');
  await page.locator('#find-exact').uncheck();
  await page.locator('#search').fill('人事');
  await page.locator('#find-words').fill('学习');
  const total = await eventually(async () => {
    const words = await page.locator('#find-count').innerText();
    const total = Number(/(\d+) 处/.exec(words)[1]);
    assert.ok(total > 20, words);
    return total;
  });
  await page.locator('#find-next').click();
  await soon.match(() => page.locator('.cell--active').innerText(), /学习/, 'a row the filter hides is shown');
  await page.locator('#replace-open').click();
  await page.locator('#replace-with').fill('研习');
  await soon.match(() => page.locator('#replace-all').innerText(), new RegExp(`全部替换（${total} 处，\\d+ 处在筛选之外）`));
  await page.locator('#replace-all').click();
  await soon.equal(() => page.locator('#find-count').innerText(), '没有找到');
  await soon.match(() => page.locator('.notice__text').innerText(), new RegExp(`已替换 ${total} 处`));
  await page.locator('.notice .button').click();
  await press('Control+f');
  await page.locator('#find-words').fill('研习');
  await soon.equal(() => page.locator('#find-count').innerText(), '没有找到');
  await page.locator('#find-words').fill('学习');
  await soon.match(() => page.locator('#find-count').innerText(), new RegExp(`共 ${total} 处`));
  await press('Escape');
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'cell-input');
  // From anywhere in the page, in place of the browser's own.
  await page.locator('#export').focus();
  await press('Control+f');
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'find-words');
});

test('the set-up of the table is no part of the ledger', async () => {
  const { page } = own;
  const journal = () => stored(page).then(all => Object.entries(all).filter(([key]) => !key.endsWith('/view')));
  const before = await journal();
  await page.locator('#zoom').selectOption('80');
  await page.locator('#group').selectOption('status');
  assert.deepEqual(await journal(), before);
});
