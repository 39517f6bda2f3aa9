// What goes out: the public edition with what is decided about it, and the finished files with a
// signature. As the clerk who publishes would do it, on the sample.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { test } from 'node:test';
import { cell, clerk, openReport, seed, soon, textOf } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const go = page => own.page.locator(`#page-${page}`).click();
const count = state => own.page.locator(`#matters-${state}`).innerText().then(words => Number(/\d+$/.exec(words)[0]));
const matter = words => own.page.locator(`.matters__one[data-words="${words}"]`);
const fair = () => own.page.locator('#fair .paper-sheet__p').evaluateAll(all => all.map(one => one.textContent).join('\n'));
const undo = () => own.page.locator('#undo').click();
/** Waits for the keyboard, which goes on to the next entry a frame after one is dealt with. */
const movesOn = () => own.page.waitForFunction(() => document.activeElement.matches('#matters [data-act]'));
async function read() {
  await go('document');
  await own.page.locator('#edition-public').click();
  await own.page.locator('#fair .paper-sheet__p').nth(40).waitFor({ state: 'attached' });
}
async function reload() {
  await own.page.reload();
  await own.page.locator('.row--drawn').first().waitFor();
}
/** The names that the sample has left standing: each follows a post. */
const names = () => own.page.locator('#fair .matter--open').evaluateAll(all => all.map(one => one.dataset.original));
async function type(row, column, words) {
  await cell(own.page, row, column).click();
  await own.page.keyboard.insertText(words);
  await press('Enter');
}

test('names are open until a person has said so: masked, or kept with a reason', async () => {
  const { page } = own;
  await read();
  const [first, second, third] = await names();
  assert.ok(third && seed.includes('台长' + first) && seed.includes('总编辑' + second) && seed.includes('副书记' + third));
  await soon.equal(() => count('open'), 3);
  assert.match(await fair(), new RegExp('台长' + first), 'not replaced unasked');
  await matter(first).locator('[data-act=mask]').click();
  await soon.equal(() => count('open'), 2);
  await movesOn();
  await soon.ok(async () => { const masked = await fair(); return !masked.includes(first) && masked.includes(`台长${first[0]}某`); }, 'the family name stays');
  // A reason is required, and blanks are none.
  const keep = matter(second).locator('[data-act=keep]');
  await keep.focus();
  await press('Enter', 'Enter');
  assert.equal(await count('open'), 2, 'no reason');
  await page.keyboard.type('   ');
  await press('Enter');
  assert.equal(await count('open'), 2, 'blanks');
  await page.keyboard.insertText('本人同意公开');
  await press('Enter');
  await soon.equal(() => count('open'), 1);
  await soon.match(() => matter(second).innerText(), /本人同意公开/);
  await soon.ok(async () => (await fair()).includes('总编辑' + second));
  // Decisions are steps like any other.
  await undo();
  await soon.equal(() => count('open'), 2);
  await undo();
  await soon.equal(() => count('open'), 3);
  await soon.ok(async () => (await fair()).includes('台长' + first));
  await page.locator('#redo').click();
  await page.locator('#redo').click();
  await soon.deepEqual(async () => [await count('open'), await count('kept')], [1, 2]);
  await soon.ok(async () => !(await fair()).includes(first));
  await reload();
  await read();
  await soon.deepEqual(names, [third], 'decisions are kept');
  await soon.ok(async () => !(await fair()).includes(first));
  // The ledger and the internal edition say what they said.
  await page.locator('#edition-internal').click();
  await page.locator('#manuscript [data-node]').first().waitFor();
  const internal = await page.locator('#manuscript').evaluate(paper => paper.textContent);
  for (const name of [first, second, third]) assert.ok(internal.includes(name));
  // Open again.
  await page.locator('#edition-public').click();
  await matter(first).locator('[data-act=open]').click();
  await soon.ok(async () => (await names()).includes(first));
});

test('by keyboard: one stop in the text, on to what can be decided, on to the next, and nothing moves', async () => {
  const { page } = own;
  await read();
  const [first, second, third] = await names();
  const row = () => page.evaluate(() => document.activeElement.closest('[data-words]')?.dataset.words);
  await soon.equal(() => page.locator('#fair [tabindex="0"]').count(), 1);
  await page.locator('#publish').focus();
  await press('Tab');
  await soon.ok(() => page.evaluate(() => document.activeElement.matches('#fair .matter')));
  const original = () => page.evaluate(() => document.activeElement.dataset.original);
  for (let n = 0; n < 300 && (await original()) !== first; n++) await press('ArrowRight');
  await soon.equal(original, first);
  const place = () => page.locator('.document__scroll').evaluate(scroller => scroller.scrollTop);
  const top = await place();
  assert.ok(top > 1000, `${top}`);
  await press('Enter');
  await soon.equal(row, first, 'what can be decided about it');
  await press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#fair .matter--open').length === 2);
  assert.ok(Math.abs((await place()) - top) < 40, 'the text stays where it was');
  await page.waitForFunction(next => document.activeElement.closest('[data-words]')?.dataset.words === next, second);
  await press('Tab');
  await press('Enter');
  await page.keyboard.type('reason');
  await press('Enter');
  await page.waitForFunction(next => document.activeElement.closest('[data-words]')?.dataset.words === next, third);
  await press('Enter');
  await soon.equal(() => count('open'), 0);
  await page.waitForFunction(() => document.activeElement.closest('#matters'), null, { timeout: 2000 });
});

test('masks already there are of one length, and their number is told', async () => {
  const { page } = own;
  await read();
  assert.ok(!/\*/.test(await fair()), 'no run of asterisks tells how much is gone');
  const counted = () => page.locator('#matters-masked + p + ul .matters__one').evaluateAll(all => all.map(one => Number(/×(\d+)/.exec(one.textContent)?.[1] ?? 1)));
  await soon.equal(async () => (await counted()).reduce((sum, n) => sum + n), 174);
});

test('a number is masked at once, and kept only here or everywhere', async () => {
  const { page } = own;
  const phone = '13912345678';
  await openReport(page, '带电话', `一、整改情况\n1.关于“甲”问题\n整改情况：一是设立热线${phone}；二是公布号码${phone}。`);
  await go('document');
  await page.locator('#edition-public').click();
  await page.locator('#fair .matter').nth(1).waitFor();
  assert.ok(!(await fair()).includes(phone));
  await soon.match(() => matter(phone).innerText(), /手机号[\s\S]*×2/);
  await page.locator('#fair .matter').nth(1).click();
  await matter(phone).locator('input[type=checkbox]').check();
  await matter(phone).locator('[data-act=keep]').click();
  await page.keyboard.insertText('公开热线');
  await press('Enter');
  await soon.equal(async () => (await fair()).split(phone).length - 1, 1, 'one of the two');
  await movesOn();
  const line = await fair();
  assert.ok(line.includes('公布号码' + phone) && !line.includes('热线' + phone));
  await undo();
  await soon.ok(async () => !(await fair()).includes(phone));
  await matter(phone).locator('[data-act=keep]').click();
  await page.keyboard.insertText('公开热线');
  await press('Enter');
  await soon.equal(async () => (await fair()).split(phone).length - 1, 2, 'both');
});

test('how dates are published is the office’s choice, and a step', async () => {
  const { page } = own;
  await openReport(page, '带日期', '一、整改情况\n1.关于“甲”问题\n整改情况：一是2026年3月14日召开会议；二是学。');
  await go('document');
  await page.locator('#edition-public').click();
  await page.locator('#fair .paper-sheet__p').nth(2).waitFor();
  await soon.match(fair, /2026年3月14日/);
  await page.locator('#policy').click();
  await page.locator('#policy-date').selectOption('round');
  await page.locator('#policy-save').click();
  await page.waitForFunction(() => !document.querySelector('#fair').textContent.includes('14日'));
  await soon.match(fair, /一是2026年3月/);
  await page.locator('#policy').click();
  await soon.equal(() => page.locator('#policy-date').inputValue(), 'round');
  await page.locator('#policy-date').selectOption('drop');
  await press('Escape');
  await soon.match(fair, /一是2026年3月/, 'left without saving');
  await press('Control+z');
  await soon.match(fair, /2026年3月14日/);
  await press('Control+y');
  await soon.doesNotMatch(fair, /14日/);
  await go('ledger');
  await soon.equal(() => textOf(page, 0, 'measure'), '2026年3月14日召开会议');
});

test('a measure that is not to be published is left out, the numbers close up; or a sentence stands for it', async () => {
  const { page } = own;
  const words = await textOf(page, 1, 'measure');
  const secret = words.slice(0, 16);
  await page.locator('#columns').click();
  await page.locator('#columns-menu [data-item=publicity]').click();
  await press('Escape');
  await type(1, 'publicity', '不公开：重大敏感事项');
  await read();
  const line = text => text.split('\n').find(line => line.includes('一是进一步规范'));
  const left = line(await fair());
  assert.ok(!(await fair()).includes(secret));
  assert.match(left, /一是[\s\S]*二是在学习内容上/);
  assert.doesNotMatch(left, /三是/);
  await page.locator('#policy').click();
  await page.locator('input[name=exempt][value=summarise]').check();
  await page.locator('#policy-save').click();
  await page.waitForFunction(() => document.querySelector('#fair').textContent.includes('按规定不予公开'));
  await soon.match(async () => line(await fair()), /二是该项整改情况按规定不予公开。[\s\S]*三是在学习内容上/);
  assert.ok(!(await fair()).includes(secret));
  await go('ledger');
  await soon.equal(() => textOf(page, 1, 'measure'), words, 'the ledger has it');
});

const make = async (...forms) => {
  const { page } = own;
  for (const box of await page.locator('#publish-forms input').all()) await box.setChecked(forms.includes(await box.getAttribute('value')));
  await page.locator('#publish-make').click();
  await page.locator('#publish-verdict').waitFor();
};
const files = () => own.page.locator('.publish__file').evaluateAll(all => all.map(one => ({ form: one.dataset.form, hash: one.querySelector('code').textContent, left: [...one.querySelectorAll(':scope > .publish__left > li')].map(line => line.textContent), isClean: Boolean(one.querySelector('.publish__clean')) })));
const wrong = () => own.page.locator('#publish-wrong').innerText();
const ALL = ['docx', 'html', 'xlsx', 'txt', 'md'];
/** Everything that an unpacker, or a reader of plain text, gets out of a file. */
const inside = (path, form) => /docx|xlsx/.test(form) ? execFileSync('unzip', ['-p', path], { encoding: 'utf8', maxBuffer: 1 << 28 }) : fs.readFileSync(path, 'utf8');
async function sign(expected) {
  const { page } = own, taken = [];
  page.on('download', download => taken.push(download));
  await page.locator('#publish-sign').click();
  await soon.equal(() => taken.length, expected);
  return Promise.all(taken.map(async download => ({ name: download.suggestedFilename(), path: await download.path() })));
}

test('nothing is signed with names left over: they are listed, and have to be answered for', async () => {
  const { page } = own;
  await read();
  const left = await names();
  await page.locator('#publish').click();
  assert.equal(await page.locator('#publish-verdict').count(), 0);
  await make(...ALL);
  await soon.deepEqual(async () => (await files()).map(file => file.form).sort(), [...ALL].sort());
  for (const file of await files()) {
    assert.ok(!file.isClean, file.form);
    for (const name of left) assert.ok(file.left.some(line => /未遮盖的姓名/.test(line) && line.includes(name)), `${name} in ${file.form}`);
  }
  await soon.match(() => page.locator('#publish-verdict').innerText(), /复核发现 15 处遗留/);
  await page.locator('#publish-sign').click();
  await soon.equal(wrong, '请写签发人。');
  await page.locator('#publish-name').fill('甲某');
  await page.locator('#publish-sign').click();
  await soon.match(wrong, /还有遗留项/);
  await page.waitForTimeout(200);
  assert.ok(await page.locator('#publish-dialog').isVisible());
  await page.locator('#publish-answers').check();
  await page.locator('#publish-sign').click();
  await soon.match(wrong, /请写明意见/);
  await soon.equal(() => page.evaluate(() => document.activeElement.id), 'publish-opinion', 'the keyboard is where it is missing');
  await page.locator('#publish-opinion').fill('本人均已同意');
  const taken = await sign(5);
  assert.equal(taken.length, 5, 'whoever answers for it may');
  await go('history');
  await soon.match(() => page.locator('.history__version').first().innerText(), /签发公开稿：甲某（[a-z、]+），遗留 15 处已核对同意/);
});

test('with all decided the files are clean, are what was looked through, and are signed for', async () => {
  const { page } = own;
  const asked = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  await read();
  const [first, second, third] = await names();
  for (const name of [first, third]) {
    await matter(name).locator('[data-act=mask]').click();
    await movesOn();
  }
  await matter(second).locator('[data-act=keep]').click();
  await page.keyboard.insertText('本人同意公开');
  await press('Enter');
  assert.ok(!asked.some(path => /office/.test(path)), 'the worker is fetched when it is needed');
  await page.locator('#publish').click();
  await make(...ALL);
  assert.ok(asked.some(path => /office_bg\.wasm/.test(path)));
  const shown = await files();
  for (const file of shown) assert.ok(file.isClean && !file.left.length, `${file.form}: ${file.left}`);
  await soon.equal(() => page.locator('#publish-verdict').innerText(), '各文件均已复核，没有遗留。');
  await soon.match(() => page.locator('.publish__file details').first().evaluate(details => details.textContent), new RegExp(`保留的姓名${second}`));
  assert.equal(await page.locator('#publish-answers').count(), 0);
  await page.locator('#publish-name').fill('甲某');
  await page.locator('#publish-opinion').fill('同意公开');
  const taken = await sign(5);
  assert.equal(taken.length, 5);
  const name = await page.locator('#ledger-name').inputValue();
  const day = await page.evaluate(() => { const now = new Date(), two = n => String(n).padStart(2, '0'); return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`; });
  for (const { form, hash } of shown) {
    const file = taken.find(file => file.name === `${name.replace(/[\\/:*?"<>|]/g, '_')}-${day}公开稿.${form}`);
    assert.ok(file, `${form} among ${taken.map(file => file.name)}`);
    assert.equal(crypto.createHash('sha256').update(fs.readFileSync(file.path)).digest('hex'), hash, form);
    const text = inside(file.path, form);
    for (const gone of [first, third]) assert.ok(!text.includes(gone), `${gone} in ${form}`);
    assert.ok(text.includes(second), `what was kept is in ${form}`);
    assert.ok(!/rectification-ledger|"nodes"|"kind"|\*{1,}月/.test(text), `the ledger itself is not in ${form}`);
  }
  // The signature is a version.
  await page.locator('#publish-dialog').waitFor({ state: 'detached' });
  await soon.match(() => page.locator('.notice__text').last().innerText(), /已签发并下载/);
  await reload();
  await go('history');
  const version = await page.locator('.history__version').first().innerText();
  assert.match(version, /签发公开稿：甲某（docx、html、xlsx、txt、md）/);
  const told = await page.locator('.history__one--version').first().innerText();
  assert.match(told, /意见：同意公开/);
  for (const { form, hash } of shown) assert.ok(told.includes(`.${form} SHA-256 ${hash}`), form);
});

test('the internal edition holds everything, and nothing of it is a leak', async () => {
  const { page } = own;
  await page.locator('#export').click();
  await page.locator('#export-public').click();
  await page.locator('#publish-dialog input[value=internal]').check();
  await make('txt');
  const [file] = await files();
  assert.ok(file.isClean);
  assert.equal(file.hash, crypto.createHash('sha256').update(seed).digest('hex'), 'the report as it came');
});

test('a file made before the last change is not signed', async () => {
  const { page } = own;
  await read();
  await page.locator('#publish').click();
  await make('txt');
  await page.locator('#publish-name').fill('甲某');
  await page.locator('#publish-answers').check();
  // Another choice is another publication.
  await page.locator('#publish-dialog input[value=internal]').check();
  await soon.equal(() => page.locator('#publish-verdict').count(), 0);
  await page.locator('#publish-dialog input[value=public]').check();
  await make('txt');
  const [{ hash }] = await files();
  await page.locator('#publish-name').fill('甲某');
  await page.locator('#publish-answers').check();
  // The ledger changes behind the dialog.
  await page.evaluate(() => document.querySelectorAll('#matters [data-act=mask]').forEach(button => button.click()));
  await page.locator('#publish-sign').click();
  await soon.equal(wrong, '文件生成后台账又有改动，请重新生成。');
  await page.locator('#publish-make').click();
  await page.waitForFunction(hash => document.querySelector('.publish__hash code')?.textContent !== hash && document.querySelector('#publish-verdict'), hash);
  await soon.ok(async () => (await files())[0].isClean);
  await page.locator('#publish-name').fill('甲某');
  assert.equal((await sign(1)).length, 1);
});

test('what is signed by hand is printed: one page with the hash of each file', async () => {
  const { page } = own;
  await read();
  await page.locator('#publish').click();
  await make('docx', 'txt');
  await page.locator('#publish-name').fill('甲某');
  await page.evaluate(() => { window.print = () => {}; });
  await page.locator('#publish-print').click();
  await page.locator(':root[data-paper=sign-off]').waitFor();
  const sheet = await page.locator('#paper').evaluate(paper => paper.textContent);
  for (const { hash } of await files()) assert.ok(sheet.includes(hash));
  assert.match(sheet, /公开稿签发单[\s\S]*签发人：甲某/);
  await page.emulateMedia({ media: 'print' });
  await soon.ok(() => page.locator('.sign-off').isVisible());
  await soon.ok(async () => !(await page.locator('#fair').isVisible()) && !(await page.locator('#publish-dialog').isVisible()), 'nothing else is on it');
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length, 1);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await soon.ok(() => page.locator('#publish-dialog').isVisible(), 'the page is as it was');
});

test('the document is printed as the edition that is looked at', async () => {
  const { page } = own;
  await read();
  const [first] = await names();
  await matter(first).locator('[data-act=mask]').click();
  await page.evaluate(() => { window.print = () => {}; });
  const printed = async () => {
    await page.locator('#print-document').click();
    await page.locator(':root[data-paper]').waitFor();
    const text = await page.locator('#paper').evaluate(paper => paper.textContent);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    return text;
  };
  const fit = await printed();
  assert.ok(!fit.includes(first) && fit.includes(first[0] + '某'));
  await page.locator('#edition-internal').click();
  assert.ok((await printed()).includes(first));
});
