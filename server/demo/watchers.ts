// Simulated people who say that they will watch from home: over HTTP, as a page without an account does.
import { pause } from './connect.ts'

/** Within what all whose source is not known may add at once (`watching-budget.ts`). */
const watchers = 90
const everyMs = 250

/** Resolves when all have answered. */
export async function simulateWatchers(origin: string, slug: string): Promise<void> {
  for (let at = 0; at < watchers; at += 1) {
    await fetch(`${origin}/api/gatherings/${slug}/watching`, { method: 'POST' }).catch(() => undefined)
    await pause(everyMs)
  }
}
