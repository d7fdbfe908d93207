// The crew of a link-up in SQL: directors besides the organizers, and the crew's messages.
import { sql } from 'kysely'
import type { Cue } from '#shared/domain/cue.ts'
import { mostMessages } from '#shared/protocol/crew-talk.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'
import { paddedPieces } from './bulk-statements.ts'
import type { CrewMessageTable, Queries } from './tables.ts'

export type DirectorRecord = { readonly directorId: string; readonly alias: string }

/** Null for a secret that is no director's of this gathering. */
export async function findDirector(
  db: Queries,
  gatheringId: string,
  secretHash: string,
): Promise<DirectorRecord | null> {
  const row = await db
    .selectFrom('directors')
    .select(['director_id', 'alias'])
    .where('gathering_id', '=', gatheringId)
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row === undefined ? null : { directorId: row.director_id, alias: row.alias }
}

export async function listDirectors(db: Queries, gatheringId: string): Promise<readonly DirectorRecord[]> {
  const rows = await db
    .selectFrom('directors')
    .select(['director_id', 'alias'])
    .where('gathering_id', '=', gatheringId)
    .orderBy('created_at')
    .orderBy('director_id')
    .execute()
  return rows.map((row) => ({ directorId: row.director_id, alias: row.alias }))
}

export async function isDirectorIdTaken(db: Queries, directorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('directors')
    .select('director_id')
    .where('director_id', '=', directorId)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertDirector(
  db: Queries,
  gatheringId: string,
  { directorId, alias }: DirectorRecord,
  secretHash: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('directors')
    .values({
      director_id: directorId,
      gathering_id: gatheringId,
      alias,
      secret_hash: secretHash,
      created_at: now,
    })
    .execute()
}

/** False when there was none. */
export async function deleteDirector(db: Queries, gatheringId: string, directorId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('directors')
    .where('gathering_id', '=', gatheringId)
    .where('director_id', '=', directorId)
    .returning('director_id')
    .executeTakeFirst()
  return gone !== undefined
}

function toView(row: CrewMessageTable): CrewMessageView {
  return {
    messageId: row.message_id,
    order: row.message_order,
    at: row.at,
    from: row.from_meeting_id,
    alias: row.alias,
    to: row.to_meeting_id,
    cue: row.cue as Cue | null,
    text: row.text,
    rehearsalId: row.rehearsal_id,
  }
}

/**
 * Sequential within a gathering's transaction. The order is the time, or the next number if that is taken: a count would reveal to a city
 * how many messages others sent. Keeps a speaker's `mostMessages` newest per addressee and deletes older ones, so that rows are bounded and
 * nobody's messages displace another's.
 */
export async function insertMessage(
  db: Queries,
  gatheringId: string,
  message: Omit<CrewMessageView, 'order'>,
): Promise<void> {
  const last = await db
    .selectFrom('crew_messages')
    .select('message_order')
    .where('gathering_id', '=', gatheringId)
    .orderBy('message_order', 'desc')
    .executeTakeFirst()
  await db
    .insertInto('crew_messages')
    .values({
      gathering_id: gatheringId,
      message_order: Math.max(message.at, (last?.message_order ?? 0) + 1),
      message_id: message.messageId,
      at: message.at,
      from_meeting_id: message.from,
      alias: message.alias,
      to_meeting_id: message.to,
      cue: message.cue,
      text: message.text,
      rehearsal_id: message.rehearsalId,
    })
    .execute()
  const oldest = await saidBy(db, gatheringId, message)
    .select('message_order')
    .where('to_meeting_id', message.to === null ? 'is' : '=', message.to)
    .where('rehearsal_id', message.rehearsalId === null ? 'is' : '=', message.rehearsalId)
    .orderBy('message_order', 'desc')
    .offset(mostMessages)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await saidOlder(db, gatheringId, message, oldest.message_order).execute()
}

type Speaker = Pick<CrewMessageView, 'from' | 'alias'>

/** A city is one speaker under any alias; in the control room each alias is one. */
function saidBy(db: Queries, gatheringId: string, { from, alias }: Speaker) {
  const said = db.selectFrom('crew_messages').where('gathering_id', '=', gatheringId)
  return from === null
    ? said.where('from_meeting_id', 'is', null).where('alias', '=', alias)
    : said.where('from_meeting_id', '=', from)
}

function saidOlder(db: Queries, gatheringId: string, message: Omit<CrewMessageView, 'order'>, upTo: number) {
  const { from, alias, to, rehearsalId } = message
  const said = db
    .deleteFrom('crew_messages')
    .where('gathering_id', '=', gatheringId)
    .where('message_order', '<=', upTo)
    .where('from_meeting_id', from === null ? 'is' : '=', from)
    .where('to_meeting_id', to === null ? 'is' : '=', to)
    .where('rehearsal_id', rehearsalId === null ? 'is' : '=', rehearsalId)
  return from === null ? said.where('alias', '=', alias) : said
}

/** How many messages and cues a speaker sent after `since` (epoch ms). */
export async function countSaidSince(
  db: Queries,
  gatheringId: string,
  speaker: Speaker,
  since: number,
): Promise<number> {
  const counted = await saidBy(db, gatheringId, speaker)
    .select((make) => make.fn.countAll<number | string>().as('said'))
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(counted.said)
}

/**
 * Messages for a city (`of`) or for the control room (null), in order. As in `keepMessages`: at most `mostMessages` live ones and as many
 * of rehearsals, taking turns among speakers.
 */
export async function listMessages(
  db: Queries,
  gatheringId: string,
  of: string | null,
): Promise<readonly CrewMessageView[]> {
  const live = await listKept(db, gatheringId, of, 'is')
  const rehearsed = await listKept(db, gatheringId, of, 'is not')
  return [...live, ...rehearsed].map(toView).sort((one, other) => one.order - other.order)
}

async function listKept(
  db: Queries,
  gatheringId: string,
  of: string | null,
  isLive: 'is' | 'is not',
): Promise<readonly CrewMessageTable[]> {
  let heard = db
    .selectFrom('crew_messages')
    .selectAll()
    .select(
      sql<number>`row_number() over (
        partition by from_meeting_id, case when from_meeting_id is null then alias else '' end
        order by message_order desc)`.as('place'),
    )
    .where('gathering_id', '=', gatheringId)
    .where('rehearsal_id', isLive, null)
  if (of !== null) {
    heard = heard.where((where) =>
      where.or([
        where('from_meeting_id', '=', of),
        where.and([
          where('from_meeting_id', 'is', null),
          where.or([where('to_meeting_id', '=', of), where('to_meeting_id', 'is', null)]),
        ]),
      ]),
    )
  }
  return db
    .selectFrom(heard.as('heard'))
    .selectAll()
    .orderBy('place')
    .orderBy('message_order', 'desc')
    .limit(mostMessages)
    .execute()
}

export async function loadMessages(
  db: Queries,
  gatheringId: string,
  messageIds: readonly string[],
): Promise<readonly CrewMessageView[]> {
  const found: CrewMessageView[] = []
  for (const ids of paddedPieces(messageIds)) {
    const rows = await db
      .selectFrom('crew_messages')
      .selectAll()
      .where('gathering_id', '=', gatheringId)
      .where('message_id', 'in', ids)
      .execute()
    found.push(...rows.map(toView))
  }
  return found.sort((one, other) => one.order - other.order)
}

export async function isMessageIdTaken(
  db: Queries,
  gatheringId: string,
  messageId: string,
): Promise<boolean> {
  return (await loadMessages(db, gatheringId, [messageId])).length > 0
}

export async function deleteMessagesOf(db: Queries, gatheringId: string, rehearsalId: string): Promise<void> {
  await db
    .deleteFrom('crew_messages')
    .where('gathering_id', '=', gatheringId)
    .where('rehearsal_id', '=', rehearsalId)
    .execute()
}
