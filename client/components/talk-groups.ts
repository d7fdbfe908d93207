// What was said, put together by who said it and on which day, as people read a conversation.

export type TalkLine = {
  readonly id: string
  /** Epoch ms. */
  readonly at: number
  /** The time, in the reader's words. */
  readonly time: string
  /** The day, in the reader's words. */
  readonly day: string
  readonly who: string
  /** For whom it is, where that is not everybody who reads here; null where it is. */
  readonly to: string | null
  readonly isOwn: boolean
  /** A coded cue, already in the reader's language. */
  readonly isCue: boolean
  readonly text: string
  readonly state: 'said' | 'pending' | 'failed'
  /** Why it was refused, in the reader's words. */
  readonly why?: string | undefined
}

export type TalkGroup = {
  readonly key: string
  /** Stands above it; null where the group before was of the same day. */
  readonly day: string | null
  readonly who: string
  readonly to: string | null
  readonly isOwn: boolean
  readonly lines: readonly TalkLine[]
}

/** A longer pause begins a new group, which says its time anew; ms. */
const pauseMs = 3 * 60_000

/** In the order given; every line stands in exactly one group. */
export function talkGroups(lines: readonly TalkLine[]): readonly TalkGroup[] {
  const groups: { key: string; day: string | null; who: string; to: string | null; lines: TalkLine[] }[] = []
  let before: TalkLine | null = null
  for (const line of lines) {
    const last = groups.at(-1)
    const goesOn =
      before !== null &&
      before.who === line.who &&
      before.to === line.to &&
      before.isOwn === line.isOwn &&
      before.day === line.day &&
      line.at - before.at < pauseMs
    if (goesOn && last !== undefined) last.lines.push(line)
    else {
      const day = before?.day === line.day ? null : line.day
      groups.push({ key: line.id, day, who: line.who, to: line.to, lines: [line] })
    }
    before = line
  }
  return groups.map((group) => ({ ...group, isOwn: group.lines[0]?.isOwn ?? false }))
}
