// Cache of replies for one transaction: read in bulk before its commands, changed in memory, written together after them.
import {
  type AttendanceRecord,
  deleteAttendance,
  findAttendancesBySecret,
  loadAttendances,
  saveAttendances,
  waitingAt,
} from '../store/attendance-rows.ts'
import type { Queries } from '../store/tables.ts'

/** Replies that the commands will need, so that few statements read them rather than one per command. */
export type ExpectedReplies = {
  readonly secretHashes: ReadonlySet<string>
  readonly attendanceIds: ReadonlySet<string>
}

export type ChangedReply = { readonly before: AttendanceRecord | null; readonly after: AttendanceRecord }

export class Replies {
  readonly #db: Queries
  readonly #byId = new Map<string, AttendanceRecord>()
  /** Null when no reply has this secret. */
  readonly #idBySecret = new Map<string, string | null>()
  readonly #dirty = new Set<string>()
  /** Each changed reply: before (null for a new one) and after. */
  readonly #changed = new Map<string, ChangedReply>()
  readonly #hostVersion: (meetingId: string) => number

  /** `hostVersion`: the version that the meeting's host layer gets if this transaction changes it. */
  constructor(db: Queries, hostVersion: (meetingId: string) => number) {
    this.#db = db
    this.#hostVersion = hostVersion
  }

  async expect({ secretHashes, attendanceIds }: ExpectedReplies): Promise<void> {
    for (const hash of secretHashes) this.#idBySecret.set(hash, null)
    for (const record of await findAttendancesBySecret(this.#db, [...secretHashes])) this.#keep(record)
    for (const record of await loadAttendances(this.#db, [...attendanceIds])) this.#keep(record)
  }

  /** Meetings of the cached replies. */
  meetingIds(): readonly string[] {
    return [...new Set([...this.#byId.values()].map(({ attendance }) => attendance.meetingId))]
  }

  async bySecret(hash: string): Promise<AttendanceRecord | null> {
    const known = this.#idBySecret.get(hash)
    if (known === null) return null
    if (known !== undefined) return this.#byId.get(known) ?? null
    const [record] = await findAttendancesBySecret(this.#db, [hash])
    if (record !== undefined) this.#keep(record)
    return record ?? null
  }

  async byId(attendanceId: string): Promise<AttendanceRecord | null> {
    const held = this.#byId.get(attendanceId)
    if (held !== undefined) return held
    const [record] = await loadAttendances(this.#db, [attendanceId])
    if (record !== undefined) this.#keep(record)
    return record ?? null
  }

  set(record: AttendanceRecord): void {
    const { attendanceId, meetingId } = record.attendance
    const known = this.#changed.get(attendanceId)
    const before = known === undefined ? (this.#byId.get(attendanceId) ?? null) : known.before
    const after = { ...record, hostVersion: this.#hostVersion(meetingId) }
    this.#changed.set(attendanceId, { before, after })
    this.#keep(after)
    this.#dirty.add(record.attendance.attendanceId)
  }

  /** The head of a meeting's waiting list, including changes of this transaction. */
  async waitingAt(meetingId: string, limit: number): Promise<readonly AttendanceRecord[]> {
    await this.flush()
    return waitingAt(this.#db, meetingId, limit)
  }

  /** Deletes the row at once. */
  async erase({ attendance, secretHash }: AttendanceRecord): Promise<void> {
    const { attendanceId } = attendance
    this.#byId.delete(attendanceId)
    this.#dirty.delete(attendanceId)
    this.#idBySecret.set(secretHash, null)
    await deleteAttendance(this.#db, attendanceId)
  }

  async flush(): Promise<void> {
    const records = [...this.#dirty].map((id) => this.#byId.get(id)).filter((record) => record !== undefined)
    this.#dirty.clear()
    await saveAttendances(this.#db, records)
  }

  /** Replies changed one by one, not by bulk statements. */
  changed(): readonly ChangedReply[] {
    return [...this.#changed.values()]
  }

  /** Writes all changes and clears the cache; call before statements that change many replies. */
  async forget(): Promise<void> {
    await this.flush()
    this.#byId.clear()
    for (const [hash, attendanceId] of this.#idBySecret)
      if (attendanceId !== null) this.#idBySecret.delete(hash)
  }

  #keep(record: AttendanceRecord): void {
    this.#byId.set(record.attendance.attendanceId, record)
    this.#idBySecret.set(record.secretHash, record.attendance.attendanceId)
  }
}
