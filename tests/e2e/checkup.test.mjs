// The checkup before a report goes out: what it lists, where it leads, what it mends, and what is
// set aside. On the sample, as a clerk goes through it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, clerk, seed, soon } from './page.mjs';

const own = clerk();
const press = async (...keys) => { for (const key of keys) await own.page.keyboard.press(key); };
const go = page => own.page.locator(`#page-${page}`).click();
const undo = () => own.page.locator('#undo').click();
const checked = () => own.page.waitForFunction(() => document.querySelector('#checkup')?.getAttribute('aria-busy') === 'false' && document.querySelector('.checkup__one'));
const group = code => own.page.locator(`.checkup__group[data-code=${code}]`);
const remarks = code => group(code).locator('.checkup__one');
async function checkup() {
  await go('checkup');
  await checked();
}

test('the checkup lists what is in the way of publishing, and leads there', async () => {
  const { page } = own;
  assert.equal(await page.locator('#rail-errors').count(), 0);
  await checkup();
  await soon.equal(() => page.locator('#rail-errors').innerText(), '6');
  await soon.equal(() => page.locator('#checkup-summary').innerText(), '必须处理 6 · 疑似差错 12 · 提示 1');
  await soon.equal(() => remarks('name').count(), 3);
  for (const remark of await remarks('name').all()) await soon.match(() => remark.innerText(), /是姓名，公开前应遮盖[\s\S]*措施 6-2/);
  // To the row…
  const name = /「(.+)」/.exec(await remarks('name').first().innerText())[1];
  await remarks('name').first().locator('[data-act=show]').focus();
  await press('Enter');
  await soon.match(() => page.locator('.row--drawn', { has: page.locator('.cell--active') }).locator('.cell--number').innerText(), /6-2/);
  await page.locator('.cell--active.cell--measure').waitFor();
  await press('F2');
  await soon.ok(async () => (await page.locator('#cell-input').inputValue()).includes(name));
  await press('Escape');
  // …or, where there is none, to the text.
  await checkup();
  await remarks('org-drift').locator('[data-act=show]').click();
  await page.locator('#manuscript').waitFor();
  await page.waitForFunction(() => document.activeElement.matches('[data-node]'));
  await soon.match(() => page.evaluate(() => document.activeElement.textContent), /台党委/);
  // Masked, they are no remarks any more.
  await checkup();
  await group('name').locator('[data-act=mask-all]').click();
  await page.waitForFunction(() => document.querySelector('#rail-errors')?.textContent !== '6');
  await soon.equal(() => group('name').count(), 0);
  await go('document');
  await page.locator('#edition-public').click();
  await soon.equal(() => page.locator('#matters-open').innerText(), '待确认 0');
});

test('what the checkup can mend it mends as one step; what stays needs a reason', async () => {
  const { page } = own;
  await checkup();
  const report = async () => {
    await go('document');
    const words = page.locator('#manuscript', { hasText: seed.trim().slice(-20) });
    const text = await words.evaluate(paper => paper.textContent);
    await go('checkup');
    return text;
  };
  assert.match(await report(), /市委广播电视台/);
  await checked();
  await soon.equal(() => remarks('near-duplicate').count(), 3);
  await remarks('near-duplicate').first().locator('[data-act=waive]').focus();
  await press('Enter');
  await page.keyboard.type('reason');
  await press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[data-code=near-duplicate] .checkup__one').length === 2 && document.activeElement.closest('[data-code=near-duplicate]'));
  await undo();
  await page.waitForFunction(() => document.querySelectorAll('[data-code=near-duplicate] .checkup__one').length === 3);
  await group('near-duplicate').locator('[data-act=mend-all]').click();
  await page.waitForFunction(() => !document.querySelector('[data-code=near-duplicate]'));
  assert.doesNotMatch(await report(), /市广播电视合|市委广播电视台/);
  await checked();
  await undo();
  await page.waitForFunction(() => document.querySelectorAll('[data-code=near-duplicate] .checkup__one').length === 3);
  assert.match(await report(), /市委广播电视台/, 'one step');
  await checked();
  await remarks('org-drift').locator('[data-act=mend]').click();
  await page.waitForFunction(() => !document.querySelector('[data-code=org-drift]'));
  assert.doesNotMatch(await report(), /台党委/);
  await checked();
  await press('Control+z');
  await page.waitForFunction(() => document.querySelector('[data-code=org-drift]'));
  // Set aside.
  await remarks('org-drift').locator('[data-act=waive]').focus();
  await press('Enter', 'Enter');
  assert.equal(await remarks('org-drift').count(), 1, 'a reason is required');
  await page.keyboard.insertText('原文如此');
  await press('Enter');
  await page.waitForFunction(() => !document.querySelector('[data-code=org-drift]'));
  await page.reload();
  await page.locator('.row--drawn').first().waitFor();
  await checkup();
  assert.equal(await group('org-drift').count(), 0, 'it is remembered');
  await page.locator('#set-aside summary').click();
  await soon.match(() => page.locator('#set-aside').innerText(), /党组织称谓不统一「台党委」[\s\S]*原文如此/);
  await page.locator('#set-aside [data-act=again]').click();
  await page.waitForFunction(() => document.querySelector('[data-code=org-drift]'));
  await soon.equal(() => page.locator('#set-aside').count(), 0);
});

test('a remark goes when its words are mended by hand, and comes with new ones', async () => {
  const { page } = own;
  const write = async words => {
    await go('ledger');
    await cell(page, 0, 'measure').click();
    await page.keyboard.insertText(words);
    await press('Enter');
  };
  await checkup();
  await write('联系人电话13912345678');
  await checkup();
  await page.waitForFunction(() => document.querySelector('[data-code=mobile]'));
  await soon.match(() => group('mobile').innerText(), /13912345678/);
  await soon.equal(() => page.locator('#rail-errors').innerText(), '7');
  await write('公开电话');
  await checkup();
  await page.waitForFunction(() => !document.querySelector('[data-code=mobile]'));
});
