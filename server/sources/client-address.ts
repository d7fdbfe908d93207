// The client address of a request: the peer's, or the one forwarded by a trusted proxy.
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv4 } from 'node:net'

export type AddressOf = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => ClientAddress

export type ClientAddress =
  /** An address that distinguishes this client from others. */
  | { readonly kind: 'known'; readonly address: string }
  /** No address was forwarded, and the peer is a loopback address, as an unconfigured proxy's would be. */
  | { readonly kind: 'loopback' }
  /** A loopback or private peer outside TRUSTED_PROXIES forwards addresses. */
  | { readonly kind: 'untrusted-proxy' }
  /** The peer is in TRUSTED_PROXIES and forwarded no usable address. */
  | { readonly kind: 'silent-proxy' }

/** Peers in these ranges may be reverse proxies (RFC 1918, RFC 4193, RFC 3927, RFC 4291). */
const privateRanges: readonly (readonly [string, number])[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
]

/** `text`: an address, or a network such as `10.0.0.0/8`; null for anything else. */
export function readNetwork(text: string): { readonly address: string; readonly prefix: number } | null {
  const [address = '', length, ...more] = text.split('/')
  if (isIP(address) === 0 || more.length > 0) return null
  const longest = isIPv4(address) ? 32 : 128
  if (length === undefined) return { address, prefix: longest }
  if (!/^\d{1,3}$/.test(length) || Number(length) > longest) return null
  return { address, prefix: Number(length) }
}

/** Node writes IPv4 peers of a dual-stack socket as `::ffff:192.0.2.1`; a link-local address may have its interface after `%`. */
export function plainAddress(address: string): string {
  const bare = address.split('%')[0] ?? ''
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(bare) ? bare.slice(7) : bare
}

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, familyOf(address))
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}

const loopback = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
])
const privatePeers = listOf(privateRanges)

/**
 * `trustedProxies`: addresses and networks of the reverse proxies whose `X-Forwarded-For` is used; empty if none is configured. A forwarded
 * address from an untrusted public peer is ignored, because anybody can send one.
 */
export function createAddressReader(trustedProxies: readonly string[]): AddressOf {
  const networks = trustedProxies.map(readNetwork).filter((network) => network !== null)
  const trusted = listOf(networks.map(({ address, prefix }) => [address, prefix] as const))
  const isConfigured = networks.length > 0
  const isIn = (list: BlockList, address: string) =>
    isIP(address) !== 0 && list.check(address, familyOf(address))

  return ({ socket, headers }) => {
    const peer = plainAddress(socket.remoteAddress ?? '')
    const forwarded = forwardedAddresses(headers['x-forwarded-for'])
    if (isConfigured) {
      if (!isIn(trusted, peer)) return known(peer)
      // The last address that is not a trusted proxy's; the client may have forged those before it.
      const client = forwarded.findLast((address) => !isIn(trusted, address))
      return client === undefined ? { kind: 'silent-proxy' } : known(client)
    }
    const isForwarding = forwarded.length > 0 || headers['forwarded'] !== undefined
    if (isForwarding && (isIn(loopback, peer) || isIn(privatePeers, peer))) return { kind: 'untrusted-proxy' }
    return isIn(loopback, peer) ? { kind: 'loopback' } : known(peer)
  }
}

function known(address: string): ClientAddress {
  return isIP(address) === 0 ? { kind: 'silent-proxy' } : { kind: 'known', address }
}

/** The addresses in `X-Forwarded-For`, the nearest last; some proxies add a port or brackets. */
function forwardedAddresses(header: string | string[] | undefined): readonly string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '')
  return text
    .slice(-1000)
    .split(',')
    .map((part) => withoutPort(part.trim()))
    .filter((part) => isIP(part) !== 0)
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)
  if (bracketed !== null) return plainAddress(bracketed[1] ?? '')
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)
  return plainAddress(withPort?.[1] ?? text)
}
