// Simulated people who will watch from home: they say so over HTTP, like a page without an account.
import { pause } from './connect.ts'

/** Below the number that unknown sources together may add at once (`watching-budget.ts`). */
const watchers = 90
const everyMs = 250

/** Resolves when all have sent their answer. */
export async function simulateWatchers(origin: string, slug: string): Promise<void> {
  for (let at = 0; at < watchers; at += 1) {
    await fetch(`${origin}/api/gatherings/${slug}/watching`, { method: 'POST' }).catch(() => undefined)
    await pause(everyMs)
  }
}
