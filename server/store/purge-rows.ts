// Taking personal data out on its date, in SQL.
import { emptySeat } from '#shared/domain/director-seat.ts'
import { deleteAttendances } from './attendance-rows.ts'
import type { Queries } from './tables.ts'

export async function gatheringsToPurge(db: Queries, now: number): Promise<readonly string[]> {
  const rows = await db.selectFrom('gatherings').select('gathering_id').where('purge_at', '<=', now).execute()
  return rows.map((row) => row.gathering_id)
}

/**
 * What is left is the public record: texts, cities, counts, the programme and how it ran. Replies, secrets, addresses, the log and what the crew said go, and whatever hosts and
 * proposers wrote of themselves: their names, notes, channels and telephone numbers.
 */
export async function purgeGathering(db: Queries, gatheringId: string): Promise<void> {
  // First, as every transaction that writes to a gathering: two that wait for each other would both fail.
  await db
    .updateTable('gatherings')
    .set({ purge_at: null, director_seat: JSON.stringify(emptySeat), rehearsal: null })
    .where('gathering_id', '=', gatheringId)
    .execute()
  await deleteAttendances(db, gatheringId)
  for (const table of ['changes', 'crew_messages', 'directors'] as const) {
    await db.deleteFrom(table).where('gathering_id', '=', gatheringId).execute()
  }
  await db
    .updateTable('meetings')
    .set({
      host_hash: null,
      host_alias: '',
      venue: '',
      address: '',
      note: '',
      decline_reason: '',
      streams: '[]',
      link_status: 'off',
      arrival_code: '',
      invitation: '',
      door_key: '',
    })
    .where('gathering_id', '=', gatheringId)
    .execute()
}
