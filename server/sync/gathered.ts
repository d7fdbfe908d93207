// Which replies and messages changed in commits that a room was not told of yet.

/** What one commit, or several that are kept as one, changed. */
export type Gathered = {
  /** The version of the gathering after it. */
  readonly to: number
  readonly attendances: ReadonlySet<string>
  readonly left: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
  /** All may have changed, or nobody knows what did. */
  readonly isAll: boolean
}

const none: ReadonlySet<string> = new Set()

/** Of commits in which all may have changed. */
export const allGathered = (to: number): Gathered => ({
  to,
  attendances: none,
  left: none,
  messages: none,
  isAll: true,
})

/** A room that is told nothing, because nothing changes for it, knows of so many commits what they changed. */
const mostKept = 64

/** With one more. Where there are many, nobody knows any more what the oldest changed: what did is read by its version. */
export function withOne(gathered: readonly Gathered[], next: Gathered): readonly Gathered[] {
  const [first, second, ...rest] = gathered
  if (gathered.length < mostKept || first === undefined || second === undefined) return [...gathered, next]
  return [allGathered(Math.max(first.to, second.to)), ...rest, next]
}

/** All of them as one. */
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
