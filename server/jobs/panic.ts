// Erases all personal data of a city, a gathering or the installation at once, for a requester who is authorized and typed its name.
import { foldName } from '#shared/domain/fold-name.ts'
import { meetingPhase } from '#shared/domain/moment.ts'
import type { ErasedCounts, ErasureProof, PanicAnswer, PanicRequest } from '#shared/protocol/erasure.ts'
import type { Clock } from '../clock-and-ids.ts'
import { endOfAll } from '../commands/purge-date.ts'
import { eraseAndRaise } from '../commands/raise-erased.ts'
import type { DeletedBackups } from '../operator/delete-backups.ts'
import { hashSecret } from '../secrets.ts'
import { loadClockRecord } from '../store/clock-rows.ts'
import { findErasure, noteErasure, saveErasure } from '../store/erasure-rows.ts'
import {
  findGathering,
  type GatheringRecord,
  listGatheringIds,
  loadGatheringToChange,
} from '../store/gathering-rows.ts'
import { findMeetingByHost, loadMeeting } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { isPanicLink } from '../store/operator-link-rows.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import { notePanic } from '../store/panic-mark.ts'
import { eraseCity } from '../store/panic-rows.ts'
import { eraseRecord, type Purged } from '../store/purge-rows.ts'
import { deleteAllSessions } from '../store/session-rows.ts'
import type { Queries } from '../store/tables.ts'
import type { ClockTrust } from './clock-guard.ts'

/** Who asks, besides the request itself. */
export type Panicking = {
  /** From the session; null without one. */
  readonly organizerId: string | null
  /** The installation's host names, one of which must be typed: `multaqa.example`, with or without its port. */
  readonly hostNames: readonly string[]
}

export type Panic = (request: PanicRequest, by: Panicking) => Promise<PanicAnswer>

export type PanicParts = {
  readonly store: Store
  readonly clock: Clock
  /** With an untrusted clock nothing counts as over, so that no counts stay because of it. */
  readonly trust: () => ClockTrust
  /** Called right after each commit: everything that shows the gathering must read it again. */
  readonly onPurged: (purged: Purged) => void
  /** Closes the sockets of these sessions. */
  readonly onSessionsEnded: (sessionHashes: readonly string[]) => void
  /** `madeUntil` (epoch ms): later backups stay. */
  readonly deleteBackups: (madeUntil?: number) => Promise<DeletedBackups>
  /** Called after the erasure: removes the deleted data from logs and free pages. */
  readonly scrub: () => void
  readonly onTrouble: (error: unknown) => void
}

type Refused = Extract<PanicAnswer, { readonly ok: false }>
type Done = { readonly ok: true; readonly purged: Purged }

export function createPanic(parts: PanicParts): Panic {
  const { store } = parts

  async function finish(key: string, proof: ErasureProof, madeUntil?: number): Promise<PanicAnswer> {
    const backups = await parts.deleteBackups(madeUntil)
    const erased = { ...proof.erased, backups: proof.erased.backups + backups.deleted }
    const { areGone: areBackupsGone, isMissing: isBackupFolderMissing } = backups
    const whole = { ...proof, erased, areBackupsGone, isBackupFolderMissing }
    // The erasure is complete even if this write fails.
    await saveErasure(store.db, key, whole).catch(parts.onTrouble)
    parts.scrub()
    return { ok: true, proof: whole }
  }

  async function one(
    request: PanicRequest,
    key: string,
    erase: (db: Queries, gatheringId: string, at: PanicTime) => Promise<Done | Refused>,
  ): Promise<PanicAnswer> {
    const found = request.gathering === null ? null : await findGathering(store.db, request.gathering)
    if (found === null) return notFound
    const at = await panicTime(parts)
    const { now } = at
    const { gatheringId } = found.gathering
    // Checked before anything is locked, so that a stranger's guesses do not block the gathering.
    const { credential } = request
    if (
      credential !== undefined &&
      (await findMeetingByHost(store.db, gatheringId, hashSecret(credential))) === null
    )
      return linkNotValid
    const done = await store.db.transaction().execute(async (transaction) => {
      const result = await erase(transaction, gatheringId, at)
      if (result.ok) await noteErasure(transaction, key, proofOf(request.scope, now, [result.purged]))
      return result
    })
    if (!done.ok) return done
    parts.onPurged(done.purged)
    return finish(key, proofOf(request.scope, now, [done.purged]))
  }

  return async (request, by) => {
    const who = request.credential ?? (by.organizerId === null ? null : `o:${by.organizerId}`)
    if (who === null) return notAllowed
    // The key includes the target: the same id sent for another city or gathering is not a retry.
    const what = `${request.gathering ?? ''}:${request.meetingId ?? ''}`
    const key = hashSecret(`panic:${request.panicId}:${request.scope}:${what}:${who}`)
    const before = await findErasure(store.db, key)
    // A retry deletes backups that could not be deleted before; backups made since stay.
    if (before !== null)
      return before.areBackupsGone ? { ok: true, proof: before } : finish(key, before, before.at)
    switch (request.scope) {
      case 'city':
        return one(request, key, (db, gatheringId, at) => panicCity(db, gatheringId, request, by, at))
      case 'gathering':
        return one(request, key, (db, gatheringId, at) => panicGathering(db, gatheringId, request, by, at))
      case 'installation': {
        const { credential, typed } = request
        if (credential === undefined || !(await isPanicLink(store.db, credential))) return linkNotValid
        if (!by.hostNames.includes(typed.trim().toLowerCase())) return notTyped
        return finish(key, await eraseInstallation(parts, key))
      }
    }
  }
}

/** Epoch ms. `certain` is not ahead of the true time even if the clock was set wrong. */
export type PanicTime = { readonly now: number; readonly certain: number; readonly isTrusted: boolean }

export async function panicTime({
  store,
  clock,
  trust,
}: Pick<PanicParts, 'store' | 'clock' | 'trust'>): Promise<PanicTime> {
  const now = clock.now()
  if (trust() === 'steady') return { now, certain: now, isTrusted: true }
  const record = await loadClockRecord(store.db)
  return { now, certain: Math.min(now, record?.at ?? now), isTrusted: false }
}

/** Authorizes by the current host link, in this transaction: a renewed or revoked link opens nothing. */
async function panicCity(
  db: Queries,
  gatheringId: string,
  { credential, meetingId: named, typed }: PanicRequest,
  { organizerId }: Panicking,
  { now, certain, isTrusted }: PanicTime,
): Promise<Done | Refused> {
  const record = await loadGatheringToChange(db, gatheringId)
  if (record === null) return notFound
  let meetingId = named
  if (credential !== undefined) {
    meetingId = await findMeetingByHost(db, gatheringId, hashSecret(credential))
    if (meetingId === null) return linkNotValid
  } else if (organizerId === null || !(await isOrganizerOf(db, gatheringId, organizerId))) return notAllowed
  const city = meetingId === null ? null : await loadMeeting(db, meetingId)
  if (city === null || city.meeting.gatheringId !== gatheringId) return notFound
  if (!isTyped(typed, Object.values(city.meeting.place.names))) return notTyped
  const isOver = isTrusted && meetingPhase(record.gathering, city.meeting.place.timeZone, now) === 'past'
  const purged = await eraseAndRaise(db, gatheringId, city.meeting.meetingId, () =>
    eraseCity(db, record, city, { now, isOver }),
  )
  if (purged === null) return notFound
  await notePanic(db, certain)
  return { ok: true, purged }
}

async function panicGathering(
  db: Queries,
  gatheringId: string,
  { typed }: PanicRequest,
  { organizerId }: Panicking,
  at: PanicTime,
): Promise<Done | Refused> {
  const record = await loadGatheringToChange(db, gatheringId)
  if (record === null) return notFound
  if (organizerId === null || !(await isOrganizerOf(db, gatheringId, organizerId))) return notAllowed
  const titles = Object.values(record.gathering.texts).map(({ title }) => title)
  // A draft may have no title yet.
  if (!isTyped(typed, [...titles, record.gathering.slug])) return notTyped
  return { ok: true, purged: await eraseGathering(db, record, at) }
}

/** Regardless of its date, in a transaction that has locked it. */
export async function eraseGathering(
  db: Queries,
  record: GatheringRecord,
  { now, certain, isTrusted }: PanicTime,
): Promise<Purged> {
  const end = endOfAll(record.gathering)
  const purged = await eraseRecord(db, record, { now, isOver: isTrusted && end !== null && end <= now })
  await notePanic(db, certain)
  return purged
}

/** Ignores case and accents, and accepts the name in any of its languages. */
function isTyped(typed: string, names: readonly string[]): boolean {
  const folded = foldName(typed)
  return folded !== '' && names.some((name) => foldName(name) === folded)
}

/**
 * Each gathering in its own transaction, so that a failure does not stop the others. Sessions are deleted first, so that nobody acts with a
 * stolen one meanwhile.
 */
export async function eraseInstallation(
  {
    store,
    clock,
    trust,
    onPurged,
    onSessionsEnded,
    onTrouble,
  }: Pick<PanicParts, 'store' | 'clock' | 'trust' | 'onPurged' | 'onSessionsEnded' | 'onTrouble'>,
  key: string,
): Promise<ErasureProof> {
  const { db } = store
  const first = await panicTime({ store, clock, trust })
  const sessions = await db.transaction().execute(async (transaction) => {
    await notePanic(transaction, first.certain)
    return deleteAllSessions(transaction)
  })
  onSessionsEnded(sessions)
  const done: Purged[] = []
  let failed = 0
  for (const { gatheringId } of await listGatheringIds(db)) {
    try {
      const at = await panicTime({ store, clock, trust })
      const purged = await db.transaction().execute(async (transaction) => {
        const record = await loadGatheringToChange(transaction, gatheringId)
        return record === null ? null : eraseGathering(transaction, record, at)
      })
      if (purged === null) continue
      done.push(purged)
      onPurged(purged)
    } catch (error) {
      failed += 1
      onTrouble(error)
    }
  }
  const proof = proofOf('installation', clock.now(), done, { sessions: sessions.length, failed })
  await noteErasure(db, key, proof)
  return proof
}

function proofOf(
  scope: ErasureProof['scope'],
  at: number,
  purged: readonly Purged[],
  { sessions = 0, failed = 0 }: { readonly sessions?: number; readonly failed?: number } = {},
): ErasureProof {
  const sum = (kind: Exclude<keyof ErasedCounts, 'sessions' | 'backups'>) =>
    purged.reduce((total, each) => total + each[kind], 0)
  const erased: ErasedCounts = {
    replies: sum('replies'),
    logEntries: sum('logEntries'),
    messages: sum('messages'),
    directors: sum('directors'),
    proposals: sum('proposals'),
    closedCities: sum('closedCities'),
    meetings: sum('meetings'),
    sessions,
    backups: 0,
  }
  return { scope, at, erased, areBackupsGone: false, failed }
}

const notAllowed: Refused = { ok: false, reason: 'not-allowed' }
const notFound: Refused = { ok: false, reason: 'not-found' }
const linkNotValid: Refused = { ok: false, reason: 'link-not-valid' }
const notTyped: Refused = { ok: false, reason: 'name-not-typed' }
