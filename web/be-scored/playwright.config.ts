import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The system's Chromium, or the one that CHROMIUM names; nothing is downloaded.
const system = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests/page',
  timeout: 60_000,
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
