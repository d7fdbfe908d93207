// The append-only log of a gathering's changes. It also stores the answer to every accepted command.
import { sql } from 'kysely'
import type { Outcome } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { breathe } from '../yield-event-loop.ts'
import { deleteInPieces, inPowersOfTwo, paddedPieces } from './bulk-statements.ts'
import { forgetActorsOf } from './forget-actors.ts'
import type { Queries } from './tables.ts'

export type ChangeEntry = {
  readonly gatheringId: string
  readonly version: number
  readonly at: number
  /** A hash of the actor; together with the command's id it makes the entry unique. */
  readonly actorKey: string
  readonly commandId: string
  readonly changes: readonly Change[]
  readonly outcome: Outcome
  /** The public version after the entry, which the answer contains. */
  readonly publicVersion: number
}

export async function appendChanges(db: Queries, entries: readonly ChangeEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    gathering_id: entry.gatheringId,
    version: entry.version,
    at: entry.at,
    actor_key: entry.actorKey,
    command_id: entry.commandId,
    changes: JSON.stringify(entry.changes),
    outcome: JSON.stringify(entry.outcome),
    public_version: entry.publicVersion,
  }))
  for (const values of inPowersOfTwo(rows)) {
    await breathe()
    await db.insertInto('changes').values(values).execute()
  }
}

/** Returns the number of deleted entries. */
export async function deleteChanges(db: Queries, gatheringId: string): Promise<number> {
  return deleteInPieces((limit) =>
    db
      .deleteFrom('changes')
      .where('gathering_id', '=', gatheringId)
      .where('version', 'in', (select) =>
        select.selectFrom('changes').select('version').where('gathering_id', '=', gatheringId).limit(limit),
      ),
  )
}

/**
 * Deletes entries that name this meeting, including their stored answers, and removes the city's actors from other entries. Returns the
 * number of deleted entries.
 */
export async function deleteChangesOf(
  db: Queries,
  gatheringId: string,
  { meetingId, hostHash }: { readonly meetingId: string; readonly hostHash: string | null },
): Promise<number> {
  // Matches the id in the JSON in any role: `meetingId`, `fromMeetingId`.
  const named = `%eetingId":"${meetingId.replace(/[\\%_]/g, (sign) => `\\${sign}`)}"%`
  const isNamed = sql<boolean>`(changes like ${named} escape '\\' or outcome like ${named} escape '\\')`
  await forgetActorsOf(db, gatheringId, { isNamed, hostHash })
  return deleteInPieces((limit) =>
    db
      .deleteFrom('changes')
      .where('gathering_id', '=', gatheringId)
      .where('version', 'in', (select) =>
        select
          .selectFrom('changes')
          .select('version')
          .where('gathering_id', '=', gatheringId)
          .where(isNamed)
          .limit(limit),
      ),
  )
}

/** The first answers to these commands; commands not yet executed are missing. */
export async function findAnswered(
  db: Queries,
  commandIds: readonly string[],
): Promise<readonly Pick<ChangeEntry, 'actorKey' | 'commandId' | 'publicVersion' | 'outcome'>[]> {
  const found: Pick<ChangeEntry, 'actorKey' | 'commandId' | 'publicVersion' | 'outcome'>[] = []
  for (const ids of paddedPieces(commandIds)) {
    const rows = await db
      .selectFrom('changes')
      .select(['actor_key', 'command_id', 'public_version', 'outcome'])
      .where('command_id', 'in', ids)
      .execute()
    for (const row of rows) {
      found.push({
        actorKey: row.actor_key,
        commandId: row.command_id,
        publicVersion: row.public_version,
        outcome: JSON.parse(row.outcome),
      })
    }
  }
  return found
}

/** The changes of each version after `version`, oldest first, at most `limit` versions. Purged ones are missing. */
export async function changesSince(
  db: Queries,
  gatheringId: string,
  version: number,
  limit: number,
): Promise<readonly (readonly Change[])[]> {
  const rows = await db
    .selectFrom('changes')
    .select('changes')
    .where('gathering_id', '=', gatheringId)
    .where('version', '>', version)
    .orderBy('version')
    .limit(limit)
    .execute()
  return rows.map((row) => JSON.parse(row.changes) as Change[])
}

/**
 * Log entries after `version` up to and including `to`, with their times, but only those about the plan: the many reply entries are not
 * read.
 */
export async function planChangesBetween(
  db: Queries,
  gatheringId: string,
  version: number,
  to: number,
): Promise<readonly { readonly at: number; readonly changes: readonly Change[] }[]> {
  const rows = await db
    .selectFrom('changes')
    .select(['at', 'changes'])
    .where('gathering_id', '=', gatheringId)
    .where('version', '>', version)
    .where('version', '<=', to)
    .where((where) =>
      where.or([
        where('changes', 'like', '%"type":"gathering%'),
        where('changes', 'like', '%"type":"meeting%'),
      ]),
    )
    .orderBy('version')
    .execute()
  return rows.map((row) => ({ at: row.at, changes: JSON.parse(row.changes) as Change[] }))
}
