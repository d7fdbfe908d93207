// Gatherings in SQL: read, written and listed; also their stage, version and crew.

import { type DirectorSeat, emptySeat } from '#shared/domain/director-seat.ts'
import type { ClockRule, Gathering, GatheringStatus, Standing } from '#shared/domain/gathering.ts'
import type { Programme } from '#shared/domain/programme.ts'
import type { Recording } from '#shared/domain/recording.ts'
import { neverRevised, type Revision } from '#shared/domain/revision.ts'
import type { RollCall } from '#shared/domain/roll-call.ts'
import { emptyStage, type Stage } from '#shared/domain/stage.ts'
import { deleteAttendances } from './attendance-rows.ts'
import { forChange } from './row-locks.ts'
import { paddedPieces } from './rows-at-once.ts'
import type { GatheringTable, Queries } from './tables.ts'

/** Programme, seat, roll-call and rehearsal of a gathering; its stage stands beside it. */
export type LinkUp = {
  readonly programme: Programme
  /** Of the programme as it stands in people's calendars. */
  readonly programmeRevision: Revision
  readonly recordings: readonly Recording[]
  readonly seat: DirectorSeat
  readonly rollCall: RollCall | null
  readonly rehearsal: Rehearsal | null
}

export type Rehearsal = {
  readonly rehearsalId: string
  readonly startedAt: number
  readonly stage: Stage
  readonly rollCall: RollCall | null
}

export const noLinkUp: LinkUp = {
  programme: [],
  programmeRevision: neverRevised,
  recordings: [],
  seat: emptySeat,
  rollCall: null,
  rehearsal: null,
}

/** A gathering with what only the server keeps of it. */
export type GatheringRecord = {
  readonly gathering: Gathering
  readonly stage: Stage
  readonly linkUp: LinkUp
  readonly version: number
  readonly nextQueueOrder: number
  readonly createdAt: number
  readonly purgeAt: number | null
}

function fromRow(row: GatheringTable): GatheringRecord {
  return {
    gathering: {
      gatheringId: row.gathering_id,
      slug: row.slug,
      status: row.status as GatheringStatus,
      isExample: row.is_example === 1,
      startsAt: row.starts_at,
      lengthMs: row.length_ms,
      clockRule: row.clock_rule as ClockRule,
      standing: row.standing as Standing,
      formerStartsAt: row.former_starts_at,
      revision: row.revision,
      revisedAt: row.revised_at,
      leadPlace: row.lead_place === null ? null : JSON.parse(row.lead_place),
      languages: JSON.parse(row.languages),
      texts: JSON.parse(row.texts),
      publishedAt: row.published_at,
    },
    stage: {
      meetingId: row.stage_meeting_id,
      fence: row.stage_fence,
      since: row.stage_since,
      segmentId: row.stage_segment_id,
      reachedSegmentId: row.stage_reached_segment_id,
      isHeld: row.stage_is_held === 1,
      nextMeetingId: row.stage_next_meeting_id,
    },
    linkUp: {
      ...readProgramme(row.programme),
      seat: JSON.parse(row.director_seat),
      rollCall: row.roll_call === null ? null : JSON.parse(row.roll_call),
      rehearsal: row.rehearsal === null ? null : readRehearsal(row.rehearsal),
    },
    version: row.version,
    nextQueueOrder: row.next_queue_order,
    createdAt: row.created_at,
    purgeAt: row.purge_at,
  }
}

type ProgrammePart = Pick<LinkUp, 'programme' | 'programmeRevision' | 'recordings'>
type StoredProgramme = Revision & {
  readonly segments: Programme
  readonly recordings: readonly Recording[]
}

/** A bare list is one that nobody has changed since programmes count their changes. */
function readProgramme(text: string): ProgrammePart {
  const stored: StoredProgramme | Programme = JSON.parse(text)
  if (!('segments' in stored)) return { programme: stored, programmeRevision: neverRevised, recordings: [] }
  const { segments, revision, revisedAt, recordings } = stored
  return { programme: segments, programmeRevision: { revision, revisedAt }, recordings }
}

/** One that was begun before cities could be put next says nothing of that. */
function readRehearsal(text: string): NonNullable<LinkUp['rehearsal']> {
  const stored: NonNullable<LinkUp['rehearsal']> = JSON.parse(text)
  return { ...stored, stage: { ...emptyStage, ...stored.stage } }
}

function writeProgramme({ programme, programmeRevision, recordings }: LinkUp): string {
  const stored: StoredProgramme = { segments: programme, ...programmeRevision, recordings }
  return JSON.stringify(stored)
}

function toRow(record: GatheringRecord): GatheringTable {
  const { gathering, stage, linkUp } = record
  return {
    gathering_id: gathering.gatheringId,
    slug: gathering.slug,
    status: gathering.status,
    is_example: gathering.isExample ? 1 : 0,
    starts_at: gathering.startsAt,
    length_ms: gathering.lengthMs,
    clock_rule: gathering.clockRule,
    standing: gathering.standing,
    former_starts_at: gathering.formerStartsAt,
    revision: gathering.revision,
    revised_at: gathering.revisedAt,
    lead_place: gathering.leadPlace === null ? null : JSON.stringify(gathering.leadPlace),
    languages: JSON.stringify(gathering.languages),
    texts: JSON.stringify(gathering.texts),
    published_at: gathering.publishedAt,
    created_at: record.createdAt,
    purge_at: record.purgeAt,
    version: record.version,
    stage_meeting_id: stage.meetingId,
    stage_fence: stage.fence,
    stage_since: stage.since,
    stage_segment_id: stage.segmentId,
    stage_reached_segment_id: stage.reachedSegmentId,
    stage_is_held: stage.isHeld ? 1 : 0,
    stage_next_meeting_id: stage.nextMeetingId,
    programme: writeProgramme(linkUp),
    director_seat: JSON.stringify(linkUp.seat),
    roll_call: linkUp.rollCall === null ? null : JSON.stringify(linkUp.rollCall),
    rehearsal: linkUp.rehearsal === null ? null : JSON.stringify(linkUp.rehearsal),
    next_queue_order: record.nextQueueOrder,
  }
}

export async function loadGathering(db: Queries, gatheringId: string): Promise<GatheringRecord | null> {
  const row = await db
    .selectFrom('gatherings')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

export async function loadGatherings(
  db: Queries,
  gatheringIds: readonly string[],
): Promise<ReadonlyMap<string, GatheringRecord>> {
  const found = new Map<string, GatheringRecord>()
  for (const ids of paddedPieces(gatheringIds)) {
    const rows = await db.selectFrom('gatherings').selectAll().where('gathering_id', 'in', ids).execute()
    for (const row of rows) found.set(row.gathering_id, fromRow(row))
  }
  return found
}

/**
 * First of all in a transaction that writes: whoever writes to a gathering in another process waits here, and reads afterwards what was
 * committed before. That puts all rows of a gathering in one order.
 */
export async function loadGatheringToChange(
  db: Queries,
  gatheringId: string,
): Promise<GatheringRecord | null> {
  const row = await db
    .selectFrom('gatherings')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .modifyEnd(forChange(db))
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

/** By its id or by the slug that stands in the address. */
export async function findGathering(db: Queries, idOrSlug: string): Promise<GatheringRecord | null> {
  // Comes from anybody's address line. PostgreSQL has no such character in a text and fails at the question.
  if (idOrSlug.includes('\0')) return null
  const row = await db
    .selectFrom('gatherings')
    .selectAll()
    .where((where) => where.or([where('gathering_id', '=', idOrSlug), where('slug', '=', idOrSlug)]))
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

/** In the order of their instants. */
export async function listGatheringIds(
  db: Queries,
): Promise<readonly { readonly gatheringId: string; readonly status: string; readonly version: number }[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'status', 'version'])
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => ({ gatheringId: row.gathering_id, status: row.status, version: row.version }))
}

/**
 * Published ones that have, or had, a date after `since` (epoch ms), soonest first; without the installation's example. With the
 * version at which each stands.
 */
export async function listDatedGatherings(
  db: Queries,
  since: number,
  limit: number,
): Promise<readonly { readonly gatheringId: string; readonly version: number }[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'version'])
    .where('status', '=', 'published')
    .where('is_example', '=', 0)
    .where((where) =>
      where.or([
        where('starts_at', '>=', since),
        where.and([where('starts_at', 'is', null), where('former_starts_at', '>=', since)]),
      ]),
    )
    .orderBy('starts_at')
    .orderBy('gathering_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ gatheringId: row.gathering_id, version: row.version }))
}

/** What strangers may find by themselves, the newest first; examples are not among them. */
export async function listPublished(
  db: Queries,
  limit: number,
): Promise<readonly { readonly gatheringId: string; readonly slug: string; readonly version: number }[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'slug', 'version'])
    .where('status', '=', 'published')
    .where('is_example', '=', 0)
    .orderBy('published_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ gatheringId: row.gathering_id, slug: row.slug, version: row.version }))
}

/** The versions at which these gatherings stand; one that is gone is not among them. */
export async function versionsOf(
  db: Queries,
  gatheringIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>()
  for (const ids of paddedPieces(gatheringIds)) {
    const rows = await db
      .selectFrom('gatherings')
      .select(['gathering_id', 'version'])
      .where('gathering_id', 'in', ids)
      .execute()
    for (const row of rows) versions.set(row.gathering_id, row.version)
  }
  return versions
}

export async function insertGathering(db: Queries, record: GatheringRecord): Promise<void> {
  await db.insertInto('gatherings').values(toRow(record)).execute()
}

export async function saveGathering(db: Queries, record: GatheringRecord): Promise<void> {
  const { gathering_id, ...row } = toRow(record)
  await db.updateTable('gatherings').set(row).where('gathering_id', '=', gathering_id).execute()
}

/** Slugs and ids open the same addresses, so neither may be what the other one is already. */
export async function isAddressTaken(db: Queries, idOrSlug: string): Promise<boolean> {
  return (await findGathering(db, idOrSlug)) !== null
}

/** Everything of it, the log included: what was removed leaves nothing behind. */
export async function deleteGathering(db: Queries, gatheringId: string): Promise<void> {
  await deleteAttendances(db, gatheringId)
  const others = ['meetings', 'gathering_crew', 'changes', 'zone_readings'] as const
  const ofLinkUp = ['directors', 'crew_messages', 'stage_runs'] as const
  for (const table of [...others, ...ofLinkUp, 'gatherings'] as const) {
    await db.deleteFrom(table).where('gathering_id', '=', gatheringId).execute()
  }
}

export async function addOrganizer(
  db: Queries,
  gatheringId: string,
  organizerId: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('gathering_crew')
    .values({ gathering_id: gatheringId, organizer_id: organizerId, role: 'organizer', created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isOrganizerOf(db: Queries, gatheringId: string, organizerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('gathering_crew')
    .select('role')
    .where('gathering_id', '=', gatheringId)
    .where('organizer_id', '=', organizerId)
    .executeTakeFirst()
  return row !== undefined
}

export async function organizersOf(db: Queries, gatheringId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('gathering_crew')
    .select('organizer_id')
    .where('gathering_id', '=', gatheringId)
    .execute()
  return rows.map((row) => row.organizer_id)
}

export async function organizersOfEach(
  db: Queries,
  gatheringIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const organizers = new Map<string, string[]>()
  for (const ids of paddedPieces(gatheringIds)) {
    const rows = await db
      .selectFrom('gathering_crew')
      .select(['gathering_id', 'organizer_id'])
      .where('gathering_id', 'in', ids)
      .execute()
    for (const row of rows) {
      const known = organizers.get(row.gathering_id)
      if (known === undefined) organizers.set(row.gathering_id, [row.organizer_id])
      else known.push(row.organizer_id)
    }
  }
  return organizers
}

export async function gatheringsOf(db: Queries, organizerId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('gathering_crew')
    .select('gathering_id')
    .where('organizer_id', '=', organizerId)
    .execute()
  return new Set(rows.map((row) => row.gathering_id))
}
