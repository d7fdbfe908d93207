// When each agenda item starts: minutes from the gathering's start, as far as the lengths are known.
import type { AgendaItem } from '#shared/domain/gathering.ts'

export type TimedItem = {
  readonly title: string
  readonly from: number | null
  readonly to: number | null
}

/** After an item without a length, the start of later items is unknown. */
export function agendaTimes(agenda: readonly AgendaItem[]): readonly TimedItem[] {
  let from: number | null = 0
  return agenda.map(({ title, minutes }) => {
    const to: number | null = from === null || minutes === null ? null : from + minutes
    const item = { title, from: to === null ? null : from, to }
    from = to
    return item
  })
}
