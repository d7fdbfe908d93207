// The replies that one transaction works on: read together before its commands, held while they run, written together after them.
import { makeCode } from '../secrets.ts'
import {
  type AttendanceRecord,
  type CodeAt,
  findAttendancesBySecret,
  loadAttendances,
  saveAttendances,
  takenCodes,
  waitingAt,
} from '../store/attendance-rows.ts'
import type { Queries } from '../store/tables.ts'

/** What some commands will ask for, so that it is read in few statements rather than in one a command. */
export type ExpectedReplies = {
  readonly secretHashes: ReadonlySet<string>
  readonly attendanceIds: ReadonlySet<string>
  /** The meeting of each code that will be given. */
  readonly codesAt: readonly string[]
}

const codeLength = 5

export class Replies {
  readonly #db: Queries
  readonly #byId = new Map<string, AttendanceRecord>()
  /** Null where nobody has replied by that secret. */
  readonly #idBySecret = new Map<string, string | null>()
  readonly #dirty = new Set<string>()
  readonly #freeCodes = new Map<string, string[]>()
  /** Codes that somebody has or was promised in this transaction. */
  readonly #spoken = new Set<string>()

  constructor(db: Queries) {
    this.#db = db
  }

  async expect({ secretHashes, attendanceIds, codesAt }: ExpectedReplies): Promise<void> {
    for (const hash of secretHashes) this.#idBySecret.set(hash, null)
    for (const record of await findAttendancesBySecret(this.#db, [...secretHashes])) this.#keep(record)
    for (const record of await loadAttendances(this.#db, [...attendanceIds])) this.#keep(record)
    await this.#findFreeCodes(codesAt)
  }

  /** Where the replies are that are held here. */
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
    this.#keep(record)
    this.#dirty.add(record.attendance.attendanceId)
  }

  /** The head of a meeting's waiting list, what this transaction changed included. */
  async waitingAt(meetingId: string, limit: number): Promise<readonly AttendanceRecord[]> {
    await this.flush()
    return waitingAt(this.#db, meetingId, limit)
  }

  /** A code that nobody else has at this meeting. */
  async takeCode(meetingId: string): Promise<string> {
    for (;;) {
      const code = this.#freeCodes.get(meetingId)?.pop()
      if (code !== undefined) return code
      await this.#findFreeCodes([meetingId])
    }
  }

  async flush(): Promise<void> {
    const records = [...this.#dirty].map((id) => this.#byId.get(id)).filter((record) => record !== undefined)
    this.#dirty.clear()
    await saveAttendances(this.#db, records)
  }

  #keep(record: AttendanceRecord): void {
    this.#byId.set(record.attendance.attendanceId, record)
    this.#idBySecret.set(record.secretHash, record.attendance.attendanceId)
  }

  async #findFreeCodes(meetingIds: readonly string[]): Promise<void> {
    const drawn = meetingIds.map((meetingId) => ({ meetingId, code: makeCode(codeLength) }))
    const key = ({ meetingId, code }: CodeAt) => `${meetingId} ${code}`
    for (const taken of await takenCodes(this.#db, drawn)) this.#spoken.add(key(taken))
    for (const each of drawn) {
      if (this.#spoken.has(key(each))) continue
      this.#spoken.add(key(each))
      this.#freeCodes.set(each.meetingId, [...(this.#freeCodes.get(each.meetingId) ?? []), each.code])
    }
  }
}
