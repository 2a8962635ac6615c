/** The one file, as somebody opens it who got it by mail. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';

export const PATH =
  process.env.BE_SCORED_PAGE ?? fileURLToPath(new URL('../../dist/onefile/index.html', import.meta.url));
export const FILE = pathToFileURL(PATH).href;
export const html = (): string => readFileSync(PATH, 'utf-8');
export const SCENES = ['score', 'moves', 'glass', 'twin', 'friends', 'edge', 'everybody', 'letter', 'true', 'now'];

/** Open a scene; errors of the page fail the test. */
export async function open(page: Page, hash = '', errors: string[] = []): Promise<string[]> {
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(FILE + hash);
  await expect(page.locator('h1')).toBeVisible();
  return errors;
}
