// Listener for tor: each connection starts with a PROXY protocol line (HAProxy's PROXY protocol, version 1, section 2.1) that names the
// circuit.
import type { Server as HttpServer } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import type { Sources } from './sources.ts'

/** The longest line that the protocol allows, including its end. */
const longestLine = 107
const lineTimeoutMs = 5000

/**
 * Tor with `HiddenServiceExportCircuitID haproxy` sends `PROXY TCP6 fc00:dead:beef:4dad::… ::1 port port`: a different address per circuit,
 * which is all that distinguishes its clients. The connection is then passed to `http` like any other.
 */
export function createOnionListener(http: HttpServer, sources: Sources): Server {
  return createServer({ pauseOnConnect: false }, (socket) => {
    let head = Buffer.alloc(0)
    const patience = setTimeout(() => socket.destroy(), lineTimeoutMs)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => clearTimeout(patience))
    socket.on('readable', function read() {
      const bytes = socket.read() as Buffer | null
      if (bytes === null) return
      head = Buffer.concat([head, bytes])
      const end = head.indexOf('\r\n')
      if (end < 0 && head.length < longestLine) return
      socket.off('readable', read)
      clearTimeout(patience)
      const address = end < 0 ? null : readProxyLine(head.subarray(0, end).toString('latin1'))
      if (address === null) return void socket.destroy()
      sources.setAddress(socket, address)
      hand(socket, head.subarray(end + 2))
    })
  })

  function hand(socket: Socket, rest: Buffer): void {
    http.emit('connection', socket)
    // Bytes that arrived with the line must be read first.
    if (rest.length > 0) socket.unshift(rest)
    socket.resume()
  }
}

/** The client's address in a version 1 line; null for anything else. */
export function readProxyLine(line: string): string | null {
  const [word, family, address = '', ...rest] = line.split(' ')
  if (word !== 'PROXY' || (family !== 'TCP6' && family !== 'TCP4') || rest.length !== 3) return null
  return /^[0-9a-fA-F:.]{3,45}$/.test(address) ? address.toLowerCase() : null
}
