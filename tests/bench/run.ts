// `npm run bench`: measures, prints one table, and writes test-results/bench.json. `npm run bench -- --help` lists the options.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** By benchmark, with its date: earlier results stay until they are measured again. */
type Measured = Readonly<Record<string, { readonly at: string; readonly rows: readonly Row[] }>>

const rows: Row[] = []
const measured: Record<string, Measured[string]> = {}
const failed: string[] = []
for (const { name, measure } of benchmarks) {
  if (options.only.length > 0 && !options.only.includes(name)) continue
  const startedAt = performance.now()
  process.stderr.write(`${name}… `)
  try {
    const found = await measure(options)
    rows.push(...found)
    measured[name] = { at: new Date().toISOString(), rows: found }
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`)
  } catch (error) {
    failed.push(name)
    console.error(error)
  }
}
console.log(textTable(rows))
const folder = join(import.meta.dirname, '..', '..', 'test-results')
mkdirSync(folder, { recursive: true })
const file = join(folder, 'bench.json')
const earlier: Measured = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).measured ?? {}) : {}
const all: Measured = { ...earlier, ...measured }
const { size } = options
writeFileSync(file, `${JSON.stringify({ node: process.version, size, failed, measured: all }, null, 2)}\n`)
if (options.profile) console.log(`The profiles lie in ${profileFolder}, for Chromium's performance panel.`)
if (options.writeDocs) {
  writeFigures(
    benchmarks.flatMap(({ name }) => all[name]?.rows ?? []),
    options,
  )
}
if (failed.length > 0) {
  console.error(`Not measured: ${failed.join(', ')}.`)
  process.exit(1)
}
process.exit(0)
