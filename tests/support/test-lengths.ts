// How long each test file took when somebody last measured it, in ms: what runs the tests starts the longest first.
import lengths from './test-lengths.json' with { type: 'json' }

/** The list holds no shorter files than a second, and no new ones. */
const unlistedMs = 500

/** `file` as `tests/server/reply.test.ts`. */
export function lengthOf(file: string): number {
  return (lengths as Readonly<Record<string, number>>)[file] ?? unlistedMs
}
