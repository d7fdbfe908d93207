// Following one's own reply while it is erased.
import { expect, test } from 'vitest'
import { hold, type JoinMeans } from '#server/sync/join.ts'
import { createListeners } from '#server/sync/listeners.ts'
import type { SyncSocket } from '#server/sync/sync-server.ts'
import { startTestApp } from '../support/test-app.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

test('T2: a reply that is erased while it is being asked for is neither answered nor followed', async () => {
  const app = await startTestApp()
  const emptied = await makeTestStore()
  const after = await emptied.open()
  try {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const credential = makeSecret('r')
    const person = await app.connect()
    const reply = { meetingId, partySize: 2 }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, reply, { credential }))
    const before = app.store()
    const listeners = createListeners()
    /** Erases everything at the moment when the socket starts to follow the reply. */
    const store = {
      kind: before.kind,
      epoch: before.epoch,
      get db() {
        return listeners.hasTickets() ? after.db : before.db
      },
    }
    const socket = {
      connected: true,
      data: { tickets: new Set<string>() },
      join: () => undefined,
      leave: () => undefined,
    }
    const means = { store, listeners, readings: { heads: { raise: () => undefined } } }
    const answer = await hold(socket as unknown as SyncSocket, means as unknown as JoinMeans, { credential })
    expect(answer).toEqual({ ok: false, reason: 'link-not-valid' })
    expect(listeners.hasTickets()).toBe(false)
    expect(socket.data.tickets.size).toBe(0)
  } finally {
    await app.close()
    await after.close()
    await emptied.remove()
  }
})
