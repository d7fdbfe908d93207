// Parses a table of cities, pasted from a spreadsheet or read from a file, into rows and columns.
import { type CityColumn, cityColumns, columnsFromHeader } from './city-columns.ts'
import { readCells } from './table-cells.ts'
import type { NamedPlace } from './understood.ts'

export type TableRow = {
  /** Its line number, from 1, without blank lines. */
  readonly line: number
  readonly cells: readonly string[]
  /** The city's gazetteer id, if the table has ids. */
  readonly placeId?: string
}

export type CityTable = {
  /** For each column of the table; null if the column is ignored. */
  readonly columns: readonly (CityColumn | null)[]
  readonly hasHeader: boolean
  /** Titles above the header, which are ignored. */
  readonly above: readonly string[]
  readonly rows: readonly TableRow[]
  /** Number of rows beyond the limit, which are ignored. */
  readonly leftOut: number
}

export const mostRows = 1000
/** The most titles and remarks to look for above a header. */
const mostAbove = 10

/** Any text is a table; an empty text has no rows. */
export function readCityTable(text: string): CityTable {
  const all = readCells(text, (rows) => headerOf(rows)?.count ?? 0)
  const header = headerOf(all)
  const from = header === null ? 0 : header.index + 1
  const rows = all.map((cells, index) => ({ line: index + 1, cells })).slice(from)
  const width = Math.max(0, ...all.slice(0, mostRows).map((cells) => cells.length))
  const inOrder = cityColumns.map((column): CityColumn | null => column)
  const columns = [...(header?.columns ?? inOrder), ...Array<null>(width).fill(null)].slice(0, width)
  return {
    columns,
    hasHeader: header !== null,
    above: all.slice(0, Math.max(0, from - 1)).map((cells) => cells.filter(Boolean).join(' · ')),
    rows: rows.slice(0, mostRows),
    leftOut: Math.max(0, rows.length - mostRows),
  }
}

type Header = {
  readonly index: number
  readonly columns: readonly (CityColumn | null)[]
  readonly count: number
}

/** Finds the row that names the most columns. Rows above it must have fewer cells, so that no city counts as a title. */
function headerOf(rows: readonly (readonly string[])[]): Header | null {
  let best: Header | null = null
  let widest = 0
  for (const [index, cells] of rows.slice(0, mostAbove).entries()) {
    const columns = columnsFromHeader(cells)
    const count = columns?.filter((column) => column !== null).length ?? 0
    const filled = cells.filter((cell) => cell !== '').length
    const isBelowTitles = widest < filled || widest <= 1
    if (columns !== null && isBelowTitles && count > (best?.count ?? 0)) best = { index, columns, count }
    widest = Math.max(widest, filled)
  }
  return best
}

/** A table of cities with known ids, such as those of an exported gathering. */
export function tableOfPlaces(cities: readonly NamedPlace[]): CityTable {
  const rows = cities.map(({ placeId, name }, index) => ({ line: index + 1, cells: [name], placeId }))
  return {
    columns: ['city'],
    hasHeader: false,
    above: [],
    rows: rows.slice(0, mostRows),
    leftOut: Math.max(0, rows.length - mostRows),
  }
}
