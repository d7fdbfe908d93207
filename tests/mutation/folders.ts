// Which folders are mutated, and which tests must detect the mutants.

/** For each folder the tests that cover it, without a browser and without PostgreSQL. */
export const testsOfFolder: ReadonlyMap<string, readonly string[]> = new Map([
  ['shared/domain', ['tests/domain/**/*.test.ts', 'tests/protocol/**/*.test.ts']],
  ['shared/protocol', ['tests/domain/**/*.test.ts', 'tests/protocol/**/*.test.ts']],
  ['server/commands', ['tests/server/**/*.test.ts']],
  ['server/reading', ['tests/server/**/*.test.ts']],
  ['server/sync', ['tests/server/**/*.test.ts']],
  ['client/sync', ['tests/client/**/*.test.{ts,tsx}']],
])

export const mutatedFolders: readonly string[] = [...testsOfFolder.keys()]
