// `multaqa restore <file>`: restores a backup into an empty database, purges data that has become due since, and reports the result.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openBackup } from '../backup/read-backup.ts'
import { type RestorePlace, restoreBackup } from '../backup/restore-backup.ts'
import type { OpenWith } from '../backup/sealed-file.ts'
import { systemClock } from '../clock-and-ids.ts'
import type { BackupKeys, Config } from '../config.ts'
import { readState } from '../store/backup-lines.ts'
import { openPostgresStore, openStore } from '../store/open-store.ts'
import { markFirstStart } from '../store/session-rows.ts'
import { markUsed } from '../store/sqlite-folder.ts'
import { finishRestore } from './finish-restore.ts'
import type { Terminal } from './operator-command.ts'

const usage =
  'Usage: multaqa restore <file>, or multaqa restore --verify <file> to only check it. With --keep-links links of hosts and ' +
  'directors, invitations and door codes open what they opened then: say it only when none of them was renewed since.'
const noKey = 'Set BACKUP_IDENTITY_FILE or BACKUP_PASSPHRASE to decrypt the backup.'

export type RestoreSettings = Pick<Config, 'backupKeys' | 'databaseUrl' | 'dataDirectory'>

/** True if everything was restored, or can be read. `now`: epoch ms. */
export async function restore(
  { backupKeys, databaseUrl, dataDirectory }: RestoreSettings,
  words: readonly string[],
  { say }: Pick<Terminal, 'say'>,
  now: () => number = systemClock.now,
): Promise<boolean> {
  const refuse = (line: string) => {
    say(line)
    return false
  }
  const isVerifying = words[0] === '--verify'
  const keepsLinks = words[0] === '--keep-links'
  const [given, ...more] = isVerifying || keepsLinks ? words.slice(1) : words
  if (given === undefined || given.startsWith('-') || more.length > 0) return refuse(usage)
  const path = resolve(given)
  try {
    const openWith = openWithOf(backupKeys)
    if (openWith === null) return refuse(noKey)
    if (isVerifying) {
      const { head, lines } = await openBackup(path, openWith)
      const { tables, rows } = await readState(lines, null)
      say(`The backup of ${dateOf(head.madeAt)} is complete: ${rows} rows in ${tables} tables.`)
      return true
    }
    const place: RestorePlace =
      databaseUrl === undefined ? { directory: dataDirectory } : { url: databaseUrl }
    const restored = await restoreBackup(path, openWith, place, { keepsLinks })
    if (!restored.ok) return refuse('Nothing was restored: the database is not empty.')
    const { head, rows, tables, damage } = restored
    say(
      `Restored the state of ${dateOf(head.madeAt)}: ${rows} rows in ${tables} tables, compared with the backup.`,
    )
    for (const line of damage) say(`Already damaged when it was backed up: ${line}`)
    const store = await ('directory' in place ? openStore(place.directory) : openPostgresStore(place.url))
    try {
      // Marks it as an installation in use, whatever the backup contained.
      await markFirstStart(store.db)
      if ('directory' in place) markUsed(place.directory)
      say('Everyone is signed out; sign-in links and the link of multaqa panic --link no longer work.')
      const isWhole = await finishRestore(store, now(), say)
      say(
        'What was erased for another reason since then (panic, a removed gathering, a reply) has come back.',
      )
      return isWhole && damage.length === 0
    } finally {
      await store.close()
    }
  } catch (error) {
    return refuse(`Nothing was restored: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const dateOf = (at: number) => new Date(at).toISOString()

function openWithOf({ identityFile, passphrase }: BackupKeys): OpenWith | null {
  if (identityFile === undefined) return passphrase === undefined ? null : { passphrase }
  const identity = /^AGE-SECRET-KEY-[0-9A-Z-]+$/m.exec(readFileSync(identityFile, 'utf8'))?.[0]
  if (identity === undefined) throw new Error('BACKUP_IDENTITY_FILE holds no AGE-SECRET-KEY')
  return { identity }
}
