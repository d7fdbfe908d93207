// `multaqa check`: reports whether the database is intact and its counts match its replies.
import { findDamage } from '../store/check-rows.ts'
import type { OperatorCommand } from './operator-command.ts'

export const check: OperatorCommand = async (store, _words, { say }) => {
  const damage = await findDamage(store)
  for (const line of damage) say(line)
  say(
    damage.length === 0
      ? 'The database is intact, and the numbers of every meeting match its replies.'
      : `${damage.length === 1 ? 'One thing is' : `${damage.length} things are`} wrong: see docs/operations.md, Damage.`,
  )
  return damage.length === 0
}
