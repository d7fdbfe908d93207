// Which replies and messages changed in commits not yet sent to a room.

/** The changes of one commit, or of several merged into one entry. */
export type Gathered = {
  /** The gathering's version after the commit. */
  readonly to: number
  readonly attendances: ReadonlySet<string>
  readonly left: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
  /** True when everything may have changed, or the changes are unknown. */
  readonly isAll: boolean
}

const none: ReadonlySet<string> = new Set()

/** An entry for a commit that may have changed everything. */
export const allGathered = (to: number): Gathered => ({
  to,
  attendances: none,
  left: none,
  messages: none,
  isAll: true,
})

/** Most entries per room. They accumulate in a room that receives nothing because nothing changes for it. */
const mostKept = 64

/** Appends one entry. Beyond the limit, the two oldest become one `isAll` entry, so their changes are then read by version. */
export function withOne(gathered: readonly Gathered[], next: Gathered): readonly Gathered[] {
  const [first, second, ...rest] = gathered
  if (gathered.length < mostKept || first === undefined || second === undefined) return [...gathered, next]
  return [allGathered(Math.max(first.to, second.to)), ...rest, next]
}

/** Merges all entries into one. */
export function together(gathered: readonly Gathered[]): Gathered {
  const isAll = gathered.some((each) => each.isAll)
  const union = (of: 'attendances' | 'left' | 'messages') =>
    new Set(isAll ? [] : gathered.flatMap((each) => [...each[of]]))
  return {
    to: Math.max(0, ...gathered.map(({ to }) => to)),
    attendances: union('attendances'),
    left: union('left'),
    messages: union('messages'),
    isAll,
  }
}
