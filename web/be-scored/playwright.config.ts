import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The system's Chromium, or the one that CHROMIUM names; nothing is downloaded.
const system = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests/page',
  timeout: 120_000,
  expect: { timeout: 20_000 }, // other tests share the processor
  workers: 2,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: existsSync(system) ? system : undefined,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
