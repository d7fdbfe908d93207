// A proxy that never answers WebSocket handshakes and passes everything else, as some firewalls and old proxies do.
import { createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type SwallowingProxy = {
  readonly url: string
  /** Number of swallowed handshakes. */
  readonly swallowed: () => number
  readonly close: () => Promise<void>
}

/** Forwards HTTP to `target`, an http address on the loopback. */
export async function startSwallowingProxy(target: string): Promise<SwallowingProxy> {
  const held = new Set<Socket>()
  let swallowed = 0
  const server = createServer((incoming, outgoing) => {
    const { hostname, port } = new URL(target)
    const passed = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  server.on('upgrade', (_, socket: Socket) => {
    swallowed += 1
    held.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => held.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallowed: () => swallowed,
    close: () =>
      new Promise((resolve) => {
        for (const socket of held) socket.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
