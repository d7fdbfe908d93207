// A half-open connection: the page notices, reconnects by itself, and the server closes its end.
import { beforeAll, expect, test, vi } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { tellFigures } from '../support/figures.ts'
import { startFileApp } from '../support/file-app.ts'
import { openPage } from '../support/page-sync.ts'
import { eventually, type Person } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { socketsListeningTo } from '../support/watch-server.ts'

vi.mock('#server/sync/listeners.ts', async (real) =>
  (await import('../support/watch-server.ts')).watchListeners(await real()),
)

/** Real timeouts: 15 s of silence and the indicator's check once per second; the rest is margin for a busy machine. */
const shownWithinMs = 15_000 + 1_000 + 2_000
const reapedWithinMs = 45_000

const app = startFileApp()
let gathering: TestGathering
let participant: Person

beforeAll(async () => {
  gathering = await makeGathering(app)
  participant = await app.connect()
})

async function openGathering(url: string) {
  const page = openPage(url)
  const opened = page.openGathering({ gathering: gathering.slug, as: 'public' })
  await eventually(() => expect(opened.store.getState().inStep).toBe(true), 10_000)
  const confirmed = () => opened.store.getState().confirmed?.counts.map((view) => view.confirmed)
  return { page, confirmed, live: () => page.live.getState().status }
}

test.concurrent.each(['down', 'both'] as const)(
  'B2: a line that stops passing (%s) shows within 15 s, and the page is fresh by itself when it passes again',
  async (way) => {
    const { meetingId } = await gathering.addCity(way === 'down' ? cityIds.berlin : cityIds.toronto)
    const proxy = await startFaultProxy(app.url())
    const { page, confirmed, live } = await openGathering(proxy.url)
    expect(live()).toBe('live')
    const stoppedAt = performance.now()
    proxy.set(way, { stopped: true })
    await eventually(() => expect(live()).toBe('not-live'), shownWithinMs)
    const shownMs = Math.round(performance.now() - stoppedAt)
    // It stayed live as long as possible: shorter silence is not treated as a disconnection.
    expect(shownMs).toBeGreaterThan(15_000 - 5_000 - 500)
    const credential = makeSecret('r')
    const payload = { meetingId, partySize: 3 }
    accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    proxy.set(way, {})
    const passesAt = performance.now()
    await eventually(() => {
      expect(live()).toBe('live')
      expect(confirmed()).toContain(3)
    }, 30_000)
    tellFigures(`half-open, ${way}`, { shownMs, freshAgainMs: Math.round(performance.now() - passesAt) })
    page.close()
    await proxy.close()
  },
)

test.concurrent('J4: the server lets a half-open socket go within 45 s, and keeps nothing for it', async () => {
  const theirs = await makeGathering(app, { title: 'Another hour' })
  theirs.organizer.socket.close()
  await eventually(() => expect(socketsListeningTo(theirs.gatheringId)).toBe(0))
  const proxy = await startFaultProxy(app.url())
  const page = openPage(proxy.url)
  const opened = page.openGathering({ gathering: theirs.slug, as: 'public' })
  await eventually(() => expect(opened.store.getState().inStep).toBe(true), 10_000)
  expect(socketsListeningTo(theirs.gatheringId)).toBe(1)
  proxy.set('both', { stopped: true })
  const stoppedAt = performance.now()
  await eventually(() => expect(socketsListeningTo(theirs.gatheringId)).toBe(0), reapedWithinMs)
  tellFigures('half-open, reaped by the server', { afterMs: Math.round(performance.now() - stoppedAt) })
  page.close()
  await proxy.close()
})
