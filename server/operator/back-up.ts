// `multaqa backup`: purges due data, makes an encrypted backup beside a running server, and deletes expired backups.
import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import { makeBackup } from '../backup/make-backup.ts'
import { pruneBackups } from '../backup/prune-backups.ts'
import type { SealWith } from '../backup/sealed-file.ts'
import { systemClock } from '../clock-and-ids.ts'
import type { BackupKeys, Config } from '../config.ts'
import { judgeApart, judgeByRecord } from '../jobs/clock-guard.ts'
import { purge } from '../jobs/purge.ts'
import { loadClockRecord, readDatabaseClock } from '../store/clock-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { OperatorCommand, Terminal } from './operator-command.ts'

const usage = 'Usage: multaqa backup, or multaqa backup --prune to only delete expired backups.'
const noFolder =
  'Set BACKUP_FOLDER to a folder for backups, not inside DATA_DIR (docs/operations.md, Backup).'
const noKey =
  'Set BACKUP_RECIPIENT (age1…) or BACKUP_PASSPHRASE: a backup is always encrypted (docs/operations.md, Backup).'

export type BackUpSettings = Pick<Config, 'backupFolder' | 'backupKeys'> &
  Partial<Pick<Config, 'dataDirectory'>>

/** Clocks in epoch ms: this machine's, and that of the database which several machines share. */
export type BackUpClocks = {
  readonly now: () => number
  readonly databaseClock: (store: Store) => Promise<number> | null
}

const systemClocks: BackUpClocks = {
  now: systemClock.now,
  databaseClock: ({ kind, db }) => (kind === 'postgres' ? readDatabaseClock(db) : null),
}

export function createBackUp(
  { backupFolder: folder, backupKeys, dataDirectory }: BackUpSettings,
  clocks: BackUpClocks = systemClocks,
): OperatorCommand {
  const { now } = clocks
  return async (store, words, { say }) => {
    const isPruning = words.length === 1 && words[0] === '--prune'
    if (words.length > 0 && !isPruning) return refuse(say, usage)
    if (folder === undefined || isInside(folder, dataDirectory)) return refuse(say, noFolder)
    if (isPruning && !existsSync(folder)) return refuse(say, `The folder ${folder} does not exist.`)
    const sealWith = sealWithOf(backupKeys)
    if (!isPruning && sealWith === null) return refuse(say, noKey)
    const isTrusted = await isClockTrusted(store, clocks)
    if (!isTrusted)
      say(
        'The clock of this machine is in doubt: nothing is deleted by date (docs/operations.md, The clock).',
      )
    try {
      if (sealWith !== null && !isPruning) {
        if (isTrusted && !(await purgeDue(store, now(), say))) return false
        say(`Backed up to ${await makeBackup(store, { folder, sealWith }, now())}.`)
      }
      for (const name of isTrusted ? await pruneBackups(store.db, folder, now()) : []) {
        say(`Deleted ${name}: it held data that had to be purged.`)
      }
      return true
    } catch (error) {
      return refuse(say, `Failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Backups must not be inside the data folder, where they would be lost with it. */
function isInside(folder: string, dataDirectory: string | undefined): boolean {
  return dataDirectory !== undefined && `${folder}${sep}`.startsWith(`${dataDirectory}${sep}`)
}

function refuse(say: Terminal['say'], line: string): false {
  say(line)
  return false
}

/** Prefers a recipient's public key, with which the server cannot decrypt, to a passphrase that the server has to know. */
function sealWithOf({ recipient, passphrase }: BackupKeys): SealWith | null {
  if (recipient !== undefined) return { recipient }
  return passphrase === undefined ? null : { passphrase }
}

async function isClockTrusted(store: Store, { now, databaseClock }: BackUpClocks): Promise<boolean> {
  if (judgeByRecord(now(), await loadClockRecord(store.db)) !== 'steady') return false
  const shared = await databaseClock(store)
  return shared === null || judgeApart(now() - shared) === 'steady'
}

/** Purges first: data that is due now would make the new backup expired at once. */
async function purgeDue(store: Store, now: number, say: Terminal['say']): Promise<boolean> {
  let isWhole = true
  await purge(store, now, {
    onPurged: () => undefined,
    onTrouble: (error) => {
      isWhole = refuse(
        say,
        `Data that is due could not be purged: ${error instanceof Error ? error.message : String(error)}`,
      )
    },
  })
  return isWhole
}
