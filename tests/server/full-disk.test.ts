import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openStore } from '#server/store/open-store.ts'
import { makeCommandId, snapshotOf } from '../support/person.ts'
import { startTestApp } from '../support/test-app.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'

test('a store that cannot grow says so, goes on reading, and writes again when there is room', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-full-'))
  const store = await openStore(directory)
  const write = (value: string) =>
    store.db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('meta')
        .values({ key: `key of ${value.length}`, value })
        .execute()
    })
  await write('before')
  // Simulates a full disk: SQLite fails and rolls the transaction back by itself.
  await sql`pragma max_page_count = 1`.execute(store.db)
  await expect(write('x'.repeat(1_000_000))).rejects.toThrow(/full/)
  const rows = await store.db.selectFrom('meta').select('value').where('key', 'like', 'key of%').execute()
  expect(rows).toEqual([{ value: 'before' }])
  await sql`pragma max_page_count = 1000000`.execute(store.db)
  await write('x'.repeat(1_000_000))
  await store.close()
  await rm(directory, { recursive: true })
})

test('F1: a store that cannot write refuses with a clear reason, goes on reading, and heals by itself', async () => {
  const own = await startTestApp()
  const { gatheringId, slug, addCity } = await makeGathering(own)
  const { meetingId } = await addCity(cityIds.berlin)
  const person = await own.connect()
  const { db } = own.store()
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db)
  const commandId = makeCommandId()
  const reply = (credential: string, id = makeCommandId()) =>
    person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential, commandId: id })
  const credentials: string[] = []
  let answer = await reply(makeSecret('r'))
  while (answer.ok) {
    credentials.push(makeSecret('r'))
    if (credentials.length % 60 === 59) await new Promise((resolve) => setTimeout(resolve, 1500))
    answer = await reply(credentials.at(-1) as string)
  }
  expect(answer).toEqual({ ok: false, reason: 'server-trouble' })
  const kept = makeSecret('r')
  expect(await reply(kept, commandId)).toEqual({ ok: false, reason: 'server-trouble' })
  expect((await person.join({ gathering: slug, as: 'public' })).ok).toBe(true)
  expect(own.trouble.length).toBeGreaterThan(0)
  await sql.raw('pragma max_page_count = 100000').execute(db)
  accepted(await reply(kept, commandId))
  const { counts } = snapshotOf(await person.join({ gathering: slug, as: 'public' }))
  const rowsNow = await db.selectFrom('attendances').selectAll().execute()
  expect(counts[0]?.confirmed).toBe(rowsNow.length)
  await own.close()
})
