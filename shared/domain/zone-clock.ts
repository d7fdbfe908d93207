// A zone's UTC offsets over a time range, as the server sends them, and the offsets that this client has received.

/** Offsets of one zone from `from` until, but not including, `until`; instants in epoch ms, offsets in minutes east of UTC. */
export type ZoneClock = {
  /** IANA name, as in `Place`. */
  readonly timeZone: string
  readonly from: number
  readonly until: number
  /** The offset at `from`. */
  readonly offset: number
  /** The instant of each change after `from`, and the offset from then on; sorted. */
  readonly changes: readonly (readonly [at: number, offset: number])[]
}

/** With the start of the cities in this zone. */
export type CityClock = ZoneClock & {
  /** Another name under which devices may know this zone. */
  readonly alias?: string
  /** Epoch ms; null while there is no date. */
  readonly startsAt: number | null
  /** The same as local time with its offset, `2027-01-20T18:00:00+03:00`. */
  readonly localStart: string | null
}

type Piece = { readonly from: number; readonly until: number; readonly offset: number }

/** Sorted, non-overlapping pieces of each zone, by its lower-case name. */
const learned = new Map<string, readonly Piece[]>()
/** A page uses a few dozen zones. When many pages have filled the cache, the least recently updated zone is evicted. */
const mostLearned = 1000

function piecesOf({ from, until, offset, changes }: ZoneClock): readonly Piece[] {
  const steps = [[from, offset] as const, ...changes]
  return steps.map(([at, minutes], index) => ({
    from: at,
    until: steps[index + 1]?.[0] ?? until,
    offset: minutes,
  }))
}

/** The newest offsets replace older ones in their time range; offsets for other times stay. Older servers send no clocks. */
export function learnClocks(clocks: readonly (ZoneClock | null | undefined)[] | undefined): void {
  for (const clock of clocks ?? []) {
    if (!clock) continue
    const { from, until } = clock
    const name = clock.timeZone.toLowerCase()
    // Stryker disable next-line ArrayDeclaration: an element without a beginning and an end is filtered out below.
    const kept = (learned.get(name) ?? []).flatMap((piece) => [
      { ...piece, until: Math.min(piece.until, from) },
      { ...piece, from: Math.max(piece.from, until) },
    ])
    const pieces = [...kept, ...piecesOf(clock)].filter((piece) => piece.from < piece.until)
    learned.delete(name)
    learned.set(
      name,
      pieces.sort((a, b) => a.from - b.from),
    )
    const [oldest] = learned.keys()
    // Stryker disable next-line ConditionalExpression: where there are more than that, there is an oldest one; the compiler does not know it.
    if (learned.size > mostLearned && oldest !== undefined) learned.delete(oldest)
  }
}

/** Minutes east of UTC; outside the known ranges, the nearest known offset. Undefined for an unknown zone. */
export function learnedOffset(timeZone: string, instant: number): number | undefined {
  const pieces = learned.get(timeZone.toLowerCase())
  if (pieces === undefined) return undefined
  let found = pieces[0]
  for (const piece of pieces) {
    if (piece.from > instant) break
    found = piece
  }
  return found?.offset
}

export function forgetClocks(): void {
  learned.clear()
}
