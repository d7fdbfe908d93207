// `npm run bench`: measures, prints a table, and leaves test-results/bench.json. `npm run bench -- 200` sets the number of samples.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchAcknowledgementToScreen } from './acknowledgement-to-screen.ts'
import { benchFirstLoad } from './first-load.ts'
import { printTable } from './measure.ts'
import { benchReplyToScreen } from './reply-to-screen.ts'
import { benchStartUp } from './start-up.ts'

const samples = Number(process.argv[2] ?? 100)
if (!Number.isInteger(samples) || samples < 1) {
  console.error('Give the number of samples, such as 100.')
  process.exit(1)
}
const figures = [
  ...(await benchStartUp(5)),
  ...(await benchReplyToScreen(samples)),
  ...(await benchAcknowledgementToScreen(samples)),
  ...(await benchFirstLoad()),
]
printTable(figures)
const folder = join(import.meta.dirname, '..', '..', 'test-results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`)
