// The tool as one file beside the served folder: size, and time to the first row with an empty
// profile, in turns. Prints. `make bench-single`.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { browse, serve, watchFirstRow } from '../tests/e2e/page.mjs';

const file = path.resolve(import.meta.dirname, '../dist/rectification-ledger.html');
const rounds = 5;
const { origin, stop } = await serve();
const times = { 'served folder': [], 'one file': [] };
const addresses = { 'served folder': origin + '/', 'one file': pathToFileURL(file).href };
for (let round = 0; round < rounds; round++) {
  for (const [name, address] of Object.entries(addresses)) {
    const { context, profile } = await browse();
    const tab = await context.newPage();
    await watchFirstRow(tab);
    await tab.goto(address);
    times[name].push(await (await tab.waitForFunction(() => window.firstRow)).jsonValue());
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}
stop();
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const bytes = fs.readFileSync(file);
console.log(`one file: ${(bytes.length / 1024).toFixed(0)} KiB, ${(zlib.gzipSync(bytes, { level: 9 }).length / 1024).toFixed(0)} KiB sent with gzip`);
for (const [name, list] of Object.entries(times)) {
  console.log(`${name}: first row after ${median(list).toFixed(0)} ms (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`);
}
console.log(`one file to folder: ${(median(times['one file']) / median(times['served folder'])).toFixed(2)} ×`);
