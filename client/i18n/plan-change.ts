// What became of an announced moment, as one word for the sentence that tells it.
import type { Gathering } from '#shared/domain/gathering.ts'

export type PlanChange = 'cancelled' | 'postponed' | 'to-confirm' | 'moved'

/** The strongest of what there is to tell; null where all stands as it was announced. */
export function planChange({
  startsAt,
  formerStartsAt,
  standing,
}: Pick<Gathering, 'startsAt' | 'formerStartsAt' | 'standing'>): PlanChange | null {
  if (standing !== 'planned') return standing
  if (startsAt === null) return 'to-confirm'
  return formerStartsAt === null ? null : 'moved'
}
