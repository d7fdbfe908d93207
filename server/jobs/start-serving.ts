// While a process serves, a lease says by which version, so that none of another version starts beside it.
import type { Clock } from '../environment.ts'
import type { Store } from '../store/open-store.ts'
import { endServing, sayServing } from '../store/serving-version.ts'

const everyMs = 20_000

export function startServing(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly holder: string
  /** From which sources this process was built. */
  readonly build: string
  /** After each time it was written. */
  readonly onSaid: () => void
  readonly onTrouble: (error: unknown) => void
}): { readonly stop: () => Promise<void> } {
  const { store, clock, holder, build, onSaid, onTrouble } = parts
  const say = () => sayServing(store.db, build, holder, clock.now()).then(onSaid, onTrouble)
  let running: Promise<unknown> = say()
  const timer = setInterval(() => {
    running = say()
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
      await endServing(store.db, build, holder).catch(onTrouble)
    },
  }
}
