// A zone's offsets over a stretch of time, as they travel from the server to a client, and what this client has learned of them.

/** Offsets of one zone from `from` until, but not including, `until`; instants in epoch ms, offsets in minutes east of UTC. */
export type ZoneClock = {
  /** IANA name, as places have it. */
  readonly timeZone: string
  readonly from: number
  readonly until: number
  /** In force at `from`. */
  readonly offset: number
  /** The instant of each change after `from`, and the offset from then on; in order. */
  readonly changes: readonly (readonly [at: number, offset: number])[]
}

/** With the beginning of the cities that keep it. */
export type CityClock = ZoneClock & {
  /** Another name under which devices may have this zone. */
  readonly alias?: string
  /** Epoch ms; null while there is no instant. */
  readonly startsAt: number | null
  /** The same on their own clock with its offset, `2027-01-20T18:00:00+03:00`. */
  readonly localStart: string | null
}

type Piece = { readonly from: number; readonly until: number; readonly offset: number }

/** Pieces of each zone, by its name in small letters, in order, none over another. */
const learned = new Map<string, readonly Piece[]>()
/** A page has some dozens; what many pages left behind is forgotten, the longest known first. */
const mostLearned = 1000

function piecesOf({ from, until, offset, changes }: ZoneClock): readonly Piece[] {
  const steps = [[from, offset] as const, ...changes]
  return steps.map(([at, minutes], index) => ({
    from: at,
    until: steps[index + 1]?.[0] ?? until,
    offset: minutes,
  }))
}

/** What came last holds for its stretch; what was known of other times stays. Servers from before clocks travelled tell none. */
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

/** Minutes east of UTC; outside of what was told the nearest that is known. Undefined for a zone of which nothing was told. */
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
