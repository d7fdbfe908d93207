// A sorted index of folded names in flat arrays: every name, and every later word of it, is an entry found by binary search.

/** The kind of name, which affects its rank. */
export type NameKind = 'english' | 'arabic' | 'also' | 'alternate'
const kinds: readonly NameKind[] = ['english', 'arabic', 'also', 'alternate']

export type Hit = {
  /** Index of the place, as given to `add`. */
  readonly place: number
  readonly kind: NameKind
  /** Whether the query is the whole name, its first words, and so on; `errors` counts typing errors. */
  readonly match: 'whole' | 'first-words' | 'start' | 'inner-word' | 'inner-start'
  readonly errors: number
}

export type NameIndex = {
  /** Visits every entry that starts with the folded query. */
  visitPrefix(query: string, visit: (hit: Hit) => void): void
  /** Visits every entry with a prefix within `maxErrors` insertions, deletions, replacements or swaps of the folded query. */
  visitSimilar(query: string, maxErrors: number, visit: (hit: Hit) => void): void
  readonly bytes: number
}

const endOfName = 0
const space = 32
/** A value in the Levenshtein table for any cost that is too high. */
const outOfReach = 200
const firstLetters = 3
const articleOfWord = /(^| )ال(?=.{3})/g

/** Collects names, then sorts them once. */
export function createNameIndexBuilder() {
  const units: string[] = []
  const positions: number[] = []
  const owners: number[] = []
  let length = 0

  return {
    add(place: number, folded: string, kind: NameKind): void {
      if (folded === '') return
      const owner = place * kinds.length + kinds.indexOf(kind)
      const enter = (offset: number) => {
        positions.push(length + offset)
        owners.push(owner)
      }
      enter(0)
      for (let at = folded.indexOf(' '); at !== -1; at = folded.indexOf(' ', at + 1)) enter(at + 1)
      // حسكة finds الحسكة: a word without its article is an entry too.
      for (const { index, 1: before } of folded.matchAll(articleOfWord))
        enter(index + (before?.length ?? 0) + 2)
      units.push(folded)
      length += folded.length + 1
    },
    build: () => sortIndex(Uint16Array.from(codeUnits(units, length)), positions, owners),
  }
}

function codeUnits(names: readonly string[], length: number): Uint16Array {
  const text = new Uint16Array(length)
  let at = 0
  for (const name of names) {
    for (let i = 0; i < name.length; i++) text[at + i] = name.charCodeAt(i)
    at += name.length + 1
  }
  return text
}

function compareFrom(text: Uint16Array, left: number, right: number): number {
  for (let i = 0; ; i++) {
    const unit = text[left + i] as number
    const difference = unit - (text[right + i] as number)
    if (difference !== 0 || unit === endOfName) return difference
  }
}

function sortIndex(
  text: Uint16Array,
  givenPositions: readonly number[],
  givenOwners: readonly number[],
): NameIndex {
  // Comparing the first three units as one number settles most comparisons (saves a quarter of a second at start).
  const starts = Float64Array.from(givenPositions, (at) => {
    const [first = 0, second = 0, third = 0] = text.subarray(at, at + 3)
    if (second === endOfName) return first * 2 ** 32
    return first * 2 ** 32 + second * 2 ** 16 + third
  })
  const order = Uint32Array.from(givenPositions, (_, entry) => entry).sort((a, b) => {
    const difference = (starts[a] as number) - (starts[b] as number)
    return difference === 0
      ? compareFrom(text, givenPositions[a] as number, givenPositions[b] as number)
      : difference
  })
  const positions = Uint32Array.from(order, (entry) => givenPositions[entry] as number)
  const owners = Uint32Array.from(order, (entry) => givenOwners[entry] as number)

  function unitAt(entry: number, depth: number): number {
    return text[(positions[entry] as number) + depth] as number
  }

  function hitOf(entry: number, end: number, errors: number): Hit {
    const owner = owners[entry] as number
    const position = positions[entry] as number
    const isStart = position === 0 || text[position - 1] === endOfName
    const next = text[position + end] as number
    const match =
      next === endOfName && isStart
        ? 'whole'
        : isStart
          ? next === space
            ? 'first-words'
            : 'start'
          : next === endOfName || next === space
            ? 'inner-word'
            : 'inner-start'
    const place = Math.floor(owner / kinds.length)
    return { place, kind: kinds[owner % kinds.length] as NameKind, match, errors }
  }

  /**
   * The first entry, from `low` on, that sorts after (or at, if `after` is false) the entries starting with the first `depth` units of
   * `like`.
   */
  function bound(
    like: (depth: number) => number,
    depth: number,
    low: number,
    high: number,
    after: boolean,
  ): number {
    while (low < high) {
      const middle = (low + high) >>> 1
      let difference = 0
      for (let i = 0; i < depth && difference === 0; i++) {
        const unit = unitAt(middle, i)
        difference = unit - like(i)
        if (unit === endOfName) break
      }
      if (difference < 0 || (after && difference === 0)) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    bytes: text.byteLength + positions.byteLength + owners.byteLength,

    visitPrefix(query, visit) {
      const like = (depth: number) => query.charCodeAt(depth)
      const from = bound(like, query.length, 0, positions.length, false)
      const to = bound(like, query.length, from, positions.length, true)
      for (let entry = from; entry < to; entry++) visit(hitOf(entry, query.length, 0))
    },

    // A Levenshtein table with adjacent swaps ("optimal string alignment" distance), one row per unit of the entry. Neighbours in sorted
    // order share their first rows; if no cell of a row is within reach, all entries with that prefix are skipped.
    visitSimilar(query, maxErrors, visit) {
      const width = query.length + 1
      const deepest = query.length + maxErrors
      const rows = Array.from({ length: deepest + 2 }, () => new Uint8Array(width))
      for (let column = 0; column < width; column++) (rows[0] as Uint8Array)[column] = column
      // The lowest number of errors with which the whole query has matched on this path, and its depth.
      const metErrors = new Uint8Array(deepest + 2).fill(255)
      const metDepth = new Uint8Array(deepest + 2)
      const path = new Uint16Array(deepest + 2)
      let known = 0

      /** Fills the row for the unit at `depth`; returns its smallest cell. */
      function extend(depth: number, unit: number): number {
        const above = rows[depth] as Uint8Array
        const row = rows[depth + 1] as Uint8Array
        // Only cells near the diagonal: a cell farther away than `maxErrors` costs more than that (Ukkonen 1985).
        const from = Math.max(1, depth + 1 - maxErrors)
        const to = Math.min(width - 1, depth + 1 + maxErrors)
        row[from - 1] = from === 1 ? depth + 1 : outOfReach
        if (to + 1 < width) row[to + 1] = outOfReach
        let smallest = row[from - 1] as number
        for (let column = from; column <= to; column++) {
          const wanted = query.charCodeAt(column - 1)
          let cost = Math.min(
            (above[column - 1] as number) + (wanted === unit ? 0 : 1),
            (above[column] as number) + 1,
            (row[column - 1] as number) + 1,
          )
          if (
            depth > 0 &&
            column > 1 &&
            unit === query.charCodeAt(column - 2) &&
            path[depth - 1] === wanted
          ) {
            cost = Math.min(cost, ((rows[depth - 1] as Uint8Array)[column - 2] as number) + 1)
          }
          row[column] = cost
          if (cost < smallest) smallest = cost
        }
        path[depth] = unit
        const met = to === width - 1 ? (row[width - 1] as number) : outOfReach
        const isBetter = met <= (metErrors[depth] as number)
        metErrors[depth + 1] = isBetter ? met : (metErrors[depth] as number)
        metDepth[depth + 1] = isBetter ? depth + 1 : (metDepth[depth] as number)
        return smallest
      }

      const [blockStart, blockEnd] = blockOf(query)
      const last = bound(() => blockEnd, 1, 0, positions.length, true)
      let entry = bound(() => blockStart, 1, 0, last, false)
      while (entry < last) {
        let depth = 0
        while (depth < known && path[depth] === unitAt(entry, depth)) depth++
        let next = entry + 1
        for (; depth < deepest; depth++) {
          const unit = unitAt(entry, depth)
          if (unit === endOfName) break
          // Two errors in the first letters are rare, and searching for them costs more than everything else.
          if (extend(depth, unit) > (depth < firstLetters ? Math.min(maxErrors, 1) : maxErrors)) {
            depth++
            next = bound((i) => path[i] as number, depth, entry, last, true)
            break
          }
        }
        known = depth
        const errors = metErrors[depth] as number
        if (errors <= maxErrors) {
          for (let found = entry; found < next; found++)
            visit(hitOf(found, metDepth[depth] as number, errors))
        }
        entry = next
      }
    },
  }
}

/** Nobody mistypes into another script, so only entries in the query's own script are searched. */
function blockOf(query: string): readonly [number, number] {
  const first = query.charCodeAt(0)
  if (first < 0x250) return [0x30, 0x24f]
  if (first >= 0x600 && first < 0x700) return [0x600, 0x6ff]
  return [first & 0xff00, first | 0xff]
}
