// How many people replied to each city of late, as one transaction needs it: read once from the rows, then counted along.
import { burstMemoryMinutes, isBurst, minuteOf } from '#shared/domain/admission.ts'
import type { Meeting } from '#shared/domain/meeting.ts'
import { peoplePerMinute } from '../store/asked-rows.ts'
import type { Queries } from '../store/tables.ts'

export class RecentReplies {
  readonly #db: Queries
  readonly #byMeeting = new Map<string, Map<number, number>>()
  /** Counted before anybody asked about their city: most cities let everybody in, and nothing is read for them. */
  readonly #unread = new Map<string, Map<number, number>>()

  constructor(db: Queries) {
    this.#db = db
  }

  /** Whether the city is in a burst before and with so many more people. Changes nothing. */
  async judge(
    meeting: Pick<Meeting, 'meetingId' | 'capacity'>,
    people: number,
    now: number,
  ): Promise<{ readonly before: boolean; readonly after: boolean }> {
    const known = await this.#read(meeting.meetingId, now)
    const before = isBurst(known, now, meeting.capacity)
    if (before) return { before, after: true }
    const minute = minuteOf(now)
    const grown = new Map(known).set(minute, (known.get(minute) ?? 0) + people)
    return { before, after: isBurst(grown, now, meeting.capacity) }
  }

  note(meetingId: string, people: number, now: number): void {
    const known = this.#byMeeting.get(meetingId) ?? this.#unread.get(meetingId) ?? new Map<number, number>()
    if (!this.#byMeeting.has(meetingId)) this.#unread.set(meetingId, known)
    addTo(known, minuteOf(now), people)
  }

  async #read(meetingId: string, now: number): Promise<Map<number, number>> {
    const known = this.#byMeeting.get(meetingId)
    if (known !== undefined) return known
    const read = new Map(await peoplePerMinute(this.#db, meetingId, minuteOf(now) - burstMemoryMinutes))
    for (const [minute, people] of this.#unread.get(meetingId) ?? []) addTo(read, minute, people)
    this.#unread.delete(meetingId)
    this.#byMeeting.set(meetingId, read)
    return read
  }
}

function addTo(people: Map<number, number>, minute: number, more: number): void {
  people.set(minute, (people.get(minute) ?? 0) + more)
}
