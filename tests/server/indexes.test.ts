// Frequent queries, and those that anybody can send, use an index according to SQLite's query planner.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDatedGatherings, listPublished } from '#server/store/gathering-rows.ts'
import { openStore } from '#server/store/open-store.ts'
import { gatheringsOf } from '#server/store/organizer-rows.ts'
import { gatheringsToPurge } from '#server/store/purge-rows.ts'
import { deleteOldRemovals } from '#server/store/removal-rows.ts'
import { deleteExpiredSessions, deleteOldClaimLinks } from '#server/store/session-rows.ts'
import { openSqlite } from '#server/store/sqlite-database.ts'
import type { Queries, Tables } from '#server/store/tables.ts'
import { gatheringsFrom } from '#server/store/zone-rows.ts'

let folder: string
let db: Kysely<Tables>
const asked: CompiledQuery[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multaqa-indexes-'))
  await (await openStore(folder)).close()
  const database = openSqlite(join(folder, 'multaqa.sqlite'))
  db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database }),
    log: ({ level, query }) => void (level === 'query' && asked.push(query)),
  })
})
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true, force: true })
})

const queries: readonly [string, string, (db: Queries) => Promise<unknown>][] = [
  ['an organizer’s gatherings', 'crew_by_organizer', (all) => gatheringsOf(all, 'somebody')],
  ['what is due to be purged', 'gatherings_by_purge', (all) => gatheringsToPurge(all, 1)],
  ['sessions that ran out', 'sessions_by_expiry', (all) => deleteExpiredSessions(all, 1)],
  ['old links', 'claim_links_by_age', (all) => deleteOldClaimLinks(all, 1)],
  ['old removals', 'removed_by_age', (all) => deleteOldRemovals(all, 1)],
  ['what was published', 'gatherings_by_publishing', (all) => listPublished(all, 20)],
  ['what has a date', 'gatherings_by_date', (all) => listDatedGatherings(all, 1, 20)],
  ['what is to come', 'gatherings_by_start', (all) => gatheringsFrom(all, 1)],
]

test.each(queries)('%s is found by the index %s', async (_what, index, ask) => {
  asked.length = 0
  await ask(db)
  const [query] = asked
  if (query === undefined) throw new Error('nothing was asked')
  const { rows } = await db.executeQuery<{ detail: string }>({
    ...query,
    sql: `explain query plan ${query.sql}`,
  })
  const plan = rows.map(({ detail }) => detail).join('; ')
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/SCAN (?!.*USING)/)
})
