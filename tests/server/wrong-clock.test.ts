// A server that starts with a wrong clock, or next to one with a wrong clock, deletes nothing by date and reports it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPurging } from '#server/jobs/start-purging.ts'
import { purgeOnDemand } from '#server/operator/purge-on-demand.ts'
import { insertSession } from '#server/store/session-rows.ts'
import { eventually } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'

const dayMs = 86_400_000
const ahead = testNow + 61 * dayMs

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
  await makeGathering(app)
}, 60_000)
afterEach(() => app.close())

const health = async () => ((await (await fetch(`${app.url()}/healthz`)).json()) as { clock: string }).clock
const purgedAt = () => app.store().db.selectFrom('gatherings').select('purged_at').executeTakeFirstOrThrow()
const sessions = () => app.store().db.selectFrom('sessions').select('session_hash').execute()

test('G4: a start 61 days ahead purges nothing and ends no session, and /healthz says why', async () => {
  expect(await app.app().purging.run()).toBe(true)
  expect(await health()).toBe('steady')
  app.clock.set(ahead)
  await app.restart()
  expect(await app.app().purging.run()).toBe(false)
  expect(await health()).toBe('ahead')
  expect(await purgedAt()).toEqual({ purged_at: null })
  expect(await sessions()).toHaveLength(1)
})

test('G4: a start behind the record purges nothing either', async () => {
  expect(await app.app().purging.run()).toBe(true)
  await app
    .store()
    .db.updateTable('gatherings')
    .set({ purge_at: testNow - 10 * dayMs })
    .execute()
  app.clock.set(testNow - dayMs)
  await app.restart()
  expect(await app.app().purging.run()).toBe(false)
  expect(await health()).toBe('behind')
  expect(await purgedAt()).toEqual({ purged_at: null })
})

test('G4: a database of before the record is judged by the newest time in it, also after something was written', async () => {
  await app.app().purging.run()
  await app.store().db.deleteFrom('clock_records').execute()
  app.clock.set(ahead)
  await app.restart()
  expect(await app.app().purging.run()).toBe(false)
  const { organizer_id: organizerId } = await app
    .store()
    .db.selectFrom('organizers')
    .select('organizer_id')
    .executeTakeFirstOrThrow()
  await insertSession(app.store().db, { sessionHash: 'new', organizerId, now: ahead, expiresAt: ahead * 2 })
  expect(await app.app().purging.run()).toBe(false)
  expect(await health()).toBe('ahead')
})

test('G4: purge --now purges by the clock of the machine, and the running server trusts its own again', async () => {
  const told: string[] = []
  const terminal = { say: (line: string) => void told.push(line), ask: async () => '' }
  await app.app().purging.run()
  app.clock.set(ahead)
  await app.restart()
  expect(await app.app().purging.run()).toBe(false)
  expect(await purgeOnDemand(app.store(), [], terminal)).toBe(false)
  expect(await purgedAt()).toEqual({ purged_at: null })
  // The command uses this machine's clock, so sets the test server's clock to it.
  app.clock.set(Date.now())
  expect(await purgeOnDemand(app.store(), ['--now'], terminal)).toBe(true)
  const isDue = Date.now() >= testInstant + 33 * dayMs
  expect((await purgedAt()).purged_at !== null).toBe(isDue)
  expect(await app.app().purging.run()).toBe(true)
  expect(await health()).toBe('steady')
})

test('G4: among several processes, one whose clock is apart from that of the database purges nothing', async () => {
  const lines: string[] = []
  const purgingWith = (wall: number) =>
    startPurging({
      store: app.store(),
      clock: { now: () => wall },
      databaseClock: async () => testNow + 60 * dayMs,
      holder: `process at ${wall}`,
      tell: (line) => lines.push(line),
      onPurged: () => undefined,
      onTrouble: (error) => app.trouble.push(error),
    })
  await app.store().db.deleteFrom('clock_records').execute()
  const wrong = purgingWith(testNow + 60 * dayMs + 5 * 60_000)
  await eventually(() => expect(wrong.trust()).toBe('ahead'))
  expect(await wrong.run()).toBe(false)
  expect(lines[0]).toMatch(/5 minutes ahead of/)
  expect(await purgedAt()).toEqual({ purged_at: null })
  await wrong.stop()
  expect(app.trouble).toEqual([])
})
