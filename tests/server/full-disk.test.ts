import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openStore } from '#server/store/open-store.ts'

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
  // As a full disk does: SQLite gives up and ends the transaction by itself.
  await sql`pragma max_page_count = 1`.execute(store.db)
  await expect(write('x'.repeat(1_000_000))).rejects.toThrow(/full/)
  const rows = await store.db.selectFrom('meta').select('value').where('key', 'like', 'key of%').execute()
  expect(rows).toEqual([{ value: 'before' }])
  await sql`pragma max_page_count = 1000000`.execute(store.db)
  await write('x'.repeat(1_000_000))
  await store.close()
  await rm(directory, { recursive: true })
})
