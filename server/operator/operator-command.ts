// The shape of what an operator says on the command line beside a running server.
import type { Store } from '../store/open-store.ts'

/** `say` writes a line for the operator; `ask` reads one, empty when there is nobody to ask. */
export type Terminal = {
  readonly say: (line: string) => void
  readonly ask: (question: string) => Promise<string>
}

/** True when it did what it was told to; what it says last says why not. */
export type OperatorCommand = (store: Store, words: readonly string[], terminal: Terminal) => Promise<boolean>
