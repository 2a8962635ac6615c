/** WCAG 2.2 AA as far as a machine sees it: axe in every scene, no loss when narrow or enlarged. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { SCENES, open } from './file';

const LOOKS = [
  { width: 1440, colorScheme: 'light', locale: 'en-GB' },
  { width: 320, colorScheme: 'dark', locale: 'fr-FR' },
] as const;

for (const { width, colorScheme, locale } of LOOKS) {
  test.describe(`${width} px, ${colorScheme}, ${locale}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, locale, contextOptions: { reducedMotion: 'reduce' } });
    for (const scene of SCENES) {
      test(`${scene}: axe finds nothing`, async ({ page }) => {
        await open(page, `#${scene}/417?drop=&set=gaming_hours:3`);
        await page.waitForTimeout(1500);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide).toBeLessThanOrEqual(0);
      });
    }
  });
}

test('what one touches is at least 24 px large', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const scene of SCENES) {
    await open(page, `#${scene}/417`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, summary, header a, .steps a')]
        .filter((one) => (one as HTMLElement).offsetParent !== null)
        .map((one) => ({ what: one.outerHTML.slice(0, 60), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ what }) => what));
    expect(small, scene).toEqual([]);
  }
});
