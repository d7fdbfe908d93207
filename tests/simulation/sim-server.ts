// The real write path, joining and publishing on a real store, with simulated sockets instead of Socket.IO.
import { createExecute, type Execute } from '#server/commands/execute.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { forget, join } from '#server/sync/join.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'
import type { Tell } from '#server/sync/send-to-rooms.ts'
import type { SyncSocket } from '#server/sync/sync-server.ts'
import type { JoinAnswer, JoinRequest } from '#shared/protocol/socket-events.ts'
import { cityIds } from '../support/test-gathering.ts'

export type SimSocket = {
  readonly rooms: Set<string>
  readonly join: (request: JoinRequest) => Promise<JoinAnswer>
  readonly close: () => void
}

export type SimServer = {
  readonly store: Store
  readonly execute: Execute
  readonly connect: (tell: (event: string, ...values: unknown[]) => void) => SimSocket
  readonly stop: () => Promise<void>
}

const place = {
  names: { en: 'A city' },
  countryCode: 'TR',
  latitude: 0,
  longitude: 0,
  timeZone: 'Europe/Istanbul',
  population: 1,
}

export async function startSimServer(
  directory: string,
  means: { readonly now: () => number; readonly nextId: () => string; readonly trouble: unknown[] },
): Promise<SimServer> {
  const store = await openStore(directory)
  const listeners = createListeners()
  const onTrouble = (error: unknown) => means.trouble.push(error)
  const sockets = new Map<
    SyncSocket,
    { rooms: Set<string>; tell: (event: string, ...values: unknown[]) => void }
  >()
  const tell: Tell = (rooms, { event, values }, { except = [] }) => {
    for (const socket of sockets.values()) {
      const isIn = rooms.some((room) => socket.rooms.has(room))
      if (isIn && !except.some((room) => socket.rooms.has(room))) socket.tell(event, ...values)
    }
  }
  const heads = createHeads()
  const readings = createReadings(store, heads)
  const publisher = createPublisher(
    { store, heads, listeners, tell, endRights: async () => undefined, forgetTicket: () => undefined },
    onTrouble,
  )
  const execute = createExecute(
    store,
    {
      clock: { now: means.now },
      ids: { next: means.nextId },
      findPlace: (placeId) => (Object.values(cityIds).includes(placeId) ? { ...place, placeId } : undefined),
    },
    {
      onCommitted: ({ gatheringId, from, to, changes, layers }) =>
        heads.advance(gatheringId, from, to, changes, layers),
      onTrouble,
    },
  )
  return {
    store,
    execute,
    connect: (tell) => {
      const rooms = new Set<string>()
      const socket = {
        connected: true,
        data: {
          organizerId: 'organizer',
          sessionHash: null,
          audiences: new Map(),
          tickets: new Set(),
          browses: false,
        },
        join: (room: string) => rooms.add(room),
        leave: (room: string) => rooms.delete(room),
      }
      const asSocket = socket as unknown as SyncSocket
      sockets.set(asSocket, { rooms, tell })
      return {
        rooms,
        join: (request) => join(asSocket, { store, readings, listeners }, request),
        close: () => {
          socket.connected = false
          sockets.delete(asSocket)
          rooms.clear()
          forget(asSocket, listeners)
        },
      }
    },
    stop: async () => {
      await publisher.stop()
      sockets.clear()
      await store.close()
    },
  }
}
