// Splits a pasted table or file into cells, whatever the separator.
import Papa from 'papaparse'

type Cells = readonly (readonly string[])[]

/** Tabs never occur in text, semicolons rarely. */
const delimiters = ['\t', ';', '؛', '；', ',', '،', '，', '|', '¦', '~', '^'] as const
/** Characters that occur in many texts: used as separators only if the header confirms it. `  ` means two or more blanks. */
const seldom = [' / ', '/', ':', ' - ', ' – ', ' — ', '·', '•', '  '] as const
type Delimiter = (typeof delimiters)[number] | (typeof seldom)[number] | string
const commas: ReadonlySet<string> = new Set([',', '،', '，'])
const pipes: ReadonlySet<string> = new Set(['|', '¦', '~', '^'])

/** The number of rows used to detect the separator. */
const sampled = 60

/**
 * `countNamed`: how many columns a header in these rows names; the separator that yields the most wins. Rows without a letter are left
 * out.
 */
export function readCells(text: string, countNamed: (rows: Cells) => number): Cells {
  const { body, named } = withoutSeparatorLine(text.replace(/^\uFEFF/, ''))
  const sample = body
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampled)
  const delimiter = named ?? judge(sample.join('\n'), countNamed)
  return tidy(parse(body, delimiter), delimiter)
}

/** Handles Excel's first line that only names the separator: `sep=;`. */
function withoutSeparatorLine(text: string): { readonly body: string; readonly named: string | null } {
  const [whole, separator] = /^\s*"?sep=(\t|[^\r\n])"?[^\r\n]*(?:\r\n|\r|\n|$)/i.exec(text) ?? []
  if (whole === undefined || separator === undefined) return { body: text, named: null }
  const body = text.slice(whole.length)
  // If another program saved the file again, the line may be wrong.
  return { body, named: separator !== '"' && body.includes(separator) ? separator : null }
}

function parse(text: string, delimiter: Delimiter): string[][] {
  if (delimiter === '  ') return parse(text.replace(/ {2,}/g, '\t'), '\t')
  const read = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true })
  // A stray quotation mark (a hall with 5" doors) would swallow the following rows.
  const isQuoted = !read.errors.some(({ type }) => type === 'Quotes')
  return isQuoted
    ? read.data
    : Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true, quoteChar: '\u0000' }).data
}

type Candidate = {
  readonly delimiter: Delimiter
  readonly named: number
  /** The number of cells in most rows. */
  readonly width: number
  /** The share of rows with that width. */
  readonly share: number
  /** Average position of the first separator in a row. */
  readonly at: number
}

function judge(sample: string, countNamed: (rows: Cells) => number): Delimiter {
  const find = (marks: readonly Delimiter[]) =>
    marks
      .filter((delimiter) => sample.includes(delimiter))
      .map((delimiter) => candidateOf(delimiter, sample, countNamed))
      .filter(({ width }) => width > 1)
  const usual = find(delimiters)
  const candidates = usual.some(({ named }) => named > 1)
    ? usual
    : [...usual, ...find(seldom).filter(({ named, share }) => named > 1 && share > 0.5)]
  // Candidates are in order of preference: on a tie the earlier one wins.
  const best = candidates.reduce<Candidate | null>(
    (known, next) => (known === null || isBetter(next, known) ? next : known),
    null,
  )
  return best?.delimiter ?? '\t'
}

function candidateOf(delimiter: Delimiter, sample: string, countNamed: (rows: Cells) => number): Candidate {
  const rows = parse(sample, delimiter)
  const counts = new Map<number, number>()
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0]
  const parted = rows.filter(({ length }) => length > 1)
  const at = parted.reduce((sum, row) => sum + (row[0]?.length ?? 0), 0) / Math.max(1, parted.length)
  return { delimiter, named: countNamed(rows), width, share: count / Math.max(1, rows.length), at }
}

function isBetter(next: Candidate, known: Candidate): boolean {
  const names = [next.named, known.named].map((count) => (count > 1 ? count : 0)) as [number, number]
  if (names[0] !== names[1]) return names[0] > names[1]
  if (known.delimiter === '\t') return false
  if (Math.abs(next.share - known.share) > 0.25) return next.share > known.share
  if (commas.has(next.delimiter) && !commas.has(known.delimiter))
    // Every address contains commas; but the first cell is a city, and a list of languages may contain semicolons.
    return next.at < known.at && next.width > known.width
  if (pipes.has(next.delimiter)) return next.at < known.at || next.width > known.width + 1
  return next.width > known.width
}

/** Removes blank rows, the line under a Markdown table's header, and border pipes. */
function tidy(rows: readonly (readonly string[])[], delimiter: Delimiter): Cells {
  const clean = rows
    .map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .filter((cells) => !(cells.length > 1 && cells.every((cell) => /^:?-*:?$/.test(cell))))
  const hasEdges = pipes.has(delimiter) && clean.every((cells) => cells[0] === '' && cells.length > 1)
  return hasEdges ? clean.map((cells) => cells.slice(1, cells.at(-1) === '' ? -1 : undefined)) : clean
}
