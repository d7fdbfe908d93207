// The version at which each part of a gathering last changed, per layer of readers. Catch-ups are read from here.
import { sql } from 'kysely'
import { eachOf, paddedPieces } from './bulk-statements.ts'
import type { Queries } from './tables.ts'

/** A part that stands for everything: a client at an earlier version must read a snapshot. */
export const wholePart = 'all'

/** By layer, the version that these parts get. */
export type ChangedLayers = ReadonlyMap<
  string,
  { readonly version: number; readonly parts: ReadonlySet<string> }
>

/** One prepared statement for any number of rows: it runs with each commit. */
export async function saveParts(db: Queries, gatheringId: string, changed: ChangedLayers): Promise<void> {
  const rows: (readonly [layer: string, part: string, version: number])[] = []
  for (const [layer, { version, parts }] of changed)
    for (const part of parts) rows.push([layer, part, version])
  if (rows.length === 0) return
  await sql`
    insert into audience_parts (gathering_id, layer, part, version)
    select cast(${gatheringId} as text), value ->> 0, value ->> 1, cast(value ->> 2 as integer)
    from ${eachOf(db, JSON.stringify(rows))}
    where true
    on conflict (gathering_id, layer, part) do update set version = excluded.version`.execute(db)
}

/** For each layer, the parts that changed after its given version, the oldest first. */
export async function partsSince(
  db: Queries,
  gatheringId: string,
  layers: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const found = new Map<string, Map<string, number>>()
  if (layers.size === 0) return found
  const least = Math.min(...layers.values())
  for (const names of paddedPieces([...layers.keys()])) {
    const rows = await db
      .selectFrom('audience_parts')
      .select(['layer', 'part', 'version'])
      .where('gathering_id', '=', gatheringId)
      .where('layer', 'in', names)
      .where('version', '>', least)
      .orderBy('version')
      .orderBy('part')
      .execute()
    for (const { layer, part, version } of rows) {
      if (version <= (layers.get(layer) ?? 0)) continue
      const parts = found.get(layer) ?? new Map<string, number>()
      found.set(layer, parts.set(part, version))
    }
  }
  return found
}

export type StoredVersions = {
  /** By layer; host and guest layers only for the meetings asked for. */
  readonly layers: ReadonlyMap<string, number>
  /** The version of the whole gathering, for comparison between processes. */
  readonly version: number
  /** The version created by the latest erasure of a city or of everything; 0 if there was none. */
  readonly purgedVersion: number
}

/** Null when the gathering is gone. `meetingIds`: meetings whose host and guest versions are read too. */
export async function readVersions(
  db: Queries,
  gatheringId: string,
  meetingIds: readonly string[],
): Promise<StoredVersions | null> {
  const row = await db
    .selectFrom('gatherings')
    .select([
      'version',
      'purged_version',
      'public_version',
      'preview_version',
      'organizer_version',
      'director_version',
    ])
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirst()
  if (row === undefined) return null
  const layers = new Map([
    ['public', row.public_version],
    ['preview', row.preview_version],
    ['organizer', row.organizer_version],
    ['director', row.director_version],
  ])
  for (const ids of paddedPieces(meetingIds)) {
    const rows = await db
      .selectFrom('meetings')
      .select(['meeting_id', 'host_version', 'guest_version'])
      .where('meeting_id', 'in', ids)
      .execute()
    for (const { meeting_id, host_version, guest_version } of rows) {
      layers.set(`host:${meeting_id}`, host_version).set(`guest:${meeting_id}`, guest_version)
    }
  }
  return { layers, version: row.version, purgedVersion: row.purged_version }
}

export async function deleteParts(db: Queries, gatheringId: string): Promise<void> {
  await db.deleteFrom('audience_parts').where('gathering_id', '=', gatheringId).execute()
}

/** Raises the version of every audience, so that all clients must read everything again. Part of an erasing transaction. */
export async function raiseAll(db: Queries, gatheringId: string): Promise<void> {
  await deleteParts(db, gatheringId)
  const up = (column: string) => sql<number>`${sql.ref(column)} + 1`
  await db
    .updateTable('gatherings')
    .set({
      public_version: up('public_version'),
      preview_version: up('preview_version'),
      organizer_version: up('organizer_version'),
      director_version: up('director_version'),
    })
    .where('gathering_id', '=', gatheringId)
    .execute()
  await db
    .updateTable('meetings')
    .set({ host_version: up('host_version'), guest_version: up('guest_version') })
    .where('gathering_id', '=', gatheringId)
    .execute()
  // Hosts and guests also read the public layer, so its part makes them read a snapshot too.
  await sql`
    insert into audience_parts (gathering_id, layer, part, version)
    select gathering_id, 'public', ${wholePart}, public_version from gatherings where gathering_id = ${gatheringId}
    union all
    select gathering_id, 'preview', ${wholePart}, preview_version from gatherings where gathering_id = ${gatheringId}
    union all
    select gathering_id, 'organizer', ${wholePart}, organizer_version from gatherings where gathering_id = ${gatheringId}
    union all
    select gathering_id, 'director', ${wholePart}, director_version from gatherings where gathering_id = ${gatheringId}`.execute(
    db,
  )
}

const columnOf: ReadonlyMap<
  string,
  'public_version' | 'preview_version' | 'organizer_version' | 'director_version'
> = new Map([
  ['public', 'public_version'],
  ['preview', 'preview_version'],
  ['organizer', 'organizer_version'],
  ['director', 'director_version'],
])

/** Raises these layers by one and stores which of their parts changed. Part of an erasing transaction. */
export async function raiseLayers(
  db: Queries,
  gatheringId: string,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ChangedLayers> {
  const raised = new Map<string, { readonly version: number; readonly parts: ReadonlySet<string> }>()
  for (const [layer, parts] of changed) {
    const version = await raiseLayer(db, gatheringId, layer)
    if (version === null) continue
    // The whole part makes older parts irrelevant.
    if (parts.has(wholePart)) await deletePartsOf(db, gatheringId, layer)
    raised.set(layer, { version, parts })
  }
  await saveParts(db, gatheringId, raised)
  return raised
}

/** Null for the host or guest layer of a meeting that is gone. */
async function raiseLayer(db: Queries, gatheringId: string, layer: string): Promise<number | null> {
  const common = columnOf.get(layer)
  if (common !== undefined) {
    const row = await db
      .updateTable('gatherings')
      .set({ [common]: sql<number>`${sql.ref(common)} + 1` })
      .where('gathering_id', '=', gatheringId)
      .returning(common)
      .executeTakeFirst()
    return row?.[common] ?? null
  }
  const column = layer.startsWith('host:') ? 'host_version' : 'guest_version'
  const row = await db
    .updateTable('meetings')
    .set({ [column]: sql<number>`${sql.ref(column)} + 1` })
    .where('meeting_id', '=', layer.slice(layer.indexOf(':') + 1))
    .returning(column)
    .executeTakeFirst()
  return row?.[column] ?? null
}

/**
 * Raises the version of one meeting's host layer only: the host's list is read again, no other audience is affected. For replies that are
 * erased alone. Part of the erasing transaction, which also raises the gathering's version as a hint for other processes.
 */
export function raiseHostList(db: Queries, gatheringId: string, meetingId: string): Promise<ChangedLayers> {
  return raiseLayers(db, gatheringId, new Map([[`host:${meetingId}`, new Set(['list'])]]))
}

/** For a deleted meeting: removes its own layers and the parts of other layers that contain its id. */
export async function deletePartsNaming(db: Queries, gatheringId: string, meetingId: string): Promise<void> {
  await db
    .deleteFrom('audience_parts')
    .where('gathering_id', '=', gatheringId)
    .where((where) =>
      where.or([
        where('layer', 'in', [`host:${meetingId}`, `guest:${meetingId}`]),
        where('part', 'in', [`m:${meetingId}`, `n:${meetingId}`, `a:${meetingId}`]),
      ]),
    )
    .execute()
}

export async function deletePartsOf(db: Queries, gatheringId: string, layer: string): Promise<void> {
  await db
    .deleteFrom('audience_parts')
    .where('gathering_id', '=', gatheringId)
    .where('layer', '=', layer)
    .execute()
}
