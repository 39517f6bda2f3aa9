// Writing a publication of 300 findings beside the npm package docx, and the document in the page.
// Prints a report and writes it to bench/DISCLOSURE.md. PEERS names a checkout of the peers'
// benchmark; its folder is copied and never written to.
//
//   cargo build --profile native --bench core && PEERS=… node bench/disclosure.mjs
//
// The peer sets paragraphs and heading styles alone; ours has the page, faces, footers and tables
// of GB/T 9704-2012. The rounds of both alternate, since the machine is shared.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { bigReport, browse, openReport, serve } from '../tests/e2e/page.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const PEERS = process.env.PEERS ?? '';
const rounds = 5;
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const span = list => `${median(list).toFixed(1)} (${Math.min(...list).toFixed(1)}–${Math.max(...list).toFixed(1)})`;
const lines = [];
const print = line => { console.log(line); lines.push(line); };

if (!fs.existsSync(path.join(PEERS, 'text/docs.mjs'))) {
  console.error('PEERS must name a checkout of the peers’ benchmark.');
  process.exit(1);
}
const deps = path.join(ROOT, 'target/native/deps');
const age = name => fs.statSync(path.join(deps, name)).mtimeMs;
const core = fs.readdirSync(deps).filter(name => /^core-[0-9a-f]+$/.test(name)).sort((a, b) => age(b) - age(a))[0];

const folder = path.join(process.env.SCRATCH ?? os.tmpdir(), 'ledger-disclosure-bench');
fs.cpSync(PEERS, folder, { recursive: true, filter: from => !/node_modules|results/.test(path.relative(PEERS, from)) });
execFileSync('chmod', ['-R', 'u+w', folder]);
const version = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'))).dependencies.docx;
if (!fs.existsSync(path.join(folder, 'node_modules/docx'))) {
  // The one package alone: the others of that folder take minutes.
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: { docx: version } }));
  fs.rmSync(path.join(folder, 'package-lock.json'), { force: true });
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}
const { report } = await import(path.join(folder, 'gen.mjs'));
const file = path.join(folder, 'report.txt');
fs.writeFileSync(file, [...report(300)].join(''));

// As the peers' own job does it, from the parsed report to bytes; each round in its own process,
// the first write of a process and the median of nine.
const script = `
  import fs from 'node:fs';
  import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
  import { parse } from './text/parse.mjs';
  const data = parse(fs.readFileSync(${JSON.stringify(file)}, 'utf8')), times = [];
  const p = (text, heading) => new Paragraph({ heading, children: [new TextRun(text)] });
  let bytes;
  for (let round = 0; round < 9; round++) {
    const start = performance.now(), body = [];
    for (const d of data.directions) {
      body.push(p('（' + d.no + '）' + d.title + '方面', HeadingLevel.HEADING_2));
      for (const i of d.issues) {
        body.push(p('关于“' + i.text + '”问题', HeadingLevel.HEADING_3));
        for (const x of i.subs.length ? i.subs : [i]) {
          if (x !== i) body.push(p('针对“' + x.text + '”问题'));
          body.push(p('整改落实情况：' + x.measures.map(m => (m.no ? m.no + '是' : '') + m.text).join('')));
        }
      }
    }
    bytes = (await Packer.toBuffer(new Document({ sections: [{ children: body }] }))).byteLength;
    times.push(performance.now() - start);
  }
  console.log(JSON.stringify({ first: times[0], mid: times.sort((a, b) => a - b)[4], bytes }));`;
const first = [], mid = [], own = [];
let bytes;
for (let round = 0; round < rounds; round++) {
  const peer = JSON.parse(execFileSync('node', ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' }));
  first.push(peer.first);
  mid.push(peer.mid);
  bytes = peer.bytes;
  own.push(JSON.parse(execFileSync(path.join(deps, core), ['disclosure', file], { encoding: 'utf8' })));
}
const ours = name => median(own.map(one => one[`${name}_ms`]));
const row = (name, ms, size) => print(`| ${name} | ${ms.toFixed(2)} | ${(size / 1024).toFixed(0)} | ${(ms / ours('docx')).toFixed(2)} |`);
print(`# The document and its files\n\nMade by \`PEERS=… make bench-disclosure\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0].model.trim()}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.versions.node}. The machine is shared: look at medians and ratios.\n`);
print(`## Files, natively\n\n300 findings, ${own[0].findings} with the parts some are split into; ${(fs.statSync(file).size / 1e6).toFixed(2)} MB of text. From the document to bytes.\n`);
print('| writer | ms, median | KiB | to our .docx |\n|---|---|---|---|');
row(`npm docx ${version}, first in its process`, median(first), bytes);
row(`npm docx ${version}, warm`, median(mid), bytes);
for (const name of ['docx', 'html', 'xlsx', 'markdown']) row(`ours, ${name}`, ours(name), own[0][`${name}_bytes`]);
print(`\nReading our .docx again for the last check: ${ours('inspect_docx').toFixed(2)} ms.`);

// In the page: the frame that follows a stroke, and what a decision about a name costs.
print('\n## In the page\n\nMilliseconds, median (least–most). A stroke is from the input to the end of the frame that shows it, typed into a measure in the middle of the document; “alone” is without waiting for a frame. “Opens” is from the press to the first paragraph laid out. A decision masks a name in the public edition.\n');
print('| measures | internal edition opens | a stroke | a stroke alone | public edition opens | a decision |\n|---|---|---|---|---|---|');
const { origin, stop } = await serve();
const named = rows => bigReport(rows).replace('二是公开台账', '二是局长赵铁柱主持公开台账');
for (const rows of [24, 600, 4_000]) {
  const { context, profile } = await browse();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(origin + '/');
  await page.locator('.row--drawn').first().waitFor();
  await openReport(page, '大报告', named(rows));
  const turn = (button, shown) => page.evaluate(async ([button, shown]) => {
    const begin = performance.now();
    document.querySelector(button).click();
    while (!document.querySelector(shown)) await new Promise(done => setTimeout(done));
    document.body.offsetHeight;
    return performance.now() - begin;
  }, [button, shown]);
  const opens = [], fair = [];
  for (let round = 0; round < 5; round++) {
    await page.locator('#page-ledger').click();
    opens.push(await turn('#page-document', '#manuscript .paper-sheet__p'));
  }
  await page.waitForFunction(count => document.querySelectorAll('[data-node]').length > count, rows);
  const texts = page.locator('[data-node]');
  await texts.nth((await texts.count()) >> 1).click();
  await page.evaluate(() => {
    window.strokes = [];
    let begin = 0;
    addEventListener('beforeinput', () => { begin = performance.now(); }, true);
    addEventListener('input', () => {
      const alone = performance.now() - begin;
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.strokes.push([performance.now() - begin, alone]); channel.port2.postMessage(0); });
    });
  });
  for (let stroke = 0; stroke < 30; stroke++) {
    await page.keyboard.insertText('字');
    await page.waitForTimeout(40);
  }
  const strokes = await page.evaluate(() => window.strokes);
  const decide = [];
  for (let round = 0; round < 5; round++) {
    await page.locator('#edition-internal').click();
    fair.push(await turn('#edition-public', '#fair .paper-sheet__p'));
  }
  await page.waitForTimeout(1500);
  for (let round = 0; round < 5; round++) {
    decide.push(await page.evaluate(async () => {
      const of = act => document.querySelector(`#matters [data-words="赵铁柱"] [data-act=${act}]`);
      const state = () => document.querySelector('#fair [data-original="赵铁柱"]').dataset.state;
      const before = state(), begin = performance.now();
      (of('mask') ?? of('open')).click();
      while (state() === before) {
        if (performance.now() - begin > 10_000) throw new Error(`still ${before} after ten seconds`);
        await new Promise(done => setTimeout(done));
      }
      document.body.offsetHeight;
      return performance.now() - begin;
    }));
    await page.waitForTimeout(100);
  }
  print(`| ${rows.toLocaleString('en')} | ${span(opens)} | ${span(strokes.map(one => one[0]))} | ${span(strokes.map(one => one[1]))} | ${span(fair)} | ${span(decide)} |`);
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
stop();
fs.writeFileSync(path.join(import.meta.dirname, 'DISCLOSURE.md'), lines.join('\n') + '\n');
