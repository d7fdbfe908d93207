// Advances a test server's clock and purges as the hourly job does.
import { saveClockRecord } from '#server/store/clock-rows.ts'
import type { TestApp } from './test-app.ts'

/** Acts as an operator who confirms that the clock is right; without that, a clock that was moved purges nothing. */
export async function confirmClock(app: TestApp, now: number): Promise<void> {
  app.clock.set(now)
  await saveClockRecord(app.store().db, { at: now, by: 'operator' }, { isForced: true })
}

/** True when the job purged. */
export async function purgeAt(app: TestApp, now: number): Promise<boolean> {
  await confirmClock(app, now)
  return app.app().purging.run()
}
