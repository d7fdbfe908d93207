// How the server determines a client's address, and that it becomes only a key for rate limits.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCellRate } from '#server/sources/cell-rate.ts'
import { createAddressReader, readNetwork } from '#server/sources/client-address.ts'
import { createSourceBudgets, sourceLimits } from '#server/sources/source-budgets.ts'
import { createSources } from '#server/sources/sources.ts'

function request(peer: string, forwarded?: string, url = '/'): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return { socket: { remoteAddress: peer } as Socket, headers, url } as unknown as IncomingMessage
}

test('D1: without trusted proxies a public peer is the client, whatever it forwards', () => {
  const read = createAddressReader([])
  expect(read(request('203.0.113.7'))).toEqual({ kind: 'known', address: '203.0.113.7' })
  expect(read(request('203.0.113.7', '198.51.100.1'))).toEqual({ kind: 'known', address: '203.0.113.7' })
  expect(read(request('::ffff:203.0.113.7'))).toEqual({ kind: 'known', address: '203.0.113.7' })
})

test('D2: a loopback peer is nobody in particular, and a private peer that forwards addresses is an unconfigured proxy', () => {
  const read = createAddressReader([])
  for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    expect(read(request(peer))).toEqual({ kind: 'loopback' })
    expect(read(request(peer, '203.0.113.7'))).toEqual({ kind: 'untrusted-proxy' })
  }
  for (const peer of ['172.17.0.2', 'fd00::5', '10.1.2.3']) {
    expect(read(request(peer, '203.0.113.7'))).toEqual({ kind: 'untrusted-proxy' })
    expect(read(request(peer))).toEqual({ kind: 'known', address: peer })
  }
})

test('D1: behind trusted proxies the last address that none of them has is the client; what the client wrote before it does not count', () => {
  const read = createAddressReader(['127.0.0.1', '10.0.0.0/8'])
  const client = { kind: 'known', address: '203.0.113.7' }
  expect(read(request('127.0.0.1', '203.0.113.7'))).toEqual(client)
  expect(read(request('127.0.0.1', '198.51.100.1, 203.0.113.7'))).toEqual(client)
  expect(read(request('127.0.0.1', '203.0.113.7, 10.2.3.4'))).toEqual(client)
  expect(read(request('127.0.0.1', '203.0.113.7:4711'))).toEqual(client)
  expect(read(request('127.0.0.1', '[2001:db8::1]:4711'))).toEqual({ kind: 'known', address: '2001:db8::1' })
  expect(read(request('127.0.0.2', '198.51.100.1'))).toEqual({ kind: 'known', address: '127.0.0.2' })
  expect(read(request('127.0.0.1'))).toEqual({ kind: 'silent-proxy' })
  expect(read(request('127.0.0.1', 'unknown, _hidden, "><script>'))).toEqual({ kind: 'silent-proxy' })
})

test('D1: any header at all is read without an error', () => {
  const read = createAddressReader(['127.0.0.1'])
  fc.assert(
    fc.property(fc.string({ maxLength: 200, size: 'max' }), (header) => {
      expect(['known', 'silent-proxy']).toContain(read(request('127.0.0.1', header)).kind)
    }),
  )
})

test('networks are addresses with or without a prefix length, and nothing else', () => {
  expect(readNetwork('10.0.0.0/8')).toEqual({ address: '10.0.0.0', prefix: 8 })
  expect(readNetwork('::1')).toEqual({ address: '::1', prefix: 128 })
  for (const wrong of [
    '',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '::/129',
    '10.0.0.0/-1',
  ]) {
    expect(readNetwork(wrong)).toBeNull()
  }
})

test('D1: IPv6 clients of one /64 are one source, however they write it', () => {
  const sources = createSources([])
  const of = (address: string) => sources.of(request(address))
  expect(of('2001:db8:0:1::1')).toBe(of('2001:0db8:0000:0001:ffff:ffff:ffff:ffff'))
  expect(of('2001:db8:0:1::1')).not.toBe(of('2001:db8:0:2::1'))
  expect(of('203.0.113.7')).not.toBe(of('203.0.113.8'))
})

test('D1: the key of sources changes daily and differs between processes, and no address is in a source', () => {
  let now = 0
  const [sources, other] = [createSources([], undefined, () => now), createSources([])]
  const first = sources.of(request('203.0.113.7'))
  expect(sources.of(request('203.0.113.7'))).toBe(first)
  expect(other.of(request('203.0.113.7'))).not.toBe(first)
  now = 24 * 60 * 60 * 1000
  expect(sources.of(request('203.0.113.7'))).not.toBe(first)
  expect(first).toMatch(/^[A-Za-z0-9_-]{22}$/)
})

test('D2: each kind of trouble is told once, and is over when clients can be told apart', () => {
  const told: string[] = []
  const sources = createSources([], (trouble) => told.push(trouble))
  expect(sources.trouble()).toBeNull()
  expect(sources.of(request('127.0.0.1'))).toBeNull()
  expect(sources.of(request('127.0.0.1'))).toBeNull()
  expect(sources.trouble()).toBe('only-loopback-peers')
  sources.of(request('203.0.113.7'))
  expect(sources.trouble()).toBeNull()
  expect(sources.of(request('127.0.0.1', '203.0.113.7'))).toBeNull()
  expect(sources.trouble()).toBe('untrusted-proxy')
  expect(told).toEqual(['only-loopback-peers', 'untrusted-proxy'])
})

test('D2: a proxy that asks for /healthz needs to forward nothing', () => {
  const sources = createSources(['127.0.0.1'])
  expect(sources.of(request('127.0.0.1', undefined, '/healthz'))).toBeNull()
  expect(sources.trouble()).toBeNull()
  expect(sources.of(request('127.0.0.1', undefined, '/'))).toBeNull()
  expect(sources.trouble()).toBe('silent-proxy')
})

test('D3: over any stretch of time a key spends at most its burst and what its rate allows, and nothing that is refused', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ after: fc.integer({ min: 0, max: 3000 }), units: fc.integer({ min: 1, max: 5 }) }),
        {
          maxLength: 60,
          size: 'max',
        },
      ),
      fc.integer({ min: 0, max: 2000 }),
      (asks, longestWaitMs) => {
        let now = 0
        const limit = { perSecond: 2, burst: 6, longestWaitMs }
        const rate = createCellRate(limit, () => now)
        let spent = 0
        for (const { after, units } of asks) {
          now += after
          const answer = rate.spend('one', units)
          if (answer.ok) spent += units
          if (answer.ok) expect(answer.waitMs).toBeLessThanOrEqual(longestWaitMs)
          else expect(answer.retryAfterMs).toBeGreaterThan(longestWaitMs)
          const waited = (longestWaitMs / 1000) * limit.perSecond
          expect(spent).toBeLessThanOrEqual(limit.burst + (now / 1000) * limit.perSecond + waited + 0.01)
        }
      },
    ),
  )
})

test('D3: what is asked again after the time that was said is let in', () => {
  let now = 0
  const rate = createCellRate({ perSecond: 1, burst: 3, longestWaitMs: 0 }, () => now)
  for (let ask = 0; ask < 3; ask += 1) expect(rate.spend('one')).toEqual({ ok: true, waitMs: 0 })
  const refused = rate.spend('one')
  expect(refused).toEqual({ ok: false, retryAfterMs: 1000 })
  expect(rate.spend('other')).toEqual({ ok: true, waitMs: 0 })
  now += 1000
  expect(rate.spend('one')).toEqual({ ok: true, waitMs: 0 })
  rate.refund('one')
  expect(rate.spend('one')).toEqual({ ok: true, waitMs: 0 })
})

test('D4: a hall whose people arrived may ask for more, up to ten times as much', () => {
  const now = 0
  const budgets = createSourceBudgets(() => now)
  const { burst } = sourceLimits.replies
  budgets.addArrived('hall', 200)
  const count = (source: string) => {
    let spent = 0
    while (spent < 100 * burst && budgets.spend(source, 'replies').ok) spent += 1
    return spent
  }
  expect(count('street')).toBeLessThan(1.1 * burst)
  expect(count('hall')).toBeGreaterThanOrEqual(2 * burst)
  budgets.addArrived('crowd', 1_000_000)
  expect(count('crowd')).toBeLessThan(11 * burst)
})

test('D3: a client whose source is unknown has no budget per source, and spends nobody else’s', () => {
  const budgets = createSourceBudgets(() => 0)
  for (let ask = 0; ask < 10_000; ask += 1) expect(budgets.spend(null, 'proposals').ok).toBe(true)
  expect(budgets.spend('somebody', 'proposals').ok).toBe(true)
})
