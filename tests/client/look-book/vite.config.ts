// Serves the look-book alone: `npx vite --config tests/client/look-book/vite.config.ts`.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { strict: false } },
  cacheDir: fileURLToPath(new URL('../../../.cache/look-book', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../../.cache/look-book-dist', import.meta.url)),
    emptyOutDir: true,
  },
})
