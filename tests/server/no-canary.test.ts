// Erased data is gone from every row, statistic, file and log, even when rows of others lie between the erased ones.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { panic } from '#server/operator/panic.ts'
import { deleteAttendances, neverHeld, saveAttendances } from '#server/store/attendance-rows.ts'
import { openPostgresDatabase } from '#server/store/open-postgres.ts'
import { eventually } from '../support/person.ts'
import { withClient } from '../support/postgres.ts'
import { purgeAt } from '../support/purge-in-test.ts'
import { filesThatHold, recycledLogHolds } from '../support/stored-bytes.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  cityIds,
  makeGathering,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const dayMs = 86_400_000
const due = testInstant + 2 * 3_600_000 + 30 * dayMs
const isPostgres = process.env.TEST_DATABASE_URL !== undefined

let kept: TestStore
let app: TestApp
let gathering: TestGathering
let other: TestGathering
let canary = ''
const terminal = { say: () => undefined, ask: async () => '' }

beforeEach(async () => {
  kept = await makeTestStore()
  app = await startTestApp({ sharedStore: kept })
  gathering = await makeGathering(app)
  other = await makeGathering(app, { title: 'Another', cookie: gathering.cookie })
  await other.order('editGathering', { startsAt: testInstant + 60 * dayMs })
  canary = `canary${makeTestId()}`
  await fill()
}, 60_000)
afterEach(async () => {
  await app.close()
  await kept.remove()
  expect(app.trouble).toEqual([])
})

/** Interleaved rows of both gatherings, of many lengths, some changed and deleted, as after months of use. */
async function fill(): Promise<void> {
  const mine = await gathering.addCity(cityIds.berlin, { note: canary, address: canary, hostAlias: canary })
  const theirs = await other.addCity(cityIds.aleppo)
  for (let round = 0; round < 4; round += 1) {
    await gathering.order('editMeeting', {
      meetingId: mine.meetingId,
      edit: { note: canary.repeat(1 + round) },
    })
    await save(mine, gathering.gatheringId, canary, 150)
    await save(theirs, other.gatheringId, 'of others', 150)
    if (round === 2) await deleteAttendances(app.store().db, other.gatheringId)
  }
  if (isPostgres) await withClient(kept.environment.DATABASE_URL, (client) => client.query('analyze'))
}

function save({ meetingId }: TestCity, gatheringId: string, text: string, rows: number): Promise<void> {
  const records = Array.from({ length: rows }, (_, index) => ({
    attendance: {
      attendanceId: `${makeTestId()}${text}`,
      meetingId,
      code: `${text}${makeTestId()}`,
      partySize: 1,
      state: 'cancelled' as const,
      queueOrder: index,
      arrived: 0,
      vouched: false,
    },
    gatheringId,
    secretHash: `${makeTestId()}${text.repeat(1 + (index % 7))}`,
    mergedFrom: null,
    ...neverHeld,
  }))
  return saveAttendances(app.store().db, records)
}

/** What a database administrator finds with queries, including the samples kept by the query planner. */
async function queriesFind(): Promise<boolean> {
  const { DATABASE_URL: url } = kept.environment
  if ((await kept.everything(app.store())).includes(canary)) return true
  if (!isPostgres) return false
  return withClient(url, async (client) => {
    const { rows } = await client.query(`select s::text as line from pg_stats s`)
    const { rows: activity } = await client.query(
      `select query from pg_stat_activity where datname = current_database()`,
    )
    return JSON.stringify([rows, activity]).includes(canary)
  })
}

describe('R9: once it is erased, nothing of it is found', () => {
  test('by a query, in a file, or in the log after a purge by date', async () => {
    expect(await queriesFind()).toBe(true)
    expect(await filesThatHold(kept, canary)).not.toEqual([])
    expect(await purgeAt(app, due)).toBe(true)
    expect(await queriesFind()).toBe(false)
    // Like `multaqa purge --now`, which uses the machine's clock.
    if (isPostgres) await app.store().rewrite()
    expect(await filesThatHold(kept, canary)).toEqual([])
    if (isPostgres) expect(await recycledLogHolds(kept.environment.DATABASE_URL, canary)).toEqual([])
    // The rows of others are unchanged.
    expect(await app.store().db.selectFrom('attendances').select('code').execute()).toHaveLength(150)
  })

  test('by a query or in a file after a panic', async () => {
    expect(await panic(app.store(), [gathering.slug, '--yes'], terminal)).toBe(true)
    expect(await queriesFind()).toBe(false)
    expect(await filesThatHold(kept, canary)).toEqual([])
  })

  test('in a file after its gathering was removed', async () => {
    await gathering.order('removeGathering', {})
    // With SQLite this searches the files, which are cleaned up after the answer.
    await eventually(async () => expect(await queriesFind()).toBe(false), 5000)
    // The cleanup runs after the answer; a server that stops waits for it.
    await app.restart()
    if (isPostgres) await app.store().rewrite()
    expect(await filesThatHold(kept, canary)).toEqual([])
  })
})

/** Ids, states and times of public data: they identify nobody. No other column may be sampled. */
const sampledColumns = {
  attendances: ['gathering_id', 'meeting_id', 'state'],
  audience_parts: ['gathering_id', 'version'],
  budgets: ['filled_at', 'left', 'name'],
  changes: ['gathering_id', 'public_version', 'version'],
  clock_records: ['name', 'recorded_at'],
  crew_messages: ['gathering_id'],
  directors: ['gathering_id'],
  erased_replies: ['gathering_id'],
  gathering_crew: ['created_at', 'gathering_id', 'organizer_id'],
  gatherings: [
    ...['created_at', 'director_version', 'former_starts_at', 'gathering_id', 'is_example', 'length_ms'],
    ...['organizer_version', 'preview_version', 'public_version', 'published_at', 'purge_at', 'purged_at'],
    ...[
      'purged_version',
      'revised_at',
      'revision',
      'stage_fence',
      'stage_is_held',
      'stage_since',
      'starts_at',
    ],
    ...['status', 'version'],
  ],
  leases: ['expires_at', 'name'],
  meetings: [
    ...['doors_minutes_before', 'gathering_id', 'holds_merged', 'meeting_id', 'revision', 'status'],
    'was_announced',
  ],
  meta: ['key'],
  organizers: ['created_at', 'organizer_id'],
  reply_minutes: ['meeting_id'],
  sessions: ['organizer_id'],
  socket_io_attachments: ['id'],
  stage_runs: ['at', 'fence', 'gathering_id', 'is_held', 'meeting_id'],
  watching_from_home: ['gathering_id'],
  zone_readings: ['gathering_id', 'meeting_id', 'offset_minutes', 'starts_at'],
} as const

test.runIf(isPostgres)(
  'R10: no column that people write into, no secret, and no number or moment of a reply is sampled by PostgreSQL; a new column is not before it stands here',
  async () => {
    const sampled = await withClient(kept.environment.DATABASE_URL, async (client) => {
      const { rows } = await client.query<{ table: string; column: string }>(`
      select relname as table, attname as column from pg_attribute
      join pg_class on pg_class.oid = attrelid and relkind = 'r'
      join pg_namespace on pg_namespace.oid = relnamespace and nspname = 'public'
      where attnum > 0 and not attisdropped and coalesce(attstattarget, -1) <> 0 and relname not like 'kysely%'
      order by 1, 2`)
      return rows
    })
    const byTable: Record<string, string[]> = {}
    for (const { table, column } of sampled) byTable[table] = [...(byTable[table] ?? []), column]
    expect(byTable).toEqual(sampledColumns)
  },
)

test.runIf(isPostgres)('R9: a panic that empties a table leaves no sample of it', async () => {
  const url = kept.environment.DATABASE_URL
  const samplesOf = (table: string) =>
    withClient(url, async (client) => {
      await client.query('analyze')
      return (await client.query('select attname from pg_stats where tablename = $1', [table])).rows
    })
  expect(await samplesOf('attendances')).not.toEqual([])
  expect(await panic(app.store(), ['--all', '--yes'], terminal)).toBe(true)
  expect(await samplesOf('attendances')).toEqual([])
})

test.runIf(isPostgres)('R10: what an earlier version sampled goes with the upgrade', async () => {
  const old = await makeTestStore(process.env.TEST_DATABASE_URL, { isEmpty: true })
  const url = old.environment.DATABASE_URL
  const before = await openPostgresDatabase(url, 'upkeep', { shape: '010-merge-paths' })
  for (let link = 0; link < 20; link += 1)
    await before.db
      .insertInto('claim_links')
      .values({ token_hash: `${canary}${link}`, created_at: link })
      .execute()
  await before.close()
  const find = () =>
    withClient(url, async (client) => {
      await client.query('analyze')
      return JSON.stringify((await client.query('select s::text from pg_stats s')).rows).includes(canary)
    })
  expect(await find()).toBe(true)
  const store = await old.open()
  expect(await find()).toBe(false)
  expect(await store.db.selectFrom('claim_links').select('created_at').execute()).toHaveLength(20)
  await store.close()
  await old.remove()
})

test.runIf(isPostgres)(
  'R9: tables are written anew once nobody sees the deleted rows, also while somebody writes to another database',
  async () => {
    const elsewhere = await makeTestStore()
    const other = await elsewhere.open()
    await withClient(elsewhere.environment.DATABASE_URL, async (client) => {
      await client.query('begin')
      await client.query(`insert into meta (key, value) values ('held', 'open')`)
      let isDone = false
      const panicking = panic(app.store(), [gathering.slug, '--yes'], terminal).finally(() => {
        isDone = true
      })
      // Queries find nothing at once; the cleanup of the files waits until the other transaction ends.
      await eventually(async () => expect(await queriesFind()).toBe(false), 10_000)
      expect(isDone).toBe(false)
      await client.query('commit')
      expect(await panicking).toBe(true)
    })
    expect(await filesThatHold(kept, canary)).toEqual([])
    await other.close()
    await elsewhere.remove()
  },
)
