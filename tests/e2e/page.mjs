// The page in a real Chromium: server, browser, and the moves a clerk makes.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
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
  context.setDefaultTimeout(10_000);
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
  await page.locator('tr.row').first().waitFor();
  return page;
}

/** Every row of the table, top to bottom, though only those in view are in the page. */
export async function allRows(page) {
  return page.evaluate(async () => {
    const scroller = document.querySelector('.grid'), rows = new Map(), findings = new Set();
    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; ; top += scroller.clientHeight / 2) {
      scroller.scrollTop = top;
      await frame();
      for (const body of document.querySelectorAll('tbody.group')) findings.add(body.dataset.finding);
      for (const row of document.querySelectorAll('tr.row')) {
        const status = row.querySelector('.cell--status .cell__text');
        if (row.dataset.measure) rows.set(row.dataset.measure, { id: row.dataset.measure, text: row.querySelector('.cell--text .cell__text').textContent, unit: row.querySelector('.cell--unit').innerText, status: status.innerText });
      }
      if (top > scroller.scrollHeight) break;
    }
    scroller.scrollTop = 0;
    await frame();
    return { findings: [...findings], rows: [...rows.values()] };
  });
}

/** A cell by the order of its row among the rows in the page, and its column. */
export const cell = (page, row, column) => page.locator('tr.row').nth(row).locator(`.cell--${column}`);
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
