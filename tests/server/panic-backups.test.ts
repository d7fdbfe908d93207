// Backups that a panic cannot see: in a missing folder, or not yet renamed to their final name.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupName } from '#server/backup/backup-name.ts'
import { makeBackup } from '#server/backup/make-backup.ts'
import { pruneBackups } from '#server/backup/prune-backups.ts'
import { sealFile } from '#server/backup/sealed-file.ts'
import { deleteBackups } from '#server/operator/delete-backups.ts'
import { notePanic } from '#server/store/panic-mark.ts'
import type { ErasureProof } from '#shared/protocol/erasure.ts'
import { startTestApp, type TestApp, testNow } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestGathering } from '../support/test-gathering.ts'

const dayMs = 86_400_000

let app: TestApp
let parent = ''
let folder = ''
let gathering: TestGathering
let recipient = ''
beforeEach(async () => {
  recipient = await identityToRecipient(await generateX25519Identity())
  parent = await mkdtemp(join(tmpdir(), 'multaqa-backups-'))
  folder = join(parent, 'disk')
  app = await startTestApp({ backupFolder: folder })
  gathering = await makeGathering(app)
}, 60_000)
afterEach(async () => {
  await app.close()
  await rm(parent, { recursive: true, force: true })
  expect(app.trouble).toEqual([])
})

async function panic(panicId = randomBytes(12).toString('base64url')): Promise<ErasureProof | undefined> {
  const response = await fetch(`${app.url()}/api/panic`, {
    method: 'POST',
    headers: { origin: app.url(), cookie: gathering.cookie },
    body: JSON.stringify({ panicId, scope: 'gathering', gathering: gathering.slug, typed: 'One hour' }),
  })
  return ((await response.json()) as { readonly proof?: ErasureProof }).proof
}

/** Long before the earliest purge date in it. */
const nameOf = (madeAt: number) => backupName({ madeAt, purgeAt: madeAt + 60 * dayMs })
const backUp = (now: number) => makeBackup(app.store(), { folder, sealWith: { recipient } }, now)

test('X5: a folder that is not there is said, and what is in it goes when it is there; later backups stay', async () => {
  await gathering.addCity(cityIds.berlin)
  const panicId = 'one-panic-and-no-other-one'
  expect(await panic(panicId)).toMatchObject({ areBackupsGone: false, isBackupFolderMissing: true })
  await mkdir(folder)
  const later = nameOf(testNow + 1)
  for (const name of [nameOf(testNow - dayMs), `${nameOf(testNow)}.part`, later, 'notes.txt'])
    await writeFile(join(folder, name), '')
  expect(await app.app().deletingOldBackups.run()).toBe(2)
  expect((await readdir(folder)).sort()).toEqual([later, 'notes.txt'].sort())
  // Asked again, it reports that they are gone, and keeps the later one.
  expect(await panic(panicId)).toMatchObject({ areBackupsGone: true, isBackupFolderMissing: false })
  expect(await readdir(folder)).toContain(later)
})

test('X5: a restart goes on looking for backups from before a panic, and so does a prune', async () => {
  await panic()
  await mkdir(folder)
  await writeFile(join(folder, nameOf(testNow - dayMs)), '')
  await app.restart()
  await app.app().deletingOldBackups.run()
  expect(await readdir(folder)).toEqual([])
  await writeFile(join(folder, nameOf(testNow - dayMs)), '')
  await writeFile(join(folder, nameOf(testNow + 1)), '')
  await pruneBackups(app.store().db, folder, testNow + 2)
  expect(await readdir(folder)).toEqual([nameOf(testNow + 1)])
})

test('R7: a backup that ends after a panic began deletes itself, before it has its name and after', async () => {
  await mkdir(folder)
  for (const checks of [1, 2]) {
    let asked = 0
    const check = async () => {
      asked += 1
      if (asked === checks) throw new Error('a panic')
    }
    const path = join(folder, nameOf(testNow))
    async function* bytes() {
      yield Buffer.from('canary')
    }
    const sealed = sealFile(path, { recipient }, ({ write }) => write(bytes()), check)
    await expect(sealed).rejects.toThrow('a panic')
    expect(asked).toBe(checks)
    expect(await readdir(folder)).toEqual([])
  }
  const store = app.store()
  // A panic on another machine, which cannot see this folder.
  const atOneState: typeof store.atOneState = (work) =>
    store.atOneState(async (db) => {
      const done = await work(db)
      await other.db.transaction().execute((transaction) => notePanic(transaction, testNow + 1))
      return done
    })
  const other = store.kind === 'sqlite' ? store : app.store()
  const ended = makeBackup({ ...store, atOneState }, { folder, sealWith: { recipient } }, testNow)
  await expect(ended).rejects.toThrow(/erased by a panic meanwhile/)
  expect(await readdir(folder)).toEqual([])
})

test('R7: no backup is made by a clock that is behind the last panic, because it would be deleted', async () => {
  await panic()
  await expect(backUp(testNow - 1)).rejects.toThrow(/behind the last panic/)
  expect(await backUp(testNow + 1)).toContain('.backup.age')
  await app.app().deletingOldBackups.run()
  expect(await readdir(folder)).toHaveLength(1)
})

test('X5: a backup that gets its final name while backups are deleted is found under it', async () => {
  await mkdir(folder)
  // Listed but already gone, as after a rename: not an error, and nothing is left.
  const names = Array.from({ length: 40 }, (_, index) => nameOf(testNow - index))
  for (const name of names) await writeFile(join(folder, name), '')
  const [one, other] = await Promise.all([
    deleteBackups(folder, (error) => app.trouble.push(error)),
    deleteBackups(folder, (error) => app.trouble.push(error)),
  ])
  expect(one.areGone && other.areGone).toBe(true)
  expect(one.deleted + other.deleted).toBe(40)
})
