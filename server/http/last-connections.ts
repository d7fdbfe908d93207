// Handles the last connections of a stopping server: those waiting to be accepted, and those still open.
import type { Server } from 'node:http'
import type { Server as Listener, Socket } from 'node:net'

/** The longest time that a stopping server accepts connections, so that a flood cannot keep it running. */
const longestAcceptingMs = 250

/**
 * Resolves when the listener has accepted every connection in the system's accept queue, or after `longestAcceptingMs`. Closing a listener
 * resets the connections in that queue; a reverse proxy whose other upstream has just failed then answers 502.
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
    // Node accepts one connection per turn of the event loop; the first turn may handle events polled earlier.
    for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
  listener.off('connection', count)
}

/**
 * Tracks every connection of a server, so that the last ones can be ended when it stops: Node's own list omits upgraded connections. The
 * returned function ends those still open.
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
