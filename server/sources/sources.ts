// Distinguishes clients by origin without storing an address: hashes it with a key that is in memory only and changes daily.
import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIPv4, type Socket } from 'node:net'
import { createAddressReader } from './client-address.ts'

/** A keyed hash of an address; it never goes into SQL, the bus, a file or a log. */
export type Source = string

/** Why clients cannot be distinguished by address; null when they can. */
export type SourcesTrouble = 'only-loopback-peers' | 'untrusted-proxy' | 'silent-proxy'

export type Sources = {
  /** Null when this client cannot be distinguished from others; no limit per source applies then. */
  readonly of: (request: IncomingMessage) => Source | null
  /** The source of a connection before its first request; null if the peer may be a proxy. */
  readonly ofPeer: (socket: Socket) => Source | null
  /** Sets the address of a connection from a special listener, such as an onion service's circuit. */
  readonly setAddress: (socket: Socket, address: string) => void
  readonly trouble: () => SourcesTrouble | null
}

const keyLastsMs = 24 * 60 * 60 * 1000

export const sourcesTroubleWords: Readonly<Record<SourcesTrouble, string>> = {
  'only-loopback-peers':
    'All requests come from this machine, so visitors cannot be told apart and limits per visitor are off. Behind a proxy, set TRUSTED_PROXIES.',
  'untrusted-proxy':
    'A proxy that is not in TRUSTED_PROXIES forwards addresses, so visitors cannot be told apart and limits per visitor are off. Set TRUSTED_PROXIES.',
  'silent-proxy':
    'A proxy in TRUSTED_PROXIES forwards no address in X-Forwarded-For, so limits per visitor are off for its visitors.',
}

/**
 * `trustedProxies`: addresses and networks whose `X-Forwarded-For` is used. `now`: monotonic, ms. `onTrouble` is called once per kind of
 * trouble.
 */
export function createSources(
  trustedProxies: readonly string[],
  onTrouble: (trouble: SourcesTrouble) => void = () => undefined,
  now: () => number = () => performance.now(),
): Sources {
  const addressOf = createAddressReader(trustedProxies)
  const ownAddresses = new WeakMap<Socket, string>()
  const reported = new Set<SourcesTrouble>()
  let key = randomBytes(32)
  let keyMadeAt = now()
  let trouble: SourcesTrouble | null = null
  let hasKnown = false

  function hashed(address: string): Source {
    if (now() - keyMadeAt >= keyLastsMs) {
      key = randomBytes(32)
      keyMadeAt = now()
    }
    return createHmac('sha256', key).update(networkOf(address)).digest('base64url').slice(0, 22)
  }

  function report(found: SourcesTrouble): null {
    trouble = found
    if (!reported.has(found)) {
      reported.add(found)
      onTrouble(found)
    }
    return null
  }

  return {
    of: (request) => {
      const own = ownAddresses.get(request.socket)
      if (own !== undefined) return hashed(own)
      const found = addressOf(request)
      switch (found.kind) {
        case 'known':
          hasKnown = true
          return hashed(found.address)
        case 'loopback':
          return hasKnown || trouble !== null ? null : report('only-loopback-peers')
        case 'untrusted-proxy':
          return report('untrusted-proxy')
        case 'silent-proxy':
          // The proxy's own health checks have no client.
          return request.url === '/healthz' ? null : report('silent-proxy')
      }
    },
    ofPeer: (socket) => {
      const own = ownAddresses.get(socket)
      if (own !== undefined) return hashed(own)
      const peer = addressOf({ socket, headers: {} })
      return peer.kind === 'known' ? hashed(peer.address) : null
    },
    setAddress: (socket, address) => ownAddresses.set(socket, `own ${address}`),
    trouble: () => (trouble === 'only-loopback-peers' && hasKnown ? null : trouble),
  }
}

/** An IPv4 address, or the /64 network of an IPv6 address: one household or one server usually has a whole /64. */
function networkOf(address: string): string {
  if (isIPv4(address) || !address.includes(':') || address.startsWith('own ')) return address
  const [left = '', right] = address.toLowerCase().split('::')
  const groups = left === '' ? [] : left.split(':')
  if (right !== undefined) {
    const after = right === '' ? [] : right.split(':')
    // A dotted IPv4 tail counts as two groups.
    const length = after.reduce((sum, group) => sum + (group.includes('.') ? 2 : 1), 0)
    while (groups.length + length < 8) groups.push('0')
    groups.push(...after)
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
