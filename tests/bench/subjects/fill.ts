// Inserts very many replies into a database at once, as if they had been sent one by one: rows, log and counts agree.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { hashSecret } from '#server/secrets.ts'
import { openStore } from '#server/store/open-store.ts'
import { createRandom } from '../../support/random.ts'
import type { Target } from '../load/senders.ts'

export type Replied = { readonly secret: string; readonly arrivalCode: string }

const rowsAtOnce = 200
const speakable = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const seed = 20

/** All confirmed, one person each; large cities have more. Nothing else may use the folder meanwhile. Returns everyone who replied. */
export async function fillReplies(
  dataDirectory: string,
  { gatheringId, meetingIds }: Target,
  count: number,
): Promise<readonly Replied[]> {
  const store = await openStore(dataDirectory)
  try {
    // Data lost in a power cut can be generated again.
    await sql`pragma synchronous = OFF`.execute(store.db)
    await sql`pragma cache_size = -400000`.execute(store.db)
    const codes = await store.db.selectFrom('meetings').select(['meeting_id', 'arrival_code']).execute()
    const codeOf = new Map(codes.map((row) => [row.meeting_id, row.arrival_code]))
    const { version, next_queue_order } = await store.db
      .selectFrom('gatherings')
      .select(['version', 'next_queue_order'])
      .where('gathering_id', '=', gatheringId)
      .executeTakeFirstOrThrow()
    const chooseCity = cityChooser(meetingIds)
    const replied: Replied[] = []
    const confirmed = new Map<string, number>()
    const at = Date.now()
    await store.db.transaction().execute(async (transaction) => {
      for (let from = 0; from < count; from += rowsAtOnce) {
        const some = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, place) => {
          const index = from + place
          const meetingId = chooseCity()
          const secret = `r_bench${String(index).padStart(24, '0')}`
          replied.push({ secret, arrivalCode: codeOf.get(meetingId) ?? '' })
          confirmed.set(meetingId, (confirmed.get(meetingId) ?? 0) + 1)
          return { index, meetingId, attendanceId: shortHash(`attendance ${index}`), secret }
        })
        await transaction
          .insertInto('attendances')
          .values(
            some.map(({ index, meetingId, attendanceId, secret }) => ({
              attendance_id: attendanceId,
              gathering_id: gatheringId,
              meeting_id: meetingId,
              secret_hash: hashSecret(secret),
              code: codeFrom(index),
              party_size: 1,
              state: 'confirmed',
              queue_order: next_queue_order + index,
              arrived: 0,
              vouched: 0,
              replied_minute: 0,
              held: '',
              host_version: 0,
              list_order: index + 1,
              revision: 0,
            })),
          )
          .execute()
        await transaction
          .insertInto('changes')
          .values(
            some.map(({ index, meetingId, attendanceId, secret }) => ({
              gathering_id: gatheringId,
              version: version + 1 + index,
              at,
              actor_key: hashSecret(`actor:${hashSecret(secret)}`).slice(0, 22),
              command_id: shortHash(`command ${index}`),
              changes: JSON.stringify([
                { type: 'replyPlaced', meetingId, attendanceId, partySize: 1, state: 'confirmed' },
              ]),
              outcome: JSON.stringify({ state: 'confirmed', code: codeFrom(index), attendanceId, meetingId }),
              public_version: 0,
            })),
          )
          .execute()
      }
      for (const [meetingId, people] of confirmed) {
        await transaction
          .updateTable('meetings')
          .set({ confirmed: people })
          .where('meeting_id', '=', meetingId)
          .execute()
      }
      await transaction
        .updateTable('gatherings')
        .set({ version: version + count, next_queue_order: next_queue_order + count })
        .where('gathering_id', '=', gatheringId)
        .execute()
    })
    await store.scrub()
    return replied
  } finally {
    await store.close()
  }
}

/** The first city has the most people, each further one fewer. */
function cityChooser(meetingIds: readonly string[]): () => string {
  const random = createRandom(seed)
  const shares = meetingIds.map((_, index) => 1 / (index + 3))
  const all = shares.reduce((sum, share) => sum + share, 0)
  return () => {
    let left = random.next() * all
    const index = shares.findIndex((share) => {
      left -= share
      return left < 0
    })
    return meetingIds[index] ?? meetingIds[0] ?? ''
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** A different code for each index below 24 million. */
function codeFrom(index: number): string {
  let code = ''
  for (let rest = index; code.length < 5; rest = Math.floor(rest / speakable.length)) {
    code += speakable[rest % speakable.length]
  }
  return code
}
