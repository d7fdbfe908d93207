// One transaction's work on one gathering: what it has read, what it has changed, and what is written at its end.
import { withdrawnKeptHours } from '#shared/domain/kept.ts'
import type { Place } from '#shared/domain/place.ts'
import type { Outcome } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { Clock, Ids } from '../environment.ts'
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
import { type ExpectedReplies, Replies } from './replies.ts'

const withdrawnKeptMs = withdrawnKeptHours * 60 * 60 * 1000

/** Looks a place up by its id in the gazetteer. */
export type FindPlace = (placeId: string) => Place | undefined

/** What commands need of the world outside. */
export type Means = { readonly clock: Clock; readonly ids: Ids; readonly findPlace: FindPlace }

/** What some commands will ask for, read in few statements before they run. */
export type Expected = ExpectedReplies & { readonly meetingIds: ReadonlySet<string> }

type BeforeCommand = {
  readonly gathering: GatheringRecord | null
  readonly meetings: Map<string, MeetingRecord>
}

/** Rows of a gathering, its meetings and its replies are held here and written once a batch, however many commands changed them. */
export class Work {
  readonly db: Queries
  replies: Replies
  readonly recent: RecentReplies
  readonly means: Means
  readonly now: number
  #gathering: GatheringRecord | null
  #isGatheringDirty = false
  /** As it stands in SQL; null for one that this transaction made. */
  readonly #storedGathering: GatheringRecord | null
  readonly #meetings = new Map<string, MeetingRecord | null>()
  readonly #dirtyMeetings = new Set<string>()
  #hasAllMeetings = false
  #beforeCommand: BeforeCommand = { gathering: null, meetings: new Map() }
  /** As they stand in SQL. */
  readonly #storedMeetings = new Map<string, MeetingRecord>()
  /** Meetings that this transaction made. */
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

  /** The next command's changes are compared with what there is now. */
  beginCommand(): void {
    this.#beforeCommand = { gathering: this.#gathering, meetings: new Map() }
  }

  /** The gathering, and the meetings that the command wrote and did not make, as it found them. */
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

  /** A meeting of this gathering; null for one of another. */
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

  /** All meetings of this gathering, in no order. Read once, however many commands of a batch ask. */
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

  /** What is written into a withdrawn city that was erased already, as by a command that waited on a phone, is erased again (X8). */
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

  /** A meeting that was just inserted, so that its row need not be read back. */
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

  /** The next place in the order of a meeting's own list, and the meeting without it. */
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

  /** Writes everything at the end of the transaction, and raises the version of each audience whose reading these changes change. */
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

  /** The gathering and its meetings as this transaction found them, and which it changed. */
  get stored() {
    return {
      gathering: this.#storedGathering,
      meetings: this.#storedMeetings,
      made: this.#made,
      dirty: new Set([...this.#dirtyMeetings, ...this.#made]),
    }
  }

  /** Meetings that were read so far. */
  get readMeetings(): ReadonlyMap<string, MeetingRecord | null> {
    return this.#meetings
  }
}

/** Whether a meeting differs from what is stored by its numbers of people at most. */
function isEqualButCounts(record: MeetingRecord, stored: MeetingRecord | undefined): boolean {
  if (stored === undefined) return false
  // Written together with the numbers.
  const { meeting, hostVersion: _h, guestVersion: _g, told: _t, nextListOrder: _n, ...rest } = record
  const { counts: _counts, ...fields } = meeting
  const sameRest = Object.entries(rest).every(([name, value]) => stored[name as keyof typeof rest] === value)
  return (
    sameRest &&
    Object.entries(fields).every(([name, value]) => stored.meeting[name as keyof typeof fields] === value)
  )
}

/** What a command that was carried out leaves behind. */
export type Done = {
  readonly ok: true
  readonly changes: readonly Change[]
  readonly outcome?: Outcome
  /** Neither who asked nor what was answered is kept: a retry is decided again. */
  readonly isTraceless?: boolean
}
