// A city's own origin as shipped: it accepts RTMP with a key, and serves HLS that every page may play.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ensureFfmpeg } from '../support/ensure-ffmpeg.ts'
import { cityColors, pushing } from '../support/hls-pattern.ts'
import { readStream } from '../support/stream-reading.ts'
import {
  hasStreamingOrigin,
  type StreamingOrigin,
  startStreamingOrigin,
} from '../support/streaming-origin.ts'

const isHere = hasStreamingOrigin()
const keys = { berlin: '0123456789abcdef', idlib: 'fedcba9876543210' }

// `WITHOUT_STREAMING_ORIGIN=1` skips this where the module is not available; otherwise a run without it fails.
test.skipIf(process.env['WITHOUT_STREAMING_ORIGIN'] === '1')(
  'nginx and libnginx-mod-rtmp are there to be tried',
  () => {
    expect(isHere).toBe(true)
  },
)

describe.skipIf(!isHere)('the streaming origin', () => {
  let origin: StreamingOrigin
  beforeAll(async () => {
    origin = await startStreamingOrigin(keys)
  }, 60_000)
  afterAll(() => origin.service.remove())

  /** Pushes like a phone, until the test is over. */
  function send(name: string, key: string, at: number): ChildProcess {
    const city = { name, color: cityColors[at]?.color ?? '' }
    const phone = spawn(ensureFfmpeg(), pushing(city, at, origin.pushAddress(name, key)), { stdio: 'ignore' })
    onTestFinished(() => end(phone))
    return phone
  }

  const playlist = (name: string) =>
    fetch(origin.watchAddress(name), { headers: { Origin: 'https://multaqa.example.org' } })

  test('two cities send, and each is seen and heard as itself; any page may play it', async () => {
    send('berlin', keys.berlin, 1)
    send('idlib', keys.idlib, 2)
    for (const [name, at] of [
      ['berlin', 1],
      ['idlib', 2],
    ] as const) {
      await expect
        .poll(async () => (await playlist(name)).status, { timeout: 30_000, interval: 250 })
        .toBe(200)
      expect(await readStream(origin.watchAddress(name)), name).toMatchObject({ byColor: at, byTone: at })
    }
    const answer = await playlist('berlin')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('content-type')).toBe('application/vnd.apple.mpegurl')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    const text = await answer.text()
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds))
    expect(lengths.length).toBeGreaterThan(0)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3)
    const piece = /^\S+\.ts$/m.exec(text)?.[0] ?? ''
    const fetched = await fetch(new URL(piece, origin.watchAddress('berlin')))
    expect(fetched.headers.get('content-type')).toBe('video/mp2t')
    expect(fetched.headers.get('access-control-allow-origin')).toBe('*')
  }, 90_000)

  test.each([
    ['a wrong key', 'toronto', 'nobody-knows-it'],
    ['the key of another city', 'toronto', keys.berlin],
    ['no key', 'toronto', ''],
  ])(
    '%s is turned away, and nothing is written',
    async (_, name, key) => {
      const phone = send(name, key, 3)
      const [code] = await once(phone, 'exit')
      expect(code).not.toBe(0)
      expect((await playlist(name)).status).toBe(404)
      // By default nginx would log who was refused and who requested missing files.
      expect(origin.service.printed()).not.toMatch(/client|127\.0\.0\.1/)
    },
    30_000,
  )

  test('after the phone lost its line the stream goes on at the same address', async () => {
    const first = send('berlin', keys.berlin, 1)
    await expect
      .poll(async () => (await playlist('berlin')).status, { timeout: 30_000, interval: 250 })
      .toBe(200)
    await end(first)
    const before = await (await playlist('berlin')).text()
    send('berlin', keys.berlin, 1)
    await expect
      .poll(async () => (await playlist('berlin')).text(), { timeout: 30_000, interval: 250 })
      .not.toBe(before)
    expect(await readStream(origin.watchAddress('berlin'))).toMatchObject({ byColor: 1 })
  }, 90_000)
})

async function end(phone: ChildProcess): Promise<void> {
  if (phone.exitCode !== null || phone.signalCode !== null) return
  const gone = once(phone, 'exit')
  phone.kill('SIGKILL')
  await gone
}
