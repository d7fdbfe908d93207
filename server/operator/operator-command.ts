// The type of operator commands, which run on the command line beside a running server.
import type { Store } from '../store/open-store.ts'

/** `say` prints a line for the operator; `ask` reads one, empty if there is no terminal. */
export type Terminal = {
  readonly say: (line: string) => void
  readonly ask: (question: string) => Promise<string>
}

/** True if it succeeded; otherwise its last line gives the reason. */
export type OperatorCommand = (store: Store, words: readonly string[], terminal: Terminal) => Promise<boolean>
