// More sockets than a process can hold are refused before they cost anything: told so, and when to come again.
import type { IncomingMessage } from 'node:http'

const comeAgainSeconds = 5

/** The socket for which long polling asks again; null for a new one. */
export function socketIdOf({ url = '' }: IncomingMessage): string | null {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('sid')
}

/** 503 with `Retry-After` (RFC 9110 §15.6.4), and the end of the connection, be it about to become a WebSocket or not. */
export function turnAway({ socket }: IncomingMessage): void {
  const body = JSON.stringify({ ok: false, reason: 'busy', retryAfterMs: comeAgainSeconds * 1000 })
  socket.on('error', () => undefined)
  socket.write(
    [
      'HTTP/1.1 503 Service Unavailable',
      `Retry-After: ${comeAgainSeconds}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
  socket.destroySoon()
}
