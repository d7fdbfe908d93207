// When personal data of a gathering goes: so many days after its end.
import type { Gathering } from '#shared/domain/gathering.ts'
import { keptDays } from '#shared/domain/kept.ts'

const keptAfterEndMs = keptDays * 24 * 60 * 60 * 1000
/** At the same local hour the last city may begin up to so much after the lead city (from UTC+14 to UTC-12). */
const longestRollMs = 26 * 60 * 60 * 1000

/** Epoch ms; null while the gathering has no instant. */
export function purgeDate({
  startsAt,
  lengthMs,
  clockRule,
}: Pick<Gathering, 'startsAt' | 'lengthMs' | 'clockRule'>): number | null {
  if (startsAt === null) return null
  const rollMs = clockRule === 'same-local-hour' ? longestRollMs : 0
  return startsAt + rollMs + lengthMs + keptAfterEndMs
}
