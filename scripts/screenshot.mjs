// Makes docs/first-screen.png, and docs/review.png beside it, from the built page:
// node scripts/screenshot.mjs [WIDTH HEIGHT OUT]
import path from 'node:path';
import { browse, fixture, open, openFile, serve } from '../tests/e2e/page.mjs';

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
for (const [row, unit, leader, deadline, pace, status] of [
  [0, '机关党委', '党组书记', '6月底前', 'by_deadline', 'struck_off'],
  [1, '机关党委', '分管领导', '2024-06-30', 'at_once', 'awaiting_check'],
  [2, '总编室', '总编辑', '长期', 'long_term', 'in_progress'],
]) {
  await fill(row, 'unit', unit);
  await fill(row, 'leader', leader);
  await fill(row, 'deadline', deadline);
  await choose(row, 'pace', pace);
  await choose(row, 'status', status);
}
await page.locator('.row--drawn').nth(1).locator('.cell--measure').click();
await page.screenshot({ path: out });

await openFile(page, fixture('reports/tail-complete.txt'));
await page.locator('.outline__row', { hasText: '整合胸痛、卒中' }).click();
await page.screenshot({ path: path.join(path.dirname(out), 'review.png') });
await context.close();
stop();
