// Tests the origin used by all stream tests: it shows the right city, and its simulated faults are real.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { cityColors } from '../support/hls-pattern.ts'
import { pause } from '../support/person.ts'
import { readStream } from '../support/stream-reading.ts'

const names = ['Gaziantep', 'Berlin', 'Idlib', 'Toronto']
let origin: HlsOrigin
beforeAll(async () => {
  origin = await startHlsOrigin({
    cities: names.map((name, at) => ({ name, color: cityColors[at]?.color ?? '' })),
  })
}, 60_000)
afterAll(() => origin.stop())

const playlist = async (name: string) => (await fetch(origin.urlOf(name))).text()
const sequence = async (name: string) =>
  /MEDIA-SEQUENCE:(\d+)[\s\S]*?(\S+\.ts)\s*$/.exec(await playlist(name))?.[2]

test('each city has its own colour and tone, and its clock runs', async () => {
  for (const [at, name] of names.entries()) {
    expect(await readStream(origin.urlOf(name)), name).toMatchObject({ byColor: at, byTone: at })
  }
  const { clock } = await readStream(origin.urlOf('Berlin'))
  await expect
    .poll(async () => (await readStream(origin.urlOf('Berlin'))).clock, { timeout: 20_000 })
    .toBeGreaterThan(clock)
}, 60_000)

test('a stalled city grows no more until it is mended, and the others do', async () => {
  origin.trouble('Berlin', { kind: 'stall' })
  await pause(300)
  const [still, moving] = [await sequence('Berlin'), await sequence('Idlib')]
  await expect.poll(() => sequence('Idlib'), { timeout: 15_000 }).not.toBe(moving)
  expect(await sequence('Berlin')).toBe(still)
  origin.mend('Berlin')
  await expect.poll(() => sequence('Berlin'), { timeout: 15_000 }).not.toBe(still)
}, 40_000)

test('a line is missing, lags, or drops, for one city only', async () => {
  const before = origin.requests('Toronto')
  origin.trouble('Idlib', { kind: 'missing' })
  expect((await fetch(origin.urlOf('Idlib'))).status).toBe(404)
  origin.trouble('Idlib', { kind: 'drop' })
  await expect(playlist('Idlib')).rejects.toThrow()
  origin.trouble('Idlib', { kind: 'lag', ms: 400 })
  const startedAt = performance.now()
  expect(await playlist('Idlib')).toContain('#EXTM3U')
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(390)
  origin.mend('Idlib')
  expect((await fetch(origin.urlOf('Toronto'))).status).toBe(200)
  expect(origin.requests('Toronto')).toBe(before + 1)
})

test('a city that was broken off comes back', async () => {
  origin.breakOff('Gaziantep')
  expect((await fetch(origin.urlOf('Gaziantep'))).status).toBe(404)
  await origin.resume('Gaziantep')
  expect(await readStream(origin.urlOf('Gaziantep'))).toMatchObject({ byColor: 0 })
}, 40_000)
