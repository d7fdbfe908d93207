// The origin that stands in links, pictures and files: the configured one, else one of the few names of this machine, never any `Host`.
import type { Socket } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { Context } from 'hono'

/** `https://…` without a slash at its end. */
export type OwnOrigin = (context: Context) => string

/** Interfaces come and go; they are looked up again after so long. */
const lookAgainMs = 60_000
const everywhere = new Set(['0.0.0.0', '::'])

/**
 * Without a public address the origin is the name that was asked for, as long as it is one of this machine's (loopback, an address of its
 * own, its host name, `host`) at the port that was reached. A `Host` that is anything else gets the origin at which the server listens:
 * otherwise whoever sends requests would choose what stands in others' posters, and fill every cache. `onForeignHost` hears of it once.
 */
export function createOwnOrigin(options: {
  readonly publicUrl: string | undefined
  /** Of the onion service: whoever asked for it gets links that stay there. */
  readonly onionUrl?: string | undefined
  /** Where the server listens: a name, an address, or one that means all addresses. */
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
    // Without a socket there is no server: a program asks the app itself.
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

/** An IPv4 address as an IPv6 socket names it, without what is before it. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '')
}

function inAddress(name: string): string {
  return name.includes(':') ? `[${name}]` : name
}
