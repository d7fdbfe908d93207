// What changed about an announced time, as one keyword for the sentence that reports it.
import type { Gathering } from '#shared/domain/gathering.ts'

export type PlanChange = 'cancelled' | 'postponed' | 'to-confirm' | 'moved'

/** The most important change; null if nothing changed since the announcement. */
export function planChange({
  startsAt,
  formerStartsAt,
  standing,
}: Pick<Gathering, 'startsAt' | 'formerStartsAt' | 'standing'>): PlanChange | null {
  if (standing !== 'planned') return standing
  if (startsAt === null) return 'to-confirm'
  return formerStartsAt === null ? null : 'moved'
}
