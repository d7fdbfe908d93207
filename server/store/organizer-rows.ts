// Organizers of gatherings, in SQL.
import { paddedPieces } from './bulk-statements.ts'
import type { Queries } from './tables.ts'

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
