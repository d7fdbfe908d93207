// Chains of mergers: each reply keeps every meeting it left; each meeting says whether it holds merged replies.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('meetings')
    .addColumn('holds_merged', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`create index attendances_merged_code on attendances (meeting_id, code) where merged_from is not null`.execute(
    db,
  )
  await completePaths(db)
  await sql`
    update meetings set holds_merged = 1
    where meeting_id in (select meeting_id from attendances where merged_from is not null)`.execute(db)
}

/** The version before kept the first meeting of a chain alone; `merged_into` of the meetings says the rest. */
async function completePaths(db: Kysely<never>): Promise<void> {
  const { rows: meetings } = await sql<{ meeting_id: string; merged_into: string }>`
    select meeting_id, merged_into from meetings where merged_into is not null`.execute(db)
  const nextOf = new Map(meetings.map((row) => [row.meeting_id, row.merged_into]))
  const { rows: origins } = await sql<{ meeting_id: string; merged_from: string }>`
    select distinct meeting_id, merged_from from attendances where merged_from is not null`.execute(db)
  for (const { meeting_id: meetingId, merged_from: origin } of origins) {
    const path: string[] = []
    for (
      let at: string | undefined = origin;
      at !== undefined && at !== meetingId && !path.includes(at);
      at = nextOf.get(at)
    ) {
      path.unshift(at)
    }
    const isWhole = nextOf.get(path[0] ?? '') === meetingId
    if (!isWhole || path.length === 1) continue
    await sql`
      update attendances set merged_from = ${path.join('/')}
      where meeting_id = ${meetingId} and merged_from = ${origin}`.execute(db)
  }
}
