// Bulk statements in few lengths, so that their prepared statements can be cached.
import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import { breathe } from '../yield-event-loop.ts'
import type { Queries } from './tables.ts'

/** Most rows per statement: SQLite takes 32,766 values in one, PostgreSQL 65,535, and rows have up to 27. */
const mostAtOnce = 512

/** Chunks of 512, 256, 128 … 1 items, so that any number of items needs only ten different statements. */
export function inPowersOfTwo<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = []
  let from = 0
  while (from < items.length) {
    const length = Math.min(mostAtOnce, 2 ** Math.floor(Math.log2(items.length - from)))
    pieces.push(items.slice(from, from + length))
    from += length
  }
  return pieces
}

/** For `in (…)`: pads with the last value to the next power of two, which does not change the result. */
export function paddedPieces<Value>(values: readonly Value[]): Value[][] {
  const pieces: Value[][] = []
  for (let from = 0; from < values.length; from += mostAtOnce) {
    const piece = values.slice(from, from + mostAtOnce)
    const last = piece.at(-1) as Value
    const length = 2 ** Math.ceil(Math.log2(piece.length))
    pieces.push([...piece, ...Array<Value>(length - piece.length).fill(last)])
  }
  return pieces
}

/** Sorts rows as asked for: PostgreSQL's own order reveals which were written last. */
export function inOrderOf<Row>(
  asked: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
): readonly Row[] {
  const byId = new Map(rows.map((row) => [idOf(row), row] as const))
  return [...new Set(asked)].map((id) => byId.get(id)).filter((row) => row !== undefined)
}

/** Rows for a `from`, one per element of a JSON array, as `value`. */
export function eachOf(db: Queries, json: string): RawBuilder<unknown> {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`jsonb_array_elements(cast(${json} as jsonb)) as value`
    : sql`json_each(${json})`
}

/**
 * Deletes in chunks until nothing is left and yields to the event loop in between, because SQLite overwrites what it deletes. Returns the
 * number of rows.
 */
export async function deleteInPieces(
  piece: (limit: number) => { readonly executeTakeFirst: () => Promise<{ numDeletedRows: bigint }> },
): Promise<number> {
  let deleted = 0
  for (;;) {
    const { numDeletedRows } = await piece(mostAtOnce).executeTakeFirst()
    deleted += Number(numDeletedRows)
    if (numDeletedRows < mostAtOnce) return deleted
    await breathe()
  }
}
