// Progress and history at size, natively and in a real Chromium; prints a report and writes it to
// bench/WORKING.md. `make bench-working`; RUNS=5 pages each.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { bigReport, browse, openReport, serve } from '../tests/e2e/page.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const RUNS = Number(process.env.RUNS ?? 5);
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const ms = list => `${median(list).toFixed(1)} (${Math.min(...list).toFixed(1)}–${Math.max(...list).toFixed(1)})`;
const lines = [];
const print = line => { console.log(line); lines.push(line); };
const deps = path.join(ROOT, 'target/native/deps');
const newest = fs.readdirSync(deps).filter(name => /^core-[0-9a-f]+$/.test(name)).sort((a, b) => fs.statSync(path.join(deps, b)).mtimeMs - fs.statSync(path.join(deps, a)).mtimeMs)[0];
const core = (...args) => JSON.parse(execFileSync(path.join(deps, newest), args, { maxBuffer: 1 << 28 }));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-bench-'));
const { origin, stop } = await serve();

/** A page of its own, with these texts in local storage before it starts. */
async function start(texts, act) {
  const { context, profile } = await browse();
  const page = context.pages()[0] ?? (await context.newPage());
  if (texts) {
    // Under the page's origin, without the page.
    await page.route('**/empty', route => route.fulfill({ body: '<title>-</title>', contentType: 'text/html' }));
    await page.goto(origin + '/empty');
    await page.evaluate(texts => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), texts);
  }
  const began = Date.now();
  await page.goto(origin + '/');
  await page.locator('.row--drawn').first().waitFor();
  const opened = await page.evaluate(() => performance.now());
  const result = await act(page, opened, Date.now() - began);
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
  return result;
}

print(`# Progress and history\n\nMade by \`make bench-working\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0].model.trim()}, Node ${process.versions.node}. The machine is shared: look at medians and ratios.\n`);
print('## Natively\n\n| measures | progress, ms | burn-up over 50,000 transactions, ms | printed sheet, ms | calendar, ms |\n|---|---|---|---|---|');
for (const rows of [10_000, 100_000]) {
  const own = core('progress', String(rows));
  print(`| ${rows.toLocaleString('en')} | ${own.progress_ms} | ${own.burn_up_ms} | ${own.sheet_ms} | ${own.calendar_ms} |`);
}
print('\n| history of 50,000 on a ledger of | characters stored | packs | snapshot | open, ms | read the past, ms | fold when room runs out, ms |\n|---|---|---|---|---|---|---|');
const stores = {};
for (const rows of [24, 10_000]) {
  const file = path.join(folder, `${rows}.json`);
  const own = core('history', '50000', String(rows), file);
  stores[rows] = JSON.parse(fs.readFileSync(file, 'utf8'));
  const n = count => count.toLocaleString('en');
  print(`| ${n(rows)} measures | ${n(own.characters.all)} | ${n(own.characters.packs)} | ${n(own.characters.snapshot)} | ${own.open_ms} | ${own.past_ms} | ${own.fold_ms} |`);
}

print('\n## In the page\n\nMilliseconds, median (least–most). “Opens” is from the start of the navigation to the first row; the history from the press to its first hundred entries in the page, laid out.\n');
print('| history of 50,000 on | opens | the same without a history | history page, first time | again |\n|---|---|---|---|---|');
for (const rows of [24, 10_000]) {
  const times = { opens: [], bare: [], first: [], again: [] };
  for (let run = 0; run < RUNS; run++) {
    await start(stores[rows], async (page, opened) => {
      times.opens.push(opened);
      const turn = () => page.evaluate(async () => {
        const begin = performance.now();
        document.querySelector('#page-history').click();
        while (!document.querySelector('.history__one')) await new Promise(done => setTimeout(done));
        document.body.offsetHeight;
        return performance.now() - begin;
      });
      times.first.push(await turn());
      await page.locator('#page-ledger').click();
      times.again.push(await turn());
    });
    const bare = Object.fromEntries(Object.entries(stores[rows]).filter(([key]) => !/\/(pack\/)?\d+$/.test(key)));
    await start(bare, async (page, opened) => { times.bare.push(opened); });
  }
  print(`| ${rows.toLocaleString('en')} measures | ${ms(times.opens)} | ${ms(times.bare)} | ${ms(times.first)} | ${ms(times.again)} |`);
}

print('\n| measures | progress page opens | numbers after an edit (undo, redo on the page) |\n|---|---|---|');
for (const rows of [24, 10_000]) {
  const times = { opens: [], edit: [] };
  await start(null, async page => {
    if (rows > 24) await openReport(page, '大报告', bigReport(rows));
    for (let run = 0; run < RUNS; run++) {
      await page.locator('#page-ledger').click();
      await page.locator('.row--drawn:not([hidden])').nth(run).locator('.cell--deadline').click();
      await page.keyboard.insertText('2020-01-01');
      await page.keyboard.press('Enter');
      times.opens.push(await page.evaluate(async () => {
        const begin = performance.now();
        document.querySelector('#page-progress').click();
        while (!document.querySelector('.headline')) await new Promise(done => setTimeout(done));
        document.body.offsetHeight;
        return performance.now() - begin;
      }));
      for (const button of ['undo', 'redo']) {
        times.edit.push(await page.evaluate(async button => {
          const overdue = () => document.querySelector('[data-figure=overdue]').textContent;
          const before = overdue(), begin = performance.now();
          document.querySelector('#' + button).click();
          while (overdue() === before) await Promise.resolve().then(() => new Promise(done => queueMicrotask(done)));
          document.body.offsetHeight;
          return performance.now() - begin;
        }, button));
      }
    }
  });
  print(`| ${rows.toLocaleString('en')} | ${ms(times.opens)} | ${ms(times.edit)} |`);
}
stop();
fs.rmSync(folder, { recursive: true, force: true });
fs.writeFileSync(path.join(import.meta.dirname, 'WORKING.md'), lines.join('\n') + '\n');
