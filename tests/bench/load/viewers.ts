// Screens that watch: opened by the thousand, they record when they received which version.
import { type Client, openClient } from './client.ts'
import { monotonicMs } from './clock.ts'
import { readVersion } from './read-version.ts'

/** A version of the gathering, and when its sender received the answer, by the clock of `clock.ts`. */
export type Acknowledged = readonly [version: number, at: number]

export type Told = {
  /** Latency from acknowledgement to screen, over all screens and all acknowledgements, in ms. */
  readonly median: number
  readonly p99: number
  /** From each acknowledgement to the last screen. */
  readonly lasts: readonly number[]
  /** Number of acknowledged versions that screens never received, summed over all screens. If it is not zero, something is broken. */
  readonly missed: number
  readonly frames: number
  readonly bytes: number
}

export type Joined = {
  readonly ms: number
  readonly epoch: string
  readonly version: number
  readonly failures: readonly string[]
}

const addresses = Array.from({ length: 6 }, (_, index) => `127.0.0.${index + 2}`)
const bucketsPerMs = 10
const longestMs = 30_000

const clients: Client[] = []
let noted: { at: number[]; from: number[]; to: number[]; bytes: number } | null = null
let newestFrame = ''
let lost: string[] = []

function hear(client: Client, frame: Buffer): void {
  const version = readVersion(frame)
  if (version === null) return
  if (client === clients[0]) newestFrame = frame.toString('utf8')
  if (noted !== null && version > client.version) {
    noted.at.push(monotonicMs())
    noted.from.push(client.version)
    noted.to.push(version)
    noted.bytes += frame.length
  }
  if (version > client.version) client.version = version
}

/**
 * `window`: the number of concurrent attempts, which keeps a server busy without overflowing its accept queue. `join`: the request that
 * each sends after connecting; null for a server without gatherings.
 */
export async function openViewers(order: {
  readonly port: number
  readonly count: number
  readonly window: number
  readonly join: string | null
}): Promise<Joined> {
  const startedAt = monotonicMs()
  const failures: string[] = []
  let next = 0
  let epoch = ''
  let version = 0
  async function openOne(index: number): Promise<void> {
    const localAddress = addresses[index % addresses.length] ?? '127.0.0.1'
    const client = await openClient({ port: order.port, localAddress }, { onEvent: hear, onLost })
    clients.push(client)
    if (order.join === null) return
    const answer = await client.ask('join', order.join)
    if (!answer.startsWith('[{"ok":true')) throw new Error(answer.slice(0, 200))
    const known = knownAfter(answer)
    epoch = known.epoch
    client.version = Math.max(client.version, known.version)
    version = Math.max(version, client.version)
  }
  async function openSome(): Promise<void> {
    for (let index = next++; index < order.count; index = next++) {
      await openOne(index).catch((error: Error) => failures.push(error.message))
    }
  }
  await Promise.all(Array.from({ length: order.window }, openSome))
  return { ms: monotonicMs() - startedAt, epoch, version, failures: failures.slice(0, 5) }
}

function onLost(_: Client, why: string): void {
  if (lost.length < 1000) lost.push(why)
}

/** A snapshot contains its version once, after its epoch; an update has `from` and `to`. Both precede all user text. */
function knownAfter(answer: string): { epoch: string; version: number } {
  const start = answer.slice(0, 600)
  const epoch = /"epoch":"([^"]+)"/.exec(start)?.[1]
  const version = /"(?:to|version)":(\d+)/.exec(start)?.[1]
  if (epoch === undefined || version === undefined) throw new Error(`no version in ${start}`)
  return { epoch, version: Number(version) }
}

export function dropViewers(): { readonly received: number } {
  const received = clients.reduce((sum, client) => sum + client.received, 0)
  for (const client of clients) client.drop()
  clients.length = 0
  noted = null
  lost = []
  return { received }
}

/** Settles with the number of screens that have not received it within the time. */
export async function waitForVersion(order: {
  readonly version: number
  readonly withinMs: number
}): Promise<number> {
  const until = monotonicMs() + order.withinMs
  for (;;) {
    const behind = clients.reduce((count, { version }) => count + (version < order.version ? 1 : 0), 0)
    if (behind === 0 || monotonicMs() > until) return behind
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export function noteFrames(): void {
  noted = { at: [], from: [], to: [], bytes: 0 }
}

export function readViewers(): {
  readonly open: number
  readonly lost: readonly string[]
  readonly newestFrame: string
  readonly received: number
} {
  return {
    open: clients.filter((client) => client.isOpen()).length,
    lost,
    newestFrame,
    received: clients.reduce((sum, client) => sum + client.received, 0),
  }
}

/** Compares the times recorded since `noteFrames` with the times of the senders' answers. */
export function compareWith(order: { readonly acknowledged: readonly Acknowledged[] }): Told {
  if (noted === null) throw new Error('nothing was noted')
  const { at, from, to, bytes } = noted
  const versions = order.acknowledged.map(([version]) => version)
  const lowest = versions.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  const highest = versions.reduce((one, other) => Math.max(one, other), 0)
  const acknowledgedAt = new Float64Array(highest - lowest + 1).fill(Number.NaN)
  for (const [version, when] of order.acknowledged) acknowledgedAt[version - lowest] = when
  const lastAt = new Float64Array(acknowledgedAt.length)
  const screens = new Uint32Array(acknowledgedAt.length)
  const histogram = new Uint32Array(longestMs * bucketsPerMs + 1)
  let count = 0
  for (let index = 0; index < at.length; index += 1) {
    const toldAt = at[index] ?? 0
    const end = Math.min(to[index] ?? 0, highest) - lowest
    for (let version = Math.max(0, (from[index] ?? 0) + 1 - lowest); version <= end; version += 1) {
      const since = toldAt - (acknowledgedAt[version] ?? 0)
      if (Number.isNaN(since)) continue
      // An update may overtake the answer, which goes to another process.
      const bucket = Math.min(Math.max(0, Math.round(since * bucketsPerMs)), histogram.length - 1)
      histogram[bucket] = (histogram[bucket] ?? 0) + 1
      count += 1
      screens[version] = (screens[version] ?? 0) + 1
      if (toldAt > (lastAt[version] ?? 0)) lastAt[version] = toldAt
    }
  }
  const lasts = versions.map((version) =>
    Math.max(0, (lastAt[version - lowest] ?? 0) - (acknowledgedAt[version - lowest] ?? 0)),
  )
  const missed = versions.reduce(
    (sum, version) => sum + Math.max(0, clients.length - (screens[version - lowest] ?? 0)),
    0,
  )
  return {
    median: rankOf(histogram, Math.ceil(count * 0.5)) / bucketsPerMs,
    p99: rankOf(histogram, Math.ceil(count * 0.99)) / bucketsPerMs,
    lasts,
    missed,
    frames: at.length,
    bytes,
  }
}

function rankOf(histogram: Uint32Array, rank: number): number {
  let seen = 0
  for (let bucket = 0; bucket < histogram.length; bucket += 1) {
    seen += histogram[bucket] ?? 0
    if (seen >= rank) return bucket
  }
  return Number.NaN
}
