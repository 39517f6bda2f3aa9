// Sizes and times of this app, beside the peers' where they are at hand. Prints a report and
// writes it to bench/RESULTS.md. `make bench`; PEERS names a checkout of the peers' benchmark.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { browse, seed, serve } from '../tests/e2e/page.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const PEERS = process.env.PEERS ?? '';
const rounds = 7;
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const lines = [];
const print = line => { console.log(line); lines.push(line); };
const core = (...args) => JSON.parse(execFileSync(path.join(ROOT, 'target/native', coreName()), args, { maxBuffer: 1 << 26 }));
function coreName() {
  const deps = fs.readdirSync(path.join(ROOT, 'target/native/deps')).filter(name => /^core-[0-9a-f]+$/.test(name));
  const age = name => fs.statSync(path.join(ROOT, 'target/native/deps', name)).mtimeMs;
  return path.join('deps', deps.sort((a, b) => age(b) - age(a))[0]);
}

function sizes() {
  print('## What the browser downloads\n\n| file | bytes | gzip | brotli |\n|---|---|---|---|');
  const total = [0, 0, 0];
  const row = (name, bytes) => print(`| ${name} | ${bytes.map(n => (n / 1024).toFixed(1) + ' KiB').join(' | ')} |`);
  const kinds = { wasm: [0, 0, 0], js: [0, 0, 0], css: [0, 0, 0], html: [0, 0, 0] };
  for (const name of fs.readdirSync(path.join(ROOT, 'dist'))) {
    const data = fs.readFileSync(path.join(ROOT, 'dist', name)), kind = kinds[path.extname(name).slice(1)];
    const brotli = zlib.brotliCompressSync(data, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
    [data.length, zlib.gzipSync(data, { level: 9 }).length, brotli.length].forEach((n, at) => { kind[at] += n; total[at] += n; });
  }
  for (const [kind, bytes] of Object.entries(kinds)) row(kind, bytes);
  row('**together**', total);
  print(`\nThe sample report is compiled in: ${(zlib.brotliCompressSync(seed).length / 1024).toFixed(1)} KiB of the brotli total.\n`);
}

async function parsing() {
  print('## Reading and parsing, single-threaded\n\n| input | parser | ms, median (min–max) | MB/s | to Node RegExp |\n|---|---|---|---|---|');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-bench-'));
  const inputs = [['seed × 1,000', seed.repeat(1000)], ['seed × 100', seed.repeat(100)], ['seed', seed]];
  const peer = path.join(PEERS, 'text/parse.mjs');
  if (fs.existsSync(peer)) {
    const { report } = await import(path.join(PEERS, 'gen.mjs'));
    inputs.push(['peers’ generated report', [...report(11600)].join('')]);
  }
  for (const [name, text] of inputs) {
    const file = path.join(folder, 'report.txt');
    fs.writeFileSync(file, text);
    const times = { 'Node RegExp': [], 'ours, draft': [], 'ours, ledger built': [] };
    const inner = text.length > 1e6 ? 2 : 200;
    let bytes;
    for (let round = 0; round < rounds; round++) {
      const own = core('parse', file, String(inner + 1));
      bytes = own.bytes;
      times['ours, draft'].push(median(own.parse_ms.slice(1)));
      times['ours, ledger built'].push(median(own.ledger_ms.slice(1)));
      if (fs.existsSync(peer)) {
        const node = JSON.parse(execFileSync('node', [peer, file, String(inner + 1)], { maxBuffer: 1 << 26 }));
        times['Node RegExp'].push(median(node.ms.slice(1)));
      }
    }
    const base = median(times['Node RegExp'].length ? times['Node RegExp'] : [NaN]);
    for (const [parser, ms] of Object.entries(times)) {
      if (!ms.length) continue;
      const mid = median(ms);
      print(`| ${name} (${(bytes / 1e6).toFixed(2)} MB) | ${parser} | ${mid.toFixed(2)} (${Math.min(...ms).toFixed(2)}–${Math.max(...ms).toFixed(2)}) | ${(bytes / 1e3 / mid).toFixed(0)} | ${(base / mid).toFixed(2)} × |`);
    }
  }
  fs.rmSync(folder, { recursive: true });
  print('');
}

function editing() {
  print('## One edit with its journal write, native\n\n| rows | µs, median |\n|---|---|');
  for (const rows of [13, 10_000, 100_000]) {
    const own = core('edit', String(rows), '2001');
    print(`| ${own.rows} | ${own.edit_us} |`);
  }
  print('');
}

const bigReport = rows => '一、整改情况\n（一）“学习”方面\n' + Array.from({ length: rows }, (_, n) => `${(n % 99) + 1}.关于“问题${n}落实不到位”问题\n整改情况：修订制度，明确责任人，按季度检查。`).join('\n');

async function page() {
  print('## In the page (headless Chromium)\n\n| measure | ms, median (min–max) |\n|---|---|');
  const { origin, stop } = await serve();
  const row = (name, list) => print(`| ${name} | ${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)}) |`);
  const cold = [], edits = { 24: [], 10000: [] };
  let version;
  for (let round = 0; round < rounds; round++) {
    const { context, profile } = await browse();
    version = context.browser()?.version() ?? version;
    const tab = await context.newPage();
    await tab.addInitScript(() => {
      new MutationObserver((_, watch) => {
        if (!document.querySelector('tr.row')) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.firstRow = performance.now(); }));
      }).observe(document, { childList: true, subtree: true });
    });
    await tab.goto(origin + '/');
    cold.push(await (await tab.waitForFunction(() => window.firstRow)).jsonValue());
    for (const rows of [24, 10_000]) {
      if (rows > 24) {
        await tab.locator('#open').click();
        await tab.locator('#file').setInputFiles({ name: 'big.txt', mimeType: 'text/plain', buffer: Buffer.from(bigReport(rows)) });
        await tab.waitForFunction(() => document.querySelector('#ledger-name').value === 'big');
      }
      await tab.locator('.cell--unit').first().click();
      // One stroke: the event, the command, the journal write to local storage, the cell.
      edits[rows].push(median(await tab.evaluate(() => {
        const area = document.querySelector('#cell-input'), times = [];
        for (let n = 0; n < 60; n++) {
          area.value = '机关党委' + n;
          const start = performance.now();
          area.dispatchEvent(new InputEvent('input', { bubbles: true }));
          times.push(performance.now() - start);
        }
        return times.slice(10);
      })));
    }
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
  stop();
  row('navigation to first row, empty cache', cold);
  row('one stroke in a cell, 24 rows', edits[24]);
  row('one stroke in a cell, 10,000 rows', edits[10000]);
  print('');
}

const cpu = os.cpus()[0].model.trim();
print(`# Figures\n\nMade by \`make bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${cpu}, Node ${process.version}, ${execFileSync('rustc', ['--version']).toString().trim()}. The machine is shared and noisy: read ratios and medians.\n`);
sizes();
await parsing();
editing();
await page();
fs.writeFileSync(path.join(ROOT, 'bench/RESULTS.md'), lines.join('\n').trimEnd() + '\n');
