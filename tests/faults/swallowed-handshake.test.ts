// A proxy that never answers WebSocket handshakes: the page still becomes live, and stays live.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage } from '../support/page-sync.ts'
import { eventually } from '../support/person.ts'
import { type SwallowingProxy, startSwallowingProxy } from '../support/swallowing-proxy.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'

let app: TestApp
let proxy: SwallowingProxy

beforeAll(async () => {
  app = await startTestApp()
  proxy = await startSwallowingProxy(app.url())
})
afterAll(async () => {
  await proxy?.close()
  await app?.close()
})

test('B5: where a proxy swallows the handshake, long polling takes over after the first time-out', async () => {
  const gathering = await makeGathering(app)
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const page = openPage(proxy.url)
  const { store } = page.openGathering({ gathering: gathering.slug, as: 'public' })
  const startedAt = performance.now()
  // The gathering may load a moment before the connection counts as live.
  await eventually(() => {
    expect(store.getState().inStep).toBe(true)
    expect(page.live.getState().status).toBe('live')
  }, 20_000)
  expect(performance.now() - startedAt).toBeLessThan(15_000)
  expect(proxy.swallowed()).toBeGreaterThan(0)

  const guest = await app.connect()
  const reply = { meetingId, partySize: 2 }
  accepted(await guest.ask('replyToMeeting', gathering.gatheringId, reply, { credential: makeSecret('r') }))
  await eventually(() => expect(store.getState().confirmed?.counts[0]?.confirmed).toBe(2), 5000)
  expect(page.live.getState().status).toBe('live')
  page.close()
})
