// Writes measured figures into docs/performance.md, between two markers, so that nobody copies them by hand.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { markdownTable, type Row } from './measure.ts'
import type { Options } from './options.ts'

const file = join(import.meta.dirname, '..', '..', 'docs', 'performance.md')
const start = '<!-- figures: start -->'
const end = '<!-- figures: end -->'

export function writeFigures(rows: readonly Row[], { size }: Options): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for figures`)
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`
  const said = `Measured ${day} on ${machine}, ${size.runs === 1 ? 'one run' : `the middle of ${size.runs} runs`}.`
  const figures = `${start}\n${said}\n\n${markdownTable(rows)}\n`
  writeFileSync(file, text.slice(0, from) + figures + text.slice(to))
}
