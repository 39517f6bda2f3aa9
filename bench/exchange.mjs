// A workbook of 10,000 rows with styles, written and read again: ours in its worker beside the npm
// package exceljs in one, in a real Chromium. Prints a report and writes it to bench/EXCHANGE.md.
// PEERS names a checkout of the peers' benchmark, whose rows both write; it is never written to.
//
//   trunk build --release && cargo build --profile native --bench core && PEERS=… node bench/exchange.mjs
//
// Both write the same table: texts, days, borders, wrapped cells, merged findings, lists, heights,
// a frozen head. Ours has a legend and the hidden record besides, and its reader gives back a
// ledger, compared cell by cell with the record; the peer's gives cells. Every job has a worker of
// its own, as in the application, and rounds alternate, since the machine is shared.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { browse, openFile, serve } from '../tests/e2e/page.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');
const PEERS = process.env.PEERS ?? '';
const COUNT = Number(process.env.ROWS ?? 10_000), ROUNDS = Number(process.env.ROUNDS ?? 7);
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const span = list => `${median(list).toFixed(0)} (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`;
const lines = [];
const print = line => { console.log(line); lines.push(line); };

if (!fs.existsSync(path.join(PEERS, 'gen.mjs'))) {
  console.error('PEERS must name a checkout of the peers’ benchmark.');
  process.exit(1);
}
const folder = path.join(process.env.SCRATCH ?? os.tmpdir(), 'ledger-exchange-bench');
fs.mkdirSync(folder, { recursive: true });
const version = JSON.parse(fs.readFileSync(path.join(PEERS, 'package.json'))).dependencies.exceljs;
const peer = path.join(folder, 'node_modules/exceljs');
if (!fs.existsSync(peer) || JSON.parse(fs.readFileSync(path.join(peer, 'package.json'))).version !== version) {
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { exceljs: version } }));
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}

// The same rows as a ledger and as a table: three measures a finding, twenty findings a direction.
const { rows } = await import(path.join(PEERS, 'gen.mjs'));
const STAGES = { 已完成: 'awaiting_check', 基本完成: 'in_progress', 正在推进: 'in_progress', 长期坚持: 'long_term', 未启动: 'not_started' };
const WORDS = { awaiting_check: '已完成待核', in_progress: '整改中', long_term: '长期坚持', not_started: '未启动' };
const nodes = [], table = [];
let id = 0, direction, finding, label = 0;
for (const row of rows(COUNT)) {
  if (row.id % 60 === 0) nodes.push({ id: (direction = ++id), kind: 'direction', before: '\n', text: row.direction });
  if (row.id % 3 === 0) nodes.push({ id: (finding = ++id), parent: direction, kind: 'finding', before: '\n', text: row.issue }), label++;
  const status = STAGES[row.status];
  const record = { leader: row.leader, unit: row.unit, deadline: row.deadline, status, progress: `已完成${row.progress}%`, remark: row.notes };
  nodes.push({ id: ++id, parent: finding, kind: 'measure', before: '\n', text: row.measures, record: Object.fromEntries(Object.entries(record).filter(([, value]) => value)) });
  table.push([String(label), direction, finding, row.measures, `id${id}`, '', row.leader, row.unit, row.deadline, WORDS[status], record.progress, row.notes]);
}
const texts = new Map(nodes.map(node => [node.id, node.text]));
for (const row of table) [row[1], row[2]] = [texts.get(row[1]), texts.get(row[2])];
const ledger = JSON.stringify({ format: 'rectification-ledger', version: 4, ledger: { name: '台账', nodes } });

const PEER = `
  importScripts('exceljs.min.js');
  postMessage(true);
  const HEAD = ['序号', '方面', '问题', '整改措施', '行标识', '整改类型', '责任领导', '责任单位', '整改时限', '整改状态', '整改进展', '备注'];
  const WIDTHS = [6, 12, 22, 36, 8, 11, 11, 14, 12, 12, 26, 16];
  const line = { style: 'thin', color: { argb: 'FF808080' } }, border = { top: line, left: line, bottom: line, right: line };
  const font = { name: '宋体', size: 11 };
  async function write(table) {
    const book = new ExcelJS.Workbook(), sheet = book.addWorksheet('台账', {
      views: [{ state: 'frozen', ySplit: 3 }], pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0, printTitlesRow: '1:3' } });
    sheet.columns = WIDTHS.map((width, at) => ({ width, hidden: at === 4 }));
    sheet.addRow(['台账']); sheet.addRow(['共' + table.length + '项']);
    const head = sheet.addRow(HEAD);
    head.eachCell(cell => { cell.style = { font: { name: '黑体', size: 11 }, border, alignment: { wrapText: true, vertical: 'middle', horizontal: 'center' } }; });
    for (const values of table) {
      const row = sheet.addRow(values.map((value, at) => (at === 8 ? new Date(value) : value)));
      row.height = 15 * Math.max(1, Math.ceil(values[3].length / 17)) + 4;
      row.eachCell({ includeEmpty: true }, (cell, at) => {
        cell.style = { font, border, numFmt: at === 9 ? 'yyyy-mm-dd' : '@', alignment: { wrapText: true, vertical: 'middle', horizontal: at > 4 && at < 11 ? 'center' : undefined } };
        if (at === 10) cell.dataValidation = { type: 'list', allowBlank: true, formulae: ['"未启动,整改中,已完成待核,已销号,长期坚持,重新整改"'] };
      });
    }
    for (let from = 0; from < table.length; from += 3) {
      const last = Math.min(from + 3, table.length);
      if (last - from > 1) for (const column of [1, 3]) sheet.mergeCells(from + 4, column, last + 3, column);
    }
    for (let from = 0; from < table.length; from += 60) sheet.mergeCells(from + 4, 2, Math.min(from + 60, table.length) + 3, 2);
    sheet.autoFilter = { from: { row: 3, column: 1 }, to: { row: table.length + 3, column: 12 } };
    return book.xlsx.writeBuffer();
  }
  onmessage = async ({ data: [what, data] }) => {
    if (what === 'write') postMessage([await write(data)]);
    else {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(data);
      postMessage([book.worksheets[0].rowCount]);
    }
  };`;

const served = {
  '/': ['text/html', Buffer.from('<!doctype html><meta charset=utf-8><title>bench</title>')],
  '/office.js': ['text/javascript', Buffer.concat(['dist/office.js', 'src/bin/office_start.js'].map(file => fs.readFileSync(path.join(ROOT, file))))],
  '/peer.js': ['text/javascript', Buffer.from(PEER)],
  '/exceljs.min.js': ['text/javascript', fs.readFileSync(path.join(peer, 'dist/exceljs.min.js'))],
};
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const server = http.createServer((request, response) => {
  const name = new URL(request.url, 'http://x').pathname;
  const file = path.join(DIST, name);
  const [type, body] = served[name] ?? (file.startsWith(DIST) && fs.existsSync(file) ? [TYPES[path.extname(file)] ?? 'application/octet-stream', fs.readFileSync(file)] : []);
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': type }).end(body);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const { context, profile } = await browse();
const page = context.pages()[0] ?? (await context.newPage());
context.setDefaultTimeout(120_000);
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.evaluate(async ([ledger, table]) => {
  window.program = await WebAssembly.compile(await (await fetch('/office_bg.wasm')).arrayBuffer());
  Object.assign(window, { bytes: new TextEncoder().encode(ledger), table, long: [], files: {} });
  new PerformanceObserver(list => window.long.push(...list.getEntries().map(one => one.duration))).observe({ type: 'longtask' });
  /** From a worker that is ready to its answer, and how long it took to be ready. */
  window.job = (loader, asked, transfer = []) => new Promise((resolve, reject) => {
    const begin = performance.now(), worker = new Worker(loader);
    let ready;
    // As the page does, which compiles once.
    if (loader === './office.js') worker.postMessage(program);
    worker.onerror = error => reject(new Error(error.message));
    worker.onmessage = ({ data }) => {
      if (data === true) {
        ready = performance.now();
        worker.postMessage(asked, transfer);
      } else {
        const end = performance.now();
        worker.terminate();
        if (Array.isArray(data)) resolve({ start: ready - begin, ms: end - ready, answer: data });
        else reject(new Error('it broke down'));
      }
    };
  });
}, [ledger, table]);

const jobs = {
  'ours, write': () => page.evaluate(async () => {
    const file = new Uint8Array(bytes);
    const { answer: [answer], ...times } = await job('./office.js', ['workbook', file], [file.buffer]);
    files.ours = answer;
    return { ...times, size: answer.byteLength };
  }),
  'exceljs, write': () => page.evaluate(async () => {
    const { answer: [answer], ...times } = await job('./peer.js', ['write', table]);
    files.peer = answer;
    return { ...times, size: answer.byteLength };
  }),
  'ours, read': () => page.evaluate(async () => {
    const { answer, ...times } = await job('./office.js', ['read', files.ours]);
    const { Ok: found } = JSON.parse(answer[0]);
    if (found?.filled?.remarks.length !== 0 || answer[1].length < bytes.length / 2) throw new Error(answer[0]);
    return times;
  }),
  'exceljs, read its own': () => page.evaluate(async () => (({ start, ms }) => ({ start, ms }))(await job('./peer.js', ['read', files.peer]))),
  'exceljs, read ours': () => page.evaluate(async () => (({ start, ms }) => ({ start, ms }))(await job('./peer.js', ['read', files.ours]))),
};
const seen = Object.fromEntries(Object.keys(jobs).map(name => [name, []])), long = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(jobs)) {
    await page.evaluate(() => { window.long = []; });
    const one = await run();
    await page.waitForTimeout(50);
    if (name.startsWith('ours')) long.push(...(await page.evaluate(() => window.long)));
    seen[name].push(one);
  }
}
if (process.env.KEEP) {
  const bytes = await page.evaluate(() => [...files.ours]);
  fs.writeFileSync(process.env.KEEP, Buffer.from(bytes));
}
await context.close();
fs.rmSync(profile, { recursive: true, force: true });
server.close();

const ms = name => median(seen[name].map(one => one.ms));
print(`# The workbook that goes out and comes back\n\nMade by \`PEERS=… make bench-exchange\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0].model.trim()}, load ${os.loadavg()[0].toFixed(1)}, exceljs ${version}. The machine is shared: look at medians and ratios.\n`);
print(`${COUNT.toLocaleString('en')} rows with styles, ${(ledger.length / 1e6).toFixed(1)} million characters as a ledger's file. Milliseconds in a worker of Chromium, median (least–most) of ${ROUNDS} alternating rounds, each in a worker of its own; “ready” is what starting that worker takes.\n`);
print('| job | ms | ready | KiB |\n|---|---|---|---|');
for (const [name, list] of Object.entries(seen)) {
  const size = list[0].size ? (list[0].size / 1024).toFixed(0) : '';
  print(`| ${name} | ${span(list.map(one => one.ms))} | ${span(list.map(one => one.start))} | ${size} |`);
}
const ratio = (ours, other) => (ms(ours) / ms(other)).toFixed(2);
print(`\nWrite: ${ratio('ours, write', 'exceljs, write')} of exceljs's time. Read: ${ratio('ours, read', 'exceljs, read its own')} of what exceljs takes for its own file, ${ratio('ours, read', 'exceljs, read ours')} of what it takes for ours.`);
print(`\nLong tasks on the page's own thread in our ${2 * ROUNDS} jobs: ${long.length}${long.length ? ` (${long.map(one => one.toFixed(0)).join(', ')} ms)` : ''}.`);
const wasm = fs.readFileSync(path.join(DIST, 'office_bg.wasm'));
print(`\nThe worker: ${(wasm.length / 1024).toFixed(0)} KiB, ${(zlib.brotliCompressSync(wasm).length / 1024).toFixed(0)} KiB as brotli.`);
fs.writeFileSync(path.join(import.meta.dirname, 'EXCHANGE.md'), lines.join('\n') + '\n');

// Merging: a part of the whole ledger comes back with 1,000 cells filled in, where 1,000 others
// were changed meanwhile.
const deps = path.join(ROOT, 'target/native/deps'), age = name => fs.statSync(path.join(deps, name)).mtimeMs;
const core = fs.readdirSync(deps).filter(name => /^core-[0-9a-f]+$/.test(name)).sort((a, b) => age(b) - age(a))[0];
const native = JSON.parse(execFileSync(path.join(deps, core), ['merge', String(COUNT), '1000', folder]));
const app = await serve();
const laid = [], seenLong = [];
for (let round = 0; round < ROUNDS; round++) {
  const { context, profile } = await browse();
  const page = context.pages()[0] ?? (await context.newPage());
  context.setDefaultTimeout(120_000);
  await page.goto(app.origin + '/');
  await page.locator('.row--drawn').first().waitFor();
  const file = name => ({ name, mimeType: 'application/json', buffer: fs.readFileSync(path.join(folder, name)) });
  await openFile(page, file('ours.json'));
  await page.waitForFunction(() => document.querySelector('#totals').innerText.includes('10000') || document.querySelectorAll('.row--drawn').length > 5);
  await page.evaluate(() => { window.long = []; new PerformanceObserver(list => window.long.push(...list.getEntries().map(one => one.duration))).observe({ type: 'longtask' }); });
  await openFile(page, file('theirs.json'));
  await page.locator('.exchange__card').first().waitFor();
  const [read, done] = await page.evaluate(() => ['returns read', 'returns laid'].map(name => performance.getEntriesByName(name).at(-1).startTime));
  laid.push(done - read);
  seenLong.push(Math.max(0, ...(await page.evaluate(() => window.long))));
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
app.stop();
print(`\n## Merging\n\n${COUNT.toLocaleString('en')} measures, 1,000 cells changed on each side (${native.proposals} places). Natively, medians of 31: reading the file ${native.read_ms} ms, checking what it answers ${native.receive_ms} ms, laying it against the ledger ${native.merge_ms} ms, taking all that is open ${native.take_ms} ms.`);
print(`\nIn the page, laying it against the ledger takes ${span(laid)} ms, median of ${ROUNDS}; the longest task from the file to the first card, which reads, checks and lays it: ${span(seenLong)} ms.`);
fs.writeFileSync(path.join(ROOT, 'bench/EXCHANGE.md'), lines.join('\n') + '\n');
