// A request's target must be a valid path: all later code builds URLs from the target and `Host`.
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A name, an IPv4 address or an IPv6 address in brackets, with an optional port (RFC 9110 §7.2). */
const hostPattern = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

export function hasUsableTarget({ url = '', headers: { host = '' } }: IncomingMessage): boolean {
  return url.startsWith('/') && hostPattern.test(host) && URL.canParse(`http://${host}${url}`)
}

export function refuseTarget(response: ServerResponse): void {
  response.writeHead(400, { 'Content-Type': 'application/json', Connection: 'close' })
  response.end(JSON.stringify({ ok: false, reason: 'malformed' }))
}
