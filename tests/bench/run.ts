// `npm run bench`: measures, prints one table, and leaves test-results/bench.json. `npm run bench -- --help` says what can be set.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchmarks } from './benchmarks.ts'
import { type Row, textTable } from './measure.ts'
import { helpText, readOptions } from './options.ts'
import { profileFolder } from './subjects/our-server.ts'
import { writeFigures } from './write-figures.ts'

const read = readOptions(
  process.argv.slice(2),
  benchmarks.map(({ name }) => name),
)
if (read.kind === 'help') {
  console.log(helpText(benchmarks))
  process.exit(0)
}
if (read.kind === 'wrong') {
  console.error(read.line)
  process.exit(1)
}
const { options } = read

const rows: Row[] = []
const failed: string[] = []
for (const { name, measure } of benchmarks) {
  if (options.only.length > 0 && !options.only.includes(name)) continue
  const startedAt = performance.now()
  process.stderr.write(`${name}… `)
  try {
    rows.push(...(await measure(options)))
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`)
  } catch (error) {
    failed.push(name)
    console.error(error)
  }
}
console.log(textTable(rows))
const folder = join(import.meta.dirname, '..', '..', 'test-results')
mkdirSync(folder, { recursive: true })
const { size, only } = options
const measured = { at: new Date().toISOString(), node: process.version, size, only, failed, rows }
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(measured, null, 2)}\n`)
if (options.profile) console.log(`The profiles lie in ${profileFolder}, for Chromium's performance panel.`)
if (options.writeDocs) writeFigures(rows, options)
if (failed.length > 0) {
  console.error(`Not measured: ${failed.join(', ')}.`)
  process.exit(1)
}
process.exit(0)
