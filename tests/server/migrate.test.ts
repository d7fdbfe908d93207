// `multaqa migrate` from SQLite to PostgreSQL and back copies everything, or nothing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { addExample } from '#server/example/add-example.ts'
import { loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { migrateStore } from '#server/move-database.ts'
import { neverHeld, saveAttendances } from '#server/store/attendance-rows.ts'
import { openPostgresStore, openStore, type Store } from '#server/store/open-store.ts'
import { insertClaimLink, insertSession, markFirstStart } from '#server/store/session-rows.ts'
import type { Queries, Tables } from '#server/store/tables.ts'
import { saveZoneReadings } from '#server/store/zone-rows.ts'
import { makeDatabase, type TestDatabase, withClient } from '../support/postgres.ts'
import { makeTestId } from '../support/test-gathering.ts'

const server = process.env.TEST_DATABASE_URL ?? ''
const now = Date.UTC(2026, 0, 18)

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'multaqa-migrate-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function makeEmptyDatabase(): Promise<TestDatabase> {
  const database = await makeDatabase(server, { isEmpty: true })
  onTestFinished(database.drop)
  return database
}

let gazetteer: Awaited<ReturnType<typeof loadGazetteer>>
beforeAll(async () => {
  gazetteer = await loadGazetteer()
})

/** The example with texts in two scripts, replies to it, and at least one row of every other table. */
async function fill(store: Store, replies: number): Promise<void> {
  await store.db.transaction().execute(async (db) => {
    await markFirstStart(db)
    await addExample(db, { gazetteer, ids: { next: makeTestId }, now })
    const { meeting_id: meetingId, gathering_id: gatheringId } = await db
      .selectFrom('meetings')
      .select(['meeting_id', 'gathering_id'])
      .executeTakeFirstOrThrow()
    const { organizer_id: organizerId } = await db
      .selectFrom('organizers')
      .select('organizer_id')
      .executeTakeFirstOrThrow()
    await insertSession(db, { sessionHash: 'session', organizerId, now, expiresAt: now + 1 })
    await insertClaimLink(db, 'link', now)
    for (let order = 1; order <= replies; order += 1) {
      const attendance = {
        attendanceId: makeTestId(),
        meetingId,
        code: `ر${order}`,
        partySize: 1 + (order % 4),
        state: order % 3 === 0 ? ('waiting' as const) : ('confirmed' as const),
        queueOrder: order,
        arrived: 0,
        vouched: order % 2 === 0,
      }
      await saveAttendances(db, [
        { attendance, gatheringId, secretHash: `hash of ${order}`, mergedFrom: null, ...neverHeld },
      ])
    }
    const reading = { meetingId, gatheringId, plan: 'plan', startsAt: now, offsetMinutes: 120 }
    await saveZoneReadings(db, [reading])
    await db
      .insertInto('changes')
      .values({
        gathering_id: gatheringId,
        version: 1,
        at: now,
        actor_key: 'actor',
        command_id: 'command',
        changes: '[]',
        outcome: '{}',
        public_version: 0,
      })
      .execute()
  })
}

/**
 * The data folder of a server that has stopped. It is a copy: within one process a closed SQLite holds its lock until its prepared
 * statements are garbage collected.
 */
async function makeData(replies: number): Promise<string> {
  const [used, data] = [await makeFolder(), await makeFolder()]
  const store = await openStore(used)
  await fill(store, replies)
  await store.close()
  await cp(used, data, { recursive: true })
  return data
}

const tables = [
  'meta',
  'organizers',
  'sessions',
  'claim_links',
  'gatherings',
  'gathering_crew',
  'meetings',
  'attendances',
  'changes',
  'zone_readings',
] as const satisfies readonly (keyof Tables)[]

/** Every row of every table, in an order that does not depend on the database. */
async function everything(db: Queries): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, string[]> = {}
  for (const table of tables) {
    const rows: object[] = await db.selectFrom(table).selectAll().execute()
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort()
  }
  return all
}

async function readAll(opening: Promise<Store>): Promise<Awaited<ReturnType<typeof everything>>> {
  const store = await opening
  const all = await everything(store.db)
  await store.close()
  return all
}

async function countOf(url: string): Promise<number> {
  const all = await readAll(openPostgresStore(url))
  return Object.values(all).flat().length
}

function migrate(from: string, to: string, told: string[] = []): ReturnType<typeof migrateStore> {
  return migrateStore(['--from', from, '--to', to], (line) => told.push(line))
}

test('from SQLite to PostgreSQL and back nothing is lost, nothing is added, and the epoch stays', async () => {
  const [first, last] = [await makeData(2_500), join(await makeFolder(), 'new')]
  const { url } = await makeEmptyDatabase()
  const told: string[] = []
  const { ok, line } = await migrate(first, url, told)
  expect(ok).toBe(true)
  expect(line).toMatch(/still holds everything.*no purge and no panic reaches it.*delete the folder/)
  const store = await openStore(first)
  const before = await everything(store.db)
  await store.close()
  for (const table of tables) expect(before[table]?.length).toBeGreaterThan(0)
  expect(told).toContain('attendances: 2500 rows copied and compared')
  expect(told.join()).not.toContain(new URL(url).password)
  const between = await openPostgresStore(url)
  expect(between.epoch).toBe(store.epoch)
  expect(await everything(between.db)).toEqual(before)
  await between.close()
  expect(await migrate(url, last)).toMatchObject({ ok: true })
  expect(await readAll(openStore(last))).toEqual(before)
})

test('what is not empty, in use, or not there is refused in one line and left as it is', async () => {
  const [source, other, served] = [await makeData(10), await makeData(10), await makeFolder()]
  const { url } = await makeEmptyDatabase()
  const { url: full } = await makeEmptyDatabase()
  const [one, two] = [await openStore(served), await openPostgresStore(full)]
  await fill(one, 10)
  await fill(two, 10)
  const before = await everything(two.db)
  // This process holds both databases open, as a server does.
  expect((await migrate(served, url)).line).toMatch(/SQLite in .* is in use; stop the server first/)
  expect((await migrate(source, served)).line).toMatch(/SQLite in .* is in use; stop the server first/)
  expect((await migrate(full, join(source, 'new'))).line).toMatch(/PostgreSQL at .* is in use/)
  expect((await migrate(source, full)).line).toMatch(/PostgreSQL at .* is in use/)
  await Promise.all([one.close(), two.close()])
  expect((await migrate(source, full)).line).toMatch(/there is something in PostgreSQL at .* already/)
  expect((await migrate(full, other)).line).toMatch(/there is something in SQLite in .* already/)
  expect((await migrate(source, source)).line).toMatch(/is in use/)
  expect((await migrate(join(other, 'nowhere'), url)).line).toMatch(/there is no Multaqa in/)
  const unreachable = new URL(url)
  unreachable.port = '1'
  expect((await migrate(source, unreachable.href)).line).toMatch(/ECONNREFUSED/)
  expect((await migrateStore(['--from', source], () => {})).line).toMatch(/--to/)
  expect(await readAll(openPostgresStore(full))).toEqual(before)
  expect(await readdir(join(source, 'new')).catch(() => [])).toEqual([])
  expect(await countOf(url)).toBe(1)
})

test('a target that keeps something else than it was given is found out and left empty', async () => {
  const source = await makeData(10)
  const { url } = await makeEmptyDatabase()
  await (await openPostgresStore(url)).close()
  await withClient(url, async (client) => {
    await client.query(`create function forge() returns trigger language plpgsql as
      $$ begin new.party_size := new.party_size + 1; return new; end $$`)
    await client.query(
      'create trigger forge before insert on attendances for each row execute function forge()',
    )
  })
  expect((await migrate(source, url)).line).toMatch(/attendances is not the same on both sides/)
  expect(await countOf(url)).toBe(1)
})

test('a migration that breaks off leaves no SQLite behind', async () => {
  const folder = await makeFolder()
  const { url } = await makeEmptyDatabase()
  const store = await openPostgresStore(url)
  await fill(store, 10)
  await store.close()
  const breakOff = (line: string) => {
    if (line.startsWith('meetings')) throw new Error('the terminal is gone')
  }
  const migrated = await migrateStore(['--from', url, '--to', folder], breakOff)
  expect(migrated).toEqual({ ok: false, line: 'Nothing was copied: the terminal is gone.' })
  expect(await readdir(folder)).toEqual([])
})

test('a migration that is killed leaves the target empty, and can be done again', async () => {
  const source = await makeData(12_000)
  const { url } = await makeEmptyDatabase()
  const program = ['--import', 'tsx', 'server/main.ts', '--migrate', '--from', source, '--to', url]
  const child = spawn(process.execPath, program, { cwd: join(import.meta.dirname, '..', '..') })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString('utf8')
    // The table after this one is the longest.
    if (output.includes('meetings:')) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  expect(output).not.toContain('Done')
  expect(await countOf(url)).toBe(1)
  expect(await migrate(source, url)).toMatchObject({ ok: true })
}, 60_000)
