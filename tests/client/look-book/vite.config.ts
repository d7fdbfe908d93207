// Serves only the look-book: `npx vite --config tests/client/look-book/vite.config.ts`.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compileMessages } from '../../../client/i18n/compile-messages.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), compileMessages()],
  server: { host: '127.0.0.1', fs: { strict: false } },
  cacheDir: fileURLToPath(new URL('../../../.cache/look-book', import.meta.url)),
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../../../.cache/look-book-dist', import.meta.url)),
    emptyOutDir: true,
  },
})
