// `multaqa panic`: erases everything personal of a gathering, or of all, now and whatever their dates.
import { endOfAll } from '../commands/purge-date.ts'
import { systemClock } from '../environment.ts'
import { findGathering, listGatheringIds, loadGathering } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { purgeNow } from '../store/purge-rows.ts'
import { describePurged } from './describe-purged.ts'
import type { OperatorCommand } from './operator-command.ts'

const usage = 'Name a gathering by its slug or id, or all of them: multaqa panic <slug or id> | --all [--yes]'

export const panic: OperatorCommand = async (store, words, { say, ask }) => {
  const isConfirmed = words.includes('--yes')
  const [named, ...more] = words.filter((word) => word !== '--yes')
  if (named === undefined || more.length > 0 || (named.startsWith('-') && named !== '--all')) {
    say(usage)
    return false
  }
  const chosen = await choose(store, named)
  if (chosen === null) {
    say(`There is no gathering ${named}.`)
    return false
  }
  if (!isConfirmed) {
    const typed = await ask(
      `This erases every reply, secret, address, log and message of ${chosen.name}, for ever. Type ${chosen.word} to go on: `,
    )
    if (typed.trim() !== chosen.word) {
      say('Nothing was erased.')
      return false
    }
  }
  return eraseAll(store, chosen.gatheringIds, say)
}

type Chosen = { readonly name: string; readonly word: string; readonly gatheringIds: readonly string[] }

async function choose({ db }: Store, named: string): Promise<Chosen | null> {
  if (named === '--all') {
    const all = await listGatheringIds(db)
    return {
      name: `all ${all.length} gatherings`,
      word: 'all',
      gatheringIds: all.map(({ gatheringId }) => gatheringId),
    }
  }
  const record = await findGathering(db, named)
  if (record === null) return null
  const { slug, gatheringId } = record.gathering
  return { name: slug, word: slug, gatheringIds: [gatheringId] }
}

/** One that fails keeps no other from being erased. */
async function eraseAll(
  store: Store,
  gatheringIds: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  let isWhole = true
  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      isWhole = false
      say(`Failed: ${error instanceof Error ? error.message : String(error)}`)
    })
  for (const gatheringId of gatheringIds) {
    await attempt(async () => {
      const purged = await store.db.transaction().execute(async (transaction) => {
        const record = await loadGathering(transaction, gatheringId)
        const now = systemClock.now()
        const end = record === null ? null : endOfAll(record.gathering)
        return purgeNow(transaction, gatheringId, { now, isOver: end !== null && end <= now })
      })
      if (purged !== null) say(describePurged(purged))
    })
  }
  await attempt(() => store.rewrite())
  return isWhole
}
