// Refuses sockets beyond the process's capacity before they cost anything, and says when to retry.
import type { IncomingMessage } from 'node:http'

const comeAgainSeconds = 5

/** The socket id of a long-polling request; null for a new connection. */
export function socketIdOf({ url = '' }: IncomingMessage): string | null {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('sid')
}

/** Sends 503 with `Retry-After` (RFC 9110 §15.6.4) and closes the connection, whether or not it was to become a WebSocket. */
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
