// When personal data of a gathering goes: so many days after its end.
import type { Gathering } from '#shared/domain/gathering.ts'
import { keptDays, keptUndatedDays } from '#shared/domain/kept.ts'
import { allow, refuse, type Verdict } from '#shared/domain/verdict.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'

const dayMs = 24 * 60 * 60 * 1000
const keptAfterEndMs = keptDays * dayMs
const keptUndatedMs = keptUndatedDays * dayMs
/** At the same local hour the last city may begin up to so much after the lead city (from UTC+14 to UTC-12). */
const longestRollMs = 26 * 60 * 60 * 1000

type Dated = Pick<Gathering, 'startsAt' | 'lengthMs' | 'clockRule'>

/** Epoch ms after which nobody meets any more in any city; null while the gathering has no instant. */
export function endOfAll({ startsAt, lengthMs, clockRule }: Dated): number | null {
  if (startsAt === null) return null
  return startsAt + (clockRule === 'same-local-hour' ? longestRollMs : 0) + lengthMs
}

/** Epoch ms; null while the gathering has no instant. */
export function purgeDate(gathering: Dated): number | null {
  const end = endOfAll(gathering)
  return end === null ? null : end + keptAfterEndMs
}

/** Of a gathering that has no instant. */
export function undatedPurgeDate(now: number): number {
  return now + keptUndatedMs
}

/**
 * Every gathering has one. Brought nearer by an organizer, it stays as near to the end when the instant moves. Without an instant the date
 * of before stays, once people could reply: their replies are there still.
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

/** An organizer may bring the date nearer, never farther, and not before the end of what still takes place. */
export function decidePurgeDate(
  { gathering, purgeAt: current }: Pick<GatheringRecord, 'gathering' | 'purgeAt'>,
  purgeAt: number,
  now: number,
): Verdict<'purge-date-not-nearer' | 'purge-date-too-early'> {
  if (current === null || purgeAt >= current) return refuse('purge-date-not-nearer', 'purgeAt')
  const end = gathering.standing === 'cancelled' ? null : endOfAll(gathering)
  return purgeAt < Math.max(now, end ?? 0) ? refuse('purge-date-too-early', 'purgeAt') : allow()
}

/** What is written into a gathering that was purged, or whose date has passed, goes too: at the earliest a day later, so that it can be read. */
export function purgeDateAfterWriting(
  { gathering, purgeAt, purgedAt }: Pick<GatheringRecord, 'gathering' | 'purgeAt' | 'purgedAt'>,
  now: number,
): number | null {
  if (purgedAt === null) return purgeAt
  if (purgeAt !== null && purgeAt > now) return purgeAt
  return Math.max(purgeDate(gathering) ?? undatedPurgeDate(now), now + dayMs)
}
