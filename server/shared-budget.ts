// A rate limit shared by all processes of one installation: in memory for a single process, in SQL for several.
import { createBudget } from './budget.ts'
import type { Clock } from './clock-and-ids.ts'
import { spendShared } from './store/budget-rows.ts'
import type { Store } from './store/open-store.ts'

export type SharedBudget = { readonly spend: () => Promise<boolean> }

/** `perSecond` on average, `burst` at once. */
export function createSharedBudget(
  name: string,
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): SharedBudget {
  if (store.kind === 'postgres') {
    return { spend: () => spendShared(store.db, { name, perSecond, burst, now: clock.now() }) }
  }
  const own = createBudget(perSecond, burst, performance.now())
  return { spend: async () => own.spend(performance.now()) }
}
