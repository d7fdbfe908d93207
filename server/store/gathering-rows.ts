// Gatherings in SQL, with their stage, link-up and versions: load, save and list.

import type { ClockRule, Gathering, GatheringStatus, Standing } from '#shared/domain/gathering.ts'
import type { Stage } from '#shared/domain/stage.ts'
import { deleteAttendances } from './attendance-rows.ts'
import { deleteParts } from './audience-rows.ts'
import { paddedPieces } from './bulk-statements.ts'
import { deleteChanges } from './change-rows.ts'
import { endLease, seatLease } from './lease-rows.ts'
import { type LinkUp, linkUpColumns, readLinkUp, readStage, stageColumns } from './link-up-columns.ts'
import { forChange } from './row-locks.ts'
import type { GatheringTable, Queries } from './tables.ts'
import { deleteWatching } from './watching-rows.ts'

/** The versions of the audiences that every gathering has. */
export type AudienceVersions = {
  readonly public: number
  readonly preview: number
  readonly organizer: number
  readonly director: number
}

export const noVersions: AudienceVersions = { public: 0, preview: 0, organizer: 0, director: 0 }

function versionsFrom(
  row: Pick<GatheringTable, 'public_version' | 'preview_version' | 'organizer_version' | 'director_version'>,
): AudienceVersions {
  return {
    public: row.public_version,
    preview: row.preview_version,
    organizer: row.organizer_version,
    director: row.director_version,
  }
}

/** A gathering with its server-only fields. */
export type GatheringRecord = {
  readonly gathering: Gathering
  readonly stage: Stage
  readonly linkUp: LinkUp
  readonly version: number
  /** How often each audience's view has changed; missing means never. */
  readonly versions?: AudienceVersions
  readonly nextQueueOrder: number
  readonly createdAt: number
  readonly purgeAt: number | null
  /** When the replies behind its counts were erased, epoch ms; null while counts are computed from replies. */
  readonly purgedAt: number | null
  /** The version created by the latest purge; the log contains only later ones. 0: never purged. */
  readonly purgedVersion: number
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
      standingReason: row.standing_reason,
      revision: row.revision,
      revisedAt: row.revised_at,
      leadPlace: row.lead_place === null ? null : JSON.parse(row.lead_place),
      languages: JSON.parse(row.languages),
      texts: JSON.parse(row.texts),
      publishedAt: row.published_at,
      watching: row.told_watching,
    },
    stage: readStage(row),
    linkUp: readLinkUp(row),
    version: row.version,
    versions: versionsFrom(row),
    nextQueueOrder: row.next_queue_order,
    createdAt: row.created_at,
    purgeAt: row.purge_at,
    purgedAt: row.purged_at,
    purgedVersion: row.purged_version,
  }
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
    standing_reason: gathering.standingReason,
    revision: gathering.revision,
    revised_at: gathering.revisedAt,
    lead_place: gathering.leadPlace === null ? null : JSON.stringify(gathering.leadPlace),
    languages: JSON.stringify(gathering.languages),
    texts: JSON.stringify(gathering.texts),
    published_at: gathering.publishedAt,
    created_at: record.createdAt,
    purge_at: record.purgeAt,
    purged_at: record.purgedAt,
    purged_version: record.purgedVersion,
    version: record.version,
    public_version: record.versions?.public ?? 0,
    preview_version: record.versions?.preview ?? 0,
    organizer_version: record.versions?.organizer ?? 0,
    director_version: record.versions?.director ?? 0,
    ...stageColumns(stage),
    ...linkUpColumns(linkUp),
    next_queue_order: record.nextQueueOrder,
    told_watching: gathering.watching,
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
 * Must be the first read in a writing transaction: it locks the row, so that writers of one gathering in other processes wait and then read
 * what was committed before. This gives all rows of a gathering one order.
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

/** By id or by slug. */
export async function findGathering(db: Queries, idOrSlug: string): Promise<GatheringRecord | null> {
  // Input comes from URLs. PostgreSQL text cannot contain this character, and the query would fail.
  if (idOrSlug.includes('\0')) return null
  const row = await db
    .selectFrom('gatherings')
    .selectAll()
    .where((where) => where.or([where('gathering_id', '=', idOrSlug), where('slug', '=', idOrSlug)]))
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

/** Ordered by start time. */
export async function listGatheringIds(db: Queries): Promise<
  readonly {
    readonly gatheringId: string
    readonly status: string
    readonly version: number
    /** The public version. */
    readonly publicVersion: number
  }[]
> {
  const rows = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'status', 'version', 'public_version'])
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => ({
    gatheringId: row.gathering_id,
    status: row.status,
    version: row.version,
    publicVersion: row.public_version,
  }))
}

/** Published gatherings with a current or former date after `since` (epoch ms), soonest first, with their versions; without the example. */
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

/** Gatherings that the public can discover, newest first, without examples. */
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

/** The current versions of these gatherings; deleted ones are missing. */
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

/** The standing (planned, postponed or cancelled) of those of these gatherings that are published. */
export async function publishedStandings(
  db: Queries,
  gatheringIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const found = new Map<string, Standing>()
  for (const ids of paddedPieces(gatheringIds)) {
    const rows = await db
      .selectFrom('gatherings')
      .select(['gathering_id', 'standing'])
      .where('gathering_id', 'in', ids)
      .where('status', '=', 'published')
      .execute()
    for (const row of rows) found.set(row.gathering_id, row.standing as Standing)
  }
  return found
}

/** Slugs and ids share one address space, so neither may equal an existing one of either kind. */
export async function isAddressTaken(db: Queries, idOrSlug: string): Promise<boolean> {
  return (await findGathering(db, idOrSlug)) !== null
}

/** Deletes all of a gathering's data, including its log. */
export async function deleteGathering(db: Queries, gatheringId: string): Promise<void> {
  await deleteAttendances(db, gatheringId)
  await endLease(db, seatLease(gatheringId))
  await deleteChanges(db, gatheringId)
  await deleteParts(db, gatheringId)
  const others = ['meetings', 'gathering_crew', 'zone_readings'] as const
  await deleteWatching(db, gatheringId)
  const ofLinkUp = ['directors', 'crew_messages', 'stage_runs'] as const
  for (const table of [...others, ...ofLinkUp, 'gatherings'] as const) {
    await db.deleteFrom(table).where('gathering_id', '=', gatheringId).execute()
  }
}
