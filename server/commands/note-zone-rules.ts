// Compares a gathering's cities with the current time zone rules and gazetteer, and records where the local time changed.
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
import { type Means, Work } from './unit-of-work.ts'

/** A city whose meeting now starts at another local time or instant because the zone rules changed. */
export type MovedCity = ZoneMoved & { readonly slug: string; readonly meeting: Meeting }

export type Noted = { readonly moved: readonly MovedCity[]; readonly committed: Committed | null }

const nothing: Noted = { moved: [], committed: null }

/**
 * In one transaction: saves new zone readings; a city moved by changed rules gets a higher revision and a log entry. A second run changes
 * nothing.
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
  /** Cities whose time zone was corrected without changing the local start time. */
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
    // Rescheduled since, or never checked: not a change of rules.
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

/** A meeting stores its chosen place; a later gazetteer may correct the zone of that place. */
function inZoneOfToday(meeting: Meeting, { findPlace }: Means): Meeting {
  const timeZone = findPlace(meeting.place.placeId)?.timeZone
  if (timeZone === undefined || timeZone === meeting.place.timeZone) return meeting
  return { ...meeting, place: { ...meeting.place, timeZone } }
}

function planOf({ startsAt, clockRule, leadPlace }: Gathering, { place }: Meeting): string {
  return [startsAt, clockRule, leadPlace?.timeZone, place.timeZone].join(' ')
}

/** Null when the gathering has no instant. */
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

/** From the first known time to the current one; null when the rules changed back. */
function movedSince(known: ZoneMoved | null, change: ZoneMoved): ZoneMoved | null {
  const from = known?.to === change.from ? known.from : change.from
  return from === change.to ? null : { from, to: change.to }
}
