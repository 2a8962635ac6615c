import { svelte } from '@sveltejs/vite-plugin-svelte';
import { viteSingleFile } from 'vite-plugin-singlefile';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The data last: a file that was cut short still has the sentences of its body. */
const scriptLast: Plugin = {
  name: 'script-last',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('there is no index.html');
    const html = String(page.source);
    const [script] = /<script type="module"[\s\S]*?<\/script>/.exec(html) ?? [''];
    page.source = html.replace(script, '').replace('</body>', () => `${script}\n  </body>`);
  },
};

// Two forms of one page: a folder, and one file that can be mailed (`--mode onefile`).
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), ...(mode === 'onefile' ? [viteSingleFile(), scriptLast] : [])],
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
