// The tool as one file, opened from a folder: no server, and nothing asked of any.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { allRows, browse, cell, exported, fixture, openFile, serve, soon, stored, take, textOf } from './page.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DIST = process.env.DIST ?? path.join(ROOT, 'dist');
const single = (...args) => execFileSync(path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'debug/examples/single'), args, { stdio: 'pipe' });
const LEDGER = JSON.stringify({ format: 'rectification-ledger', version: 4, ledger: { name: '随身台账', nodes: [
  { id: 1, kind: 'chapter', before: '一、', text: '整改情况' },
  { id: 2, kind: 'finding', parent: 1, before: '\n1.关于“', text: '</script><!--<b>标题</b>', after: '”问题' },
  { id: 3, kind: 'measure', parent: 2, before: '\n整改情况：一是', text: '修订制度', after: '。' },
] } });

let server, browser, folder, plain, carrying, faults;

const write = (name, ledger) => {
  const json = path.join(folder, name + '.json'), page = path.join(folder, name + '.html');
  fs.writeFileSync(json, ledger);
  single(DIST, '--carry', json, '--out', page);
  return page;
};
/** Opens a page of this machine's folders. Anything else it asks for is a fault. */
async function open(file, isReady = '.row--drawn') {
  const page = await browser.context.newPage();
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => message.type() === 'error' && faults.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  await page.locator(isReady).first().waitFor();
  return page;
}
async function type(page, column, words) {
  await cell(page, 0, column).click();
  await page.keyboard.insertText(words);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /已存于本机 \d/.test(document.querySelector('#saved').innerText));
}

before(async () => {
  server = await serve();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'single-'));
  plain = path.join(folder, '整改台账 #1.html');
  single(DIST, '--out', plain);
  carrying = write('随身', LEDGER);
});
after(() => {
  server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  faults = [];
  browser = await browse();
  browser.context.on('request', request => {
    if (!/^(file|blob|data):/.test(request.url())) faults.push(`request to ${request.url()}`);
  });
});
afterEach(async () => {
  await browser.context.close();
  fs.rmSync(browser.profile, { recursive: true, force: true });
  assert.deepEqual(faults, []);
});

test('the file opens by itself with the sample, and keeps what is edited', async () => {
  const asked = [];
  browser.context.on('request', request => asked.push(request.url().slice(0, 5)));
  const page = await open(plain);
  assert.equal((await allRows(page)).rows.length, 24);
  await type(page, 'unit', '机关党委');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), '机关党委');
  assert.deepEqual(asked.filter(url => url !== 'data:'), ['file:', 'file:'], 'the file alone, at each visit');
});

test('a spreadsheet is read and a publication written by the worker it carries', async () => {
  const page = await open(plain);
  await openFile(page, fixture('office/book.xlsx'));
  await take(page);
  await soon.equal(() => page.locator('#ledger-name').inputValue(), 'book');
  await openFile(page, fixture('office/report.docx'));
  await take(page);
  const text = fs.readFileSync((await exported(page, 'text')).path, 'utf8');
  assert.equal(text + '\n', fs.readFileSync(fixture('office/report.docx.txt'), 'utf8'));
});

test('no script but its own runs in it, and nothing is fetched', async () => {
  const page = await open(plain);
  const refused = await page.evaluate(async () => {
    const broken = [];
    addEventListener('securitypolicyviolation', event => broken.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<style>p { color: red }</style><img src="http://127.0.0.1:9/x">');
    await fetch('http://127.0.0.1:9/').catch(() => {});
    await new Promise(done => setTimeout(done, 100));
    return { ran: window.ran ?? false, broken: broken.sort() };
  });
  assert.deepEqual(refused, { ran: false, broken: ['connect-src', 'img-src', 'script-src-elem', 'style-src-elem'] });
  // Each refusal is a complaint in the console; the picture's address was looked at and refused.
  faults = faults.filter(fault => !/Content Security Policy|request to http:.*9\/x$/.test(fault));
});

test('a carried ledger is opened, keeps its edits, and is not seen by the file without one', async () => {
  let page = await open(carrying);
  await soon.equal(() => page.locator('#ledger-name').inputValue(), '随身台账');
  await soon.equal(() => textOf(page, 0, 'finding'), '</script><!--<b>标题</b>');
  await soon.equal(() => page.locator('#sample').count(), 0);
  await type(page, 'unit', '办公室');
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
  assert.ok(Object.keys(await stored(page)).every(key => /^rectification-ledger@16:[0-9a-f]{16}\//.test(key)));
  // The plain file, and one that carries another ledger, share the store and see none of it.
  const beside = await open(plain);
  assert.equal((await allRows(beside)).rows.length, 24);
  await type(beside, 'unit', '机关党委');
  const other = await open(write('另一份', LEDGER.replace('随身台账', '另一份')));
  await soon.equal(() => textOf(other, 0, 'unit'), '');
  // And what they keep is none of the first one's; a copy of that under another name goes on.
  const copy = path.join(folder, 'copy.html');
  fs.copyFileSync(carrying, copy);
  page = await open(copy);
  await soon.equal(() => textOf(page, 0, 'unit'), '办公室');
});

test('the page writes the same file as the command, and a file writes its like', async () => {
  const page = await browser.context.newPage();
  await page.goto(server.origin + '/');
  await page.locator('.row--drawn').first().waitFor();
  const served = await exported(page, 'page');
  faults = faults.filter(fault => !fault.startsWith(`request to ${server.origin}/`));
  const json = await exported(page, 'json');
  assert.match(served.name, /^示例台账：市广播电视台巡察整改情况-[-\d]{10}单文件\.html$/);
  const made = path.join(folder, 'made.html'), kept = path.join(folder, 'kept.html');
  single(DIST, '--carry', json.path, '--out', made);
  assert.ok(fs.readFileSync(served.path).equals(fs.readFileSync(made)));
  fs.copyFileSync(served.path, kept);
  const again = await exported(await open(kept), 'page');
  assert.ok(fs.readFileSync(again.path).equals(fs.readFileSync(made)));
});

test('what a browser saves of the open file opens as the file does', async () => {
  const page = await open(carrying), saved = path.join(folder, 'saved.html');
  await type(page, 'unit', '办公室');
  fs.writeFileSync(saved, await page.content());
  const again = await open(saved);
  await again.waitForFunction(() => document.querySelector('#ledger-name')?.value === '随身台账');
  await soon.equal(() => again.locator('[role=grid]').count(), 1);
  await soon.equal(() => textOf(again, 0, 'unit'), '办公室');
  // What was shown has styles of its own, which the policy refuses before all of it is taken out.
  faults = faults.filter(fault => !/Applying inline style/.test(fault));
});

test('a browser without what it needs is told so', async () => {
  await browser.context.addInitScript(() => { delete window.DecompressionStream; });
  const page = await open(plain, '#old:not([hidden])');
  await soon.match(() => page.locator('#old').innerText(), /浏览器太旧/);
  faults = faults.filter(fault => !/DecompressionStream is not defined/.test(fault));
});

test('a carried ledger that cannot be read is told, and can be taken out as it is', async () => {
  const page = path.join(folder, 'newer.html');
  const newer = LEDGER.replace('"version":4', '"version":99');
  fs.writeFileSync(page, fs.readFileSync(carrying, 'utf8').replace('"version":4', '"version":99'));
  const tab = await open(page, '.notice--error');
  const notice = tab.locator('.notice--error');
  await soon.match(() => notice.innerText(), /这个网页文件带来的台账由更新的版本写成（格式 99）.*没有打开/);
  await soon.equal(() => tab.locator('.row--drawn').count(), 0, 'the sample does not stand in its place');
  const [download] = await Promise.all([tab.waitForEvent('download'), notice.locator('.button').click()]);
  assert.deepEqual(JSON.parse(fs.readFileSync(await download.path(), 'utf8')), JSON.parse(newer));
});
