// When personal data of a gathering goes: so many days after its end.
import type { Gathering } from '#shared/domain/gathering.ts'
import { keptDays } from '#shared/domain/kept.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'

const dayMs = 24 * 60 * 60 * 1000
const keptAfterEndMs = keptDays * dayMs
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

/** Without an instant the date of before stays, once people could reply: their replies are there still. A draft that never was public has none. */
export function nextPurgeDate(record: GatheringRecord, gathering: Gathering): number | null {
  return purgeDate(gathering) ?? (gathering.publishedAt === null ? null : record.purgeAt)
}

/** What is written into a gathering that was purged, or whose date has passed, goes too: at the earliest a day later, so that it can be read. */
export function purgeDateAfterWriting(
  { gathering, purgeAt, purgedAt }: Pick<GatheringRecord, 'gathering' | 'purgeAt' | 'purgedAt'>,
  now: number,
): number | null {
  if (purgedAt === null) return purgeAt
  if (purgeAt !== null && purgeAt > now) return purgeAt
  return Math.max(purgeDate(gathering) ?? 0, now + dayMs)
}
