// What an operator says on the command line beside a running server: check, backup, purge, panic.
import type { Store } from '../store/open-store.ts'
import { backUp } from './back-up.ts'
import { check } from './check.ts'
import { panic } from './panic.ts'
import { purgeOnDemand } from './purge-on-demand.ts'

/** `say` writes a line for the operator; `ask` reads one, empty when there is nobody to ask. */
export type Terminal = {
  readonly say: (line: string) => void
  readonly ask: (question: string) => Promise<string>
}

/** True when it did what it was told to; what it says last says why not. */
export type OperatorCommand = (store: Store, words: readonly string[], terminal: Terminal) => Promise<boolean>

const commands: Readonly<Record<string, OperatorCommand>> = {
  '--check': check,
  '--backup': backUp,
  '--purge': purgeOnDemand,
  '--panic': panic,
}

/** Undefined for what is no such command. */
export function findOperatorCommand(word: string | undefined): OperatorCommand | undefined {
  return word !== undefined && Object.hasOwn(commands, word) ? commands[word] : undefined
}
