// Every connection of a server, so that the last ones can be ended when it stops: Node's own list forgets those that changed to another protocol.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The returned function ends what is still open, whoever holds it. */
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
