import { svelte } from '@sveltejs/vite-plugin-svelte';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';

// Two forms of one page: a folder, and one file that can be mailed (`--mode onefile`).
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), ...(mode === 'onefile' ? [viteSingleFile()] : [])],
  build: {
    target: 'es2021',
    outDir: mode === 'onefile' ? 'dist/onefile' : 'dist/folder',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1000,
  },
  test: { include: ['tests/engine/**/*.test.ts'], testTimeout: 120_000 },
}));
