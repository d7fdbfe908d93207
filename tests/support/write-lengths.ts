// `npx tsx tests/support/write-lengths.ts` after `npm test` on a quiet machine: writes the measured duration of every test file to
// `test-lengths.json`, rounded and without short files, so that a new measurement changes few lines.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { playwrightLengths, vitestLengths } from './count-results.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (report: string): unknown => JSON.parse(readFileSync(join(root, 'test-results', report), 'utf8'))
const roundedToMs = 500
const shortestMs = 1_000

const measured = [...vitestLengths(read('unit.json'), root), ...playwrightLengths(read('e2e.json'))]
const longest = new Map<string, number>()
for (const [file, ms] of measured) longest.set(file, Math.max(longest.get(file) ?? 0, ms))
const lines = [...longest]
  .map(([file, ms]) => [file, Math.round(ms / roundedToMs) * roundedToMs] as const)
  .filter(([, ms]) => ms >= shortestMs)
  .sort(([one], [other]) => (one < other ? -1 : 1))
writeFileSync(
  join(import.meta.dirname, 'test-lengths.json'),
  `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`,
)
