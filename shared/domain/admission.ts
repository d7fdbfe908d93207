// How a meeting admits replies, and how a burst of replies is detected.

/**
 * `open`: a reply that fits gets a seat. `held-when-odd`: the same, but replies in a burst become `asked`. `host-confirms`: every reply
 * becomes `asked`.
 */
export type Admission = 'open' | 'held-when-odd' | 'host-confirms'

export const admissions = ['open', 'held-when-odd', 'host-confirms'] as const satisfies readonly Admission[]

/** Also applies to meetings created before this setting existed. */
export const defaultAdmission: Admission = 'held-when-odd'

/**
 * Why a reply is `asked` and not confirmed. `source`: many replies came from one source. `time`: many replies came to this city at once.
 * `mode`: the host confirms every reply. `full`: no seat was free in a city with closed numbers (replies from before such cities had a
 * waiting list). `''`: the reply was not held.
 */
export type Held = '' | 'source' | 'time' | 'mode' | 'full'

/** Number of people who replied to one city, by minute (epoch ms / 60000). Excludes replies held because of their source. */
export type RepliesPerMinute = ReadonlyMap<number, number>

export const minuteMs = 60_000

export function minuteOf(at: number): number {
  return Math.floor(at / minuteMs)
}

/** Number of minutes of replies that `isBurst` needs, including the current one. */
export const burstMemoryMinutes = 70
/** Replies stay held for this many minutes after an odd minute. */
const burstLastsMinutes = 10

/** Scaled by capacity, because few people can fill a small city. Counts people within two minutes, or from one source within 70 minutes. */
export function mostInTwoMinutes(capacity: number | null): number {
  return capacity === null ? 120 : Math.min(120, Math.max(40, capacity / 4))
}

/** A minute is odd if two minutes exceed the limit, ten minutes exceed 2.5 times the limit, or an hour exceeds 7.5 times the limit. */
function isOddAt(
  people: RepliesPerMinute,
  minute: number,
  { capacity, partAt }: { readonly capacity: number | null; readonly partAt: PartAt },
): boolean {
  const most = mostInTwoMinutes(capacity) * partAt(minute)
  return [
    { minutes: 2, limit: most },
    { minutes: 10, limit: most * 2.5 },
    { minutes: 60, limit: most * 7.5 },
  ].some(({ minutes, limit }) => sumOver(people, minute, minutes) > limit)
}

function sumOver(people: RepliesPerMinute, lastMinute: number, minutes: number): number {
  let sum = 0
  for (const [minute, count] of people) {
    if (minute <= lastMinute && minute > lastMinute - minutes) sum += count
  }
  return sum
}

/**
 * The fraction of the usual limit at which a minute is odd. Secret where numbers are closed, so that nobody can count replies by causing a
 * burst.
 */
export type PartAt = (minute: number) => number

/** Whether a city is in a burst: one of the last ten minutes was odd. */
export function isBurst(
  people: RepliesPerMinute,
  now: number,
  capacity: number | null,
  partAt: PartAt = () => 1,
): boolean {
  const minute = minuteOf(now)
  for (let back = 0; back < burstLastsMinutes; back += 1) {
    if (isOddAt(people, minute - back, { capacity, partAt })) return true
  }
  return false
}

/** Seats given within this many minutes before a burst was detected are taken back, because the burst's first replies took them. */
export const takenBackMinutes = 2
