// How a meeting lets replies in, and when so many come at once that they look odd.

/**
 * `open`: whoever fits gets a seat. `held-when-odd`: the same, but replies that come in a burst are `asked`. `host-confirms`: each reply is
 * `asked`.
 */
export type Admission = 'open' | 'held-when-odd' | 'host-confirms'

export const admissions = ['open', 'held-when-odd', 'host-confirms'] as const satisfies readonly Admission[]

/** Also of meetings that were there before there was a choice. */
export const defaultAdmission: Admission = 'held-when-odd'

/**
 * Why a reply is asked rather than confirmed. `source`: many came from one source. `time`: many came to this city at once. `mode`: the host
 * confirms each. `full`: no seat was free in a city whose numbers are closed, before such replies waited. `''`: it was not held.
 */
export type Held = '' | 'source' | 'time' | 'mode' | 'full'

/** People who replied to one city in one minute (epoch ms / 60000), without those of replies that were held by their source. */
export type RepliesPerMinute = ReadonlyMap<number, number>

export const minuteMs = 60_000

export function minuteOf(at: number): number {
  return Math.floor(at / minuteMs)
}

/** Minutes whose replies `isBurst` asks for, the present one included. */
export const burstMemoryMinutes = 70
/** So long after an odd minute replies are still held. */
const burstLastsMinutes = 10

/** A city with few seats is filled by few people. People within two minutes, or of one source within 70 minutes. */
export function mostInTwoMinutes(capacity: number | null): number {
  return capacity === null ? 120 : Math.min(120, Math.max(40, capacity / 4))
}

/** More within two minutes, in ten minutes two and a half times as many, or in an hour seven and a half times as many. */
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

/** By which part of the usual a minute is odd: where numbers are closed it is secret, so that nobody counts replies by bringing a burst about. */
export type PartAt = (minute: number) => number

/** Whether a city is in a burst: it was odd within the last ten minutes. */
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

/** Seats that were given so few minutes before a burst was found are taken back: its first replies came in them. */
export const takenBackMinutes = 2
