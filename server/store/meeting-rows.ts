// Meetings in SQL.
import { sql } from 'kysely'
import type { Admission } from '#shared/domain/admission.ts'
import type { Exposure } from '#shared/domain/exposure.ts'
import { type HostStanding, hostMayRead, hostStanding } from '#shared/domain/host-rights.ts'
import type { Meeting, MeetingStatus } from '#shared/domain/meeting.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'
import { makeSecret } from '../secrets.ts'
import { eachOf, inOrderOf, paddedPieces } from './bulk-statements.ts'
import type { MeetingTable, Queries } from './tables.ts'

/** A meeting with fields that only the server and its crew may know. */
export type MeetingRecord = {
  readonly meeting: Meeting
  /** Hash of the host link's secret; null after the link was revoked. */
  readonly hostHash: string | null
  /** Read out or displayed at the venue; typing it proves presence. */
  readonly arrivalCode: string
  /** Secret of the invitation link to a meeting that is not public. */
  readonly invitation: string
  /** Key of its door codes. It stays while replies with its codes exist, because codes of two keys may be equal. */
  readonly doorKey: string
  readonly proposedAt: number
  /** A merger brought replies here, whose codes were generated with another key. */
  readonly holdsMerged?: boolean
  /** When it is erased after its withdrawal, epoch ms. */
  readonly eraseAt?: number | null
  /** When its replies were erased while its counts stayed, epoch ms. */
  readonly listErasedAt?: number | null
  /** How often the host's or guest's view beyond the public one has changed. */
  readonly hostVersion?: number
  readonly guestVersion?: number
  /** The published floors of its bands, until the next batch. */
  readonly told?: ToldBands
  /** The next position in the order of its own list. */
  readonly nextListOrder?: number
  /** Secret: determines the thresholds of its published floors. */
  readonly countKey?: string
  /** The counts rule chosen by its crew while a merger imposes a stricter one (`exposure.counts`); null otherwise. */
  readonly ownCounts?: Exposure['counts'] | null
}

/** `…Fell`: the day (since 1970, UTC) on which that floor last fell. */
export type ToldBands = {
  readonly confirmed: number
  readonly arrived: number
  readonly confirmedFell: number
  readonly arrivedFell: number
}

function fromRow(row: MeetingTable): MeetingRecord {
  return {
    meeting: {
      meetingId: row.meeting_id,
      gatheringId: row.gathering_id,
      status: row.status as MeetingStatus,
      place: JSON.parse(row.place),
      formerPlace: row.former_place === null ? null : JSON.parse(row.former_place),
      mergedFrom: JSON.parse(row.merged_from),
      mergedInto: row.merged_into,
      wasAnnounced: row.was_announced === 1,
      revision: row.revision,
      zoneMoved: row.zone_moved === null ? null : JSON.parse(row.zone_moved),
      revisedAt: row.revised_at,
      hostAlias: row.host_alias,
      venue: row.venue,
      address: row.address,
      note: row.note,
      capacity: row.capacity,
      languages: JSON.parse(row.languages),
      doorsMinutesBefore: row.doors_minutes_before,
      exposure: JSON.parse(row.exposure),
      admission: row.admission as Admission,
      declineReason: row.decline_reason,
      streams: JSON.parse(row.streams),
      link: { status: row.link_status as LinkStatus, since: row.link_since },
      counts: {
        asked: row.asked,
        confirmed: row.confirmed,
        vouched: row.vouched,
        waiting: row.waiting,
        arrived: row.arrived,
        walkIns: row.walk_ins,
      },
    },
    hostHash: row.host_hash,
    arrivalCode: row.arrival_code,
    invitation: row.invitation,
    doorKey: row.door_key,
    proposedAt: row.proposed_at,
    holdsMerged: row.holds_merged === 1,
    eraseAt: row.erase_at,
    listErasedAt: row.list_erased_at,
    hostVersion: row.host_version,
    guestVersion: row.guest_version,
    told: toldOf(row),
    nextListOrder: row.next_list_order,
    countKey: row.count_key,
    ownCounts: row.own_counts === '' ? null : (row.own_counts as Exposure['counts']),
  }
}

function toldOf(
  row: Pick<MeetingTable, 'told_confirmed' | 'told_arrived' | 'confirmed_fell' | 'arrived_fell'>,
): ToldBands {
  return {
    confirmed: row.told_confirmed,
    arrived: row.told_arrived,
    confirmedFell: row.confirmed_fell,
    arrivedFell: row.arrived_fell,
  }
}

/** The columns that replies change: counts, versions of the host and guest layers, the list order, the published floors. */
function toCounts(record: MeetingRecord) {
  const { counts } = record.meeting
  return {
    asked: counts.asked,
    confirmed: counts.confirmed,
    vouched: counts.vouched,
    waiting: counts.waiting,
    arrived: counts.arrived,
    walk_ins: counts.walkIns,
    host_version: record.hostVersion ?? 0,
    guest_version: record.guestVersion ?? 0,
    told_confirmed: record.told?.confirmed ?? 0,
    told_arrived: record.told?.arrived ?? 0,
    confirmed_fell: record.told?.confirmedFell ?? 0,
    arrived_fell: record.told?.arrivedFell ?? 0,
    next_list_order: record.nextListOrder ?? 1,
  }
}

function toRow(record: MeetingRecord): MeetingTable {
  const { meeting } = record
  return {
    ...toCounts(record),
    meeting_id: meeting.meetingId,
    gathering_id: meeting.gatheringId,
    status: meeting.status,
    place_id: meeting.place.placeId,
    place: JSON.stringify(meeting.place),
    former_place: meeting.formerPlace === null ? null : JSON.stringify(meeting.formerPlace),
    merged_from: JSON.stringify(meeting.mergedFrom),
    merged_into: meeting.mergedInto,
    was_announced: meeting.wasAnnounced ? 1 : 0,
    revision: meeting.revision,
    zone_moved: meeting.zoneMoved === null ? null : JSON.stringify(meeting.zoneMoved),
    revised_at: meeting.revisedAt,
    host_alias: meeting.hostAlias,
    venue: meeting.venue,
    address: meeting.address,
    note: meeting.note,
    capacity: meeting.capacity,
    languages: JSON.stringify(meeting.languages),
    doors_minutes_before: meeting.doorsMinutesBefore,
    exposure: JSON.stringify(meeting.exposure),
    admission: meeting.admission,
    decline_reason: meeting.declineReason,
    streams: JSON.stringify(meeting.streams),
    link_status: meeting.link.status,
    link_since: meeting.link.since,
    host_hash: record.hostHash,
    arrival_code: record.arrivalCode,
    invitation: record.invitation,
    door_key: record.doorKey,
    proposed_at: record.proposedAt,
    holds_merged: record.holdsMerged === true ? 1 : 0,
    erase_at: record.eraseAt ?? null,
    list_erased_at: record.listErasedAt ?? null,
    count_key: record.countKey ?? makeSecret(),
    own_counts: record.ownCounts ?? '',
  }
}

export async function loadMeeting(db: Queries, meetingId: string): Promise<MeetingRecord | null> {
  const row = await db
    .selectFrom('meetings')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

export async function loadMeetings(db: Queries, gatheringId: string): Promise<readonly MeetingRecord[]> {
  const rows = await db
    .selectFrom('meetings')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .orderBy('proposed_at')
    .orderBy('meeting_id')
    .execute()
  return rows.map(fromRow)
}

/** By gathering, each in the order of `loadMeetings`: another order would reveal which city was written last. */
export async function loadMeetingsOfEach(
  db: Queries,
  gatheringIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MeetingRecord[]>> {
  const found = new Map<string, MeetingRecord[]>()
  for (const ids of paddedPieces(gatheringIds)) {
    const rows = await db
      .selectFrom('meetings')
      .selectAll()
      .where('gathering_id', 'in', ids)
      .orderBy('proposed_at')
      .orderBy('meeting_id')
      .execute()
    for (const row of rows) {
      const known = found.get(row.gathering_id)
      if (known === undefined) found.set(row.gathering_id, [fromRow(row)])
      else known.push(fromRow(row))
    }
  }
  return found
}

/** The meeting opened by this host link. */
export async function findMeetingByHost(
  db: Queries,
  gatheringId: string,
  hostHash: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('meetings')
    .select('meeting_id')
    .where('host_hash', '=', hostHash)
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirst()
  return row?.meeting_id ?? null
}

/** The meeting opened by this invitation. */
export async function findMeetingByInvitation(
  db: Queries,
  gatheringId: string,
  invitation: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('meetings')
    .select('meeting_id')
    .where('gathering_id', '=', gatheringId)
    .where('invitation', '=', invitation)
    .where('invitation', '!=', '')
    .executeTakeFirst()
  return row?.meeting_id ?? null
}

/** In the order of the ids given. */
export async function loadMeetingsById(
  db: Queries,
  meetingIds: readonly string[],
): Promise<readonly MeetingRecord[]> {
  const found: MeetingRecord[] = []
  for (const ids of paddedPieces(meetingIds)) {
    const rows = await db.selectFrom('meetings').selectAll().where('meeting_id', 'in', ids).execute()
    for (const row of rows) found.push(fromRow(row))
  }
  return inOrderOf(meetingIds, found, ({ meeting }) => meeting.meetingId)
}

/** The secret keys of a gathering's cities. An erasure replaces a city's key, or deletes it. */
export async function listCountKeys(
  db: Queries,
  gatheringId: string,
): Promise<readonly { readonly meetingId: string; readonly countKey: string }[]> {
  const rows = await db
    .selectFrom('meetings')
    .select(['meeting_id', 'count_key'])
    .where('gathering_id', '=', gatheringId)
    .execute()
  return rows.map((row) => ({ meetingId: row.meeting_id, countKey: row.count_key }))
}

export async function insertMeeting(db: Queries, record: MeetingRecord): Promise<void> {
  await db.insertInto('meetings').values(toRow(record)).execute()
}

export async function saveMeeting(db: Queries, record: MeetingRecord): Promise<void> {
  const { meeting_id, ...row } = toRow(record)
  await db.updateTable('meetings').set(row).where('meeting_id', '=', meeting_id).execute()
}

/** Writes only the counts: by far the most frequent write, one prepared statement for any number of rows. */
export async function saveCounts(db: Queries, records: readonly MeetingRecord[]): Promise<void> {
  const [first] = records
  if (first === undefined) return
  const rows = records.map((record) => [record.meeting.meetingId, ...Object.values(toCounts(record))])
  const columns = Object.keys(toCounts(first)).map(
    (column, place) => sql`${sql.ref(column)} = cast(value ->> ${sql.lit(place + 1)} as integer)`,
  )
  await sql`
    update meetings
    set ${sql.join(columns)}
    from ${eachOf(db, JSON.stringify(rows))}
    where meeting_id = value ->> 0`.execute(db)
}

/** The state of these meetings, by id; it determines their hosts' rights. */
export async function standingsOf(
  db: Queries,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, HostStanding>> {
  const found = new Map<string, HostStanding>()
  for (const ids of paddedPieces(meetingIds)) {
    const rows = await db
      .selectFrom('meetings')
      .select(['meeting_id', 'status', 'merged_into'])
      .where('meeting_id', 'in', ids)
      .execute()
    for (const { meeting_id, status, merged_into } of rows) {
      found.set(meeting_id, hostStanding({ status: status as MeetingStatus, mergedInto: merged_into }))
    }
  }
  return found
}

/** Which of these meetings' hosts belong to the crew now: their city is open, and the gathering is not a draft. */
export async function openToHosts(db: Queries, meetingIds: readonly string[]): Promise<ReadonlySet<string>> {
  const standings = await standingsOf(db, meetingIds)
  const open = new Set<string>()
  for (const ids of paddedPieces(meetingIds)) {
    const rows = await db
      .selectFrom('meetings')
      .innerJoin('gatherings', 'gatherings.gathering_id', 'meetings.gathering_id')
      .select('meetings.meeting_id')
      .where('meetings.meeting_id', 'in', ids)
      .where('gatherings.status', '<>', 'draft')
      .execute()
    for (const { meeting_id } of rows) {
      const standing = standings.get(meeting_id)
      if (standing !== undefined && hostMayRead(standing, 'crew')) open.add(meeting_id)
    }
  }
  return open
}

/** The inputs of the batches for every city: its counts and its published floors. */
export async function listBands(db: Queries): Promise<
  readonly (Pick<Meeting, 'gatheringId' | 'status' | 'exposure' | 'capacity'> & {
    readonly told: ToldBands
    readonly countKey: string
    readonly counts: Pick<Meeting['counts'], 'confirmed' | 'waiting' | 'arrived' | 'walkIns'>
  })[]
> {
  const rows = await db
    .selectFrom('meetings')
    .innerJoin('gatherings', 'gatherings.gathering_id', 'meetings.gathering_id')
    .select([
      'meetings.gathering_id',
      'meetings.status',
      'exposure',
      'capacity',
      'confirmed',
      'waiting',
      'arrived',
      'walk_ins',
      'told_confirmed',
      'told_arrived',
      'confirmed_fell',
      'arrived_fell',
      'count_key',
    ])
    .where('gatherings.purged_at', 'is', null)
    .where('list_erased_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    gatheringId: row.gathering_id,
    status: row.status as MeetingStatus,
    exposure: JSON.parse(row.exposure),
    capacity: row.capacity,
    told: toldOf(row),
    countKey: row.count_key,
    counts: {
      confirmed: row.confirmed,
      waiting: row.waiting,
      arrived: row.arrived,
      walkIns: row.walk_ins,
    },
  }))
}
