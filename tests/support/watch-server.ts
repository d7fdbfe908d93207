// Observes a server in this process: its parts stay real. For `vi.mock`, before the app is imported.
import type { Server } from 'socket.io'
import type { Listeners } from '#server/sync/listeners.ts'
import { paces } from '#shared/protocol/socket-events.ts'

type ListenersModule = typeof import('#server/sync/listeners.ts')
type SocketIoModule = typeof import('socket.io')

const made: Listeners[] = []
const servers: Server[] = []

export function watchListeners(real: ListenersModule): ListenersModule {
  const createListeners = () => {
    const listeners = real.createListeners()
    made.push(listeners)
    return listeners
  }
  return { ...real, createListeners }
}

export function watchSocketServers(real: SocketIoModule): SocketIoModule {
  class WatchedServer extends real.Server {
    constructor(...made: ConstructorParameters<typeof real.Server>) {
      super(...made)
      servers.push(this as unknown as Server)
    }
  }
  return { ...real, Server: WatchedServer as typeof real.Server }
}

/** How many listener entries the servers of this process still hold. */
export function listenersSize(): number {
  if (made.length === 0) throw new Error('nothing is watched: mock listeners.ts first')
  return made.reduce((sum, listeners) => sum + listeners.size(), 0)
}

/** How many sockets receive updates of a gathering. */
export function socketsListeningTo(gatheringId: string): number {
  if (made.length === 0) throw new Error('nothing is watched: mock listeners.ts first')
  return made
    .flatMap((listeners) => paces.flatMap((pace) => listeners.audiencesOf(gatheringId, pace)))
    .reduce((sum, { sockets }) => sum + sockets, 0)
}

/** How many sockets the servers of this process hold, counted by Engine.IO below Socket.IO. */
export function openSockets(): number {
  return servers.reduce((sum, server) => sum + server.engine.clientsCount, 0)
}

/** How many sockets are open in the default namespace, without those still connecting. */
export function socketsOfNamespace(): number {
  return servers.reduce((sum, server) => sum + server.of('/').sockets.size, 0)
}

/** Bytes queued in this process per socket: in the buffers of the engine, the WebSocket and the stream. */
export function queuedBytes(): ReadonlyMap<string, number> {
  if (servers.length === 0) throw new Error('nothing is watched: mock socket.io first')
  const queued = new Map<string, number>()
  for (const server of servers) {
    for (const socket of server.of('/').sockets.values()) {
      const { writeBuffer, transport } = socket.conn as unknown as Engine
      const waiting = writeBuffer.reduce((sum, { data }) => sum + Buffer.byteLength(`${data ?? ''}`), 0)
      queued.set(socket.id, waiting + (transport.socket?.bufferedAmount ?? 0))
    }
  }
  return queued
}

/** Engine.IO's internal fields, which it does not type. */
type Engine = {
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } }
}
