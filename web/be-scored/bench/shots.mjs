/** Pictures of every scene, to be looked at: node bench/shots.mjs [scene …] */
import { mkdirSync } from 'node:fs';
import { FILE, open } from './chromium.mjs';

const SCENES = ['score', 'moves', 'glass', 'twin', 'friends', 'edge', 'everybody', 'letter', 'true', 'now'];
const asked = process.argv.slice(2).filter((word) => SCENES.includes(word));
const looks = [
  [1440, 'light', 'en'], [320, 'light', 'fr'], [768, 'dark', 'en'], [320, 'dark', 'en'], [1440, 'dark', 'fr'], [768, 'light', 'fr'],
].filter(([width]) => process.env.WIDTH === undefined || process.env.WIDTH === String(width));
const folder = new URL('../shots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const browser = await open();
for (const [width, colorScheme, locale] of looks) {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 640 : 900 }, colorScheme, locale,
  });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(message.text()));
  page.on('pageerror', (error) => console.log('PAGE ERROR', error.message));
  for (const scene of asked.length ? asked : SCENES) {
    await page.goto(`${FILE}#${scene}/${process.env.PERSON ?? 417}`);
    await page.waitForTimeout(900);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) console.log(`${scene} at ${width}: ${wide} px too wide`);
    await page.screenshot({ path: `${folder}${scene}-${width}-${colorScheme}-${locale}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
