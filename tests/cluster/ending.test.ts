// A process that is stopped: every accepted request is answered, and its clients reconnect to the other process one after another.
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBusPool } from '#server/store/postgres-database.ts'
import { openPostgresBus } from '#server/sync/bus.ts'
import { connectPerson, eventually, makeCommandId, pause } from '../support/person.ts'
import { withClient } from '../support/postgres.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const screens = 30

let shared: TestStore
let ending: TestApp
let gathering: TestGathering

beforeAll(async () => {
  shared = await makeTestStore()
  ending = await startTestApp({
    sharedStore: shared,
    openBus: (onTrouble) => openPostgresBus(openBusPool(shared.environment.DATABASE_URL), onTrouble),
  })
  gathering = await makeGathering(ending)
})
afterAll(async () => {
  await ending.store().close()
  await shared.remove()
})

test('F3: what was asked is answered, newcomers are refused at once, and screens are let go over most of a second', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const url = ending.url()
  const leftAt: number[] = []
  const reasons = new Set<string>()
  const sockets: Socket[] = Array.from({ length: screens }, () =>
    io(url, { transports: ['websocket'], forceNew: true, reconnection: false }),
  )
  for (const socket of sockets) {
    socket.on('disconnect', (reason) => {
      reasons.add(reason)
      leftAt.push(performance.now())
    })
  }
  await eventually(() => expect(sockets.every(({ connected }) => connected)).toBe(true))
  const [first] = sockets

  const command = {
    commandId: makeCommandId(),
    gatheringId: gathering.gatheringId,
    name: 'replyToMeeting',
    credential: makeSecret('r'),
    payload: { meetingId, partySize: 1 },
  }
  const { answered, isClosed } = await withClient(shared.environment.DATABASE_URL, async (client) => {
    // No reply is answered while another transaction holds the gathering's row lock.
    await client.query('begin')
    await client.query('select 1 from gatherings where gathering_id = $1 for update', [gathering.gatheringId])
    const answer = first?.timeout(5000).emitWithAck('command', command)
    await pause(100)
    const closed = ending.app().close()
    // Queued connections are still accepted.
    await eventually(() => expect(ending.app().server.listening).toBe(false), 300)
    await expect(connectPerson(url)).rejects.toThrow()
    await eventually(() => expect(leftAt).toHaveLength(screens - 1), 3000)
    expect(first?.connected).toBe(true)
    await client.query('commit')
    return { answered: answer, isClosed: closed }
  })
  accepted(await answered)
  await isClosed
  await eventually(() => expect(first?.connected).toBe(false))
  // Not “io server disconnect”, after which a client would not reconnect by itself.
  expect([...reasons]).toEqual(['transport close'])
  const spreadMs = (leftAt.at(-2) ?? 0) - (leftAt[0] ?? 0)
  expect(spreadMs).toBeGreaterThan(500)
  expect(spreadMs).toBeLessThan(2000)
  const rows = await ending.store().db.selectFrom('attendances').select('attendance_id').execute()
  expect(rows).toHaveLength(1)
})
