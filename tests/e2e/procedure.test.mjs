// The office's procedure on the page: stages with what they ask for, deadlines, progress, history,
// paper. As a new user would go about it, on the sample.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { allRows, cell, clerk, openReport, panelRests, soon, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const fill = async (row, column, ...values) => {
  await cell(own.page, row, column).click();
  for (const value of values) {
    await own.page.keyboard.insertText(value);
    await press('Enter');
  }
};
const select = async (row, column) => {
  await cell(own.page, row, column).click();
  await panelRests(own.page);
};
const deed = name => own.page.locator(`[data-deed=${name}]`).click();
const confirm = () => own.page.locator('#errand-confirm').click();
const wrong = () => own.page.locator('#errand-wrong').innerText();
const steps = () => own.page.locator('#steps .steps__one').allInnerTexts();
const go = page => own.page.locator(`#page-${page}`).click();

/** To 已销号 with evidence, from the row's panel. */
async function strikeOff(row, name = '甲某') {
  const { page } = own;
  await select(row, 'measure');
  await deed('report');
  await page.locator('#errand-result').fill('制度已印发');
  await confirm();
  await deed('strike_off');
  await page.locator('#errand-evidence-add').click();
  await page.locator('#errand-evidence .evidence__title').fill('关于印发学习制度的通知');
  await page.locator('#errand-evidence .evidence__number').fill('广电发〔2026〕5号');
  await page.locator('#errand-opinion').fill('同意销号');
  const asks = page.locator('#errand-name');
  if (await asks.count()) await asks.fill(name);
  await confirm();
}

test('a new user’s first round: units, strike-off, return, extension, progress on paper', async () => {
  const { page } = own;
  await fill(0, 'unit', '机关党委', '机关党委', '总编室');
  await fill(0, 'deadline', '2020-06-30', '2030-01-31', '2030-02-28');
  // Three rows begin at once; the dialog is not needed.
  await cell(page, 0, 'status').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await page.keyboard.insertText('整改中');
  await press('Enter');
  await soon.deepEqual(() => Promise.all([0, 1, 2].map(row => textOf(page, row, 'status'))), ['整改中', '整改中', '整改中']);

  await strikeOff(0);
  await soon.equal(() => textOf(page, 0, 'status'), '已销号');
  await soon.match(async () => (await steps())[0], /核验销号：已完成待核 → 已销号（甲某）[\s\S]*同意销号/);
  await soon.equal(() => textOf(page, 0, 'evidence'), '关于印发学习制度的通知｜广电发〔2026〕5号', 'the column came when it was needed');

  await select(1, 'measure');
  await deed('report');
  await page.locator('#errand-result').fill('已组织学习');
  await confirm();
  await deed('return');
  await confirm();
  await soon.equal(wrong, '还缺：意见');
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'errand-opinion', 'the keyboard is where it is missing');
  await page.locator('#errand-opinion').fill('缺少签到表');
  await confirm();
  await soon.equal(() => textOf(page, 1, 'status'), '整改中');
  await deed('report');
  await confirm();
  await soon.match(() => page.locator('#steps').innerText(), /已重新报送 1 次/);

  await select(2, 'measure');
  await deed('extend');
  await page.locator('#errand-deadline').fill('2030.6.30');
  await confirm();
  await soon.equal(wrong, '还缺：理由');
  await page.locator('#errand-deadline').fill('2029-01-01');
  await page.locator('#errand-opinion').fill('等待上级批复');
  await confirm();
  await soon.match(wrong, /晚于现在的时限/);
  await page.locator('#errand-deadline').fill('2030.6.30');
  await confirm();
  await soon.equal(() => textOf(page, 2, 'deadline'), '2030-06-30');
  await soon.match(async () => (await steps())[0], /延期：2030-02-28 → 2030-06-30（甲某）[\s\S]*等待上级批复/);

  await go('progress');
  await soon.match(() => page.locator('#rate').innerText(), /4\.17%\s+1 \/ 24/);
  const figures = () => page.locator('.headline').evaluateAll(all => all.map(one => [one.dataset.figure, one.querySelector('.figure').textContent]));
  await soon.deepEqual(async () => Object.fromEntries(await figures()), { measures: '24', done: '1', open: '23', overdue: '0', 'due-week': '0', 'due-month': '0', returned: '0', extended: '1', resubmitted: '1', bare: '0' });
  const pdf = await printed(() => page.locator('#print-progress').click());
  assert.equal(pdf.pages, 1, 'one sheet for the leader');
});

/** What the browser would print, as it is written into a PDF: pages, rows of tables, size. */
async function printed(act) {
  const { page } = own;
  await page.evaluate(() => { window.print = () => {}; });
  await act();
  await page.locator(':root[data-paper]').waitFor();
  const bytes = (await page.pdf({ preferCSSPageSize: true, tagged: true })).toString('latin1');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await soon.equal(() => page.locator('#paper').innerHTML(), '', 'the page is as it was');
  const count = pattern => (bytes.match(pattern) ?? []).length;
  return {
    pages: count(/\/Type\s*\/Page\b/g),
    rows: count(/\/S\s*\/TR\b/g),
    heads: count(/\/S\s*\/TH\b/g),
    box: /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(bytes).slice(1).map(Number).map(Math.round),
  };
}

test('a stage that lacks something says what, at the table too, and changes nothing', async () => {
  const { page } = own;
  const before = await allRows(page);
  await cell(page, 3, 'status').dblclick();
  await page.locator('[data-choice=struck_off]').click();
  await confirm();
  await soon.equal(wrong, '还缺：整改结果、佐证材料、意见、办理人姓名');
  await press('Escape');
  await soon.equal(() => page.locator('#errand-dialog').count(), 0);
  assert.deepEqual(await allRows(page), before);
  assert.ok(await page.locator('#undo').isDisabled());
  // A whole range: what each lacks is its own.
  await cell(page, 2, 'status').click();
  await cell(page, 3, 'status').click();
  await press('Shift+ArrowDown');
  await page.keyboard.insertText('已完成');
  await press('Enter');
  await soon.match(() => page.locator('#errand-dialog').innerText(), /报送完成（2 条措施）/);
  await confirm();
  await soon.match(wrong, /不能报送完成：缺整改结果；共 2 条措施不能这样改。没有改动/);
  await page.locator('#errand-result').fill('两条一并办结');
  await confirm();
  await soon.deepEqual(() => Promise.all([3, 4].map(row => textOf(page, row, 'status'))), ['已完成待核', '已完成待核']);
  await press('Control+z');
  await soon.deepEqual(() => allRows(page), before, 'one step');
});

test('who I am is told once, is kept, and a role is offered less', async () => {
  const { page } = own;
  await page.locator('#me').click();
  await page.locator('#me-name').fill('乙某');
  await page.locator('#me-unit').fill('总编室');
  await soon.match(() => page.locator('#me-role').innerText(), /是方便，不是权限/);
  await page.locator('#me-role input[value=unit]').check();
  await page.locator('#me-save').click();
  await soon.match(() => page.locator('#me').innerText(), /乙某 · 总编室/);
  await select(0, 'status');
  await deed('report');
  await page.locator('#errand-result').fill('好');
  await confirm();
  await soon.equal(() => textOf(page, 0, 'status'), '已完成待核');
  assert.equal(await page.locator('[data-deed=strike_off]').count(), 0, 'a unit does not verify');
  await cell(page, 0, 'status').dblclick();
  await page.locator('[data-choice]').first().waitFor();
  assert.equal(await page.locator('[data-choice=struck_off]').count(), 0);
  await press('Escape');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.match(() => page.locator('#me').innerText(), /乙某/);
  await go('history');
  await soon.match(() => page.locator('.history__one').first().innerText(), /总编室 乙某/);
});

test('a ledger has its own words, periods and demands', async () => {
  const { page } = own;
  await page.locator('#particulars').click();
  await page.locator('#feedback').fill('2026.3.15');
  await page.locator('#strike-off-needs input[value=evidence]').uncheck();
  await page.locator('#words .button').click();
  await page.locator('#words input').fill('已办结');
  await page.locator('#words select').selectOption('struck_off');
  await soon.match(() => page.locator('#periods').innerText(), /2026-09-15/);
  await page.locator('#particulars-save').click();
  // The periods are offered for a deadline.
  await cell(page, 0, 'deadline').click();
  await press('F2');
  const offers = page.locator('.popup .choices__one');
  await soon.deepEqual(async () => (await offers.allInnerTexts()).slice(-1), ['半年内（6 个月）：2026-09-15']);
  await offers.last().click();
  await press('Enter');
  await soon.equal(() => textOf(page, 0, 'deadline'), '2026-09-15');
  // 已办结 is the word now, and means the stage when it is typed.
  await cell(page, 0, 'status').click();
  await page.keyboard.insertText('已办结');
  await press('Enter');
  await page.locator('#errand-result').fill('好');
  await page.locator('#errand-opinion').fill('同意');
  await page.locator('#errand-name').fill('甲某');
  await confirm();
  await soon.equal(() => textOf(page, 0, 'status'), '已办结');
  await soon.match(() => page.locator('#totals').innerText(), /已办结 1/);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'status'), '已办结');
});

test('a later deadline typed once the work has begun is an extension, and its reason is asked for', async () => {
  const { page } = own;
  await fill(0, 'deadline', '2030-01-31');
  await cell(page, 0, 'status').dblclick();
  await page.locator('[data-choice=in_progress]').click();
  await fill(0, 'deadline', '2030-03-31');
  const notice = page.locator('.notice', { hasText: '按延期记录' });
  await notice.locator('.button').click();
  await page.locator('#errand-opinion').fill('等待批复');
  await confirm();
  await select(0, 'measure');
  await soon.match(async () => (await steps())[0], /延期：2030-01-31 → 2030-03-31[\s\S]*等待批复/);
  await press('Control+z', 'Control+z');
  await soon.equal(() => textOf(page, 0, 'deadline'), '2030-01-31');
  await soon.equal(async () => (await steps()).length, 1);
});

test('a deadline that is emptied or put into words is not moved unseen, and a reason can come later', async () => {
  const { page } = own;
  await fill(0, 'deadline', '2030-01-31');
  await cell(page, 0, 'status').dblclick();
  await page.locator('[data-choice=in_progress]').click();
  await cell(page, 0, 'deadline').click();
  await press('Delete');
  await page.keyboard.insertText('2031-12-31');
  await press('Enter');
  await select(0, 'measure');
  await soon.deepEqual(async () => (await steps()).map(step => /(延期|时限变更)：.*/.exec(step)?.[0].replace('补写延期理由', '')).filter(Boolean), ['时限变更：未填 → 2031-12-31', '时限变更：2030-01-31 → 未填']);
  await page.locator('[data-explain]').first().click();
  await page.locator('#errand-opinion').fill('等待批复');
  await confirm();
  await soon.match(async () => (await steps())[0], /等待批复/);
  await soon.equal(() => page.locator('[data-explain]').count(), 1);
});

test('what was written in a dialog is not lost by one press, and a refused choice shows what is', async () => {
  const { page } = own;
  await select(0, 'measure');
  const stage = page.locator('.panel select[id^=field-status]');
  await stage.selectOption('struck_off');
  await soon.equal(() => stage.inputValue(), '', 'the stage is what it was');
  await page.locator('#errand-opinion').fill('同意');
  await press('Escape');
  await soon.match(wrong, /再按一次 Esc/);
  await press('Escape');
  await page.locator('#errand-dialog').waitFor({ state: 'detached' });
  // Words that are no stage are told.
  await cell(page, 1, 'status').click();
  await page.keyboard.insertText('快好了');
  await soon.match(() => page.locator('.notice__text').last().innerText(), /「快好了」不是可用的整改状态/);
  await press('Escape');
});

test('the buttons of the panel are about all that is selected, and about nothing that is hidden', async () => {
  const { page } = own;
  await cell(page, 0, 'measure').click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await page.locator('[data-deed=start]', { hasText: '3 条措施' }).click();
  await soon.deepEqual(() => Promise.all([0, 1, 2, 3].map(row => textOf(page, row, 'status'))), ['整改中', '整改中', '整改中', '']);
  await fill(3, 'unit', '人事科');
  await go('progress');
  await page.locator('.progress__pair tr', { hasText: '人事科' }).locator('.figure').first().click();
  await soon.equal(async () => (await allRows(page)).rows.length, 1);
  await panelRests(page);
  await page.locator('[data-deed=start]').click();
  await soon.equal(() => textOf(page, 0, 'status'), '整改中', 'the row that is shown');
  // Of several measures each keeps its own result.
  await page.locator('#filter-clear').click();
  await select(0, 'measure');
  await page.locator('#group-work').evaluate(group => { group.open = true; });
  await page.locator('.panel [id^=field-result]').fill('自己的结果');
  await cell(page, 0, 'measure').click();
  await press('Shift+ArrowDown');
  await page.locator('[data-deed=report]', { hasText: '2 条措施' }).click();
  await page.locator('#errand-result').fill('一并办结');
  await confirm();
  await soon.deepEqual(async () => [await textOf(page, 0, 'result'), await textOf(page, 1, 'result')], ['自己的结果', '一并办结']);
});

test('another ledger begins a history of its own, and the way back leads through it', async () => {
  const { page } = own;
  await fill(0, 'unit', '办公室');
  await go('history');
  await page.locator('#version-name').fill('示例定稿');
  await page.locator('#version-save').click();
  await openReport(page, '另一份', '1.关于“甲”问题\n整改情况：一是学；二是改。');
  await go('history');
  await page.locator('[data-version=示例定稿] [data-act=compare]').click();
  await soon.match(() => page.locator('#compared').innerText(), /打开过另一份台账/);
  await soon.match(() => page.locator('.history__one').last().innerText(), /之前的台账：把“责任单位”由 空 改为 办公室/);
  await page.locator('[data-version=示例定稿] [data-act=restore]').click();
  await go('ledger');
  await soon.equal(async () => (await allRows(page)).rows.length, 24);
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  await page.locator('#undo').click();
  await soon.equal(async () => (await allRows(page)).rows.length, 2);
});

test('every number leads to its rows', async () => {
  const { page } = own;
  await fill(0, 'unit', '办公室', '办公室', '人事科');
  await fill(0, 'deadline', '2020-01-01', '2999-01-01', '2020-02-01');
  await go('progress');
  // What is to be pressed changes nothing about the numbers: they are read once.
  await page.locator('#overdue-list .figure--words').nth(1).waitFor();
  const figures = await page.locator('.figure:not(.figure--words):enabled').evaluateAll(all => all.map((one, at) => [at, one.getAttribute('aria-label'), Number(one.textContent)]));
  assert.ok(figures.length > 12, `${figures.length} numbers`);
  for (const [at, label, count] of figures) {
    await page.locator('.figure:not(.figure--words):enabled').nth(at).click();
    await soon.equal(async () => (await allRows(page)).rows.length, count, label);
    await go('progress');
  }
  await page.locator('#overdue-list .figure--words').first().click();
  await soon.equal(() => page.locator('.cell--active').innerText(), '2020-01-01');
});

test('the rate says what it counts, and the choice is the ledger’s', async () => {
  const { page } = own;
  await select(0, 'measure');
  await deed('report');
  await page.locator('#errand-result').fill('好');
  await confirm();
  await go('progress');
  await soon.match(() => page.locator('#rate').innerText(), /0\.00%/);
  await page.locator('#done-means').selectOption('reported');
  await soon.match(() => page.locator('#rate').innerText(), /4\.17%/);
  await soon.match(() => page.locator('#burn-up').innerText(), /推进情况/);
  await press('Control+z');
  await soon.match(() => page.locator('#rate').innerText(), /0\.00%/);
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await go('progress');
  await soon.equal(() => page.locator('#done-means').inputValue(), 'struck_off');
});

test('the coming deadlines go out as a calendar', async () => {
  const { page } = own;
  await fill(0, 'deadline', '2020-01-01', '2999-01-01', '年底前');
  await go('progress');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export-calendar').click()]);
  assert.match(download.suggestedFilename(), /\.ics$/);
  const text = fs.readFileSync(await download.path(), 'utf8');
  assert.equal(text.match(/BEGIN:VEVENT/g).length, 1);
  assert.match(text, /DTSTART;VALUE=DATE:29990101/);
  await soon.match(() => page.locator('.notice__text').innerText(), /1 个到期提醒。1 条已逾期/);
});

test('the history tells who changed what from what to what, and is filtered by row, person and day', async () => {
  const { page } = own;
  await fill(0, 'deadline', '6月底前');
  await fill(1, 'unit', '人事科');
  await page.locator('#me').click();
  await page.locator('#me-name').fill('乙某');
  await page.locator('#me-save').click();
  await fill(0, 'deadline', '2024-09-30');
  await go('history');
  const lines = () => page.locator('.history__one .history__what').allInnerTexts();
  await soon.deepEqual(lines, [
    '问题 1-1 措施 1：把“整改时限”由 6月底前 改为 2024-09-30',
    '问题 1-1 措施 2：把“责任单位”由 空 改为 人事科',
    '问题 1-1 措施 1：把“整改时限”由 空 改为 6月底前',
  ]);
  await page.locator('#by-whom').selectOption('乙某');
  await soon.equal(async () => (await lines()).length, 1);
  await page.locator('#by-whom').selectOption('');
  await page.locator('#only-row').check();
  await go('ledger');
  await cell(page, 1, 'unit').click();
  await go('history');
  await page.locator('#only-row').check();
  await soon.deepEqual(lines, ['问题 1-1 措施 2：把“责任单位”由 空 改为 人事科']);
  await page.locator('#only-row').uncheck();
  await page.locator('#to-day').fill('2001-01-01');
  await soon.match(() => page.locator('#history').innerText(), /没有符合条件的记录/);
  // Undo is one more entry; nothing is erased.
  await page.locator('#to-day').fill('');
  await page.locator('#undo').click();
  await soon.equal(async () => (await lines())[0], '撤销第 3 步\n\n问题 1-1 措施 1：把“整改时限”由 2024-09-30 改为 6月底前');
  await soon.equal(async () => (await lines()).length, 4);
});

test('a version has a name, is compared cell by cell, and is restored as a step', async () => {
  const { page } = own;
  await fill(0, 'unit', '办公室');
  await go('history');
  await page.locator('#version-name').fill('报送稿');
  await page.locator('#version-save').click();
  await go('ledger');
  await fill(0, 'unit', '人事科');
  await fill(2, 'measure', '改写的措施');
  await cell(page, 4, 'measure').click();
  await press('Control+Shift+-');
  await soon.equal(async () => (await allRows(page)).rows.length, 23);
  const changed = await allRows(page);
  await go('history');
  await page.locator('[data-version=报送稿] [data-act=compare]').click();
  await page.locator('#compared tbody tr').first().waitFor();
  const rows = await page.locator('#compared tbody tr').evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
  assert.equal(rows.length, 3);
  assert.deepEqual(rows.find(row => row[1] === '责任单位'), ['问题 1-1 措施 1', '责任单位', '办公室', '人事科']);
  assert.ok(rows.some(row => row[3] === '没有'), 'the row that is gone');
  await page.locator('[data-version=报送稿] [data-act=restore]').click();
  await go('ledger');
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  await soon.equal(async () => (await allRows(page)).rows.length, 24);
  await press('Control+z');
  await soon.deepEqual(() => allRows(page), changed, 'restoring is undone like anything else');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await go('history');
  await soon.equal(() => page.locator('.history__version').count(), 1, 'versions are kept');
  await soon.equal(() => page.locator('.history__one').count(), 7);
});

test('the ledger is printed whole or as filtered, on either paper, with its head on each page', async () => {
  const { page } = own;
  const rows = (await allRows(page)).rows.length;
  const dialog = async (sheet, all) => {
    await page.locator('#export').click();
    await page.locator('#print').click();
    await page.locator(`#print-dialog input[value=${sheet}]`).check();
    if (all) await page.locator('#only-shown').uncheck();
    await page.locator('#print-now').click();
  };
  const bands = await page.locator('.band:not([hidden])').count();
  const whole = await printed(() => dialog('a4'));
  assert.equal(whole.rows, rows + 3 + 1, 'each measure once, three bands, the head');
  assert.deepEqual(whole.box, [842, 595], 'A4 across');
  assert.ok(whole.pages > 1 && bands > 0);
  assert.deepEqual((await printed(() => dialog('a3'))).box, [1191, 842]);
  await page.locator('#search').fill('学习');
  await page.locator('#shown', { hasText: '显示' }).waitFor();
  const left = (await allRows(page)).rows.length;
  assert.ok(left > 0 && left < rows);
  const shownBands = await page.locator('.band:not([hidden])').count();
  const part = await printed(() => dialog('a4'));
  assert.ok(part.rows >= left + 1 + 1 && part.rows <= left + 3 + 1, `${part.rows} for ${left} rows and ${shownBands} bands`);
  assert.equal((await printed(() => dialog('a4', true))).rows, whole.rows, 'all, if asked for');
});

test('three hundred rows are printed without losing one', async () => {
  const { page } = own;
  const text = Array.from({ length: 60 }, (_, at) => `${at + 1}.关于“问题${at + 1}”问题\n整改情况：${['一', '二', '三', '四', '五'].map(number => `${number}是措施${at + 1}之${number}`).join('；')}。`).join('\n');
  await openReport(page, '长报告', text);
  const pdf = await printed(async () => {
    await page.locator('#export').click();
    await page.locator('#print').click();
    await page.locator('#print-now').click();
  });
  assert.equal(pdf.rows, 300 + 1);
  assert.ok(pdf.pages > 5);
});
