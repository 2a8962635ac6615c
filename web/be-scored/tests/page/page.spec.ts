import { expect, test } from '@playwright/test';
import { FILE, SCENES, open } from './file';

test('opened from a file it shows a score, and asks nothing of any network', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const errors = await open(page);
  await expect(page.locator('.dial strong')).toHaveText(/^\d{3}$/);
  for (const scene of SCENES) {
    await page.locator(`header nav a[href^="#${scene}/"]`).click();
    await expect(page).toHaveURL(new RegExp(`#${scene}/\\d+`));
    await expect(page.locator('h1')).toBeFocused();
    await page.waitForTimeout(250);
  }
  expect(asked.filter((url) => !url.startsWith(FILE) && !url.startsWith('data:'))).toEqual([]);
  expect(errors).toEqual([]);
});

test('a made-up name is the same person on another phone', async ({ browser }) => {
  const found: string[] = [];
  for (const [name, scheme] of [['Mira', 'light'], [' mira', 'dark']] as const) {
    const context = await browser.newContext({ colorScheme: scheme });
    const page = await context.newPage();
    await open(page);
    await page.locator('#made-up').fill(name);
    await page.locator('#made-up').press('Enter');
    await expect(page.locator('h2').first()).toContainText('Mira', { ignoreCase: true });
    found.push(new URL(page.url()).hash);
    await context.close();
  }
  expect(found[0]).toBe(found[1]);
});

test('a slider moves by keyboard, and the table behind the waterfall adds up to the score', async ({ page }) => {
  await open(page, '#glass/417');
  await page.locator('details summary').first().click();
  const cells = page.locator('.waterfall table td.points');
  const before = await cells.last().textContent();
  const games = page.locator('#c-gaming_hours');
  await games.focus();
  for (let press = 0; press < 60; press++) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/set=gaming_hours/);
  await expect(cells.last()).not.toHaveText(before ?? '');
  const points = (await cells.allTextContents()).map((text) => Number(text.replace('−', '-').replace('+', '')));
  const sum = points.slice(0, -1).reduce((total, one) => total + one, 0);
  expect(Math.abs(sum - points[points.length - 1])).toBeLessThan(1); // printed to a tenth each
});

test('first one guesses, then sees', async ({ page }) => {
  await open(page, '#moves/417');
  await page.locator('#guess').fill('500');
  await page.getByRole('button', { name: 'See' }).click();
  await expect(page.locator('.pane[role="status"]')).toContainText('You guessed 500');
  await expect(page.locator('#c-nappies')).toBeVisible();
});

test('the twin lives without what is switched off, and with all of it is the same', async ({ page }) => {
  await open(page, '#twin/417');
  await page.locator('#b-idle_gamers').check();
  await expect(page).toHaveURL(/off=$/);
  const scores = page.locator('.two .read strong');
  await expect(scores.nth(1)).toHaveText((await scores.nth(0).textContent()) ?? '');
  await page.locator('#b-nappy_bonus').uncheck();
  await expect(page.locator('.answer')).toContainText('points');
});

test('who is dropped is dropped on both sides, and can be taken back', async ({ page }) => {
  await open(page, '#friends/417');
  const first = page.locator('tbody tr').first();
  await first.getByRole('button').click();
  await expect(page).toHaveURL(/drop=\d+/);
  const gone = page.locator('tr.gone');
  await expect(gone).toHaveCount(1);
  await gone.getByRole('button').click();
  await expect(page.locator('tr.gone')).toHaveCount(0);
});

test('an address can be sent on: the same person with the same changes', async ({ page, context }) => {
  await open(page, '#glass/417?set=gaming_hours:8,nappies:2&off=nappy_bonus');
  const points = await page.locator('.waterfall li').last().locator('.points').textContent();
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(other.locator('.waterfall li').last().locator('.points')).toHaveText(points ?? '');
  await expect(other.locator('#c-nappies')).toHaveValue('2');
});

test('the letter’s whole points add up to the score, in French too', async ({ page }) => {
  await open(page, '#letter/102');
  for (const language of ['English', 'Français']) {
    await page.getByRole('button', { name: language }).click();
    const cells = await page.locator('.letter td.points').allTextContents();
    const points = cells.map((text) => Number(text.replace('−', '-').replace('+', '')));
    const sum = points.slice(0, -1).reduce((total, one) => total + one, 0);
    expect(sum).toBe(points[points.length - 1]);
  }
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});

test('back and forward go by scenes', async ({ page }) => {
  await open(page, '#score/3');
  await page.locator('.steps .on').click();
  await page.locator('.steps .on').click();
  await expect(page).toHaveURL(/#glass\/3/);
  await page.goBack();
  await expect(page).toHaveURL(/#moves\/3/);
  await expect(page.locator('h1')).toHaveText('It moves');
});

test('by keyboard alone one comes from the first scene to the last', async ({ page }) => {
  await open(page, '#score/417');
  for (const scene of SCENES.slice(1)) {
    const on = page.locator('.steps .on');
    for (let press = 0; press < 80 && !(await on.evaluate((link) => link === document.activeElement)); press++) {
      await page.keyboard.press('Tab');
    }
    await expect(on).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`#${scene}/417`));
    await expect(page.locator('h1')).toBeFocused();
  }
});
