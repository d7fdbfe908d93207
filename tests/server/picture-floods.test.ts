// A flood of picture requests: memory use, fairness of the queue, and failed pictures.
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { CityCard, Picture, Poster } from '#server/pictures/picture.ts'
import { createPictureMaker, type PictureMaker } from '#server/pictures/picture-maker.ts'
import { TooBusy } from '#server/too-busy.ts'
import { eventually } from '../support/person.ts'
import { startTestApp, testInstant } from '../support/test-app.ts'
import { cityIds, makeGathering } from '../support/test-gathering.ts'

const fewPosters = 6
const posters = Number(process.env['SOAK_POSTERS'] ?? fewPosters)
const mostMb = 330

let open: PictureMaker[] = []
function openMaker(): PictureMaker {
  const maker = createPictureMaker()
  open.push(maker)
  return maker
}
afterEach(async () => {
  await Promise.all(open.map((maker) => maker.close()))
  open = []
})

const words = (text: string) => ({ text, isRightToLeft: false })
const city = (name: string): Omit<CityCard, 'kind'> => ({
  isRightToLeft: false,
  title: words('One hour'),
  notice: null,
  stripes: [],
  mark: 'Multaqa',
  city: words(name),
  moment: null,
  open: 'To be confirmed',
  others: '',
})
const card = (name: string): CityCard => ({ kind: 'city', ...city(name) })
const poster = (name: string): Poster => ({
  kind: 'poster',
  format: 'a4',
  ...city(name),
  slogan: null,
  address: [],
  call: 'Scan',
  link: { url: `https://multaqa.example/g/${name}`, shown: 'multaqa.example' },
})
const world = (instant: number): Picture => ({
  kind: 'world',
  instant,
  centre: 0,
  isNight: false,
  points: [],
})
const failed = (making: Promise<unknown>) => making.then(() => null).catch((error: unknown) => error)

/** Peak memory of a process (`man 5 proc`, `VmHWM`). */
function mostHeldMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024
}

describe('many pictures', () => {
  test.skipIf(process.platform !== 'linux')(
    `F8: ${posters} different posters take no more memory than a few`,
    async () => {
      const maker = openMaker()
      let mostHeld = 0
      for (let index = 0; index < posters; index += 1) {
        expect((await maker.make(poster(`City ${index}`))).byteLength).toBeGreaterThan(10_000)
        for (const pid of maker.pids()) mostHeld = Math.max(mostHeld, mostHeldMb(pid))
      }
      // One poster needs 35 MB of pixels, plus fonts and Node. Without one shared canvas, each poster would take another 35 MB.
      expect(mostHeld).toBeLessThan(mostMb)
    },
    60_000 + posters * 5000,
  )

  test('F8: a card is there while posters wait, and what is more than may wait is refused', async () => {
    const maker = openMaker()
    await maker.make(card('Before'))
    const waiting = Array.from({ length: 30 }, (_, index) => failed(maker.make(poster(`City ${index}`))))
    const askedAt = performance.now()
    expect((await maker.make(card('Berlin'))).byteLength).toBeGreaterThan(10_000)
    expect(performance.now() - askedAt).toBeLessThan(2000)
    await maker.close()
    const refused = (await Promise.all(waiting)).filter((error) => error instanceof TooBusy)
    // One is being drawn and 24 are queued.
    expect(refused.length).toBeGreaterThanOrEqual(5)
  }, 60_000)

  test('the same one is drawn once, and what is drawn already is there at once', async () => {
    const maker = openMaker()
    const asked = Array.from({ length: 12 }, (_, index) => maker.make(world(testInstant + index * 60_000)))
    const answers = Promise.allSettled(asked)
    const again = await maker.make(world(testInstant))
    expect(again).toBe(await asked[0])
    expect(await maker.make(world(testInstant))).toBe(again)
    // One is being drawn and 8 are queued.
    expect((await answers).filter(({ status }) => status === 'rejected')).toHaveLength(3)
  }, 60_000)

  test('F8: a process that ends fails the picture that it drew, and the next one is drawn by another', async () => {
    const maker = openMaker()
    await maker.make(card('Before'))
    const [pid = 0] = maker.pids()
    const lost = failed(maker.make(card('Lost')))
    process.kill(pid, 'SIGKILL')
    expect(await lost).toBeInstanceOf(Error)
    expect((await maker.make(card('Next'))).byteLength).toBeGreaterThan(10_000)
    expect(maker.pids()).not.toContain(pid)
    // Not retried at once: a picture that kills one process would kill the next.
    expect(await failed(maker.make(card('Lost')))).toBe(await lost)
  }, 60_000)

  test('no process outlives the maker that started it', async () => {
    const maker = openMaker()
    await maker.make(card('Only'))
    const [pid = 0] = maker.pids()
    await maker.close()
    await eventually(() => expect(() => process.kill(pid, 0)).toThrow(), 5000)
  }, 60_000)
})

test('F9: posters that are asked for by other hosts are one poster, whose link is this machine’s', async () => {
  const app = await startTestApp()
  try {
    const gathering = await makeGathering(app)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const tags = new Set<string | null>()
    for (const path of [`${meetingId}/poster.png?format=story`, `${meetingId}/poster.png?format=story&x=1`]) {
      for (const host of ['evil.example', 'other.example:1', 'xn--n3h.example']) {
        tags.add((await getAs(host, `${app.url()}/g/${gathering.slug}/${path}`)).tag)
      }
    }
    expect(tags.size).toBe(1)
    const feed = await getAs('evil.example', `${app.url()}/g/${gathering.slug}/feed.atom`)
    expect(feed.body).toContain(`${app.url()}/g/`)
    expect(feed.body).not.toContain('evil.example')
  } finally {
    await app.close()
  }
}, 60_000)

/** `fetch` cannot send a `Host` header other than that of the URL. */
async function getAs(host: string, address: string): Promise<{ tag: string | null; body: string }> {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get(address, { headers: { host } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ tag: answer.headers.etag ?? null, body: Buffer.concat(parts).toString('utf8') }),
      )
    }).once('error', reject)
  })
}
