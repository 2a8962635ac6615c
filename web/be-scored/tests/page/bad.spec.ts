/** Bad input: a plain sentence, never a blank page. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { FILE, html, open } from './file';

test('a link that names nothing here says so, and goes on', async ({ page }) => {
  await open(page, '#nowhere/99999');
  await expect(page.locator('.notice')).toContainText('does not exist here');
  await expect(page.locator('.dial strong')).toHaveText(/^\d{3}$/);
});

test('tampered or truncated data: a sentence in both languages', async ({ page }, info) => {
  const whole = html();
  // Changed deep inside the data: a letter of the packed numbers.
  const at = whole.indexOf('"bytes":"') > 0 ? whole.indexOf('"bytes":"') + 3000 : whole.indexOf('bytes') + 3000;
  const tampered = whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1);
  const cases = { tampered, short: whole.slice(0, 200_000), shorter: whole.slice(0, -60_000) };
  for (const [name, text] of Object.entries(cases)) {
    const path = info.outputPath(`${name}.html`);
    writeFileSync(path, text);
    await page.goto(pathToFileURL(path).href);
    await expect(page.locator('.sentence').first()).toContainText('damaged');
    await expect(page.locator('.sentence').nth(1)).toContainText('abîmée');
  }
});

test('a browser that knows no modules is told that it is too old', async ({ page }, info) => {
  const path = info.outputPath('old.html');
  const old = html().replace(/<script type="module"[^>]*>[\s\S]*?<\/script>/, '').replace('<script nomodule>', '<script>');
  writeFileSync(path, old);
  await page.goto(pathToFileURL(path).href);
  await expect(page.locator('.sentence').first()).toContainText('too old');
});

test('a browser that cannot read the program says so', async ({ page }, info) => {
  const path = info.outputPath('unread.html');
  writeFileSync(path, html().replace(/(<script type="module"[^>]*>)/, '$1 let newer = <syntax>;'));
  await page.goto(pathToFileURL(path).href);
  await expect(page.locator('.sentence').first()).toContainText('too old, or the page is damaged');
});

test('without JavaScript there is a sentence', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(FILE);
  await expect(page.locator('body')).toContainText('needs JavaScript');
  await expect(page.locator('body')).toContainText('besoin de JavaScript');
  await context.close();
});

test('refused storage is said, and all works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('refused', 'SecurityError'); } });
  });
  await open(page);
  await expect(page.locator('.notice')).toContainText('stores nothing');
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page.locator('h1')).toHaveText('Vous avez un score');
});
