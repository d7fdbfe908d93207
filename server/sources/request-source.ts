// The source of the current HTTP request, for code that shares its work fairly among sources.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Source } from './sources.ts'

const current = new AsyncLocalStorage<Source | null>()

/** Runs `answer` so that everything it starts, now or later, has this source. */
export function answerAs(source: Source | null, answer: () => void): void {
  current.run(source, answer)
}

/** Null when it is unknown, and outside of an HTTP request. */
export function requestSource(): Source | null {
  return current.getStore() ?? null
}
