// The page in a real Chromium: server, browser, and the moves a clerk makes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

export const fixture = name => path.join(ROOT, 'tests/fixtures', name);
export const seed = fs.readFileSync(path.join(ROOT, 'seeds/broadcasting-station.txt'), 'utf8');

/** Serves dist/ on a free port of this machine. */
export async function serve() {
  const dist = path.join(ROOT, 'dist');
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = path.join(dist, name === '/' ? 'index.html' : name);
    if (!file.startsWith(dist) || !fs.existsSync(file)) return response.writeHead(404).end();
    // Any origin: a sandboxed frame has one of its own.
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'access-control-allow-origin': '*' });
    response.end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** A Chromium with a profile of its own, kept where `profile` says so. */
export async function browse(profile = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-'))) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(30_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { context, profile };
}

/** Opens the page and waits for its first row. Anything that fails in it fails the test. */
export async function open(context, origin, faults = []) {
  const page = context.pages().find(page => page.url() === 'about:blank') ?? (await context.newPage());
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => message.type() === 'error' && faults.push(message.text()));
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) faults.push(`request to ${request.url()}`);
  });
  await page.goto(origin + '/');
  await page.locator('.row--drawn').first().waitFor();
  return page;
}

/** How long the page may take over what it does a frame or a task later, in milliseconds. */
const PATIENCE = 30_000;

/** Checks again and again until it holds, and gives what the check gives; what was wrong last is thrown. */
export async function eventually(check) {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(done => setTimeout(done, 25));
  }
}

/** `assert` for what an act brings about: it takes what reads the page, and reads until it is so.
    What an act leaves as it was, and what has to be so at once, is read once, by `assert` itself. */
export const soon = Object.fromEntries(['equal', 'notEqual', 'deepEqual', 'match', 'doesNotMatch', 'ok'].map(kind =>
  [kind, (read, ...rest) => eventually(async () => assert[kind](await read(), ...(kind === 'ok' && !rest.length ? [`${read}`] : rest)))]));

/** Every row of the table, top to bottom, though only those in view are in the page. */
export async function allRows(page) {
  return page.evaluate(async () => {
    const scroller = document.querySelector('.grid'), rows = new Map(), findings = new Set();
    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; ; top += scroller.clientHeight / 2) {
      scroller.scrollTop = top;
      await frame();
      for (const row of document.querySelectorAll('.row--drawn:not([hidden])')) {
        const number = row.querySelector('.cell--number').innerText.trim();
        if (number) findings.add(number);
        const status = row.querySelector('.cell--status .cell__text');
        if (row.dataset.measure) rows.set(row.dataset.measure, { id: row.dataset.measure, text: row.querySelector('.cell--measure .cell__text').textContent, unit: row.querySelector('.cell--unit').innerText, status: status.innerText });
      }
      if (top > scroller.scrollHeight) break;
    }
    scroller.scrollTop = 0;
    await frame();
    return { findings: [...findings], rows: [...rows.values()] };
  });
}

/** A cell by the order of its row among the rows in the page, and its column. */
export const cell = (page, row, column) => page.locator('.row--drawn:not([hidden])').nth(row).locator(/finding|number/.test(column) ? `.cell--${column} .cell__box` : `.cell--${column}`);
export const textOf = async (page, row, column) => (await cell(page, row, column).locator('.cell__text').innerText()).trim();

/** What the page has stored, as it lies there. */
export const stored = page => page.evaluate(() => Object.fromEntries(Object.keys(localStorage).map(key => [key, localStorage[key]])));

export async function exported(page, id) {
  await page.locator('#export').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`#export-${id}`).click()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** Picks a file. A report is then looked through: see `take`. */
export async function openFile(page, file) {
  await page.locator('#open').click();
  await page.locator('#file').setInputFiles(file);
}

/** Makes a ledger of the report that is being looked through, or opens the file that came in. */
export async function take(page, destination) {
  await page.locator('#import-take:enabled').waitFor();
  if (destination) await page.locator(`#import-${destination}`).check();
  await page.locator('#import-take').click();
  await page.locator('#import[open]').waitFor({ state: 'detached' });
}

/** Drops a report on the page as `name`.txt and waits until it is the ledger. */
export async function dropFile(page, name, file) {
  await page.evaluate(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name + '.txt'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, [name, fs.readFileSync(file, 'utf8')]);
  await take(page);
  await page.waitForFunction(name => document.querySelector('#ledger-name').value === name, name);
}

/** Registers what each test of a file needs: a browser and a page of its own, and no fault in it. */
export function clerk(prepare = async () => {}) {
  const own = { faults: [] };
  let server;
  before(async () => {
    server = await serve();
    own.origin = server.origin;
  });
  after(() => server.stop());
  beforeEach(async () => {
    own.faults.length = 0;
    Object.assign(own, await browse());
    own.page = await open(own.context, server.origin, own.faults);
    await prepare(own.page);
  });
  afterEach(async () => {
    await own.context.close();
    fs.rmSync(own.profile, { recursive: true, force: true });
    assert.deepEqual(own.faults, [], 'the page reported faults');
  });
  return own;
}

/** The active cell: number of its row in the table, its column; and the area that is selected, as rows and columns. */
export const selection = page => page.evaluate(() => {
  const isCovered = cell => cell.matches('.row--covered .cell--merged');
  const line = cell => Number(cell.closest('.row').querySelector('.cell--head').textContent);
  const column = cell => /cell--(number|direction|finding|target|measure|pace|leader|unit|cooperating|person|deadline|status|progress|result|evidence|claim|verdict|shortfall|next_step|review|publicity|remark)/.exec(cell.className)[1];
  const active = [...document.querySelectorAll('.cell--active')].find(cell => !isCovered(cell)), all = [...document.querySelectorAll('.row:not([hidden]) .cell--selected')].filter(cell => !isCovered(cell));
  return {
    row: active && line(active), column: active && column(active),
    rows: [...new Set(all.map(line))].sort((a, b) => a - b), columns: [...new Set(all.map(column))],
  };
});

/** A report with so many measures, a finding for every two of them. */
export const bigReport = rows => '一、整改情况\n' + Array.from({ length: Math.ceil(rows / 2) }, (_, n) =>
  (n % 50 ? '' : `（一）“第${n / 50 + 1}组”方面\n`) + `${(n % 50) + 1}.关于“问题${n}落实不到位，${'责任压得不实，'.repeat(n % 7)}”问题\n整改情况：一是修订制度${n}，${'明确责任人和时限，'.repeat(n % 23)}按季度检查。二是公开台账。`).join('\n');

/** Waits until the panel shows the row of the active cell: it follows once the selection rests. */
export const panelRests = page => page.waitForFunction(() => {
  const row = document.querySelector('.cell--active')?.closest('.row').dataset.measure;
  return row && document.getElementById(`field-text-${row}`);
});

export async function openReport(page, name, text) {
  await openFile(page, { name: name + '.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await take(page);
  await page.waitForFunction(name => document.querySelector('#ledger-name').value === name, name);
}

/** Notes as `firstRow`, in milliseconds since the navigation, when the page's first row is there to see. */
export const watchFirstRow = page => page.addInitScript(() => {
  new MutationObserver((_, watch) => {
    if (!document.querySelector('.row--drawn')) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.firstRow = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
});
