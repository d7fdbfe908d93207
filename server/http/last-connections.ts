// The last connections of a server that stops: those that still wait to be accepted, and those that stay open.
import type { Server } from 'node:http'
import type { Server as Listener, Socket } from 'node:net'

/** How long a server that stops goes on accepting, at most: a flood must not keep it. */
const longestAcceptingMs = 250

/**
 * Resolves when the listener has accepted every connection in the system's accept queue, or after `longestAcceptingMs`. Closing a listener
 * resets the connections in that queue, and a reverse proxy whose other upstream server has just failed then answers 502.
 */
export async function acceptWaitingConnections(listener: Listener): Promise<void> {
  let accepted = 0
  const count = () => {
    accepted += 1
  }
  listener.on('connection', count)
  const end = performance.now() + longestAcceptingMs
  let before = -1
  while (accepted > before && performance.now() < end) {
    before = accepted
    // Node accepts one connection of a listener in each turn of its loop; the first turn may handle what was polled before.
    for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
  listener.off('connection', count)
}

/**
 * Every connection of a server, so that the last ones can be ended when it stops: Node's own list forgets those that changed to another protocol.
 * The returned function ends what is still open, whoever holds it.
 */
export function followConnections(server: Server): () => void {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return () => {
    for (const socket of open) socket.destroy()
  }
}
