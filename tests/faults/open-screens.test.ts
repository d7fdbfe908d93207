// A night of open screens: people come, read, leave and lose connections, without a memory leak. `SOAK_MINUTES` for a long one.
import { beforeAll, expect, test, vi } from 'vitest'
import { tellFigures } from '../support/figures.ts'
import { startFileApp } from '../support/file-app.ts'
import { heapAfterCollection } from '../support/heap.ts'
import { connectPerson, eventually, pause } from '../support/person.ts'
import { createRandom } from '../support/random.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { listenersSize, openSockets } from '../support/watch-server.ts'

vi.mock('#server/sync/listeners.ts', async (real) =>
  (await import('../support/watch-server.ts')).watchListeners(await real()),
)
vi.mock('socket.io', async (real) =>
  (await import('../support/watch-server.ts')).watchSocketServers(await real()),
)

const soakMinutes = Number(process.env['SOAK_MINUTES'] ?? 0)
const seed = Number(process.env['SEED'] ?? 1)
/** Joins per connection: the burst that its rate limit accepts. */
const cyclesALine = 40
const shortCycles = 2000
const mostGrownBytes = 6 * 2 ** 20

const app = startFileApp()
let gathering: TestGathering
let held: string[]

beforeAll(async () => {
  gathering = await makeGathering(app)
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const participant = await app.connect()
  held = Array.from({ length: 30 }, () => makeSecret('r'))
  for (const credential of held) {
    const payload = { meetingId, partySize: 1 }
    accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  }
  for (const { socket } of [participant, gathering.organizer]) socket.close()
  await eventually(() => expect(openSockets() + listenersSize()).toBe(0), 10_000)
})

test(
  `J4: ${soakMinutes > 0 ? `${soakMinutes} minutes` : shortCycles} of joining, leaving and breaking off leave no listener and no memory (SEED=${seed})`,
  async () => {
    const random = createRandom(seed)
    // The first connections initialize modules and warm up the JIT.
    for (let line = 0; line < 15; line += 1) await openLine()
    const heapBefore = heapAfterCollection()
    const until = performance.now() + soakMinutes * 60_000
    let cycles = 0
    while (soakMinutes > 0 ? performance.now() < until : cycles < shortCycles) {
      await Promise.all(Array.from({ length: 10 }, openLine))
      cycles += 10 * cyclesALine
      // The pace of a real screen, so that a long run is a night of people and not a flood.
      if (soakMinutes > 0) await pause(250)
    }
    await eventually(() => expect(openSockets()).toBe(0), 10_000)
    expect(listenersSize()).toBe(0)
    const grown = heapAfterCollection() - heapBefore
    tellFigures('open screens, server', { cycles, grownMB: (grown / 2 ** 20).toFixed(2) })
    expect(grown).toBeLessThan(mostGrownBytes)

    async function openLine(): Promise<void> {
      const person = await connectPerson(app.url())
      const request = { gathering: gathering.slug, as: 'public' } as const
      for (let cycle = 0; cycle < cyclesALine; cycle += 1) {
        const asked = random.chance(0.3)
          ? person.hold(random.pick(held))
          : person.join(request).then(() => undefined)
        // Some leave or disconnect before they are answered.
        const isPatient = random.chance(0.7)
        if (isPatient) await asked
        else asked.catch(() => undefined)
        if (random.chance(0.5)) person.socket.emit('leave', { gatheringId: gathering.gatheringId })
        if (!isPatient && random.chance(0.03)) break
      }
      person.socket.close()
    }
  },
  60_000 + soakMinutes * 60_000 * 1.2,
)
