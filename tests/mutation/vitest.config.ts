// The suites that Stryker runs against each mutant: those of the mutated folder, without a browser and without PostgreSQL.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compileMessages } from '../../client/i18n/compile-messages.ts'
import { testsOfFolder } from './folders.ts'

const folder = process.env.MUTATED_FOLDER ?? 'shared/domain'
const isClient = folder.startsWith('client/')
/** A shorter list, such as `tests/client/sync/*.test.ts`, for a quick check of one file. */
const chosen = process.env.MUTATED_TESTS

export default defineConfig({
  plugins: isClient ? [react(), compileMessages()] : [],
  test: {
    include: chosen === undefined ? [...(testsOfFolder.get(folder) ?? [])] : [chosen],
    environment: isClient ? 'happy-dom' : 'node',
    setupFiles: [
      'tests/support/fast-check-sizes.ts',
      'tests/support/use-zone-rules.ts',
      ...(isClient ? ['tests/support/clean-page.ts'] : []),
    ],
    // As in the suites: code and zone rules are loaded once, not for every mutant.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
