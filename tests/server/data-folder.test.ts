// SQLite's data folder: who may read and serve it, the errors for a lost or damaged database, and copies of it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { check } from '#server/operator/check.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { takeServingLock } from '#server/store/serving-lock.ts'
import { insertClaimLink, markFirstStart } from '#server/store/session-rows.ts'
import { markUsed } from '#server/store/sqlite-folder.ts'
import { prepareServerProcess } from '../support/server-process.ts'

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'multaqa-folder-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder left by a server that was used and has stopped. */
async function makeUsedFolder(): Promise<string> {
  const folder = await makeFolder()
  const store = await openStore(folder)
  await markFirstStart(store.db)
  for (let link = 0; link < 200; link += 1) await insertClaimLink(store.db, `link ${link}`.padEnd(400), link)
  await store.scrub()
  await store.close()
  markUsed(folder)
  return folder
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
const refusal = (folder: string) =>
  openStore(folder).then(
    async (store) => {
      await store.close()
      return 'opened'
    },
    (error: Error) => error.message,
  )

test('G7: the folder and every file in it are for this account alone, also where they were open before', async () => {
  const folder = await makeUsedFolder()
  const files = ['multaqa.sqlite', 'multaqa.sqlite-wal', 'multaqa.sqlite-shm', 'multaqa.used']
  for (const file of files) {
    await writeFile(join(folder, file), '', { flag: 'a' })
    await chmod(join(folder, file), 0o644)
  }
  await chmod(folder, 0o755)
  const lock = takeServingLock(folder)
  const store = await openStore(folder)
  await insertClaimLink(store.db, 'another', 1)
  expect(await modeOf(folder)).toBe('700')
  for (const file of [...files, 'multaqa.lock'])
    expect([file, await modeOf(join(folder, file))]).toEqual([file, '600'])
  await store.close()
  lock?.release()
})

test('a folder that all accounts of the machine share is refused', async () => {
  const folder = await makeFolder()
  await chmod(folder, 0o1777)
  await writeFile(join(folder, 'of somebody else'), '')
  expect(await refusal(folder)).toMatch(/shared by all accounts/)
  expect(await modeOf(folder)).toBe('777')
})

const file = (folder: string) => join(folder, 'multaqa.sqlite')
const damages: readonly [string, (folder: string) => Promise<void>, RegExp][] = [
  ['is gone', (folder) => unlink(file(folder)), /is missing although/],
  ['is empty', (folder) => truncate(file(folder), 0), /multaqa\.sqlite is empty/],
  ['is cut off in its head', (folder) => truncate(file(folder), 60), /is not a database|damaged or cut off/],
  ['is cut off after a page', (folder) => truncate(file(folder), 4096), /damaged or cut off/],
  ['is cut off in the middle', (folder) => truncate(file(folder), 40_000), /damaged or cut off/],
  [
    'has pages of something else in it',
    async (folder) => {
      const bytes = await readFile(file(folder))
      await writeFile(file(folder), bytes.fill(0xa5, 5 * 4096, 25 * 4096))
    },
    /damaged or cut off/,
  ],
  ['is something else', (folder) => writeFile(file(folder), 'x'.repeat(9000)), /is not a database/],
  [
    'is gone and has left its log',
    async (folder) => {
      await writeFile(join(folder, 'multaqa.sqlite-wal'), 'x'.repeat(5000))
      await rm(join(folder, 'multaqa.used'))
      await unlink(file(folder))
    },
    /is missing although multaqa\.sqlite-wal is there/,
  ],
]
test.each(damages)(
  'G8: a database that %s is refused in one line, and left as it is',
  async (_what, damage, line) => {
    const folder = await makeUsedFolder()
    await damage(folder)
    const before = await readFile(file(folder)).catch(() => null)
    const said = await refusal(folder)
    expect(said).toMatch(line)
    expect(said).not.toContain('\n')
    expect(await readFile(file(folder)).catch(() => null)).toEqual(before)
    expect(await refusal(folder)).toBe(said)
  },
)

test('G8: a database of this version that lacks a table is refused', async () => {
  const folder = await makeUsedFolder()
  const store = await openStore(folder)
  await sql`drop table gathering_crew`.execute(store.db)
  await store.close()
  expect(await refusal(folder)).toMatch(/lacks the table gathering_crew/)
})

test('G8: a database without tables, of another program, or whose rows were deleted is refused too', async () => {
  const [emptied, foreign, deleted, fresh] = [
    await makeUsedFolder(),
    await makeFolder(),
    await makeUsedFolder(),
    await makeFolder(),
  ]
  const other = await openStore(deleted)
  await other.db.deleteFrom('meta').execute()
  await other.close()
  expect(await refusal(deleted)).toMatch(/is empty although this folder was in use/)
  await makeDatabase(foreign, 'create table notes (text)')
  expect(await refusal(foreign)).toMatch(/of another program/)
  await rm(file(emptied))
  await makeDatabase(emptied, 'vacuum')
  expect(await refusal(emptied)).toMatch(/holds no tables|is empty/)
  expect(await refusal(fresh)).toBe('opened')
})

/** Made with the same SQLite, without our code. */
async function makeDatabase(folder: string, statement: string): Promise<void> {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(file(folder))
  database.exec(statement)
  database.exec('pragma user_version = 1')
  database.close()
}

test('G9: a second server on one folder refuses in one line; killed, the first one leaves no lock behind', async () => {
  const folder = await makeFolder()
  const store = { DATA_DIR: folder, DATABASE_URL: '' }
  const [first, second] = [await prepareServerProcess(store), await prepareServerProcess(store)]
  onTestFinished(async () => {
    await first.kill()
    await second.kill()
  })
  await first.start()
  await expect(second.start()).rejects.toThrow(/ended \(1\)/)
  const said = second.printed().trim()
  expect(said).toBe(
    `DATA_DIR=${folder} cannot be used: another Multaqa serves it; stop that one first, or name another folder.`,
  )
  // Commands still work beside the running server.
  const backups = await makeFolder()
  const settings = { BACKUP_FOLDER: backups, BACKUP_RECIPIENT: await makeRecipient() }
  expect(await run(folder, ['--backup'], settings)).toEqual({
    code: 0,
    said: expect.stringMatching(/Backed up to/),
  })
  const [name = ''] = await readdir(backups)
  expect(await modeOf(join(backups, name))).toBe('600')
  expect(takeServingLock(folder)).toBe(null)
  await first.kill('SIGKILL')
  const lock = takeServingLock(folder)
  expect(lock).not.toBe(null)
  lock?.release()
}, 120_000)

const makeRecipient = async () => identityToRecipient(await generateX25519Identity())

async function run(
  folder: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...words], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes))
  const [code] = await once(child, 'close')
  return { code, said }
}

test('G10: a backup made while somebody writes to the file is whole, and keeps nobody from writing', async () => {
  const folder = await makeUsedFolder()
  const store = await openStore(folder)
  const seen = await store.atOneState(async (db) => {
    const before = (await db.selectFrom('claim_links').select('token_hash').execute()).length
    // Writes over the server's connection while the snapshot is being read.
    for (let link = 0; link < 50; link += 1) await insertClaimLink(store.db, `during ${link}`, link)
    const after = (await db.selectFrom('claim_links').select('token_hash').execute()).length
    return { before, after }
  })
  expect(seen).toEqual({ before: 200, after: 200 })
  expect(await linksOf(store)).toBe(250)
  await store.close()
})

const linksOf = async ({ db }: Store) =>
  (await db.selectFrom('claim_links').select('token_hash').execute()).length

test('check names what SQLite finds wrong in the file', async () => {
  const folder = await makeUsedFolder()
  const path = file(folder)
  const bytes = await readFile(path)
  // Damages the last page, which no query of the start reads.
  bytes.fill(0xff, bytes.length - 3000, bytes.length - 100)
  await writeFile(path, bytes)
  const store = await openStore(folder)
  const told: string[] = []
  expect(await check(store, [], { say: (line) => told.push(line), ask: async () => '' })).toBe(false)
  expect(told.at(-1)).toMatch(/wrong: see docs\/operations\.md/)
  await store.close()
})

test('G11: a write waits for another process that writes, also after a reading, and is carried out', async () => {
  const folder = await makeFolder()
  const store = await openStore(folder)
  const program = `
    import { DatabaseSync } from '@photostructure/sqlite'
    const database = new DatabaseSync(${JSON.stringify(file(folder))})
    database.exec('begin immediate')
    database.exec("insert into claim_links (token_hash, created_at) values ('by the other', 1)")
    console.log('holds the lock')
    setTimeout(() => database.exec('commit'), 700)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  const seen = await store.db.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('claim_links').selectAll().execute()
    await insertClaimLink(transaction, 'by us', 1)
    return before.length
  })
  expect(seen).toBe(1)
  expect(await linksOf(store)).toBe(2)
  await store.close()
})
