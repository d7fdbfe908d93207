// Finds an operator's command by name: check, backup, purge or panic.
import { ownValue } from '#shared/domain/own-value.ts'
import { type BackUpSettings, createBackUp } from './back-up.ts'
import { check } from './check.ts'
import type { OperatorCommand } from './operator-command.ts'
import { panic } from './panic.ts'
import { purgeOnDemand } from './purge-on-demand.ts'

const commands: Readonly<Record<string, (settings: BackUpSettings) => OperatorCommand>> = {
  '--check': () => check,
  '--backup': createBackUp,
  '--purge': () => purgeOnDemand,
  '--panic': () => panic,
}

/** Undefined for an unknown command. */
export function findOperatorCommand(
  word: string | undefined,
  settings: BackUpSettings,
): OperatorCommand | undefined {
  return word === undefined ? undefined : ownValue(commands, word)?.(settings)
}
