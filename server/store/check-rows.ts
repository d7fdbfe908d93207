// Checks for damage: the database's own integrity checks, and counts that differ from the replies.
import { sql } from 'kysely'
import { readBatches, tables } from './copy-store.ts'
import type { OpenDatabase, Queries } from './tables.ts'

/**
 * One line per problem, none of which names a person; empty when there is none. Read-only. PostgreSQL verifies a page when it is read
 * (`data_checksums`), so every row of every table is read.
 */
export async function findDamage({
  kind,
  db,
}: Pick<OpenDatabase, 'kind' | 'db'>): Promise<readonly string[]> {
  const ofFile = kind === 'sqlite' ? await damageOfFile(db) : await unreadableTables(db)
  // Rows of a damaged file cannot be counted.
  return ofFile.length > 0 ? ofFile : wrongCounts(db)
}

async function damageOfFile(db: Queries): Promise<readonly string[]> {
  const whole = await sql<{ integrity_check: string }>`pragma integrity_check(20)`.execute(db)
  const found = whole.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  if (found.length > 0) return found
  const pointing = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
  return [...new Set(pointing.rows.map(({ table }) => `${table}: a row points at one that is not there`))]
}

async function unreadableTables(db: Queries): Promise<readonly string[]> {
  const unreadable: string[] = []
  for (const table of tables) {
    try {
      for await (const _ of readBatches(db, table));
    } catch (error) {
      // XX001 and XX002: a page or an index is damaged.
      if (!/^XX/.test(String((error as { code?: unknown }).code))) throw error
      unreadable.push(`${table}: not all of its rows can be read`)
    }
  }
  return unreadable
}

const kinds = ['asked', 'confirmed', 'vouched', 'waiting', 'arrived'] as const
type Kind = (typeof kinds)[number]

type CountRow = Record<Kind, number | string> &
  Record<`counted_${Kind}`, number | string> & {
    meeting_id: string
    gathering_id: string
  }

/** In one statement, so that a server may write meanwhile. Counts of purged gatherings are a final record: their replies are gone. */
async function wrongCounts(db: Queries): Promise<readonly string[]> {
  const { rows } = await sql<CountRow>`
    select * from (
      select meetings.meeting_id, meetings.gathering_id,
        meetings.asked, meetings.confirmed, meetings.vouched, meetings.waiting, meetings.arrived,
        coalesce(sum(case attendances.state when 'asked' then attendances.party_size else 0 end), 0) as counted_asked,
        coalesce(sum(case attendances.state when 'confirmed' then attendances.party_size else 0 end), 0) as counted_confirmed,
        coalesce(sum(case attendances.state when 'confirmed' then attendances.party_size * attendances.vouched else 0 end), 0) as counted_vouched,
        coalesce(sum(case attendances.state when 'waiting' then attendances.party_size else 0 end), 0) as counted_waiting,
        coalesce(sum(case when attendances.state in ('cancelled', 'declined') then 0 else attendances.arrived end), 0) as counted_arrived
      from meetings
      join gatherings on gatherings.gathering_id = meetings.gathering_id and gatherings.purged_at is null
      left join attendances on attendances.meeting_id = meetings.meeting_id
      where meetings.list_erased_at is null
      group by meetings.meeting_id, meetings.gathering_id, meetings.asked, meetings.confirmed,
        meetings.vouched, meetings.waiting, meetings.arrived
    ) as counts
    where asked <> counted_asked or confirmed <> counted_confirmed or vouched <> counted_vouched
      or waiting <> counted_waiting or arrived <> counted_arrived
    order by gathering_id, meeting_id`.execute(db)
  return rows.flatMap((row) =>
    kinds
      .filter((name) => Number(row[name]) !== Number(row[`counted_${name}`]))
      .map(
        (name) =>
          `meeting ${row.meeting_id} of gathering ${row.gathering_id}: ${row[name]} ${name}, but its replies are ${row[`counted_${name}`]}`,
      ),
  )
}
