// A ledger's file under a password: made, refused, opened, as the clerk would who sends it by mail
// and the one who gets it. The browser's own cipher opens it as well.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cell, clerk, fixture, openFile, soon, take, textOf } from './page.mjs';

const own = clerk();
const PASSWORD = 'correct horse 电池';
// Hashing takes seconds, on a busy machine many.
const slow = { timeout: 60_000 };

async function seal(first, again = first) {
  await own.page.locator('#seal-password').fill(first);
  await own.page.locator('#seal-again').fill(again);
  await own.page.locator('#seal-now').click();
}

async function sealed() {
  const { page } = own;
  await page.locator('#export').click();
  await page.locator('#export-sealed').click();
  const [download] = await Promise.all([page.waitForEvent('download', slow), seal(PASSWORD)]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

test('the file is sealed, says nothing without its password, and opens with it', async () => {
  const { page } = own;
  await cell(page, 0, 'leader').click();
  await page.keyboard.insertText('党组书记甲某');
  await page.keyboard.press('Enter');
  const before = await textOf(page, 0, 'measure');
  const file = await sealed();
  assert.match(file.name, /^示例台账.*-\d{4}-\d\d-\d\d（加密）\.json$/);
  await page.locator('#seal-dialog').waitFor({ state: 'detached' });
  const text = fs.readFileSync(file.path, 'utf8');
  assert.ok(!text.includes('甲某') && !text.includes('整改'));
  assert.deepEqual(Object.keys(JSON.parse(text)), ['format', 'version', 'kdf', 'cipher', 'content']);
  // By the documentation alone.
  const opened = execFileSync('node', [fixture('sealed/make.mjs'), 'open', PASSWORD], { input: text, encoding: 'utf8' });
  assert.match(opened, /^\{"format":"rectification-ledger",/);
  assert.ok(opened.includes('党组书记甲某'));

  // The other clerk. The name of a download is not kept by the browser.
  const sent = path.join(path.dirname(file.path), '来件（加密）.json');
  fs.copyFileSync(file.path, sent);
  await cell(page, 0, 'leader').click();
  await page.keyboard.press('Delete');
  await soon.equal(() => textOf(page, 0, 'leader'), '');
  await openFile(page, sent);
  await page.locator('#unseal-password').fill(PASSWORD.toUpperCase());
  await page.locator('#unseal-now').click();
  await page.locator('#unseal-error', { hasText: '密码不对，或者文件被改动过' }).waitFor(slow);
  await soon.equal(() => page.locator('#import-error').innerText(), '', 'told once');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'unseal-password');
  await soon.equal(() => textOf(page, 0, 'leader'), '', 'the ledger is as it was');
  await page.keyboard.insertText(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#import-take').waitFor(slow);
  await take(page, 'replace');
  await soon.equal(() => textOf(page, 0, 'leader'), '党组书记甲某');
  await soon.equal(() => textOf(page, 0, 'measure'), before);
});

test('what a password does not protect is said; typing it wrong seals nothing', async () => {
  const { page } = own;
  await page.locator('#export').click();
  await page.locator('#export-sealed').click();
  const says = await page.locator('#seal-says').innerText();
  for (const words of ['文件名', '大小', '收发双方', '猜到', '副本', '屏幕', '无法找回', '不能证明']) assert.ok(says.includes(words), words);
  const wrong = page.locator('#seal-wrong');
  await page.locator('#seal-now').click();
  await soon.equal(() => wrong.innerText(), '请输入密码。');
  await seal('abc', 'abd');
  await soon.equal(() => wrong.innerText(), '两次输入的密码不一样。');
  await seal('abc1234');
  await soon.equal(() => wrong.innerText(), '密码太短，请至少用 8 个字符。');
  await page.keyboard.press('Escape');
  await page.locator('#seal-dialog').waitFor({ state: 'detached' });
});

test('a file of another hand, a newer one, a damaged one, and going away', async () => {
  const { page } = own;
  const json = fs.readFileSync(fixture('sealed/by-node.json'), 'utf8');
  const send = text => openFile(page, { name: '来件（加密）.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await send(json.replace('"version": 1', '"version": 2'));
  await page.locator('dialog[open] .dialog__error', { hasText: '由更新的版本加密' }).waitFor();
  await page.locator('#open-close').click();
  await send(json.replace('100000', '1'));
  await page.locator('dialog[open] .dialog__error', { hasText: '有损坏' }).waitFor();
  await page.locator('#open-close').click();
  // Opened as if it had been dropped: what is inside is a text, and no ledger.
  await send(json);
  await soon.match(() => page.locator('#import-title').innerText(), /「来件.json」是加密的文件/);
  await page.keyboard.press('Escape');
  await page.locator('#import[open]').waitFor({ state: 'detached' });
  await send(json);
  await page.locator('#unseal-password').fill(fs.readFileSync(fixture('sealed/password.txt'), 'utf8'));
  await page.locator('#unseal-now').click();
  await page.locator('.notice--error', { hasText: '不是完整的 JSON' }).waitFor(slow);
  await page.locator('#import[open]').waitFor({ state: 'detached' });
});
