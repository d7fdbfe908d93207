// Values chosen by the client (language tags, URLs, hosts, encodings, versions) do not become cache keys.
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createByteCache } from '#server/byte-cache.ts'
import { acceptedLanguages } from '#server/http/known-language.ts'
import { openAssets } from '#server/http/static-assets.ts'
import { catchUpStart } from '#server/reading/catch-up.ts'
import { roughBytes } from '#server/rough-bytes.ts'
import { TooBusy } from '#server/too-busy.ts'
import { createWorkQueue } from '#server/work-queue.ts'
import { pickAvailable } from '#shared/domain/pick-language.ts'
import type { PageRequest } from '#shared/protocol/drawn-page.ts'
import { clientFolder } from '../support/client-folder.ts'
import { snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let berlin: string
let drawn: PageRequest[] = []

beforeAll(async () => {
  app = await startTestApp({
    assets: openAssets(clientFolder),
    drawer: {
      languages: ['ar', 'en'],
      draw: async (asked) => {
        drawn.push(asked)
        return { html: asked.path, direction: 'rtl', isThere: asked.path !== '/-' }
      },
      drawWorld: async () => null,
      close: async () => undefined,
    },
  })
  gathering = await makeGathering(app)
  berlin = (await gathering.addCity(cityIds.berlin)).meetingId
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})
beforeEach(() => {
  drawn = []
})

type Answer = { readonly status: number; readonly body: string }

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { port } = new URL(app.url())
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
      )
    })
      .once('error', reject)
      .end()
  })
}

const languages = ['xx', 'fr', 'abc', 'de-DE', 'zzz-Zzzz-ZZ', '%00', 'x'.repeat(500)]
const hosts = ['evil.example', 'other.example:81', '10.9.8.7']

describe('F9: a page is drawn once for each page that there is, however it is asked for', () => {
  // The pages, their URL variants, and how often all variants together may be rendered.
  const table: readonly (readonly [string, () => readonly string[], number])[] = [
    ['the gathering', () => ['', '/', '//'].map((end) => `/g/${gathering.slug}${end}`), 1],
    [
      'letters written as codes',
      () => [`/g/%${gathering.slug.charCodeAt(0).toString(16)}${gathering.slug.slice(1)}`],
      0,
    ],
    ['a city', () => ['', '/', '//'].map((end) => `/g/${gathering.slug}/${berlin}${end}`), 1],
    [
      'no city',
      () =>
        ['a', 'bb', 'x'.repeat(30), 'a/b', 'a/b/c', '%D8%A7'].map((inner) => `/g/${gathering.slug}/${inner}`),
      1,
    ],
    ['no gathering', () => ['a', 'bb', 'x'.repeat(300), 'a/b/c'].map((inner) => `/g/${inner}`), 1],
    ['nothing', () => ['/a', '/b/c', '/%00', `/${'x'.repeat(2000)}`], 1],
  ]
  test.each(table)('%s', async (_, paths, most) => {
    for (const path of paths()) {
      for (const language of languages) await get(`${path}?lang=${language}&x=${Math.random()}`)
      for (const language of languages) await get(path, { 'accept-language': language })
      for (const host of hosts) await get(path, { host })
      for (const packing of ['br', 'gzip', 'identity']) await get(path, { 'accept-encoding': packing })
    }
    // With another interface language it is another page.
    await get(`${paths()[0]}?lang=en`)
    expect(drawn.length).toBeLessThanOrEqual(2 * most)
    for (const { origin } of drawn) expect(origin).toBe(app.url())
  })

  test('and the home page', async () => {
    for (const language of languages) await get(`/?lang=${language}`)
    for (const host of hosts) await get('/', { host })
    expect(drawn.length).toBeLessThanOrEqual(1)
  })

  test('what names nothing is not there, whatever stands in its address', async () => {
    expect((await get(`/g/${gathering.slug}/nothing`)).status).toBe(404)
    expect((await get(`/g/${gathering.slug}/${berlin}/nothing`)).status).toBe(404)
    expect((await get(`/g/${gathering.slug}/${berlin}`)).status).toBe(200)
    expect((await get(`/g/${gathering.slug}/programme`)).status).toBe(200)
    expect((await get(`/g/${gathering.slug}/organize/cities`)).status).toBe(200)
    expect((await get('/nothing')).status).toBe(404)
    expect((await get('/about')).status).toBe(200)
  })
})

describe('F9: a file is the same in every language in which nothing is written', () => {
  test.each(['/g/SLUG.ics', '/g/SLUG/feed.json', '/feed.atom', '/calendar.ics'])('%s', async (template) => {
    const path = template.replace('SLUG', gathering.slug)
    const bodies = new Set<string>()
    for (const language of ['fr', 'de', 'xyz']) bodies.add((await get(`${path}?lang=${language}`)).body)
    for (const host of hosts) bodies.add((await get(`${path}?lang=fr`, { host })).body)
    expect(bodies.size).toBe(1)
    expect([...bodies][0]).toContain(app.url())
    // The languages of the gathering's texts and of the interface still select different pages.
    expect((await get(`${path}?lang=en`)).body).not.toBe([...bodies][0])
    expect((await get(`${path}?lang=ar`)).body).not.toBe([...bodies][0])
  })
})

test('F10: clients that name hundreds of known versions are told by few readings, and end in step', async () => {
  const starts = new Set(Array.from({ length: 700 }, (_, version) => catchUpStart(version, 700)))
  expect(starts.size).toBeLessThan(30)
  const person = await app.connect()
  const before = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  for (let index = 0; index < 40; index += 1) {
    const payload = { meetingId: berlin, partySize: 1 }
    accepted(
      await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: makeSecret('r') }),
    )
  }
  const now = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  for (let known = before.version; known <= now.version; known += 1) {
    const answer = await person.join({
      gathering: gathering.slug,
      as: 'public',
      known: { epoch: before.epoch, version: known },
    })
    if (!answer.ok || !('update' in answer)) throw new Error(`no update since ${known}`)
    expect(answer.update.from).toBeLessThanOrEqual(known)
    expect(answer.update.to).toBe(now.version)
  }
})

describe('F10: what is kept is bounded by bytes', () => {
  test('whatever the number of keys, and what is used stays', async () => {
    const cache = createByteCache<null>({ maxBytes: 100_000 })
    await cache.getOrLoad('used', null, async () => 'x'.repeat(1000))
    for (let index = 0; index < 1000; index += 1) {
      await cache.getOrLoad(`key ${index}`, null, async () => 'x'.repeat(1000))
      cache.get('used')
      expect(cache.bytes()).toBeLessThanOrEqual(100_000)
    }
    expect([...cache.keys()]).toContain('used')
    expect([...cache.keys()].length).toBeGreaterThan(20)
  })

  test('what is too large for it and what failed is not kept, and those who ask meanwhile share one making', async () => {
    const cache = createByteCache<null>({ maxBytes: 100_000 })
    await cache.getOrLoad('large', null, async () => new Uint8Array(60_000))
    await expect(cache.getOrLoad('failed', null, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect([...cache.keys()]).toEqual([])
    let made = 0
    const make = async () => ++made
    expect(
      await Promise.all([cache.getOrLoad('one', null, make), cache.getOrLoad('one', null, make)]),
    ).toEqual([1, 1])
  })

  test('a value of long lists is estimated by some of its elements', () => {
    const line = { id: 'x'.repeat(20), at: 1 }
    const one = roughBytes(line)
    expect(roughBytes(Array.from({ length: 10_000 }, () => line))).toBeGreaterThan(10_000 * one)
    expect(roughBytes(Array.from({ length: 10_000 }, () => line))).toBeLessThan(12_000 * one + 200_000)
  })
})

test('F10: of work only so much waits, and lanes take turns', async () => {
  const queue = createWorkQueue(1, { cards: 2, posters: 2 })
  const order: string[] = []
  const work = (name: string) => async () => {
    await new Promise(setImmediate)
    order.push(name)
  }
  const posters = [1, 2, 3].map((index) => queue.run('posters', work(`poster ${index}`)))
  await expect(queue.run('posters', work('poster 4'))).rejects.toBeInstanceOf(TooBusy)
  await Promise.all([...posters, queue.run('cards', work('card'))])
  expect(order).toEqual(['poster 1', 'card', 'poster 2', 'poster 3'])
})

test('a long language tag is passed over, in a time that does not grow with its square', () => {
  const long = `en${'-a'.repeat(8000)}`
  const startedAt = performance.now()
  expect(pickAvailable(long, acceptedLanguages(`${long},${'x,'.repeat(5000)}en`), ['ar', 'en'])).toBe('ar')
  expect(pickAvailable(null, acceptedLanguages('en-GB,ar;q=0.5'), ['ar', 'en'])).toBe('en')
  expect(performance.now() - startedAt).toBeLessThan(50)
})
