// `multaqa panic`: erases all personal data of one gathering or of all, at once and regardless of dates; or makes the link to the web page
// that does it.
import { systemClock } from '../clock-and-ids.ts'
import { judgeByRecord } from '../jobs/clock-guard.ts'
import { eraseGathering, eraseInstallation, panicTime } from '../jobs/panic.ts'
import { tidy } from '../jobs/tidy.ts'
import { makeSecret } from '../secrets.ts'
import { loadClockRecord } from '../store/clock-rows.ts'
import { findGathering, listGatheringIds, loadGatheringToChange } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { savePanicLink } from '../store/operator-link-rows.ts'
import { backupFolder, type DeletedBackups, deleteBackups } from './delete-backups.ts'
import { describePurged } from './describe-purged.ts'
import type { OperatorCommand } from './operator-command.ts'

const usage =
  'Usage, for one gathering or all of them: multaqa panic <slug or id> | --all [--yes]; for a link to the page that erases everything: multaqa panic --link | --no-link'

type Say = (line: string) => void

export const panic: OperatorCommand = async (store, words, { say, ask }) => {
  const isConfirmed = words.includes('--yes')
  const [named, ...more] = words.filter((word) => word !== '--yes')
  if (named === '--link' && more.length === 0) return makeLink(store, say)
  if (named === '--no-link' && more.length === 0) {
    await savePanicLink(store.db, null)
    say('The link to the page that erases everything no longer works.')
    return true
  }
  if (named === undefined || more.length > 0 || (named.startsWith('-') && named !== '--all')) {
    say(usage)
    return false
  }
  const chosen = await choose(store, named)
  if (chosen === null) {
    say(`No gathering is called ${named}.`)
    return false
  }
  if (!isConfirmed) {
    const typed = await ask(
      `This erases every reply, secret, address, log and message of ${chosen.name}, and every backup. This cannot be undone. Type ${chosen.word} to continue: `,
    )
    if (typed.trim() !== chosen.word) {
      say('Nothing was erased.')
      return false
    }
  }
  return erase(store, chosen.gatheringId, say)
}

/** The operator keeps the link for an emergency; a new one replaces the previous one. */
async function makeLink(store: Store, say: Say): Promise<boolean> {
  const secret = `p_${makeSecret()}`
  await savePanicLink(store.db, secret)
  const origin = process.env.PUBLIC_URL ?? ''
  say(`${origin}/panic#${secret}`)
  say('Anyone who opens this link and types the host name erases all personal data of this installation.')
  say('Keep it where you can reach it without this machine. Earlier links no longer work.')
  return true
}

/** `gatheringId`: null for all gatherings. */
type Chosen = { readonly name: string; readonly word: string; readonly gatheringId: string | null }

async function choose({ db }: Store, named: string): Promise<Chosen | null> {
  if (named === '--all') {
    const all = await listGatheringIds(db)
    return { name: `all ${all.length} gatherings`, word: 'all', gatheringId: null }
  }
  const record = await findGathering(db, named)
  if (record === null) return null
  const { slug, gatheringId } = record.gathering
  return { name: slug, word: slug, gatheringId }
}

async function erase(store: Store, gatheringId: string | null, say: Say): Promise<boolean> {
  let isWhole = true
  const onTrouble = (error: unknown): void => {
    isWhole = false
    say(`Failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  const attempt = (work: () => Promise<void>) => work().catch(onTrouble)
  await attempt(async () => {
    const trust = judgeByRecord(systemClock.now(), await loadClockRecord(store.db))
    const parts = { store, clock: systemClock, trust: () => trust }
    if (gatheringId !== null) return eraseOne(parts, gatheringId, say)
    const key = `command ${makeSecret()}`
    const { erased } = await eraseInstallation(
      {
        ...parts,
        onPurged: (purged) => say(describePurged(purged)),
        // A running server rereads its sessions every second.
        onSessionsEnded: () => undefined,
        onTrouble,
      },
      key,
    )
    say(`Everyone is signed out: ${erased.sessions} sessions are deleted.`)
  })
  const backups = await deleteBackups(backupFolder(), onTrouble)
  say(describeBackups(backups))
  if (backups.isMissing) isWhole = false
  await attempt(async () => {
    try {
      await tidy(store)
    } catch (error) {
      say('What was erased may still be in files of the database. A running server retries every 30 seconds.')
      throw error
    }
  })
  return isWhole
}

async function eraseOne(
  parts: Parameters<typeof panicTime>[0],
  gatheringId: string,
  say: Say,
): Promise<void> {
  const at = await panicTime(parts)
  const purged = await parts.store.db.transaction().execute(async (transaction) => {
    const record = await loadGatheringToChange(transaction, gatheringId)
    return record === null ? null : eraseGathering(transaction, record, at)
  })
  if (purged !== null) say(describePurged(purged))
}

function describeBackups({ deleted, isMissing }: DeletedBackups): string {
  const folder = backupFolder()
  const missing =
    `${folder} is not there, so nobody could look for backups in it. ` +
    'A running server deletes them when it is there; so does multaqa backup --prune.'
  const found = isMissing ? missing : `Deleted ${deleted} backups in ${folder}.`
  const here = folder === undefined ? 'BACKUP_FOLDER is not set, so no backup was deleted.' : found
  return `${here} Copies elsewhere (dumps, other folders, other machines, archived logs) hold what was erased: destroy them by hand.`
}
