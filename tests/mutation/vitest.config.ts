// The suites that Stryker runs against each mutant: those of the folder under test, without a browser and without PostgreSQL.
import { defineConfig } from 'vitest/config'
import { testsOfFolder } from './folders.ts'

const folder = process.env.MUTATED_FOLDER ?? 'shared/domain'

export default defineConfig({
  test: {
    include: [...(testsOfFolder.get(folder) ?? [])],
    environment: folder.startsWith('client/') ? 'happy-dom' : 'node',
    setupFiles: [
      'tests/support/fast-check-sizes.ts',
      'tests/support/use-zone-rules.ts',
      ...(folder.startsWith('client/') ? ['tests/support/clean-page.ts'] : []),
    ],
    // As the suites do: code and rules are loaded once, not for every mutant.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
