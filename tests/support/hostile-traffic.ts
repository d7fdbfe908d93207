// Thousands of hostile frames and requests: seeded, bounded in number and time, sent on few connections as fast as the server accepts them.
import { connect, type Socket } from 'node:net'
import { type CommandName, commandSchemas } from '#shared/protocol/commands.ts'
import { naughtyTexts, naughtyValues } from './naughty-text.ts'
import { createRandom, type Random } from './random.ts'
import { frame, openRawLine, type RawLine } from './raw-frames.ts'
import { sampleOf } from './schema-fields.ts'

export type Traffic = {
  readonly frames: number
  readonly requests: number
  /** Request lines answered with a 5xx status; there should be none. */
  readonly serverErrors: readonly string[]
}

export type Targets = {
  readonly url: string
  readonly gatheringId: string
  readonly slug: string
  readonly meetingId: string
  /** Valid secrets, so that the traffic passes authorization. */
  readonly secrets: readonly string[]
}

const lingerMs = 3000

const names = Object.keys(commandSchemas) as CommandName[]
const samples = new Map(names.map((name) => [name, JSON.stringify(sampleOf(commandSchemas[name]))]))
const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0', '', 'then']
const texts = [...Object.values(naughtyTexts).flat(), ...keys]
const values: readonly unknown[] = [
  ...naughtyValues,
  ...keys,
  -1,
  2 ** 53,
  1e308,
  '1e999',
  true,
  null,
  [],
  {},
]

/** Sends until `count` frames and requests are sent or `ms` have passed. The same seed sends the same traffic. */
export async function sendHostileTraffic(
  targets: Targets,
  { seed, count, ms }: { readonly seed: number; readonly count: number; readonly ms: number },
): Promise<Traffic> {
  const random = createRandom(seed)
  const until = performance.now() + ms
  const traffic = { frames: 0, requests: 0, serverErrors: [] as string[] }
  const isOver = () => traffic.frames + traffic.requests >= count || performance.now() > until
  const onFrames = (sent: number) => {
    traffic.frames += sent
  }
  const workers = [
    ...Array.from({ length: 6 }, () => sendFrames(targets, random, isOver, onFrames)),
    ...Array.from({ length: 4 }, () => sendRequests(targets, random, isOver, traffic)),
  ]
  await Promise.all(workers)
  return traffic
}

async function sendFrames(
  targets: Targets,
  random: Random,
  isOver: () => boolean,
  onSent: (frames: number) => void,
): Promise<void> {
  while (!isOver()) {
    const line = await openRawLine(targets.url).catch(() => null)
    if (line === null) continue
    line.socket.setMaxListeners(0)
    line.socket.write(frame(Buffer.from('40')))
    // The server closes a connection that sends requests before its namespace is connected; most of this traffic should get further.
    await heardOf(line, '40{')
    const joining = JSON.stringify(['join', { gathering: targets.gatheringId, as: 'public' }])
    line.socket.write(frame(Buffer.from(`420${joining}`)))
    await heardOf(line, '430[')
    // A socket's rate limit allows a burst of 90 messages: opens a new socket after some more.
    for (let batch = 0; batch < 8 && !line.isClosed() && !isOver(); batch += 1) {
      const frames = Array.from({ length: 40 }, () => hostileFrame(targets, random))
      onSent(frames.length)
      await written(line.socket, Buffer.concat(frames))
    }
    // Keeps the connection open for a while, so that the server's timers run on the state it left.
    setTimeout(line.close, lingerMs)
  }
}

async function heardOf(line: RawLine, text: string): Promise<void> {
  const until = performance.now() + 2000
  while (!line.isClosed() && !line.heard().includes(text) && performance.now() < until) await pauseOf(2)
}

function hostileFrame(targets: Targets, random: Random): Buffer {
  const text = random.chance(0.997) ? hostileEvent(targets, random) : mutated(random.pick(packets), random)
  // Sometimes another opcode, reserved bits, or no text at all.
  return frame(Buffer.from(text), random.chance(0.998) ? 0x81 : random.below(256))
}

const packets = [
  '0',
  '1',
  '2',
  '3',
  '5',
  '6',
  '40',
  '41',
  '42["time"]',
  '43[]',
  '44{}',
  '451-["x"]',
  '42["beat"]',
]

function hostileEvent(targets: Targets, random: Random): string {
  const event = random.pick([
    'join',
    'leave',
    'hold',
    'browse',
    'command',
    'seat',
    'watching',
    'time',
    ...keys,
  ])
  const asked = JSON.stringify([
    event,
    random.chance(0.1) ? random.pick(values) : requestOf(event, targets, random),
  ])
  const text = `42${random.chance(0.8) ? random.below(1000) : ''}${asked}`
  // A text that is too long or not JSON closes the connection and stops the rest, so send such texts rarely.
  if (random.chance(0.003)) return mutated(text, random)
  return Buffer.byteLength(text) < 15_000 ? text : hostileEvent(targets, random)
}

function requestOf(event: string, targets: Targets, random: Random): unknown {
  const gathering = random.pick([targets.gatheringId, targets.slug, random.pick(texts)])
  const credential = random.chance(0.5) ? random.pick(targets.secrets) : random.pick(texts)
  switch (event) {
    case 'join':
      return spoiled(
        {
          gathering,
          as: random.pick(['public', 'guest', 'host', 'organizer', 'director', 'preview', ...keys]),
          credential,
          pace: random.pick(['prompt', 'sparing']),
          known: { epoch: random.pick(texts), version: random.pick([0, 1, 1e9, -1, 0.5]) },
        },
        random,
      )
    case 'hold':
      return spoiled({ credential }, random)
    case 'browse':
      return spoiled({ months: [random.pick(['2026-01', 'open', ...texts])] }, random)
    case 'watching':
      return spoiled(
        {
          gatheringId: targets.gatheringId,
          meetingId: random.pick([targets.meetingId, ...keys]),
          state: 'well',
          delayMs: random.pick([null, 0, 1e9]),
          kbps: null,
        },
        random,
      )
    case 'seat':
      return spoiled({ gatheringId: targets.gatheringId, seatId: random.pick(texts) }, random)
    case 'command':
      return hostileCommand(targets, random)
    default:
      return random.pick(values)
  }
}

function hostileCommand(targets: Targets, random: Random): unknown {
  const name = random.pick(names)
  const payload = JSON.parse(
    (samples.get(name) ?? '{}').replaceAll('meeting-0001', targets.meetingId),
  ) as object
  return spoiled(
    {
      commandId: `fuzz-${random.below(1e9)}-${random.below(1e9)}`,
      gatheringId: random.chance(0.9) ? targets.gatheringId : random.pick(texts),
      name,
      payload: spoiled(payload, random),
      credential: random.chance(0.7) ? random.pick(targets.secrets) : random.pick(texts),
    },
    random,
  )
}

/** Unchanged half of the time; otherwise one field, at any depth, is replaced, removed, or added under an invalid name. */
function spoiled(value: object, random: Random): unknown {
  if (random.chance(0.5)) return value
  const fields = Object.entries(value)
  if (fields.length === 0) return random.pick(values)
  const [name, inner] = random.pick(fields)
  const rest = fields.filter(([other]) => other !== name)
  const how = random.below(4)
  if (how === 0) return Object.fromEntries(rest)
  if (how === 1) return Object.fromEntries([...rest, [name, random.pick(values)]])
  if (how === 2) return Object.fromEntries([...fields, [random.pick(keys), random.pick(values)]])
  const deeper = typeof inner === 'object' && inner !== null ? spoiled(inner, random) : random.pick(texts)
  return Object.fromEntries([...rest, [name, deeper]])
}

function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const put = random.pick(texts).slice(0, 20)
  return random.pick([
    () => text.slice(0, at) + put + text.slice(at + 1),
    () => text.slice(0, at) + put + text.slice(at),
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(at).repeat(2),
  ])()
}

async function sendRequests(
  targets: Targets,
  random: Random,
  isOver: () => boolean,
  traffic: { requests: number; readonly serverErrors: string[] },
): Promise<void> {
  const { hostname, port } = new URL(targets.url)
  while (!isOver()) {
    const socket = connect(Number(port), hostname)
    const lines: string[] = []
    let heard = ''
    let isClosed = false
    socket.setMaxListeners(0)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      isClosed = true
    })
    socket.on('data', (bytes) => {
      const text = heard + bytes.toString('latin1')
      for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
        if (status?.startsWith('5'))
          traffic.serverErrors.push(`${status} after ${lines.slice(-3).join(' | ')}`)
      }
      // A status line may be split between two chunks.
      heard = text.slice(-12).includes('HTTP') ? text.slice(-12) : ''
    })
    for (let asked = 0; asked < 30 && !isClosed && !isOver(); asked += 1) {
      const request = hostileRequest(targets, random)
      lines.push(request.slice(0, 80).split('\r\n', 1)[0] ?? '')
      traffic.requests += 1
      const answered = new Promise<void>((resolve) => {
        socket.once('data', () => resolve())
        socket.once('close', () => resolve())
      })
      await written(socket, Buffer.from(request))
      await Promise.race([answered, pauseOf(250)])
    }
    socket.destroy()
  }
}

const paths = [
  '/',
  '/healthz',
  '/g/:s',
  '/g/:s/:m',
  '/g/:s/come',
  '/g/:s/come?city=:m',
  '/g/:s/reply/:r',
  '/g/:s/feed.atom',
  '/g/:s/feed.json',
  '/g/:s/gathering.ics',
  '/g/:s/programme.ics',
  '/g/:s/:m.ics',
  '/g/:s/export.json',
  '/g/:s/sitemap.xml',
  '/g/:s/as-it-ran.json',
  '/api/gatherings/:s',
  '/api/gatherings',
  '/api/calendar?:q',
  '/api/calendar/choices',
  '/api/places?q=:q',
  '/api/places?at=:q',
  '/api/places?zone=:q&country=:q',
  '/api/session',
  '/api/openapi.json',
  '/oembed?url=:q',
  '/embed/g/:s',
  '/calendar.ics?:q',
  '/feed/:q.ics',
  '/world.svg?:q',
  '/assets/:q',
  '/sitemap.xml',
  '/socket.io/?EIO=4&transport=polling&:q',
]
const methods = ['GET', 'GET', 'GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']

function hostileRequest(targets: Targets, random: Random): string {
  const word = () => encodeURIComponent(random.pick(texts).slice(0, 60).toWellFormed()) || '%00'
  const path = random
    .pick(paths)
    .replaceAll(':s', () => (random.chance(0.7) ? targets.slug : word()))
    .replaceAll(':m', () => (random.chance(0.6) ? targets.meetingId : word()))
    .replaceAll(':r', () => (random.chance(0.5) ? random.pick(targets.secrets) : word()))
    .replaceAll(':q', () => `${word()}=${word()}`)
  const method = random.pick(methods)
  const posts = method === 'POST' && random.chance(0.7)
  const body = posts ? JSON.stringify(hostileCommand(targets, random)) : ''
  const target = random.chance(0.95)
    ? posts
      ? '/api/commands'
      : path
    : mutated(path, random).replace(/[\s\r\n]/g, '')
  const header = () =>
    random
      .pick(texts)
      .slice(0, 200)
      .replace(/[^\x20-\x7e]/g, '?')
  return [
    `${method} ${target || '/'} HTTP/1.1`,
    `Host: ${random.chance(0.9) ? 'localhost' : header()}`,
    `Accept-Language: ${random.chance(0.7) ? 'ar,en;q=0.5' : header()}`,
    `Accept-Encoding: ${random.pick(['br', 'gzip', '', 'identity;q=0'])}`,
    `If-None-Match: ${random.chance(0.2) ? header() : '""'}`,
    ...(random.chance(0.1) ? [`Cookie: multaqa=${header()}`] : []),
    ...(random.chance(0.1) ? [`Origin: ${header()}`] : []),
    ...(random.chance(0.1) ? [`X-Forwarded-For: ${header()}`] : []),
    ...(random.chance(0.05) ? [`Range: bytes=${random.below(1e9)}-${random.below(1e9)}`] : []),
    ...(posts ? ['Content-Type: application/json'] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    `\r\n${body}`,
  ].join('\r\n')
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    if (socket.write(bytes)) setImmediate(resolve)
    else {
      socket.once('drain', resolve)
      socket.once('close', () => resolve())
    }
  })
}

const pauseOf = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
