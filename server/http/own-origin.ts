// The origin for links, pictures and files: the configured one, or else one of this machine's own names, never an arbitrary `Host`.
import type { Socket } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { Context } from 'hono'

/** `https://…` without a trailing slash. */
export type OwnOrigin = (context: Context) => string

/** How often the network interfaces, which can change, are read again. */
const lookAgainMs = 60_000
const everywhere = new Set(['0.0.0.0', '::'])

/**
 * Without a public address, the origin is the requested name if it belongs to this machine (loopback, one of its addresses, its host name,
 * `host`) and the port is the one reached. For any other `Host` it is the origin where the server listens: otherwise senders could control
 * the links in other people's posters, and fill every cache. `onForeignHost` is called once.
 */
export function createOwnOrigin(options: {
  readonly publicUrl: string | undefined
  /** Origin of the onion service: its readers get links that stay on it. */
  readonly onionUrl?: string | undefined
  /** Where the server listens: a name, an address, or an address that means all addresses. */
  readonly host?: string | undefined
  readonly onForeignHost?: () => void
}): OwnOrigin {
  const { publicUrl, host, onForeignHost } = options
  const isOnion = createOnionTest(options.onionUrl)
  if (publicUrl !== undefined)
    return (context) => (isOnion(context) ? (options.onionUrl ?? publicUrl) : publicUrl)
  let names: ReadonlySet<string> = new Set()
  let lookedAt = Number.NEGATIVE_INFINITY
  let hasSaid = false

  function isOwn(name: string, now: number): boolean {
    if (now - lookedAt > lookAgainMs) {
      names = ownNames(host)
      lookedAt = now
    }
    return names.has(name)
  }

  return (context) => {
    const socket = (context.env as { readonly incoming?: { readonly socket?: Socket } } | undefined)?.incoming
      ?.socket
    const asked = new URL(context.req.url)
    // Without a socket there is no server: a program calls the app directly.
    if (socket?.localPort === undefined) return asked.origin
    const port = asked.port === '' ? 80 : Number(asked.port)
    if (port === socket.localPort && isOwn(asked.hostname, performance.now())) return asked.origin
    if (isOnion(context)) return options.onionUrl ?? asked.origin
    if (!hasSaid) onForeignHost?.()
    hasSaid = true
    const listening = host === undefined || everywhere.has(host) ? (socket.localAddress ?? 'localhost') : host
    return `http://${inAddress(plain(listening))}:${socket.localPort}`
  }
}

function createOnionTest(onionUrl: string | undefined): (context: Context) => boolean {
  const host = onionUrl === undefined ? null : new URL(onionUrl).host
  return (context) => host !== null && new URL(context.req.url).host === host
}

function ownNames(host: string | undefined): ReadonlySet<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const own = hostname().toLowerCase()
  return new Set([
    'localhost',
    '127.0.0.1',
    '[::1]',
    own,
    `${own}.local`,
    ...(host === undefined ? [] : [inAddress(host.toLowerCase())]),
    ...addresses.map(({ address }) => inAddress(plain(address))),
  ])
}

/** Removes the prefix of an IPv4-mapped IPv6 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '')
}

function inAddress(name: string): string {
  return name.includes(':') ? `[${name}]` : name
}
