// Backups and restores on the suite's store: a backup's content, who can read it, when it is deleted, and what a restore does.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { backupName, readBackupName } from '#server/backup/backup-name.ts'
import { makeBackup } from '#server/backup/make-backup.ts'
import { pruneBackups } from '#server/backup/prune-backups.ts'
import { restoreBackup } from '#server/backup/restore-backup.ts'
import { sealFile } from '#server/backup/sealed-file.ts'
import type { BackupKeys } from '#server/config.ts'
import { createBackUp } from '#server/operator/back-up.ts'
import { check } from '#server/operator/check.ts'
import { panic } from '#server/operator/panic.ts'
import { restore } from '#server/operator/restore.ts'
import { readStateHead, writeState } from '#server/store/backup-lines.ts'
import { createSum } from '#server/store/copy-store.ts'
import type { Store } from '#server/store/open-store.ts'
import { isPanicLink, savePanicLink } from '#server/store/operator-link-rows.ts'
import { unfinishedRestore } from '#server/store/restored-rows.ts'
import { markFirstStart } from '#server/store/session-rows.ts'
import { confirmClock } from '../support/purge-in-test.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { filesThatHold } from '../support/stored-bytes.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const dayMs = 86_400_000
/** Thirty days after the end of the test gatherings. */
const due = testInstant + 2 * 3_600_000 + 30 * dayMs

let app: TestApp
let gathering: TestGathering
let folder = ''
let keys: BackupKeys
let told: string[] = []
const say = (line: string) => void told.push(line)
const terminal = { say, ask: async () => '' }

beforeAll(async () => {
  const identity = await generateX25519Identity()
  const identityFile = join(await mkdtemp(join(tmpdir(), 'multaqa-identity-')), 'key.txt')
  await writeFile(identityFile, `# created: a day\n${identity}\n`)
  keys = { recipient: await identityToRecipient(identity), identityFile, passphrase: undefined }
})
beforeEach(async () => {
  app = await startTestApp()
  await markFirstStart(app.store().db)
  gathering = await makeGathering(app)
  folder = await makeFolder()
  told = []
}, 60_000)
afterEach(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

async function makeFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'multaqa-backup-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

function backUp(now = testNow, words: readonly string[] = []): Promise<boolean> {
  const clocks = { now: () => now, databaseClock: () => null }
  return createBackUp({ backupFolder: folder, backupKeys: keys }, clocks)(app.store(), words, terminal)
}

async function newestBackup(): Promise<string> {
  return join(folder, (await readdir(folder)).sort().at(-1) ?? '')
}

async function makeTarget(): Promise<TestStore> {
  const target = await makeTestStore()
  onTestFinished(target.remove)
  return target
}

function restoreTo(
  { environment }: TestStore,
  path: string,
  now = testNow,
  backupKeys = keys,
  words: readonly string[] = [],
): Promise<boolean> {
  const databaseUrl = environment.DATABASE_URL === '' ? undefined : environment.DATABASE_URL
  const settings = { backupKeys, databaseUrl, dataDirectory: environment.DATA_DIR }
  return restore(settings, [...words, path], terminal, () => now)
}

async function reply(meetingId: string, partySize: number): Promise<string> {
  const person = await app.connect()
  const credential = makeSecret('r')
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize }, { credential }),
  )
  return credential
}

async function watchFromHome(): Promise<void> {
  const path = `/api/gatherings/${gathering.slug}/watching`
  const answer = await fetch(app.url() + path, { method: 'POST' })
  expect(await answer.json()).toMatchObject({ ok: true })
}

const canary = 'canary-of-the-backup'

test('R1 and R2: a backup made while people reply is one state, and in clear holds two dates and nothing else', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: canary, capacity: 20 })
  for (let person = 0; person < 5; person += 1) await reply(meetingId, 2)
  const writing = Array.from({ length: 12 }, () => reply(meetingId, 2))
  expect(await backUp()).toBe(true)
  await Promise.all(writing)
  const path = await newestBackup()
  expect(path).toMatch(/\/multaqa-20260118T150000000Z-20260219T170000000Z\.backup\.age$/)
  expect(readBackupName(path.split('/').at(-1) ?? '')).toEqual({ madeAt: testNow, purgeAt: due })
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
  const bytes = (await readFile(path)).toString('latin1')
  expect(bytes).toMatch(/^age-encryption\.org\/v1\n-> X25519 /)
  for (const text of [canary, gathering.slug, gathering.gatheringId, meetingId, 'attendances'])
    expect(bytes).not.toContain(text)

  const target = await makeTarget()
  expect(await restoreTo(target, path)).toBe(true)
  const copy = await target.open()
  const { db } = copy
  // The meeting's counts match its replies: both are from one snapshot.
  expect(await check(copy, [], terminal)).toBe(true)
  const rows = await db.selectFrom('attendances').selectAll().execute()
  expect(rows.length).toBeGreaterThanOrEqual(5)
  const meeting = await db.selectFrom('meetings').selectAll().executeTakeFirstOrThrow()
  expect(meeting).toMatchObject({ meeting_id: meetingId, host_alias: canary })
  await copy.close()
})

test('R4: a restore brings everything back as it was but sign-ins, with an epoch of its own, and people go on with their links', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: canary })
  const credential = await reply(meetingId, 3)
  await watchFromHome()
  expect(await backUp()).toBe(true)
  expect((await app.store().db.selectFrom('watching_from_home').select('people').execute())[0]?.people).toBe(
    1,
  )
  const before = await everyRow(app.store())
  const target = await makeTarget()
  expect(await restoreTo(target, await newestBackup(), testNow, keys, ['--keep-links'])).toBe(true)
  const copy = await target.open()
  expect(copy.epoch).not.toBe(app.store().epoch)
  expect(await everyRow(copy)).toEqual(before)
  await copy.close()
  const restored = await startTestApp({ sharedStore: target })
  onTestFinished(restored.close)
  const person = await restored.connect()
  expect(await person.hold(credential)).toMatchObject({ ok: true, ticket: { partySize: 3 } })
})

test('R11: a restore brings no right back that somebody may have ended since: sign-ins, one-time links, the operator’s, and links of the crew', async () => {
  const { db } = app.store()
  const berlin = await gathering.addCity(cityIds.berlin)
  const credential = await reply(berlin.meetingId, 3)
  const director = makeSecret('d')
  await gathering.order('appointDirector', {
    directorId: makeTestId(),
    alias: 'Sami',
    directorSecret: director,
  })
  await savePanicLink(db, 'p_the-link-of-then')
  const token = await app.app().sessions.makeClaimToken()
  const before = await db.selectFrom('meetings').selectAll().executeTakeFirstOrThrow()
  expect(await backUp()).toBe(true)
  const target = await makeTarget()
  expect(await restoreTo(target, await newestBackup())).toBe(true)
  expect(told.join('\n')).toMatch(/door codes of 1 cities and links of 1 directors no longer work/)
  const restored = await startTestApp({ sharedStore: target })
  onTestFinished(restored.close)
  const claim = await fetch(`${restored.url()}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token }),
  })
  expect(claim.ok).toBe(false)
  const session = await fetch(`${restored.url()}/api/session`, { headers: { cookie: gathering.cookie } })
  expect(await session.json()).toEqual({ signedIn: false })
  expect(await isPanicLink(restored.store().db, 'p_the-link-of-then')).toBe(false)
  const reader = await restored.connect()
  const { slug } = gathering
  const opened = await Promise.all([
    reader.join({ gathering: slug, as: 'host', credential: berlin.hostSecret }),
    reader.join({ gathering: slug, as: 'director', credential: director }),
    reader.join({ gathering: slug, as: 'guest', credential: before.invitation }),
  ])
  expect(opened.map(({ ok }) => ok)).toEqual([false, false, false])
  const after = await restored.store().db.selectFrom('meetings').selectAll().executeTakeFirstOrThrow()
  expect(after.arrival_code).not.toBe(before.arrival_code)
  // Nobody can renew a participant's link, so it remains valid.
  expect(await reader.hold(credential)).toMatchObject({ ok: true, ticket: { partySize: 3 } })
})

test('R12: a restore that was killed on its way is finished before a server serves it, whatever its clock says', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: canary, address: canary })
  await reply(meetingId, 4)
  await confirmClock(app, testNow)
  expect(await backUp()).toBe(true)
  const target = await makeTarget()
  const { DATABASE_URL: url, DATA_DIR: directory } = target.environment
  const openWith = { identity: (await readFile(keys.identityFile ?? '', 'utf8')).split('\n')[1] ?? '' }
  const place = url === '' ? { directory } : { url }
  // Killed right after its first commit: its clock record is as old as the backup.
  expect(await restoreBackup(await newestBackup(), openWith, place, { keepsLinks: false })).toMatchObject({
    ok: true,
  })
  const server = await prepareServerProcess(target.environment)
  await server.start()
  await server.kill('SIGTERM')
  expect(server.printed()).toMatch(/1 gatherings became due since/)
  const store = await target.open()
  expect(await unfinishedRestore(store.db)).toBe(null)
  expect(await target.everything(store)).not.toContain(canary)
  await store.close()
})

/** Rows of every table, except those that belong to one process or moment. */
async function everyRow({ db }: Store): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  const passing = [
    'leases',
    'budgets',
    'clock_records',
    'kysely_migration',
    'kysely_migration_lock',
    // R11.
    'sessions',
    'claim_links',
  ]
  for (const { name } of await db.introspection.getTables()) {
    if (passing.includes(name)) continue
    const rows: object[] = await db
      .selectFrom(name as 'meta')
      .selectAll()
      .execute()
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort()))
    all[name] = lines.filter((line) => !line.includes('"epoch"')).sort()
  }
  return all
}

test('R4: a restore refuses to overwrite, and leaves what is there as it is', async () => {
  expect(await backUp()).toBe(true)
  const path = await newestBackup()
  const target = await makeTarget()
  expect(await restoreTo(target, path)).toBe(true)
  expect(await restoreTo(target, path)).toBe(false)
  expect(told.at(-1)).toMatch(/the database is not empty/)
  const store = await target.open()
  expect(await store.db.selectFrom('gatherings').select('slug').execute()).toEqual([{ slug: gathering.slug }])
  await store.close()
})

test('R5: a restore purges what became due since the backup, and no canary of it is left', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: canary, address: canary })
  await reply(meetingId, 4)
  await watchFromHome()
  expect(await backUp()).toBe(true)
  const target = await makeTarget()
  expect(await restoreTo(target, await newestBackup(), due)).toBe(true)
  expect(told.join('\n')).toMatch(/1 gatherings became due since/)
  const store = await target.open()
  expect(await store.db.selectFrom('attendances').selectAll().execute()).toEqual([])
  expect(await store.db.selectFrom('watching_from_home').selectAll().execute()).toEqual([])
  expect(await store.db.selectFrom('meetings').select('confirmed').execute()).toEqual([{ confirmed: 4 }])
  expect(await target.everything(store)).not.toContain(canary)
  expect(await filesThatHold(target, canary)).toEqual([])
  await store.close()
})

test('R5: a restore erases replies that were cancelled before', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await reply(meetingId, 4)
  await reply(meetingId, 2)
  const now = app.clock.now()
  const cancelled = { state: 'cancelled', cancelled_at: now }
  await app.store().db.updateTable('attendances').set(cancelled).where('party_size', '=', 2).execute()
  await app.store().db.updateTable('meetings').set({ confirmed: 4 }).execute()
  expect(await backUp()).toBe(true)
  const target = await makeTarget()
  expect(await restoreTo(target, await newestBackup(), now + 60 * 60_000)).toBe(true)
  expect(told.join('\n')).toMatch(/1 cancelled replies and 0 withdrawn cities were due/)
  const store = await target.open()
  const sizes = await store.db.selectFrom('attendances').select('party_size').execute()
  expect(sizes).toEqual([{ party_size: 4 }])
  await store.close()
})

test('R3: a damaged backup, another key, and another file are refused, and nothing of them is restored', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await reply(meetingId, 1)
  expect(await backUp()).toBe(true)
  const wholePath = await newestBackup()
  const whole = await readFile(wholePath)
  const target = await makeTarget()
  const changed = Buffer.from(whole)
  changed[whole.length - 40] = (changed[whole.length - 40] ?? 0) ^ 1
  const spoiled: [string, Uint8Array][] = [
    ['cut off', whole.subarray(0, whole.length - 30)],
    ['changed', changed],
    ['longer', Buffer.concat([whole, Buffer.from('x')])],
    ['something else', Buffer.from('nothing of ours')],
  ]
  for (const [name, bytes] of spoiled) {
    const path = join(folder, name)
    await writeFile(path, bytes)
    expect([name, await restoreTo(target, path)]).toEqual([name, false])
    expect(told.at(-1)).toMatch(/^Nothing was restored: /)
  }
  const stranger = join(folder, 'another-key')
  await writeFile(stranger, await generateX25519Identity())
  const other = { ...keys, identityFile: stranger }
  expect(await restoreTo(target, wholePath, testNow, other)).toBe(false)
  const store = await target.open()
  expect(await store.db.selectFrom('gatherings').selectAll().execute()).toEqual([])
  await store.close()
  // After these failures, the complete backup can be restored, because the target is still unused.
  expect(await restoreTo(await makeTarget(), wholePath)).toBe(true)
})

test('R2: with a passphrase a backup is read by the passphrase alone', async () => {
  const sealWith = { passphrase: 'six random words of a list', workFactor: 10 }
  const path = await makeBackup(app.store(), { folder, sealWith }, testNow)
  const right = { recipient: undefined, identityFile: undefined, passphrase: sealWith.passphrase }
  const wrong = { ...right, passphrase: 'six other words of a list' }
  const target = await makeTarget()
  expect(await restoreTo(target, path, testNow, wrong)).toBe(false)
  expect(await restoreTo(target, path, testNow, right)).toBe(true)
})

test('R6: every backup deletes those that are past their date, and those that hold what was purged since', async () => {
  const old = backupName({ madeAt: testNow - 40 * dayMs, purgeAt: testNow - 1 })
  const open = backupName({ madeAt: testNow - dayMs, purgeAt: testNow + 1000 })
  const before = [old, open, 'multaqa-of-somebody.backup.age', 'notes.txt']
  for (const name of before) await writeFile(join(folder, name), '')
  expect(await backUp()).toBe(true)
  const own = backupName({ madeAt: testNow, purgeAt: due })
  expect((await readdir(folder)).sort()).toEqual(
    [open, own, 'multaqa-of-somebody.backup.age', 'notes.txt'].sort(),
  )

  // The purge date was moved earlier after the backup: the file name still has the later date.
  const later = testNow + 10 * dayMs
  await app.store().db.updateTable('gatherings').set({ purge_at: null, purged_at: later }).execute()
  await confirmClock(app, later)
  expect(await backUp(later, ['--prune'])).toBe(true)
  expect((await readdir(folder)).sort()).toEqual(['multaqa-of-somebody.backup.age', 'notes.txt'])
})

test('R6: while the clock is in doubt a backup is made and none is deleted', async () => {
  await confirmClock(app, testNow)
  const old = backupName({ madeAt: testNow - dayMs, purgeAt: testNow })
  await writeFile(join(folder, old), '')
  expect(await backUp(testNow + 3 * dayMs)).toBe(true)
  expect(await readdir(folder)).toHaveLength(2)
  expect(told[0]).toMatch(/in doubt/)
})

test('R6: what is due is purged before a backup is made, so that no backup is over when it is new', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await reply(meetingId, 1)
  await confirmClock(app, due)
  expect(await backUp(due)).toBe(true)
  expect(await readdir(folder)).toHaveLength(1)
  expect(await app.store().db.selectFrom('attendances').selectAll().execute()).toEqual([])
})

test('R7: a backup that is deleted while it is written ends, and leaves nothing', async () => {
  const path = join(folder, backupName({ madeAt: testNow, purgeAt: due }))
  const { recipient = '' } = keys
  async function* bytes() {
    for (let piece = 0; piece < 200; piece += 1) {
      // Deletes the folder's content, as a panic does.
      if (piece === 20) for (const name of await readdir(folder)) await rm(join(folder, name))
      yield Buffer.from(makeTestId().repeat(20_000))
    }
  }
  await expect(sealFile(path, { recipient }, ({ write }) => write(bytes()))).rejects.toThrow(/deleted while/)
  expect(await readdir(folder)).toEqual([])
})

test('R7: a panic while a backup is written ends it, and nothing of either is left', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { hostAlias: canary, note: canary })
  await reply(meetingId, 1)
  const { recipient = '' } = keys
  const store = app.store()
  const path = join(folder, backupName({ madeAt: testNow, purgeAt: due }))
  const ended = sealFile(path, { recipient }, ({ write }) =>
    store.atOneState(async (db) => {
      const lines = writeState(db, await readStateHead(db, { madeAt: testNow, purgeAt: due }))
      async function* bytes() {
        for await (const text of lines) {
          // More than one file block after each line, so that it is written while it is read.
          for (let block = 0; block < 3; block += 1) yield randomBytes(100_000)
          yield Buffer.from(text)
          if (!text.includes('"table":"meetings"')) continue
          await panic(beside, [gathering.slug, '--yes'], terminal)
          for (const name of await readdir(folder)) await rm(join(folder, name))
        }
      }
      await write(bytes())
    }),
  )
  // A separate connection, as the command has; its cleanup waits until no snapshot of the older state is open.
  const beside = { ...store, rewrite: () => Promise.resolve() }
  await expect(ended).rejects.toThrow(/deleted while/)
  expect(await readdir(folder)).toEqual([])
  await store.rewrite()
  expect(await store.db.selectFrom('attendances').selectAll().execute()).toEqual([])
})

test('R7: the part of a backup that broke off is deleted by a later prune', async () => {
  const part = `${backupName({ madeAt: testNow, purgeAt: due })}.part`
  await writeFile(join(folder, part), '')
  expect(await pruneBackups(app.store().db, folder, testNow)).toEqual([])
  expect(existsSync(join(folder, part))).toBe(true)
})

test('R1: without a folder or a key no backup is made, and one is not overwritten', async () => {
  const settings = { backupFolder: folder, backupKeys: { ...keys, recipient: undefined } }
  expect(await createBackUp(settings)(app.store(), [], terminal)).toBe(false)
  expect(told.at(-1)).toMatch(/a backup is always encrypted/)
  expect(await createBackUp({ ...settings, backupFolder: undefined })(app.store(), [], terminal)).toBe(false)
  expect(await backUp(testNow, ['somewhere'])).toBe(false)
  const inside = {
    ...settings,
    backupKeys: keys,
    backupFolder: join(folder, 'backups'),
    dataDirectory: folder,
  }
  expect(await createBackUp(inside)(app.store(), [], terminal)).toBe(false)
  expect(told.at(-1)).toMatch(/not inside DATA_DIR/)
  expect(await readdir(folder)).toEqual([])
  expect(await backUp()).toBe(true)
  expect(await backUp()).toBe(false)
  expect(told.at(-1)).toMatch(/is there already/)
})

test('R8: a backup of an earlier version is restored and brought to the newest shape', async () => {
  const path = join(folder, 'old.backup.age')
  const { recipient = '' } = keys
  const sum = createSum()
  sum.add([{ key: 'started', value: '1' }])
  const lines = [
    { format: 'multaqa-backup', version: 1, shape: '009-door-key', madeAt: testNow, purgeAt: due },
    { table: 'meta', columns: ['key', 'value'] },
    ['started', '1'],
    { end: 'meta', ...sum.result() },
    { end: 'multaqa-backup', tables: 1, rows: 1 },
  ]
  async function* bytes() {
    for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`)
  }
  await sealFile(path, { recipient }, ({ write }) => write(bytes()))
  const target = await makeTestStore(process.env.TEST_DATABASE_URL, { isEmpty: true })
  onTestFinished(target.remove)
  expect([await restoreTo(target, path), told]).toEqual([true, told])
  const store = await target.open()
  expect(await store.db.selectFrom('meetings').select('holds_merged').execute()).toEqual([])
  await store.close()
  if (process.env.TEST_DATABASE_URL === undefined) return
  // It is refused by a database with a newer schema.
  expect(await restoreTo(await makeTarget(), path)).toBe(false)
  expect(told.at(-1)).toMatch(/tables of a newer version; name an empty one/)
})
