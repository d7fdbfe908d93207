// Reads a table of cities as it is pasted from a spreadsheet or lies in a file: rows of cells, and which column holds what.
import Papa from 'papaparse'
import { type CityColumn, cityColumns, columnsFromHeader } from './city-columns.ts'
import type { NamedPlace } from './understood.ts'

export type TableRow = {
  /** Where it stood, from 1, blank lines not counted. */
  readonly line: number
  readonly cells: readonly string[]
  /** Of the city, where the table came with ids. */
  readonly placeId?: string
}

export type CityTable = {
  /** Of each column of the table; null where nothing is taken from it. */
  readonly columns: readonly (CityColumn | null)[]
  readonly hasHeader: boolean
  readonly rows: readonly TableRow[]
  /** Rows beyond the most that are read. */
  readonly leftOut: number
}

export const mostRows = 1000
/**
 * Whatever of these stands in the first row parts the cells: what comes from a spreadsheet has tabs, and may have commas in every
 * address; a file whose commas are of the text or of decimals has semicolons.
 */
const surerThanCommas = ['\t', ';', '؛', '|']
const commas = [',', '،']

/** Any text is a table; an empty one has no rows. */
export function readCityTable(text: string): CityTable {
  const all = readCells(text)
    .map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()))
    .filter((cells) => cells.some((cell) => cell !== ''))
  const [first] = all
  const named = first === undefined ? null : columnsFromHeader(first)
  const rows = all.map((cells, index) => ({ line: index + 1, cells })).slice(named === null ? 0 : 1)
  const width = Math.max(0, ...all.slice(0, mostRows).map((cells) => cells.length))
  const inOrder = cityColumns.map((column): CityColumn | null => column)
  const columns = [...(named ?? inOrder), ...Array<null>(width).fill(null)].slice(0, width)
  return {
    columns,
    hasHeader: named !== null,
    rows: rows.slice(0, mostRows),
    leftOut: Math.max(0, rows.length - mostRows),
  }
}

/** A table of cities that are known by their ids, such as those of a gathering's export. */
export function tableOfPlaces(cities: readonly NamedPlace[]): CityTable {
  const rows = cities.map(({ placeId, name }, index) => ({ line: index + 1, cells: [name], placeId }))
  return {
    columns: ['city'],
    hasHeader: false,
    rows: rows.slice(0, mostRows),
    leftOut: Math.max(0, rows.length - mostRows),
  }
}

function readCells(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/^\uFEFF/, '')
  const firstLine = clean.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? ''
  const delimiter = surerThanCommas.find((candidate) => firstLine.includes(candidate))
  const options = delimiter === undefined ? { delimitersToGuess: commas } : { delimiter }
  const read = Papa.parse<string[]>(clean, { ...options, skipEmptyLines: true })
  // A quotation mark that is none (a hall of 5" doors) would swallow the rows after it.
  const isQuoted = !read.errors.some(({ type }) => type === 'Quotes')
  return isQuoted
    ? read.data
    : Papa.parse<string[]>(clean, { ...options, skipEmptyLines: true, quoteChar: '\u0000' }).data
}
