// Sets a test server's clock forward and purges as the hourly job does.
import { saveClockRecord } from '#server/store/clock-rows.ts'
import type { TestApp } from './test-app.ts'

/** As after an operator said that this clock is right; otherwise a clock that was moved purges nothing. */
export async function confirmClock(app: TestApp, now: number): Promise<void> {
  app.clock.set(now)
  await saveClockRecord(app.store().db, { at: now, by: 'operator' }, { isForced: true })
}

/** True when the job purged. */
export async function purgeAt(app: TestApp, now: number): Promise<boolean> {
  await confirmClock(app, now)
  return app.app().purging.run()
}
