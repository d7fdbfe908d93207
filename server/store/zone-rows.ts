// Each meeting's local time at the last check, in SQL.
import { inPowersOfTwo } from './bulk-statements.ts'
import type { Queries } from './tables.ts'

export type ZoneReading = {
  readonly meetingId: string
  readonly gatheringId: string
  /** The inputs of the start time; only compared, never parsed. */
  readonly plan: string
  /** Epoch ms. */
  readonly startsAt: number
  readonly offsetMinutes: number
}

export async function loadZoneReadings(
  db: Queries,
  gatheringId: string,
): Promise<ReadonlyMap<string, ZoneReading>> {
  const rows = await db
    .selectFrom('zone_readings')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .execute()
  return new Map(
    rows.map((row) => [
      row.meeting_id,
      {
        meetingId: row.meeting_id,
        gatheringId: row.gathering_id,
        plan: row.plan,
        startsAt: row.starts_at,
        offsetMinutes: row.offset_minutes,
      },
    ]),
  )
}

/** Replaces the previous readings. */
export async function saveZoneReadings(db: Queries, readings: readonly ZoneReading[]): Promise<void> {
  for (const piece of inPowersOfTwo(readings)) {
    const rows = piece.map(({ meetingId, gatheringId, plan, startsAt, offsetMinutes }) => ({
      meeting_id: meetingId,
      gathering_id: gatheringId,
      plan,
      starts_at: startsAt,
      offset_minutes: offsetMinutes,
    }))
    await db
      .insertInto('zone_readings')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('meeting_id').doUpdateSet((row) => ({
          plan: row.ref('excluded.plan'),
          starts_at: row.ref('excluded.starts_at'),
          offset_minutes: row.ref('excluded.offset_minutes'),
        })),
      )
      .execute()
  }
}

/** Gatherings that start after `from` (epoch ms), the first one first. */
export async function gatheringsFrom(db: Queries, from: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select('gathering_id')
    .where('starts_at', '>', from)
    .orderBy('starts_at')
    .orderBy('gathering_id')
    .execute()
  return rows.map((row) => row.gathering_id)
}
