/** Builds the embedded admin page: `web/admin` → `dist/admin`, which the server hands out. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Compressed once here, as well as it goes, so that the server only has to send them (`web/platform/http/built-assets.ts`). */
const compressed: Plugin = {
  name: 'compressed-assets',
  apply: 'build',
  async writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets');
    for (const name of await readdir(assets)) {
      if (!/\.(js|css|svg)$/.test(name)) continue;
      const content = await readFile(join(assets, name));
      await writeFile(join(assets, `${name}.br`), await promisify(brotliCompress)(content));
      await writeFile(join(assets, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: 'web/admin',
  base: '/',
  plugins: [react(), compressed],
  build: {
    outDir: '../../dist/admin',
    // What changes only with its own releases is not fetched anew with ours.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }] },
      },
    },
    emptyOutDir: true,
    // Polaris' one style sheet is about half a megabyte of text; the warning is about scripts that nobody splits.
    chunkSizeWarningLimit: 700,
  },
});
