// Makes docs/first-screen.png, and progress.png, exchange.png, review.png and public.png beside it,
// from the built page:
// node scripts/screenshot.mjs [WIDTH HEIGHT OUT]
import fs from 'node:fs';
import path from 'node:path';
import { browse, fixture, open, openFile, openReport, serve } from '../tests/e2e/page.mjs';

const [width = '1366', height = '768', out = path.resolve(import.meta.dirname, '../docs/first-screen.png')] = process.argv.slice(2);
const { origin, stop } = await serve();
const { context } = await browse();
const page = await open(context, origin);
await page.setViewportSize({ width: +width, height: +height });
const fill = async (row, column, text) => {
  await page.locator('.row--drawn').nth(row).locator(`.cell--${column}`).click();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
};
const choose = async (row, column, code) => {
  await page.locator('.row--drawn').nth(row).locator(`.cell--${column}`).dblclick();
  await page.locator(`[data-choice=${code}]`).click();
};
/** Fills what the dialog of a step asks for. */
const step = async values => {
  for (const [id, value] of Object.entries(values)) await page.locator('#errand-' + id).fill(value);
  await page.locator('#errand-confirm').click();
};
for (const [row, unit, leader, deadline, pace] of [
  [0, '机关党委', '党组书记', '2027-06-30', 'by_deadline'],
  [1, '机关党委', '分管领导', '2026-06-30', 'at_once'],
  [2, '总编室', '总编辑', '2027-03-31', 'long_term'],
]) {
  await fill(row, 'unit', unit);
  await fill(row, 'leader', leader);
  await fill(row, 'deadline', deadline);
  await choose(row, 'pace', pace);
  await choose(row, 'status', 'in_progress');
}
await choose(0, 'status', 'awaiting_check');
await step({ result: '学习制度已印发，按月集中学习' });
await choose(0, 'status', 'struck_off');
await page.locator('#errand-evidence-add').click();
await page.locator('#errand-evidence .evidence__title').fill('关于印发学习制度的通知');
await step({ opinion: '同意销号', name: '甲某' });
await page.locator('.row--drawn').nth(0).locator('.cell--measure').click();
// The notices are gone.
await page.locator('.notice').first().waitFor({ state: 'detached', timeout: 20_000 }).catch(() => {});
await page.waitForTimeout(300);
await page.screenshot({ path: out });
await page.locator('#page-progress').click();
await page.waitForTimeout(500);
await page.screenshot({ path: path.join(path.dirname(out), 'progress.png') });
// Two units answer, both about one measure.
await page.locator('#page-ledger').click();
await fill(1, 'unit', '机关党委、总编室');
await page.locator('#page-exchange').click();
await page.locator('[data-unit=机关党委]').check();
await page.locator('[data-unit=总编室]').check();
await page.locator('input[name=carrier][value=json]').check();
const parts = [];
page.on('download', download => parts.push(download));
await page.locator('#send-now').click();
while (parts.length < 2) await page.waitForTimeout(50);
const returned = await Promise.all(parts.map(async (download, at) => {
  const part = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
  for (const node of part.ledger.nodes.filter(node => node.kind === 'measure'))
    node.record.progress = ['已制定个人学习计划，6月30日前完成两次专题学习。', '已按计划完成三次集中学习，形成学习笔记。'][at];
  return { name: download.suggestedFilename(), mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(part)) };
}));
await page.locator('#returned').setInputFiles(returned);
await page.locator('.exchange__card[data-class=conflict] [data-decide=theirs-0]').click();
await page.locator('#accept-plain').click();
await page.locator('.notice').first().waitFor({ state: 'detached', timeout: 20_000 }).catch(() => {});
await page.locator('.exchange__card[data-class=conflict]').scrollIntoViewIfNeeded();
await page.screenshot({ path: path.join(path.dirname(out), 'exchange.png') });
await page.locator('#keep-rest').click({ timeout: 1000 }).catch(() => {});
await page.locator('#take-merged').click();
await page.locator('#page-ledger').click();

await openFile(page, fixture('reports/tail-complete.txt'));
await page.locator('.outline__row', { hasText: '整合胸痛、卒中' }).click();
await page.screenshot({ path: path.join(path.dirname(out), 'review.png') });
await page.keyboard.press('Escape');

await openReport(page, '示例公开稿', fs.readFileSync(fixture('checks/company.txt'), 'utf8'));
await page.locator('#page-document').click();
await page.locator('#edition-public').click();
await page.locator('#matters [data-act=mask]').first().click();
await page.locator('#fair .matter--masked').first().scrollIntoViewIfNeeded();
await page.locator('.notice').first().waitFor({ state: 'detached', timeout: 20_000 }).catch(() => {});
await page.screenshot({ path: path.join(path.dirname(out), 'public.png') });
await context.close();
stop();
