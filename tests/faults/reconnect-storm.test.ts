// All connections break at once: every page reconnects, is up to date, and leaks nothing of the old connection. `STORM=5000` for more.
import { beforeAll, expect, test, vi } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { tellFigures } from '../support/figures.ts'
import { startFileApp } from '../support/file-app.ts'
import { heapAfterCollection } from '../support/heap.ts'
import { openPage } from '../support/page-sync.ts'
import { eventually } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { listenersSize, openSockets, socketsListeningTo } from '../support/watch-server.ts'

vi.mock('#server/sync/listeners.ts', async (real) =>
  (await import('../support/watch-server.ts')).watchListeners(await real()),
)
vi.mock('socket.io', async (real) =>
  (await import('../support/watch-server.ts')).watchSocketServers(await real()),
)

const pages = Number(process.env['STORM'] ?? 300)
const patienceMs = 15_000 + pages * 10

const app = startFileApp()
let gathering: TestGathering

beforeAll(async () => {
  gathering = await makeGathering(app)
})

test(
  `${pages} lines cut at once: all pages are fresh again by themselves, and the server keeps nothing of the old lines`,
  async () => {
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const participant = await app.connect()
    const proxy = await startFaultProxy(app.url())
    const opened = Array.from({ length: pages }, () => {
      const page = openPage(proxy.url)
      const { store } = page.openGathering({ gathering: gathering.slug, as: 'public' })
      const confirmed = () => store.getState().confirmed?.counts.at(-1)?.confirmed
      return { page, confirmed, isInStep: () => store.getState().inStep }
    })
    const allRead = (people: number | undefined) =>
      eventually(() => {
        const isFresh = (one: (typeof opened)[number]) => one.isInStep() && one.confirmed() === people
        expect(opened.filter((one) => !isFresh(one))).toHaveLength(0)
      }, patienceMs)
    await allRead(0)
    const heapBefore = heapAfterCollection()
    const othersOpen = openSockets() - pages

    const cutAt = performance.now()
    proxy.cut()
    const payload = { meetingId, partySize: 4 }
    const credential = makeSecret('r')
    accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    await allRead(4)
    const freshMs = Math.round(performance.now() - cutAt)
    const grownMB = (heapAfterCollection() - heapBefore) / 2 ** 20
    tellFigures('reconnect storm', { pages, freshMs, grownMB: grownMB.toFixed(1) })
    // One connection per page, and none of the broken ones; a page that reconnected twice would be counted twice.
    await eventually(() => expect(openSockets()).toBe(pages + othersOpen), 10_000)
    // The organizer's own socket is subscribed too.
    await eventually(() => expect(socketsListeningTo(gathering.gatheringId)).toBe(pages + 1), 10_000)

    for (const { page } of opened) page.close()
    participant.socket.close()
    gathering.organizer.socket.close()
    await proxy.close()
    await eventually(() => expect(openSockets()).toBe(0), 10_000)
    expect(listenersSize()).toBe(0)
  },
  60_000 + 4 * patienceMs,
)
