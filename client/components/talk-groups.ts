// Groups messages by sender and day, as in a conversation.
import type { CrewLine } from '../i18n/crew-lines.ts'

export type TalkGroup = {
  readonly key: string
  /** The day as a heading; null if the previous group is of the same day. */
  readonly day: string | null
  readonly who: string
  readonly to: string | null
  readonly isOwn: boolean
  readonly lines: readonly CrewLine[]
}

/** A longer pause starts a new group with its own time; ms. */
const pauseMs = 3 * 60_000

/** In the given order; every line is in exactly one group. */
export function talkGroups(lines: readonly CrewLine[]): readonly TalkGroup[] {
  const groups: { key: string; day: string | null; who: string; to: string | null; lines: CrewLine[] }[] = []
  let before: CrewLine | null = null
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
