/** Builds the embedded admin page: `web/admin` → `dist/admin`, which the server hands out. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web/admin',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/admin',
    emptyOutDir: true,
    // Polaris' one style sheet is about half a megabyte of text; the warning is about scripts that nobody splits.
    chunkSizeWarningLimit: 700,
  },
});
