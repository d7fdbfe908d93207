// Unit of work for one transaction on one gathering: tracks the rows read and changed, and writes them at the end.

import type { Place } from '#shared/domain/place.ts'
import { withdrawnKeptHours } from '#shared/domain/retention.ts'
import type { Outcome } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { Clock, Ids } from '../clock-and-ids.ts'
import { type GatheringRecord, saveGathering } from '../store/gathering-rows.ts'
import {
  loadMeeting,
  loadMeetings,
  loadMeetingsById,
  type MeetingRecord,
  saveCounts,
  saveMeeting,
} from '../store/meeting-rows.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import type { Queries } from '../store/tables.ts'
import { purgeDateAfterWriting } from './purge-date.ts'
import { type Raised, raiseVersions } from './raise-versions.ts'
import { RecentReplies } from './recent-replies.ts'
import { type ExpectedReplies, Replies } from './reply-cache.ts'

const withdrawnKeptMs = withdrawnKeptHours * 60 * 60 * 1000

/** Looks up a place by its id in the gazetteer. */
export type FindPlace = (placeId: string) => Place | undefined

/** External dependencies of commands. */
export type Means = { readonly clock: Clock; readonly ids: Ids; readonly findPlace: FindPlace }

/** Rows that the commands will need, read in few statements before they run. */
export type Expected = ExpectedReplies & { readonly meetingIds: ReadonlySet<string> }

type BeforeCommand = {
  readonly gathering: GatheringRecord | null
  readonly meetings: Map<string, MeetingRecord>
}

/** Caches a gathering, its meetings and its replies, and writes them once per batch, however many commands changed them. */
export class Work {
  readonly db: Queries
  replies: Replies
  readonly recent: RecentReplies
  readonly means: Means
  readonly now: number
  #gathering: GatheringRecord | null
  #isGatheringDirty = false
  /** As stored in SQL; null for a gathering created in this transaction. */
  readonly #storedGathering: GatheringRecord | null
  readonly #meetings = new Map<string, MeetingRecord | null>()
  readonly #dirtyMeetings = new Set<string>()
  #hasAllMeetings = false
  #beforeCommand: BeforeCommand = { gathering: null, meetings: new Map() }
  /** As stored in SQL. */
  readonly #storedMeetings = new Map<string, MeetingRecord>()
  /** Meetings created in this transaction. */
  readonly #made = new Set<string>()
  readonly #organizers = new Map<string, boolean>()

  constructor(db: Queries, gathering: GatheringRecord | null, means: Means) {
    this.db = db
    this.replies = new Replies(db, this.#nextHostVersion)
    this.recent = new RecentReplies(db)
    this.means = means
    this.#gathering = gathering
    this.#storedGathering = gathering
    this.now = means.clock.now()
  }

  async expect(expected: Expected): Promise<void> {
    await this.replies.expect(expected)
    const meetingIds = new Set(expected.meetingIds)
    for (const meetingId of this.replies.meetingIds()) meetingIds.add(meetingId)
    for (const record of await loadMeetingsById(this.db, [...meetingIds])) this.#readMeeting(record)
  }

  get gathering(): GatheringRecord | null {
    return this.#gathering
  }

  /** Call before each command: `beforeCommand` then holds the state before it. */
  beginCommand(): void {
    this.#beforeCommand = { gathering: this.#gathering, meetings: new Map() }
  }

  /** The gathering and the meetings changed by the current command, as they were before it; without meetings it created. */
  get beforeCommand(): BeforeCommand {
    return this.#beforeCommand
  }

  setGathering(record: GatheringRecord): void {
    this.#gathering = record
    this.#isGatheringDirty = true
  }

  forgetGathering(): void {
    this.#gathering = null
    this.#isGatheringDirty = false
    this.#meetings.clear()
    this.#hasAllMeetings = false
    this.#dirtyMeetings.clear()
    this.#storedMeetings.clear()
    this.#made.clear()
    this.replies = new Replies(this.db, this.#nextHostVersion)
  }

  /** A meeting of this gathering; null if it belongs to another one. */
  async meeting(meetingId: string): Promise<MeetingRecord | null> {
    const kept = this.#meetings.get(meetingId)
    if (kept !== undefined) return kept
    const loaded = await loadMeeting(this.db, meetingId)
    if (loaded === null) return null
    this.#readMeeting(loaded)
    return this.#meetings.get(meetingId) ?? null
  }

  #readMeeting(record: MeetingRecord): void {
    const { meetingId, gatheringId } = record.meeting
    const isOwn = gatheringId === this.#gathering?.gathering.gatheringId
    this.#meetings.set(meetingId, isOwn ? record : null)
    this.#storedMeetings.set(meetingId, record)
  }

  /** All meetings of this gathering, unordered. Read once per batch. */
  async meetings(): Promise<readonly MeetingRecord[]> {
    const gatheringId = this.#gathering?.gathering.gatheringId
    if (gatheringId === undefined) return []
    if (!this.#hasAllMeetings) {
      for (const record of await loadMeetings(this.db, gatheringId)) {
        if (!this.#meetings.has(record.meeting.meetingId)) this.#readMeeting(record)
      }
      this.#hasAllMeetings = true
    }
    return [...this.#meetings.values()].filter((record) => record !== null)
  }

  /** A write to a withdrawn city that was already erased (as by a command queued on a phone) schedules another erasure (X8). */
  setMeeting(record: MeetingRecord): void {
    const { meetings } = this.#beforeCommand
    const before = this.#meetings.get(record.meeting.meetingId)
    if (before != null && !meetings.has(before.meeting.meetingId))
      meetings.set(before.meeting.meetingId, before)
    const { status, mergedInto } = record.meeting
    const isErased = status === 'withdrawn' && mergedInto === null && (record.eraseAt ?? null) === null
    const eraseAt = isErased ? this.now + withdrawnKeptMs : record.eraseAt
    this.#meetings.set(record.meeting.meetingId, eraseAt === undefined ? record : { ...record, eraseAt })
    this.#dirtyMeetings.add(record.meeting.meetingId)
  }

  /** Caches a meeting that was just inserted, so that its row is not read back. */
  keepMeeting(record: MeetingRecord): void {
    this.#meetings.set(record.meeting.meetingId, record)
    this.#storedMeetings.set(record.meeting.meetingId, record)
    this.#made.add(record.meeting.meetingId)
  }

  readonly #nextHostVersion = (meetingId: string): number => {
    return (this.#storedMeetings.get(meetingId)?.hostVersion ?? 0) + 1
  }

  nextQueueOrder(): number {
    const record = this.#gathering
    if (record === null) throw new Error('no gathering to queue in')
    this.setGathering({ ...record, nextQueueOrder: record.nextQueueOrder + 1 })
    return record.nextQueueOrder
  }

  /** The next position in the order of a meeting's own list, and the meeting with the counter advanced. */
  takeListOrder(record: MeetingRecord): { readonly listOrder: number; readonly record: MeetingRecord } {
    const listOrder = record.nextListOrder ?? 1
    return { listOrder, record: { ...record, nextListOrder: listOrder + 1 } }
  }

  nextVersion(): number {
    const record = this.#gathering
    if (record === null) throw new Error('no gathering to count versions of')
    const dated = { ...record, purgeAt: purgeDateAfterWriting(record, this.now) }
    this.setGathering({ ...dated, version: record.version + 1 })
    return record.version + 1
  }

  async isOrganizer(organizerId: string): Promise<boolean> {
    const gatheringId = this.#gathering?.gathering.gatheringId
    if (gatheringId === undefined) return false
    const known = this.#organizers.get(organizerId)
    if (known !== undefined) return known
    const found = await isOrganizerOf(this.db, gatheringId, organizerId)
    this.#organizers.set(organizerId, found)
    return found
  }

  /** Writes everything at the end of the transaction, and raises the version of each audience whose view changed. */
  async flush(changes: readonly Change[]): Promise<Raised> {
    const raised = await raiseVersions(this, changes)
    if (this.#gathering !== null && this.#isGatheringDirty) await saveGathering(this.db, this.#gathering)
    const countsOnly: MeetingRecord[] = []
    for (const meetingId of this.#dirtyMeetings) {
      const record = this.#meetings.get(meetingId)
      if (record === null || record === undefined) continue
      if (isEqualButCounts(record, this.#storedMeetings.get(meetingId))) countsOnly.push(record)
      else await saveMeeting(this.db, record)
    }
    await saveCounts(this.db, countsOnly)
    await this.replies.flush()
    await this.recent.flush()
    return raised
  }

  /** The gathering and its meetings as this transaction found them, and the ids of those it changed. */
  get stored() {
    return {
      gathering: this.#storedGathering,
      meetings: this.#storedMeetings,
      made: this.#made,
      dirty: new Set([...this.#dirtyMeetings, ...this.#made]),
    }
  }

  /** Meetings read so far. */
  get readMeetings(): ReadonlyMap<string, MeetingRecord | null> {
    return this.#meetings
  }
}

/** Whether a meeting differs from the stored one at most by its counts. */
function isEqualButCounts(record: MeetingRecord, stored: MeetingRecord | undefined): boolean {
  if (stored === undefined) return false
  // These are written together with the counts.
  const { meeting, hostVersion: _h, guestVersion: _g, told: _t, nextListOrder: _n, ...rest } = record
  const { counts: _counts, ...fields } = meeting
  const sameRest = Object.entries(rest).every(([name, value]) => stored[name as keyof typeof rest] === value)
  return (
    sameRest &&
    Object.entries(fields).every(([name, value]) => stored.meeting[name as keyof typeof fields] === value)
  )
}

/** The result of an accepted command. */
export type Done = {
  readonly ok: true
  readonly changes: readonly Change[]
  readonly outcome?: Outcome
  /** Stores neither the actor nor the answer: a retry is decided again. */
  readonly isTraceless?: boolean
}
