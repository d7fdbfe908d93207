// `multaqa purge --now`: the operator confirms this machine's clock, and data due by it is purged.
import { systemClock } from '../clock-and-ids.ts'
import { purge } from '../jobs/purge.ts'
import { tidy } from '../jobs/tidy.ts'
import { saveClockRecord } from '../store/clock-rows.ts'
import { wantTidying } from '../store/pending-cleanup.ts'
import { describePurged } from './describe-purged.ts'
import type { OperatorCommand } from './operator-command.ts'

export const purgeOnDemand: OperatorCommand = async (store, words, { say }) => {
  if (words.length !== 1 || words[0] !== '--now') {
    say('Usage: multaqa purge --now. It purges what is due according to the clock of this machine.')
    return false
  }
  const now = systemClock.now()
  let failures = 0
  // This record makes a running server trust its clock again.
  await saveClockRecord(store.db, { at: now, by: 'operator' }, { isForced: true })
  const purged = await purge(store, now, {
    onPurged: (done) => say(describePurged(done)),
    onTrouble: (error) => {
      failures += 1
      say(`Failed: ${error instanceof Error ? error.message : String(error)}`)
    },
  })
  // Also covers earlier purges: the hourly purge leaves rewriting PostgreSQL's files to this command.
  try {
    await wantTidying(store.db, 'rewrite')
    await tidy(store)
  } catch (error) {
    failures += 1
    say(`Failed: ${error instanceof Error ? error.message : String(error)}`)
    say('A running server retries every 30 seconds.')
  }
  say(`It is ${new Date(now).toISOString()}; ${purged.length} gatherings were due and are purged.`)
  return failures === 0
}
