// Holds a gathering's cities against the zone rules and the gazetteer of today, and notes where a clock shows something else than it did.
import type { Gathering } from '#shared/domain/gathering.ts'
import type { Meeting, ZoneMoved } from '#shared/domain/meeting.ts'
import { meetingPhase, meetingStart } from '#shared/domain/moment.ts'
import { type LocalDateTime, localFromInstant, offsetMinutes } from '#shared/domain/time.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { appendChanges } from '../store/change-rows.ts'
import { loadGatheringToChange } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import { loadZoneReadings, saveZoneReadings, type ZoneReading } from '../store/zone-rows.ts'
import type { Committed } from './execute.ts'
import { type Means, Work } from './work.ts'

/** One city whose clock shows another time at its beginning than by the rules before, or which begins at another instant by them. */
export type MovedCity = ZoneMoved & { readonly slug: string; readonly meeting: Meeting }

export type Noted = { readonly moved: readonly MovedCity[]; readonly committed: Committed | null }

const nothing: Noted = { moved: [], committed: null }

/**
 * In one transaction: what was read of each city, and for those whose rules have changed since, a higher revision and an entry in the log.
 * Whoever comes second finds it done.
 */
export async function noteZoneRules(store: Store, means: Means, gatheringId: string): Promise<Noted> {
  return store.db.transaction().execute((db) => noteIn(db, means, gatheringId))
}

async function noteIn(db: Queries, means: Means, gatheringId: string): Promise<Noted> {
  const record = await loadGatheringToChange(db, gatheringId)
  if (record === null || record.gathering.startsAt === null) return nothing
  const { gathering } = record
  const work = new Work(db, record, means)
  const known = await loadZoneReadings(db, gatheringId)
  const moved: MovedCity[] = []
  /** Cities whose zone is another one, with the same hour for all that is planned. */
  const corrected: string[] = []
  const readings: ZoneReading[] = []
  for (const meetingRecord of await work.meetings()) {
    const { meeting: stored } = meetingRecord
    if (stored.status !== 'approved') continue
    if (meetingPhase(gathering, stored.place.timeZone, work.now) === 'past') continue
    const meeting = inZoneOfToday(stored, means)
    const isCorrected = meeting !== stored
    const reading = readZone(gathering, meeting)
    const before = known.get(meeting.meetingId)
    if (reading === null || (before !== undefined && isSame(before, reading))) continue
    readings.push(reading)
    const isPlannedAnew = before === undefined || before.plan !== planOf(gathering, stored)
    if (isCorrected && (isPlannedAnew || localOf(before) === localOf(reading))) {
      work.setMeeting({ ...meetingRecord, meeting })
      corrected.push(meeting.meetingId)
      continue
    }
    // Planned anew since, or never looked at: nothing that rules did.
    if (isPlannedAnew) continue
    const change = { from: localOf(before), to: localOf(reading) }
    const zoneMoved = movedSince(meeting.zoneMoved, change)
    work.setMeeting({ ...meetingRecord, meeting: { ...meeting, revision: meeting.revision + 1, zoneMoved } })
    moved.push({ ...change, slug: gathering.slug, meeting })
  }
  await saveZoneReadings(db, readings)
  const changed = [...moved.map(({ meeting }) => meeting.meetingId), ...corrected]
  if (changed.length === 0) return nothing
  const changes = changed.map((meetingId): Change => ({ type: 'meetingEdited', meetingId }))
  const version = work.nextVersion()
  const layers = await work.flush(changes)
  const [at, commandId] = [work.now, means.ids.next()]
  await appendChanges(db, [
    {
      gatheringId,
      version,
      at,
      actorKey: 'zone-rules',
      commandId,
      changes,
      outcome: {},
      publicVersion: layers.get('public')?.version ?? 0,
    },
  ])
  return { moved, committed: { gatheringId, from: version - 1, to: version, changes, layers } }
}

/** A meeting keeps the place that was chosen; a later version of the gazetteer may know that its town keeps another zone. */
function inZoneOfToday(meeting: Meeting, { findPlace }: Means): Meeting {
  const timeZone = findPlace(meeting.place.placeId)?.timeZone
  if (timeZone === undefined || timeZone === meeting.place.timeZone) return meeting
  return { ...meeting, place: { ...meeting.place, timeZone } }
}

function planOf({ startsAt, clockRule, leadPlace }: Gathering, { place }: Meeting): string {
  return [startsAt, clockRule, leadPlace?.timeZone, place.timeZone].join(' ')
}

/** Null while there is no instant. */
export function readZone(gathering: Gathering, meeting: Meeting): ZoneReading | null {
  const { timeZone } = meeting.place
  const startsAt = meetingStart(gathering, timeZone)
  if (startsAt === null) return null
  return {
    meetingId: meeting.meetingId,
    gatheringId: meeting.gatheringId,
    plan: planOf(gathering, meeting),
    startsAt,
    offsetMinutes: offsetMinutes(startsAt, timeZone),
  }
}

function isSame(a: ZoneReading, b: ZoneReading): boolean {
  return a.plan === b.plan && a.startsAt === b.startsAt && a.offsetMinutes === b.offsetMinutes
}

function localOf({ startsAt, offsetMinutes: offset }: ZoneReading): LocalDateTime {
  return localFromInstant(startsAt + offset * 60_000, 'UTC')
}

/** What people knew first beside what is now; null where a decree was taken back before anyone met by it. */
function movedSince(known: ZoneMoved | null, change: ZoneMoved): ZoneMoved | null {
  const from = known?.to === change.from ? known.from : change.from
  return from === change.to ? null : { from, to: change.to }
}
