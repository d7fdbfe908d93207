// Recent numbers of people who replied per city, within one transaction: read once, updated in memory, written at the end.
import { burstMemoryMinutes, isBurst, minuteOf, type PartAt } from '#shared/domain/admission.ts'
import { isClosedCity } from '#shared/domain/exposure.ts'
import { addReplyMinutes, peoplePerMinute } from '../store/asked-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Queries } from '../store/tables.ts'
import { secretDraw } from './secret-draw.ts'

export class RecentReplies {
  readonly #db: Queries
  readonly #byMeeting = new Map<string, Map<number, number>>()
  /** Counted here but not written yet. */
  readonly #added = new Map<string, Map<number, number>>()

  constructor(db: Queries) {
    this.#db = db
  }

  /** Whether the city is in a burst before these people, and after them. Changes nothing. */
  async judge(
    record: MeetingRecord,
    people: number,
    now: number,
  ): Promise<{ readonly before: boolean; readonly after: boolean }> {
    const { meetingId, capacity } = record.meeting
    const known = await this.#read(meetingId, now)
    const partAt = partOf(record)
    const before = isBurst(known, now, capacity, partAt)
    if (before) return { before, after: true }
    const grown = new Map(known)
    add(grown, minuteOf(now), people)
    return { before, after: isBurst(grown, now, capacity, partAt) }
  }

  note(meetingId: string, people: number, now: number): void {
    this.#count(meetingId, people, minuteOf(now))
  }

  /** For an open city's reply that is now held because of its source: it must not cause a burst for others. */
  takeAway(meetingId: string, people: number, minute: number): void {
    this.#count(meetingId, -people, minute)
  }

  /** Does not read from SQL: most cities are counted without being judged. */
  #count(meetingId: string, people: number, minute: number): void {
    const known = this.#byMeeting.get(meetingId)
    if (known !== undefined) add(known, minute, people)
    const added = this.#added.get(meetingId) ?? new Map<number, number>()
    add(added, minute, people)
    this.#added.set(meetingId, added)
  }

  async flush(): Promise<void> {
    await addReplyMinutes(this.#db, this.#added)
    this.#added.clear()
  }

  async #read(meetingId: string, now: number): Promise<Map<number, number>> {
    const known = this.#byMeeting.get(meetingId)
    if (known !== undefined) return known
    const read = new Map(await peoplePerMinute(this.#db, meetingId, minuteOf(now) - burstMemoryMinutes))
    for (const [minute, people] of this.#added.get(meetingId) ?? []) add(read, minute, people)
    this.#byMeeting.set(meetingId, read)
    return read
  }
}

function add(minutes: Map<number, number>, minute: number, people: number): void {
  minutes.set(minute, (minutes.get(minute) ?? 0) + people)
}

/** In a closed city the threshold is 50 to 100 % of the usual, drawn per city and hour. It is only lowered, so that bots gain nothing. */
function partOf({ meeting, countKey = '' }: MeetingRecord): PartAt {
  if (!isClosedCity(meeting.exposure)) return () => 1
  const byHour = new Map<number, number>()
  return (minute) => {
    const hour = Math.floor(minute / 60)
    const part = byHour.get(hour) ?? 0.5 + secretDraw(countKey, `burst ${hour}`) / 2
    byHour.set(hour, part)
    return part
  }
}
