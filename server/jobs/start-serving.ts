// While a process serves, it renews a lease with its version, so that no other version starts beside it.
import type { Clock } from '../clock-and-ids.ts'
import type { Store } from '../store/open-store.ts'
import { endServing, sayServing } from '../store/serving-version.ts'

const everyMs = 20_000

export function startServing(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly holder: string
  /** Identifies the sources this process was built from. */
  readonly build: string
  /** Called after each renewal. */
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
