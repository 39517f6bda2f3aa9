import { browse, serve } from '/work/main/tests/e2e/page.mjs';
import fs from 'node:fs';
const { origin, stop } = await serve();
const { context } = await browse();
const page = await context.newPage();
page.on('console', m => console.log('console', m.type(), m.text()));
page.on('pageerror', e => console.log('error', e));
await page.goto(origin + '/');
await page.locator('tr.row').first().waitFor();
const file = process.argv[2];
const out = process.argv[3];
await page.locator('#open').click();
await page.locator('#file').setInputFiles(file);
await page.locator('#import-outline').waitFor({timeout: 8000}).catch(async e => { console.log('no outline', await page.locator('.notice').allInnerTexts()); });
await page.waitForTimeout(600);
await page.screenshot({ path: out });
for (const step of process.argv.slice(4)) {
  if (step.startsWith('key:')) await page.keyboard.press(step.slice(4));
  else if (step.startsWith('click:')) await page.locator(step.slice(6)).first().click();
  await page.waitForTimeout(300);
}
await page.screenshot({ path: out.replace('.png', '-2.png') });
console.log(await page.locator('#import-summary').innerText().catch(() => ''), '|', await page.locator('#import-doubts').innerText().catch(() => ''), '|', await page.locator('#import-why').innerText().catch(()=>''));
await context.close(); stop();
