/** The one file in a headless Chromium. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

export const FILE = new URL('../dist/onefile/index.html', import.meta.url).href;
export const PATH = fileURLToPath(FILE);
const SYSTEM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const open = () =>
  chromium.launch({
    executablePath: existsSync(SYSTEM) ? SYSTEM : undefined,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
