// How many people replied to each city of late, as one transaction needs it: read once from the rows, counted along, written at the end.
import { burstMemoryMinutes, isBurst, minuteOf, type PartAt } from '#shared/domain/admission.ts'
import { isClosedCity } from '#shared/domain/exposure.ts'
import { addReplyMinutes, peoplePerMinute } from '../store/asked-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Queries } from '../store/tables.ts'
import { secretDraw } from './secret-draw.ts'

export class RecentReplies {
  readonly #db: Queries
  readonly #byMeeting = new Map<string, Map<number, number>>()
  /** Counted here and not yet written. */
  readonly #added = new Map<string, Map<number, number>>()

  constructor(db: Queries) {
    this.#db = db
  }

  /** Whether the city is in a burst before and with so many more people. Changes nothing. */
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

  /** Of a reply in an open city that its source holds since: it makes no others wait. */
  takeAway(meetingId: string, people: number, minute: number): void {
    this.#count(meetingId, -people, minute)
  }

  /** Reads nothing: most cities are counted here and asked about by nobody. */
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

/** In a closed city half to all of the usual, drawn for each city and hour: downward alone, so that bots gain nothing. */
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
