// Bytes that no proper client would send, below Socket.IO: the server closes such a connection or ignores them, and others are unaffected.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heapAfterCollection } from '../support/heap.ts'
import { type Person, pause, snapshotOf } from '../support/person.ts'
import { frame, openRawLine } from '../support/raw-frames.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeGathering, type TestGathering } from '../support/test-gathering.ts'

const seed = Number(process.env['SEED'] ?? 20_180_120)
const runs = Number(process.env['SOAK_FUZZ'] ?? 60)
const mostGrownBytes = 8 * 2 ** 20

let app: TestApp
let gathering: TestGathering
let witness: Person
let uncaught = 0
const onUncaught = () => {
  uncaught += 1
}

beforeAll(async () => {
  process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught)
  app = await startTestApp()
  gathering = await makeGathering(app)
  witness = await app.connect()
  snapshotOf(await witness.join({ gathering: gathering.slug, as: 'public' }))
})
afterAll(async () => {
  await pause(100)
  await expectUnharmed()
  process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught)
  await app.close()
  expect(app.trouble).toEqual([])
})

/** Every packet a proper client sends, and some that are almost valid. */
const proper = [
  '0',
  '1',
  '2',
  '3probe',
  '5',
  '6',
  '40',
  '40{"token":"x"}',
  '40/admin,',
  '41',
  '42["time"]',
  '420["time"]',
  '421["join",{"gathering":"one-hour","as":"public"}]',
  '422["command",{"commandId":"command-x","gatheringId":"gathering-x","name":"arrive","payload":{}}]',
  '423["hold",{"credential":"r_0123456789abcdefghijklmnop"}]',
  '43["x"]',
  '4399999999999999999999[1]',
  '44{"message":"x"}',
  '451-["time",{"_placeholder":true,"num":0}]',
  '459999-["time",{"_placeholder":true,"num":-1}]',
  '450-["constructor"]',
  '42["disconnect"]',
  '42["__proto__",{"__proto__":1}]',
  '42[]',
  '42{"length":1}',
  '42["connect_error","disconnecting","newListener"]',
]

/** A valid packet with some characters changed, duplicated, removed or cut off. */
const mutated = fc
  .tuple(
    fc.constantFrom(...proper),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 6, unit: 'binary' })), {
      maxLength: 4,
    }),
  )
  .map(([packet, changes]) =>
    changes.reduce((text, [where, how, put]) => {
      const at = where % (text.length + 1)
      if (how === 0) return text.slice(0, at) + put + text.slice(at + 1)
      if (how === 1) return text.slice(0, at) + put + text.slice(at)
      return how === 2 ? text.slice(0, at) : text.slice(0, at) + text.slice(at).repeat(2)
    }, packet),
  )

/** Text, binary, fragments, control frames, undefined opcodes, and lengths greater than the actual data. */
const sentFrame = fc.oneof(
  { weight: 6, arbitrary: mutated.map((text) => frame(Buffer.from(text))) },
  { weight: 2, arbitrary: mutated.map((text) => frame(Buffer.from(text), 0x82)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 255 }))
      .map(([bytes, bits]) => frame(bytes, bits)),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  },
  {
    weight: 1,
    arbitrary: fc.constant(Buffer.from([0x81, 0xff, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4])),
  },
  { weight: 1, arbitrary: fc.constant(frame(Buffer.alloc(20_000, '4'))) },
)

let askedAt = 0
const patienceMs = 60_000 + runs * 50

async function expectUnharmed(): Promise<void> {
  expect(witness.socket.connected).toBe(true)
  expect(uncaught).toBe(0)
  // The witness is rate limited to 30 requests per second too.
  if (performance.now() - askedAt < 50) return
  askedAt = performance.now()
  const answer = await witness.socket.timeout(5000).emitWithAck('time')
  expect(answer).toBe(app.clock.now())
}

test(
  `C2: WebSocket frames of any kind harm nobody but their own line (SEED=${seed})`,
  async () => {
    const send = fc.asyncProperty(fc.array(sentFrame, { minLength: 1, maxLength: 12 }), async (frames) => {
      const line = await openRawLine(app.url())
      // Connects properly first, to reach more of the server.
      line.socket.write(frame(Buffer.from('40')))
      for (const bytes of frames) if (!line.isClosed()) line.socket.write(bytes)
      await pause(3)
      line.close()
      await expectUnharmed()
    })
    // Warms up the engine and the JIT before measuring memory.
    await fc.assert(send, { seed, numRuns: 20 })
    const before = heapAfterCollection()
    await fc.assert(send, { seed: seed + 1, numRuns: runs })
    await pause(100)
    expect(heapAfterCollection() - before).toBeLessThan(mostGrownBytes)
  },
  patienceMs,
)

test(
  `C2: bodies of any kind, sent by polling, are refused and harm nobody (SEED=${seed})`,
  async () => {
    const engine = `${app.url()}/socket.io/?EIO=4&transport=polling`
    const body = fc.oneof(
      fc.array(mutated, { minLength: 1, maxLength: 8 }).map((packets) => Buffer.from(packets.join('\x1e'))),
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      mutated.map((text) => Buffer.from(`b${Buffer.from(text).toString('base64')}`)),
      fc.constant(Buffer.alloc(100_000, '4')),
    )
    const send = fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 5 }), async (bodies) => {
      const opened = await (await fetch(engine)).text()
      const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
      const post = (bytes: Buffer) =>
        fetch(`${engine}&sid=${sid}`, { method: 'POST', body: new Uint8Array(bytes) }).then(
          (response) => response.status,
          // The engine closes the connection when a body is too long.
          () => 413,
        )
      await post(Buffer.from('40'))
      for (const bytes of bodies) expect(await post(bytes)).toBeLessThan(500)
      await post(Buffer.from('1'))
      await expectUnharmed()
    })
    await fc.assert(send, { seed, numRuns: Math.ceil(runs / 3) })
  },
  patienceMs,
)

test('C2: addresses and headers that no client writes get no socket, and no trouble', async () => {
  const search = fc.record({
    EIO: fc.oneof(fc.constantFrom('4', '3', '', '-1', '99'), fc.string()),
    transport: fc.oneof(
      fc.constantFrom('polling', 'websocket', 'webtransport', '__proto__', 'constructor'),
      fc.string(),
    ),
    sid: fc.oneof(fc.constantFrom('', '__proto__', 'x'.repeat(2000)), fc.string()),
  })
  const ask = fc.asyncProperty(search, async (parts) => {
    const response = await fetch(`${app.url()}/socket.io/?${new URLSearchParams(parts)}`)
    expect(response.status).toBeLessThan(500)
    await response.arrayBuffer()
    await expectUnharmed()
  })
  await fc.assert(ask, { seed, numRuns: Math.ceil(runs / 2) })
})
