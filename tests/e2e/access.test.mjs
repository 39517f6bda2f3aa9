// What can be said by rule about those who hear the page or see it badly: axe on every view.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cell, clerk, fixture } from './page.mjs';

const AXE = fs.readFileSync(path.join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'), 'utf8');
const own = clerk();
async function check(view) {
  // Through the debugging protocol: the page's policy lets no other script in.
  await own.page.evaluate(AXE);
  const { violations } = await own.page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(told, [], view);
}
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };

test('the table, its editors, lists and menus', async () => {
  const { page } = own;
  await check('the table');
  await cell(page, 0, 'status').click();
  await press(' ');
  await check('a list of stages');
  await press('ArrowDown', 'Enter');
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('办公室');
  await press('Enter');
  await page.keyboard.insertText('办公');
  await check('what is offered');
  await press('Escape', 'Escape');
  await cell(page, 0, 'deadline').click();
  await press('Alt+ArrowDown', 'Alt+ArrowDown');
  await check('a calendar');
  await press('Escape', 'Escape');
  await cell(page, 0, 'measure').click({ button: 'right' });
  await check('the menu of rows');
  await press('Escape');
  await page.locator('.grid__head--unit').click();
  await check('the menu of a column');
  await press('Escape');
  for (const [button, name] of [['columns', 'columns'], ['views', 'views'], ['export', 'what goes out']]) {
    await page.locator('#' + button).click();
    await check(name);
    await press('Escape');
  }
});

test('filtered, sorted, grouped, searched, empty', async () => {
  const { page } = own;
  await page.locator('#group').selectOption('status');
  await page.locator('#search').fill('学习');
  await press('Control+h');
  await page.locator('#find-words').fill('学习');
  await check('search and filter');
  await page.locator('#search').fill('没有这样的字');
  await check('nothing found');
});

test('dialogs, the review, cards', async () => {
  const { page } = own;
  await press('F1');
  await check('the list of keys');
  await press('Escape');
  await page.locator('#open').click();
  await check('opening');
  await page.locator('#file').setInputFiles(fixture('reports/one-line.txt'));
  await page.locator('#import-outline').waitFor();
  await check('the review');
  await page.locator('#import-take').click();
  await page.setViewportSize({ width: 390, height: 760 });
  await page.locator('.grid__canvas--cards').waitFor();
  await check('cards');
  await page.locator('#panel-toggle').click();
  await check('cards with the panel');
});

test('the pages beside the table, and the dialogs of the procedure', async () => {
  const { page } = own;
  for (const id of ['me', 'particulars']) {
    await page.locator('#' + id).click();
    await page.locator('dialog[open]').waitFor();
    await check(id);
    await press('Escape');
  }
  await page.locator('#export').click();
  await page.locator('#print').click();
  await check('before printing');
  await press('Escape');
  await cell(page, 0, 'deadline').click();
  await page.keyboard.insertText('2020-01-01');
  await press('Enter');
  await cell(page, 1, 'status').dblclick();
  await page.locator('[data-choice=struck_off]').click();
  await page.locator('#errand-evidence-add').click();
  await page.locator('#errand-confirm').click();
  await check('the dialog of a step');
  await page.locator('#errand-result').fill('好');
  await page.locator('#errand-evidence .evidence__title').fill('纪要');
  await page.locator('#errand-opinion').fill('同意');
  await page.locator('#errand-name').fill('甲某');
  await page.locator('#errand-confirm').click();
  await page.locator('#group-work').evaluate(group => { group.open = true; });
  await page.locator('#group-other').evaluate(group => { group.open = true; });
  await check('the panel with all its fields');
  await page.locator('#page-progress').click();
  await check('progress');
  await page.locator('#page-history').click();
  await page.locator('#version-name').fill('报送稿');
  await page.locator('#version-save').click();
  await page.locator('.history__one').nth(1).locator('[data-act=compare]').focus();
  await press('Enter');
  await page.locator('#compared').waitFor();
  await check('history');
  await page.setViewportSize({ width: 390, height: 760 });
  await check('history on a telephone');
  await page.locator('#page-progress').click();
  await check('progress on a telephone');
});

test('the document in both editions, the policy, new ledgers', async () => {
  const { page } = own;
  await page.locator('#page-document').click();
  await page.locator('#manuscript [data-node]').nth(10).click();
  await check('the document');
  await page.locator('#manuscript [aria-label=措施]').first().click();
  await press('Control+a', 'Delete');
  await check('the document with an empty text');
  await press('Control+z');
  await page.locator('#edition-public').click();
  await page.locator('#fair .matter--open').first().click();
  const one = page.locator('.matters__one--chosen');
  await one.locator('[data-act=mask]').click();
  // The keyboard goes on to the next a frame later, and must not do so while a reason is typed.
  await page.waitForFunction(() => document.activeElement.matches('#matters [data-act]'));
  await page.locator('.matters__one [data-act=keep]').first().click();
  await page.keyboard.type('reason');
  await check('the public edition, with a reason asked for');
  await press('Enter');
  await check('the public edition, with masked, kept and open');
  await page.locator('#policy').click();
  await page.locator('#policy-dialog[open]').waitFor();
  await check('the policy');
  await press('Escape');
  await page.setViewportSize({ width: 390, height: 760 });
  await check('the public edition on a telephone');
  await page.locator('#edition-internal').click();
  await check('the document on a telephone');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.locator('#open').click();
  await page.locator('[data-blank=stated]').click();
  await page.locator('#open-blank').waitFor({ state: 'hidden' });
  await check('the document of a template');
});

test('the checkup, and the publication before and after the files are made', async () => {
  const { page } = own;
  await page.locator('#page-checkup').click();
  await page.locator('.checkup__one').first().waitFor();
  await page.locator('[data-act=waive]').first().click();
  await check('the checkup, with a reason asked for');
  await page.keyboard.type('reason');
  await press('Enter');
  await page.locator('#set-aside summary').click();
  await check('the checkup, with what was set aside');
  await page.setViewportSize({ width: 390, height: 760 });
  await check('the checkup on a telephone');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.locator('#page-document').click();
  await page.locator('#edition-public').click();
  await page.locator('.matters__one [data-act=keep]').first().click();
  await page.keyboard.type('reason');
  await press('Enter');
  await page.locator('#publish').click();
  await check('before publishing');
  for (const box of await page.locator('#publish-forms input').all()) await box.check();
  await page.locator('#publish-make').click();
  await page.locator('#publish-verdict').waitFor();
  await page.locator('.publish__file details').evaluateAll(all => all.forEach(details => { details.open = true; }));
  await page.locator('#publish-sign').click();
  await check('before signing');
  await page.locator('#publish-name').fill('甲某');
  await page.locator('#publish-answers').check();
  await page.locator('#publish-opinion').fill('同意');
  await page.locator('#publish-sign').click();
  await page.locator('#publish-dialog').waitFor({ state: 'detached' });
  await check('after signing');
});

test('what goes out and comes back: sending, the list, the review, filling in, a password', async () => {
  const { page } = own;
  await cell(page, 0, 'unit').click();
  await page.keyboard.insertText('办公室');
  await press('Enter');
  await page.locator('#page-exchange').click();
  await check('sending');
  await page.locator('[data-unit=办公室]').check();
  await page.locator('input[name=carrier][value=json]').check();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#send-now').click()]);
  await page.locator('#sent tbody tr').waitFor();
  await check('what went out');
  const part = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
  const filled = part.ledger.nodes.find(node => node.kind === 'measure');
  filled.record.progress = '已修订。';
  filled.record.leader = '没有要求填';
  const returned = { name: '办公室.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(part)) };
  await page.locator('#returned').setInputFiles(returned);
  await page.locator('.exchange__card').first().waitFor();
  await page.locator('[data-decide=own]').first().click();
  await check('the review');
  await page.locator('#leave-merging').click();
  await page.locator('#export').click();
  await page.locator('#export-sealed').click();
  await page.locator('#seal-password').waitFor();
  await check('asking for a password');
  await press('Escape');
  // In another ledger the part is no answer, and is opened.
  await page.locator('#open').click();
  await page.locator('[data-blank]').first().click();
  await page.locator('#file').setInputFiles(returned);
  await page.locator('#import-take:enabled').click();
  await page.locator('#asked').waitFor();
  await check('a part in the table');
  await page.locator('#to-send-back').click();
  await check('how to send it back');
});
