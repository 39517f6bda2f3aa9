// Strings that are written to break pages, in every field of a report: they are words in the page,
// and in the page that is sent. `clerk` fails a test for any error and any request to elsewhere.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cell, clerk, exported, fixture, openReport } from './page.mjs';

const own = clerk();
const strings = JSON.parse(fs.readFileSync(fixture('hostile/strings.json'), 'utf8'));
/** A report has lines: what would break one is a blank. With control characters it is no text, and
    is refused; those are written to files by the native tests. */
const words = strings.map(string => string.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()).filter(Boolean);
const report = `${words[0]}公开稿\n\n${words[3]}\n\n一、整改情况${words[1]}\n（一）“${words[2]}”方面\n`
  + words.map((string, n) => `${n + 1}.关于“${string}”问题\n整改落实情况：一是处理${string}，已办结。二是再处理${string}。`).join('\n')
  + `\n二、联系方式\n电话：${words[4]}\n${words[5]}\n2024年1月2日\n`;
/** What only a string that became markup could have left. */
const foreign = page => page.evaluate(() => [
  ...document.querySelectorAll('iframe, object, embed, base, form[action], img, audio, video, marquee, math, svg script, body script:not([type="application/json"]), meta[http-equiv=refresh]'),
  ...[...document.querySelectorAll('*')].filter(one => [...one.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*(javascript|vbscript|data:text)/i.test(value))),
].map(one => one.outerHTML.slice(0, 200)));

test('hostile strings are words in the table, in the document and in the page that is sent', async () => {
  const { page } = own;
  const asked = [];
  for (const one of [page, ...page.context().pages()]) one.on('dialog', dialog => { asked.push(dialog.message()); void dialog.dismiss(); });
  const globals = () => page.evaluate(() => Object.keys(window).sort());
  const before = await globals(), ours = await foreign(page);
  await openReport(page, '来路不明', report);
  await cell(page, 0, 'measure').click();
  for (const [go, shown] of [['document', '#manuscript .paper-sheet__p'], ['checkup', '#checkup'], ['progress', '.progress'], ['history', '.history'], ['document', '#manuscript .paper-sheet__p']]) {
    await page.locator(`#page-${go}`).click();
    await page.locator(shown).first().waitFor();
    assert.deepEqual(await foreign(page), ours, go);
  }
  // Drawn whole: the last line of the report is there.
  await page.locator('#manuscript', { hasText: '2024年1月2日' }).waitFor();
  const plain = text => text.replace(/\s+/g, '');
  const paper = plain(await page.locator('#manuscript').evaluate(all => all.textContent));
  await page.locator('#edition-public').click();
  await page.locator('#fair .paper-sheet__p').nth(words.length).waitFor({ state: 'attached' });
  assert.deepEqual(await foreign(page), ours);
  // The page that is sent, opened as a mail program's attachment would be.
  const file = await exported(page, 'html');
  const sent = await page.context().newPage();
  sent.on('dialog', dialog => { asked.push(dialog.message()); void dialog.dismiss(); });
  const requests = [];
  sent.on('request', request => requests.push(request.url()));
  const folder = fs.mkdtempSync('/tmp/sent-');
  try {
    fs.writeFileSync(`${folder}/sent.html`, fs.readFileSync(file.path));
    await sent.goto(pathToFileURL(`${folder}/sent.html`).href);
    assert.deepEqual(await foreign(sent), []);
    assert.equal(await sent.locator('script:not(#carried[type="application/json"]), style[onload], link').count(), 0);
    assert.equal(requests.length, 1, requests.join(' '));
    const read = plain(await sent.locator('main').evaluate(main => main.textContent));
    // What turns the order of reading is in the document; in what is sent it is seen that it was.
    const ordered = string => string.replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '\ufffd');
    const lost = words.filter(string => !paper.includes(plain(string)) || !read.includes(plain(ordered(string))));
    assert.deepEqual(lost, []);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  assert.deepEqual(await globals(), before, 'no string left a name in the page');
  assert.deepEqual(asked, []);
});
