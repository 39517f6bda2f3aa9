// Sizes and times of this app, beside the peers' where they are at hand. Prints a report and
// writes it to bench/RESULTS.md. `make bench`; PEERS names a checkout of the peers' benchmark.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { execFileSync, spawnSync } from 'node:child_process';
import { browse, seed, serve, take, watchFirstRow } from '../tests/e2e/page.mjs';

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
  const worker = [0, 0, 0];
  for (const name of fs.readdirSync(path.join(ROOT, 'dist'))) {
    if (name === 'rectification-ledger.html') continue; // `make single`, no part of the folder
    const data = fs.readFileSync(path.join(ROOT, 'dist', name)), kind = kinds[path.extname(name).slice(1)];
    const brotli = zlib.brotliCompressSync(data, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
    const isWorker = name.startsWith('office');
    [data.length, zlib.gzipSync(data, { level: 9 }).length, brotli.length].forEach((n, at) => {
      if (isWorker) return void (worker[at] += n);
      kind[at] += n;
      total[at] += n;
    });
  }
  for (const [kind, bytes] of Object.entries(kinds)) row(kind, bytes);
  row('**together**', total);
  row('for Word and Excel files, on first use', worker);
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
    const times = { 'Node RegExp': [], 'Python re': [], 'ours, draft': [], 'ours, ledger built': [] };
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
        // Python takes seconds a round.
        if (round < 2) {
          const python = JSON.parse(execFileSync('python3', [path.join(PEERS, 'text/parse.py'), file, text.length > 1e6 ? '1' : '20'], { maxBuffer: 1 << 26 }));
          times['Python re'].push(median(python.ms));
        }
      }
    }
    const base = median(times['Node RegExp'].length ? times['Node RegExp'] : [NaN]);
    for (const [parser, ms] of Object.entries(times)) {
      if (!ms.length) continue;
      const mid = median(ms);
      print(`| ${name} (${(bytes / 1e6).toFixed(2)} MB) | ${parser} | ${mid.toFixed(2)} (${Math.min(...ms).toFixed(2)}–${Math.max(...ms).toFixed(2)}) | ${(bytes / 1e3 / mid).toFixed(0)} | ${(base / mid).toFixed(2)} × |`);
    }
  }
  print('');
  memory(folder, inputs);
  fs.rmSync(folder, { recursive: true });
}

/** Peak memory of one process that reads and parses a file once, without what it takes to start. */
function memory(folder, inputs) {
  const peak = file => {
    const report = spawnSync('/usr/bin/time', ['-f', '%M', path.join(ROOT, 'target/native', coreName()), 'parse', file, '1'], { encoding: 'utf8' });
    return Number(report.stderr.trim()) / 1024;
  };
  if (!fs.existsSync('/usr/bin/time')) return print('Peak memory was not measured: GNU time is not here.\n');
  print('| input | peak memory, draft and ledger, MiB | to the input |\n|---|---|---|');
  const file = path.join(folder, 'memory.txt');
  fs.writeFileSync(file, '一、整改');
  const idle = peak(file);
  for (const [name, text] of inputs.filter(([, text]) => text.length > 1e6)) {
    fs.writeFileSync(file, text);
    const size = fs.statSync(file).size / 1048576, used = peak(file) - idle;
    print(`| ${name} (${size.toFixed(1)} MiB) | ${used.toFixed(1)} | ${(used / size).toFixed(2)} × |`);
  }
  print('');
}

/** A Word document with 300 findings, beside mammoth where the peers are at hand. */
function office() {
  const docs = path.join(PEERS, 'text/docs.mjs'), file = path.join(os.tmpdir(), 'peerbench-300.docx');
  if (!fs.existsSync(docs) || !fs.existsSync(file)) return print('Reading Word documents was not measured: the peers’ 300-issue document is not here.\n');
  print('## Reading a Word document with 300 findings\n\n| reader | ms, median (min–max) | to mammoth |\n|---|---|---|');
  const script = `import mammoth from 'mammoth'; const t = performance.now(); await mammoth.extractRawText({ path: ${JSON.stringify(file)} }); console.log(performance.now() - t);`;
  const peers = [], own = [];
  for (let round = 0; round < rounds; round++) {
    peers.push(Number(execFileSync('node', ['--input-type=module', '-e', script], { cwd: PEERS })));
    own.push(core('office', file, '3').read_ms[0]);
  }
  const row = (name, list) => print(`| ${name} | ${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)}) | ${(median(peers) / median(list)).toFixed(1)} × |`);
  row('mammoth, text only, one process each', peers);
  row('ours, native, first read of a process', own);
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
    await watchFirstRow(tab);
    await tab.goto(origin + '/');
    cold.push(await (await tab.waitForFunction(() => window.firstRow)).jsonValue());
    for (const rows of [24, 10_000]) {
      if (rows > 24) {
        await tab.locator('#open').click();
        await tab.locator('#file').setInputFiles({ name: 'big.txt', mimeType: 'text/plain', buffer: Buffer.from(bigReport(rows)) });
        await take(tab);
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
  const importing = await imports(origin);
  stop();
  row('navigation to first row, empty cache', cold);
  row('one stroke in a cell, 24 rows', edits[24]);
  row('one stroke in a cell, 10,000 rows', edits[10000]);
  for (const [name, list] of importing) row(name, list);
  print('');
}

/** Reports of 4 and 40 MB in the page: from the file's bytes to the review, and the longest task. */
async function imports(origin) {
  const rows = [];
  for (const [name, text] of [['4 MB', seed.repeat(100)], ['40 MB', seed.repeat(1000)]]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-bench-')), file = path.join(folder, 'report.txt');
    fs.writeFileSync(file, text);
    const parsed = [], longest = [], taking = [];
    for (let round = 0; round < rounds; round++) {
      const { context, profile } = await browse();
      const tab = await context.newPage();
      await tab.addInitScript(() => {
        window.tasks = [];
        new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(task => task.duration))).observe({ entryTypes: ['longtask'] });
      });
      await tab.goto(origin + '/');
      await tab.locator('.row--drawn').first().waitFor();
      await tab.waitForTimeout(500);
      await tab.evaluate(() => { window.tasks.length = 0; });
      await tab.locator('#open').click();
      await tab.locator('#file').setInputFiles(file);
      await tab.locator('#import-outline').waitFor({ timeout: 60_000 });
      await tab.waitForTimeout(500);
      const [ms, task] = await tab.evaluate(() => {
        const at = name => performance.getEntriesByName(name).at(-1).startTime;
        return [at('report parsed') - at('file read'), Math.max(0, ...window.tasks.splice(0))];
      });
      parsed.push(ms);
      longest.push(task);
      if (name === '4 MB') {
        await take(tab);
        await tab.waitForTimeout(500);
        taking.push(await tab.evaluate(() => Math.max(0, ...window.tasks)));
      }
      await context.close();
      fs.rmSync(profile, { recursive: true, force: true });
    }
    rows.push([`report of ${name}: bytes into wasm, decoded, parsed, checked`, parsed]);
    rows.push([`report of ${name}: longest task until it is shown (0: none over 50 ms)`, longest]);
    if (taking.length) rows.push([`report of ${name}: longest task of making the ledger and saving it`, taking]);
    fs.rmSync(folder, { recursive: true });
  }
  return rows;
}

/** Hostile files, as the tests build them: what refusing each costs. */
function hostile() {
  if (!fs.existsSync('/usr/bin/time')) return print('Hostile files were not measured: GNU time is not here.\n');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-hostile-'));
  execFileSync('cargo', ['nextest', 'run', '--locked', '--test', 'native', 'hostile'], { cwd: ROOT, env: { ...process.env, HOSTILE: folder }, stdio: 'ignore' });
  print('## Hostile office files\n\n| file | MB | ms | peak memory, MiB, file included |\n|---|---|---|---|');
  for (const name of fs.readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    const report = spawnSync('/usr/bin/time', ['-f', '%M', path.join(ROOT, 'target/native', coreName()), 'office', file, '1'], { encoding: 'utf8' });
    const [ms] = JSON.parse(report.stdout).read_ms;
    print(`| ${path.basename(name, '.bin')} | ${(fs.statSync(file).size / 1e6).toFixed(1)} | ${ms.toFixed(0)} | ${(Number(report.stderr) / 1024).toFixed(0)} |`);
  }
  fs.rmSync(folder, { recursive: true });
  print('');
}

const cpu = os.cpus()[0].model.trim();
print(`# Figures\n\nMade by \`make bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${cpu}, Node ${process.version}, ${execFileSync('rustc', ['--version']).toString().trim()}. The machine is shared and noisy: read ratios and medians.\n`);
sizes();
await parsing();
office();
hostile();
editing();
await page();
fs.writeFileSync(path.join(ROOT, 'bench/RESULTS.md'), lines.join('\n').trimEnd() + '\n');
