// When a gathering's personal data is purged: a number of days after its end.
import type { Gathering } from '#shared/domain/gathering.ts'
import { keptDays, keptUndatedDays } from '#shared/domain/retention.ts'
import { allow, refuse, type Verdict } from '#shared/domain/verdict.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'

const dayMs = 24 * 60 * 60 * 1000
const keptAfterEndMs = keptDays * dayMs
const keptUndatedMs = keptUndatedDays * dayMs
/** With the same local hour everywhere, the last city may start this long after the lead city (from UTC+14 to UTC-12). */
const longestRollMs = 26 * 60 * 60 * 1000

type Dated = Pick<Gathering, 'startsAt' | 'lengthMs' | 'clockRule'>

/** Epoch ms at which the last city's meeting is over; null while the gathering has no instant. */
export function endOfAll({ startsAt, lengthMs, clockRule }: Dated): number | null {
  if (startsAt === null) return null
  return startsAt + (clockRule === 'same-local-hour' ? longestRollMs : 0) + lengthMs
}

/** Epoch ms; null while the gathering has no instant. */
export function purgeDate(gathering: Dated): number | null {
  const end = endOfAll(gathering)
  return end === null ? null : end + keptAfterEndMs
}

/** For a gathering without an instant. */
export function undatedPurgeDate(now: number): number {
  return now + keptUndatedMs
}

/**
 * Every gathering has a purge date. If an organizer brought it nearer, its distance to the end stays when the instant moves. Without an
 * instant, a gathering that was published keeps its date, because its replies still exist.
 */
export function nextPurgeDate(record: GatheringRecord, gathering: Gathering, now: number): number | null {
  const date = purgeDate(gathering)
  const former = purgeDate(record.gathering)
  if (date === null) {
    const isDraftThatLostItsInstant = gathering.publishedAt === null && former !== null
    const wasBroughtNearer = former !== null && record.purgeAt !== null && record.purgeAt < former
    if (record.purgeAt === null || (isDraftThatLostItsInstant && !wasBroughtNearer))
      return undatedPurgeDate(now)
    return record.purgeAt
  }
  if (former === null || record.purgeAt === null || record.purgedAt !== null) return date
  return date - Math.max(0, former - record.purgeAt)
}

/** An organizer may only bring the date nearer, and not before the end of a gathering that still takes place. */
export function decidePurgeDate(
  { gathering, purgeAt: current }: Pick<GatheringRecord, 'gathering' | 'purgeAt'>,
  purgeAt: number,
  now: number,
): Verdict<'purge-date-not-nearer' | 'purge-date-too-early'> {
  if (current === null || purgeAt >= current) return refuse('purge-date-not-nearer', 'purgeAt')
  const end = gathering.standing === 'cancelled' ? null : endOfAll(gathering)
  return purgeAt < Math.max(now, end ?? 0) ? refuse('purge-date-too-early', 'purgeAt') : allow()
}

/** Data written to a purged gathering, or after its purge date, is purged too, at least one day later so that it can be read. */
export function purgeDateAfterWriting(
  { gathering, purgeAt, purgedAt }: Pick<GatheringRecord, 'gathering' | 'purgeAt' | 'purgedAt'>,
  now: number,
): number | null {
  if (purgedAt === null) return purgeAt
  if (purgeAt !== null && purgeAt > now) return purgeAt
  return Math.max(purgeDate(gathering) ?? undatedPurgeDate(now), now + dayMs)
}
