// How long each test file took at its last measurement, in ms; the test runner starts the longest first.
import lengths from './test-lengths.json' with { type: 'json' }

/** Duration assumed for unlisted files: new ones, and those shorter than a second. */
const unlistedMs = 500

/** `file`: such as `tests/server/reply.test.ts`. */
export function lengthOf(file: string): number {
  return (lengths as Readonly<Record<string, number>>)[file] ?? unlistedMs
}
