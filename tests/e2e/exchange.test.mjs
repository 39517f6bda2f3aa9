// Parts of the ledger go out to units, are filled in elsewhere, and come back as one step.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browse, cell, clerk, exported, open, openFile, soon, take } from './page.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exchange-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const UNITS = ['办公室', '人事科', '总编室', '财务科', '技术部'];
let ids;

/** The sample with a unit and a word of progress in each measure; the third belongs to two units. */
async function assigned(page) {
  const file = await exported(page, 'json');
  const ledger = JSON.parse(fs.readFileSync(file.path, 'utf8'));
  const measures = ledger.ledger.nodes.filter(node => node.kind === 'measure');
  measures.forEach((node, at) => {
    const unit = UNITS[at % UNITS.length];
    node.record = { ...node.record, unit: at === 2 ? '总编室、办公室' : unit, progress: `进展${at}。` };
  });
  ids = measures.map(node => node.id);
  ledger.ledger.name = '示范台账';
  await openFile(page, { name: '示范.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(ledger)) });
  await page.waitForFunction(() => document.querySelector('#ledger-name').value === '示范台账');
}

const own = clerk(assigned);
const go = name => own.page.locator(`#page-${name}`).click();
const as = (name, bytes) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

/** Sends parts to units as one kind of file, and gives what was downloaded. */
async function send(units, carrier, due = '') {
  const { page } = own;
  await go('exchange');
  for (const unit of units) await page.locator(`[data-unit=${unit}]`).check();
  await page.locator(`input[name=carrier][value=${carrier}]`).check();
  if (due) await page.locator('#send-due').fill(due);
  const files = [];
  const take = download => files.push(download);
  page.on('download', take);
  await closeNotices(page);
  const before = await page.locator('#sent tbody tr').count();
  await page.locator('#send-now').click();
  await soon.equal(() => page.locator('#sent tbody tr').count(), before + units.length);
  await soon.equal(() => files.length, units.length);
  page.off('download', take);
  return Promise.all(files.map(async file => ({ name: file.suggestedFilename(), path: await file.path() })));
}

/** Another person’s browser with a file opened in it. */
async function elsewhere(file, work) {
  const { context, profile } = await browse();
  const faults = [];
  const page = await open(context, own.origin, faults);
  await openFile(page, as(file.name, fs.readFileSync(file.path)));
  await page.locator('#asked').waitFor();
  try {
    return await work(page);
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
    assert.deepEqual(faults, []);
  }
}

/** Writes into a field of the panel of the row with these words. */
async function fill(page, words, field, to) {
  await page.locator('.row--drawn:not([hidden])', { hasText: words }).first().locator('.cell--measure').click();
  const area = page.locator(`.panel [id^=field-${field}-]`);
  await soon.equal(() => page.locator('.panel textarea').first().inputValue().then(text => text.startsWith(words)), true);
  await area.fill(to);
  await area.press('Tab');
}

async function sendBack(page, carrier) {
  await page.locator('#page-exchange').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-back=${carrier}]`).click()]);
  return as(download.suggestedFilename(), fs.readFileSync(await download.path()));
}

/** Words in a workbook replaced by an office program, which saves it anew. */
function byOffice(file, changes) {
  const convert = (to, from) => {
    execFileSync('soffice', [`-env:UserInstallation=${pathToFileURL(path.join(folder, 'office'))}`, '--headless', '--convert-to', to, '--outdir', folder, from], { stdio: 'ignore' });
    return path.join(folder, path.basename(from).replace(/\.\w+$/, `.${to}`));
  };
  const start = path.join(folder, `part-${path.basename(file.path)}.xlsx`);
  fs.copyFileSync(file.path, start);
  const flat = convert('fods', start);
  let xml = fs.readFileSync(flat, 'utf8');
  for (const [from, to] of changes) {
    assert.ok(xml.includes(`<text:p>${from}</text:p>`), `${from} is in the sheet`);
    xml = xml.replace(`<text:p>${from}</text:p>`, `<text:p>${to}</text:p>`);
  }
  fs.writeFileSync(flat, xml);
  fs.rmSync(start);
  return as(`填报-${file.name}`, fs.readFileSync(convert('xlsx', flat)));
}

/** Notices lie over what is at the bottom. */
const closeNotices = async page => {
  for (const close of await page.locator('.notice__close').all()) await close.click();
};

const cards = () => own.page.locator('.exchange__card');
const collect = async files => {
  await go('exchange');
  await own.page.locator('#returned').setInputFiles(files);
  await own.page.locator('#merging').waitFor();
};
const progressOf = async at => {
  const file = await exported(own.page, 'json');
  const { ledger } = JSON.parse(fs.readFileSync(file.path, 'utf8'));
  return ledger.nodes.find(node => node.id === ids[at]).record.progress;
};

test('five parts go out, are filled in by an office program and in the page, and come back as one step', async () => {
  const { page } = own;
  const books = await send(['办公室', '人事科'], 'xlsx', '2999-01-01');
  const [json] = await send(['总编室'], 'json');
  const [single] = await send(['财务科'], 'html');
  const [table] = await send(['技术部'], 'csv');
  await soon.match(() => page.locator('#sent-summary').innerText(), /发出 5 份，5 份没有报回/);

  const returned = [
    byOffice(books[0], [['进展0。', '办公室填。'], ['进展2。', '办公室也填了这一条。']]),
    byOffice(books[1], [['进展1。', '人事科填。']]),
    await elsewhere(json, async other => {
      const rows = await other.locator('.row--drawn:not([hidden])').allInnerTexts();
      assert.ok(rows.length > 0 && rows.every(row => !row.includes('办公室填')));
      const first = (await cell(other, 0, 'measure').innerText()).slice(0, 8);
      await fill(other, first, 'progress', '总编室填了这一条。');
      return sendBack(other, 'json');
    }),
  ];
  // The page that was sent opens by itself, from a folder.
  const { context, profile } = await browse();
  const alone = path.join(folder, '财务科.html');
  fs.copyFileSync(single.path, alone);
  const other = await context.newPage();
  await other.goto(String(pathToFileURL(alone)));
  await other.locator('.row--drawn').first().waitFor();
  await soon.match(() => other.locator('#asked').innerText(), /发给财务科/);
  await fill(other, (await cell(other, 0, 'measure').innerText()).slice(0, 8), 'progress', '财务科填。');
  returned.push(await sendBack(other, 'html'));
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
  const text = fs.readFileSync(table.path, 'utf8');
  assert.ok(text.startsWith('\uFEFF'));
  returned.push(as(table.name, text.replace('进展4。', '技术部填。')));

  await collect(returned);
  await soon.equal(() => page.locator('.exchange__file').count(), 5);
  await soon.equal(() => cards().count(), 5);
  await soon.equal(() => page.locator('.exchange__file .exchange__late').count(), 0);
  const conflict = page.locator('.exchange__card[data-class=conflict]');
  await soon.equal(() => conflict.count(), 1, 'two units at one cell');
  await soon.match(() => conflict.innerText(), /进展2。[\s\S]*办公室也填了这一条。[\s\S]*总编室填了这一条。/);
  const before = await progressOf(0);
  assert.equal(before, '进展0。', 'nothing is taken before it is decided');
  await page.locator('#accept-plain').click();
  await soon.equal(() => page.locator('.exchange__card--decided').count(), 4);
  await conflict.locator('[data-decide=theirs-0]').click();
  await page.locator('#merge-note').fill('六月汇总');
  await page.locator('#take-merged').click();
  await page.locator('#merging').waitFor({ state: 'detached' });
  await soon.match(() => page.locator('#sent-summary').innerText(), /发出 5 份，0 份没有报回/);
  await soon.equal(() => progressOf(0), '办公室填。');
  await soon.equal(() => progressOf(1), '人事科填。');
  await soon.equal(() => progressOf(2), '办公室也填了这一条。');
  await soon.equal(() => progressOf(3), '财务科填。');
  await soon.equal(() => progressOf(4), '技术部填。');
  await go('history');
  const newest = page.locator('.history__one').first();
  await soon.match(() => newest.innerText(), /合并填报[\s\S]*六月汇总[\s\S]*办公室/);
  await page.locator('#undo').click();
  await soon.equal(() => progressOf(0), '进展0。');
  await go('exchange');
  await soon.match(() => page.locator('#sent-summary').innerText(), /发出 5 份，5 份没有报回/);
});

test('a part is filled in where it was asked for, and nowhere else', async () => {
  const [json] = await send(['办公室'], 'json', '2999-01-01');
  await elsewhere(json, async page => {
    await soon.match(() => page.locator('#asked').innerText(), /发给办公室的填报件，请于 2999-01-01 前报回/);
    assert.deepEqual(await page.locator('.rail__one').allInnerTexts(), ['台账', '收发', '历史']);
    await soon.ok(async () => (await page.locator('.row--drawn .cell--progress').count()) > 0);
    await soon.equal(() => page.locator('.row--drawn .cell--unit').count(), 0, 'what is not asked for and known anyway gives room');
    const before = await cell(page, 0, 'measure').innerText();
    await cell(page, 0, 'measure').click();
    await page.keyboard.insertText('少做一点');
    await soon.match(() => page.locator('.notice__text').innerText(), /不在填报范围内/);
    await soon.equal(() => cell(page, 0, 'measure').innerText(), before);
    assert.ok(await page.locator('#remove-measure').isDisabled());
    await cell(page, 0, 'progress').click();
    await page.keyboard.insertText('在表格里填');
    await page.keyboard.press('Enter');
    await soon.equal(() => cell(page, 0, 'progress').innerText(), '在表格里填');
    assert.equal(await page.locator('#ledger-name').getAttribute('readonly'), '');
    assert.ok(await page.locator('#particulars').isDisabled());
    await soon.equal(() => page.locator('#add-finding').count(), 0);
  });
});

test('each side of a conflict can be taken, both, or something else; the list is printed', async () => {
  const { page } = own;
  const [json] = await send(['办公室'], 'json');
  const back = await elsewhere(json, async other => {
    const rows = await other.locator('.row--drawn:not([hidden]) .cell--measure').allInnerTexts();
    for (const [at, row] of rows.slice(0, 4).entries()) await fill(other, row.slice(0, 8), 'progress', `对方${at}。`);
    return sendBack(other, 'json');
  });
  await go('ledger');
  const mine = await page.evaluate(() => [...document.querySelectorAll('.row--drawn:not([hidden])')].filter(row => row.querySelector('.cell--unit').innerText.includes('办公室')).length);
  assert.ok(mine > 0);
  // Our own words meanwhile, in the first row.
  await cell(page, 0, 'progress').click();
  await page.keyboard.insertText('我方。');
  await page.keyboard.press('Enter');
  await collect([back]);
  const first = cards().first();
  assert.equal(await first.getAttribute('data-class'), 'conflict');
  await soon.match(() => first.innerText(), /发出时[\s\S]*进展0。[\s\S]*我方。[\s\S]*对方0。/);
  await page.locator('[data-show=theirs]').click();
  await soon.equal(() => cards().count(), 3);
  await page.locator('[data-show=open]').click();
  await soon.equal(() => cards().count(), 4);
  await first.locator('[data-decide=both]').click();
  await cards().nth(1).locator('[data-decide=ours]').click();
  await cards().nth(2).locator('[data-decide=own]').click();
  await cards().nth(2).locator('[data-own]').fill('手工写的。');
  await page.evaluate(() => { window.print = () => { window.printed = document.querySelector('#paper').innerText; }; });
  await page.locator('#print-merge').click();
  const printed = await page.evaluate(() => window.printed);
  assert.match(printed, /合并清单[\s\S]*两者并存[\s\S]*采用我方[\s\S]*手工改：手工写的。[\s\S]*待定/);
  assert.ok(await page.locator('#take-merged').isDisabled(), 'not before all is decided');
  await page.locator('#keep-rest').click();
  await page.locator('#take-merged').click();
  await page.locator('#merging').waitFor({ state: 'detached' });
  const { ledger } = JSON.parse(fs.readFileSync((await exported(page, 'json')).path, 'utf8'));
  const said = ledger.nodes.filter(node => node.kind === 'measure' && /办公室/.test(node.record.unit)).map(node => node.record.progress);
  assert.deepEqual(said.slice(0, 3), ['我方。\n对方0。', '进展2。', '手工写的。']);
});

test('what is no answer to this ledger is named, and nothing changes', async () => {
  const { page } = own;
  const [json] = await send(['办公室'], 'json');
  const foreign = JSON.parse(fs.readFileSync(json.path, 'utf8'));
  foreign.ledger.slice.document = 'another';
  const altered = JSON.parse(fs.readFileSync(json.path, 'utf8'));
  altered.ledger.slice.base.at(-1).text = '改过的底稿';
  altered.ledger.nodes.at(-1).record.progress = '填。';
  await go('exchange');
  await page.locator('#returned').setInputFiles([as('别处.json', JSON.stringify(foreign)), as('报告.txt', '一、整改情况')]);
  await soon.match(() => page.locator('.notice__text').innerText(), /不是这份台账发出的填报件[\s\S]*别处.json、报告.txt/);
  await collect([as('改过.json', JSON.stringify(altered))]);
  await soon.match(() => page.locator('.exchange__file').innerText(), /和发出的不一样，不采信/);
  assert.ok(await page.locator('#accept-plain').isDisabled());
  await soon.equal(() => page.locator('.exchange__card[data-class=theirs]').count(), 0);
  await page.locator('#leave-merging').click();
  await page.locator('#merging').waitFor({ state: 'detached' });
  await page.locator('[data-act=close]').click();
  await soon.match(() => page.locator('#sent-summary').innerText(), /发出 1 份，0 份没有报回/);
});

test('a decision stands as long as what it was about: files, the ledger, and which ledger it is', async () => {
  const { page } = own;
  const [one] = await send(['办公室'], 'json');
  const [two] = await send(['总编室'], 'json');
  const answer = (file, words) => {
    const part = JSON.parse(fs.readFileSync(file.path, 'utf8'));
    part.ledger.nodes.find(node => node.id === ids[2]).record.progress = words;
    return as(file.name, JSON.stringify(part));
  };
  const decided = () => page.locator('.exchange__card--decided').count();
  await collect([answer(one, '办公室写的。')]);
  await cards().locator('[data-decide=theirs-0]').click();
  await soon.equal(decided, 1);
  // Another unit says something else of the same place.
  await page.evaluate(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, ['总编室.json', answer(two, '总编室写的。').buffer.toString()]);
  await soon.equal(() => page.locator('.exchange__file').count(), 2);
  await soon.equal(decided, 0);
  await soon.match(() => page.locator('.notice__text').innerText(), /1 处已作的决定退回待定/);
  assert.ok(await page.locator('#take-merged').isDisabled());
  // One of them is left out again.
  await page.locator('[data-act=leave-out]').first().click();
  await soon.equal(() => page.locator('.exchange__file').count(), 1);
  await soon.match(() => page.locator('.exchange__file').innerText(), /总编室/);
  await soon.equal(() => cards().count(), 1);
  await cards().locator('[data-decide=theirs-0]').click();
  await soon.equal(decided, 1);
  // We write there ourselves meanwhile.
  await go('ledger');
  await cell(page, 2, 'progress').click();
  await page.keyboard.insertText('我方补写。');
  await page.keyboard.press('Enter');
  await go('exchange');
  await soon.match(() => cards().innerText(), /冲突[\s\S]*我方补写。/);
  await soon.equal(() => decided(), 0);
  // Leaving takes two presses once something is decided.
  await cards().locator('[data-decide=ours]').click();
  await page.locator('#leave-merging').click();
  await soon.match(() => page.locator('#leave-merging').innerText(), /再按一次/);
  await soon.equal(() => page.locator('#merging').count(), 1);
  // Another ledger: what answered the first is no answer to it.
  await openFile(page, as('别的.txt', '一、整改情况\n1.关于“学习少”问题\n整改情况：一是学习。'));
  await take(page);
  await go('exchange');
  await soon.equal(() => page.locator('#merging').count(), 0);
});

test('a copy of the whole ledger takes its place, or is laid against it', async () => {
  const { page } = own;
  await send(['办公室'], 'json');
  const copy = JSON.parse(fs.readFileSync((await exported(page, 'json')).path, 'utf8'));
  copy.ledger.nodes.find(node => node.id === ids[0]).record.progress = '另一台电脑上写的。';
  await openFile(page, as('副本.json', JSON.stringify(copy)));
  await page.locator('#import-compare').click();
  await soon.equal(() => cards().count(), 1);
  await soon.match(() => page.locator('.exchange__file').innerText(), /没有底稿/);
  assert.ok(await page.locator('#accept-plain').isDisabled());
  await cards().locator('[data-decide=theirs-0]').click();
  await page.locator('#take-merged').click();
  await page.locator('#merging').waitFor({ state: 'detached' });
  await soon.equal(() => progressOf(0), '另一台电脑上写的。');
});

test('the internal edition and the workbook open again as the ledger, the public edition does not', async () => {
  const { page } = own;
  const html = await exported(page, 'html');
  const text = fs.readFileSync(html.path, 'utf8');
  assert.equal(text.match(/<script/g).length, 1, 'data alone');
  await elsewhereOpens(html);
  const book = await exported(page, 'workbook');
  await elsewhereOpens(book);
});

/** Opens a file in a browser of its own and finds the ledger in it. */
async function elsewhereOpens(file) {
  const { context, profile } = await browse();
  const page = await open(context, own.origin);
  await openFile(page, as(file.name, fs.readFileSync(file.path)));
  await soon.equal(() => page.locator('#ledger-name').inputValue(), '示范台账');
  await soon.equal(() => cell(page, 0, 'unit').innerText(), '办公室');
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
