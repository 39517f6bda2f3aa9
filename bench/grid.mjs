// The table beside other tables, in one browser and one run. `make bench-grid` with PEERS naming a
// checkout of the peers' benchmark; writes bench/GRID.md.
//
//   ROWS=10000,100000  RUNS=3  CONTENDERS=floor,slickgrid,…  STEPS=edit,scroll,…
//   ADD=1   keeps what an earlier run measured; what this one measures again takes its place
//
// The peers' folder is copied and never written to. The page is built with the feature `bench`,
// which lets rows come in as a stream and offers the verbs of the harness by name.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';

const ROOT = path.resolve(import.meta.dirname, '..');
const PEERS = process.env.PEERS ?? '';
const DIST = path.join(ROOT, 'bench/dist');
const rows = process.env.ROWS ?? '10000,100000', runs = process.env.RUNS ?? '3', steps = process.env.STEPS;
const contenders = (process.env.CONTENDERS ?? 'floor,ag-grid,tabulator,handsontable,revogrid,slickgrid,glide').split(',');

if (!fs.existsSync(path.join(PEERS, 'run.mjs'))) {
  console.error('PEERS must name a checkout of the peers’ benchmark.');
  process.exit(1);
}
const harness = path.join(process.env.SCRATCH ?? os.tmpdir(), 'ledger-grid-bench');
fs.cpSync(PEERS, harness, { recursive: true, filter: from => !/node_modules|results/.test(path.relative(PEERS, from)) });
execFileSync('chmod', ['-R', 'u+w', harness]);
const run = (command, args, stdio = 'inherit') => execFileSync(command, args, { cwd: harness, stdio, encoding: 'utf8', maxBuffer: 1 << 28 });
if (!fs.existsSync(path.join(harness, 'node_modules'))) run('npm', ['ci', '--silent']);
const adapter = fs.readFileSync(path.join(ROOT, 'bench/peers/ours.mjs'), 'utf8').replace('"ROOT"', JSON.stringify(DIST));
fs.writeFileSync(path.join(harness, 'adapters/ours.mjs'), adapter);

const results = path.join(harness, 'results.json');
const earlier = process.env.ADD && fs.existsSync(results) ? JSON.parse(fs.readFileSync(results)).samples : [];
run('node', ['run.mjs', '--contenders', [...contenders, 'ours'].join(','), '--rows', rows, '--runs', runs, '--ours', 'ours', '--out', results, ...(steps ? ['--steps', steps] : [])], ['ignore', 'ignore', 'inherit']);
const made = JSON.parse(fs.readFileSync(results));
const { chromium, cpu, cores } = made;
for (const old of earlier) for (const own of made.samples) {
  if (own.name === old.name && own.n === old.n) for (const metric of Object.keys(own.out)) delete old.out[metric];
}
const samples = [...earlier, ...made.samples];
fs.writeFileSync(results, JSON.stringify({ ...made, samples }));
const table = run('node', ['run.mjs', '--report', results, '--ours', 'ours'], 'pipe').trim();
const versions = JSON.parse(fs.readFileSync(path.join(harness, 'package.json'))).dependencies;
const named = Object.entries(versions).filter(([name]) => samples.some(({ name: one }) => name.includes(one.replace('-grid', '')))).map(([name, version]) => `${name} ${version}`);
const counts = samples.map(sample => samples.filter(other => other.name === sample.name && other.n === sample.n).length);
const load = samples.map(sample => sample.load);

// Against the floor, a list without features, where the aim is to be no slower than that.
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const mid = (name, n, metric) => {
  const all = samples.filter(sample => sample.name === name && sample.n === n).flatMap(sample => sample.out[metric] ?? []);
  return all.length ? median(all) : NaN;
};
const floor = ['edit:cpu', 'filter text:cpu', 'filter clear:cpu', 'filter status:cpu', 'sort:cpu', 'bulk 1000:cpu', 'bulk undo:cpu', 'undo:cpu', 'scroll cpu/viewport', 'cold interactive', 'rss MB']
  .flatMap(metric => [...new Set(samples.map(sample => sample.n))].map(n => [metric, n, mid('floor', n, metric), mid('ours', n, metric)]))
  .filter(([, , a, b]) => a > 0 && b > 0)
  .map(([metric, n, a, b]) => `| ${metric} | ${n} | ${a.toFixed(2)} | ${b.toFixed(2)} | ${(b / a).toFixed(2)} |`);
fs.writeFileSync(path.join(ROOT, 'bench/GRID.md'), `# The table beside others

Made by \`make bench-grid\` on ${new Date().toISOString().slice(0, 10)}: ${cores} × ${cpu.trim()}, Chromium ${chromium}, ${Math.min(...counts)}–${Math.max(...counts)} rounds, load ${Math.min(...load).toFixed(1)}–${Math.max(...load).toFixed(1)}. ${named.join(', ')}; \`floor\` is a hand-written list without features, \`ours\` this app, built with the feature \`bench\`, with variable heights, history and journal. The machine is shared and noisy: read ratios and medians. Times in ms, main-thread CPU where the name ends in \`:cpu\`.

## Against the floor

| measure | rows | floor | ours | ours / floor |
|---|---|---|---|---|
${floor.join('\n')}

## Against the peers

\`heap\` leaves out the memory of a program in WebAssembly; \`rss\` has it, with the rest of the process.

${table}
`);
console.log(floor.join('\n'));
