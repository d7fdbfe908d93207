// The source of the request that is being answered, for what shares its work fairly among sources.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Source } from './sources.ts'

const current = new AsyncLocalStorage<Source | null>()

/** Whatever `answer` begins, now or later, has this source. */
export function answerAs(source: Source | null, answer: () => void): void {
  current.run(source, answer)
}

/** Null where it is unknown, and outside of a request over HTTP. */
export function requestSource(): Source | null {
  return current.getStore() ?? null
}
