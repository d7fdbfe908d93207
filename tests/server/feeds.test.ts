import fc from 'fast-check'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Feed } from '#server/feeds/feed.ts'
import { writeAtom } from '#server/feeds/write-atom.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
}, 60_000)
afterAll(() => app.close())

type Item = {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly content_text: string
  readonly date_published: string
  readonly date_modified: string
}
type JsonFeed = { readonly version: string; readonly title: string; readonly items: readonly Item[] }

const textOf = async (path: string) => (await fetch(`${app.url()}${path}`)).text()
const feedOf = async (path: string): Promise<JsonFeed> => JSON.parse(await textOf(path))
const titlesOf = async (slug: string, language = 'en') =>
  (await feedOf(`/g/${slug}/feed.json?lang=${language}`)).items.map(({ title }) => title)

function parseXml(text: string) {
  const document = new new Window().DOMParser().parseFromString(text, 'application/xml')
  expect(document.querySelector('parsererror')).toBeNull()
  return document
}

describe('the feed of a gathering', () => {
  test('tells of each city as it opens, the newest first, on its own clock', async () => {
    app.clock.set(app.clock.now() + 60_000)
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const openedAt = app.clock.now()
    const { items } = await feedOf(`/g/${gathering.slug}/feed.json?lang=en`)
    expect(items.map(({ title }) => title)).toEqual(['New meeting in Berlin: One hour', 'One hour'])
    expect(items[0]).toMatchObject({
      url: `${app.url()}/g/${gathering.slug}/${meetingId}?lang=en`,
      date_published: new Date(openedAt).toISOString(),
      content_text: expect.stringMatching(/Tuesday.*20 January 2026, 16:00 in Berlin\nHall\n1 Long Street$/),
    })
    expect(items[1]?.content_text).toContain('18:00 in Gaziantep')
    expect((await titlesOf(gathering.slug, 'ar'))[0]).toBe('لقاء جديد في برلين: \u2068One hour\u2069')
  })

  test('keeps the id of an entry when it changes, and says when that was', async () => {
    const other = await makeGathering(app)
    const { meetingId } = await other.addCity(cityIds.berlin)
    const before = (await feedOf(`/g/${other.slug}/feed.json?lang=en`)).items
    app.clock.set(app.clock.now() + 3_600_000)
    await other.order('editMeeting', { meetingId, edit: { venue: 'Another hall' } })
    const after = (await feedOf(`/g/${other.slug}/feed.json?lang=en`)).items
    const idsOf = (items: readonly Item[]) => items.map(({ id }) => id).sort()
    expect(idsOf(after)).toEqual(idsOf(before))
    const city = after.find(({ id }) => id.includes(meetingId))
    expect(city?.content_text).toContain('Another hall')
    expect(Date.parse(city?.date_modified ?? '') - Date.parse(city?.date_published ?? '')).toBe(3_600_000)
  })

  test('tells of a moved, postponed and cancelled moment with the one from before', async () => {
    const other = await makeGathering(app)
    await other.order('editGathering', { startsAt: testInstant + 86_400_000 })
    const moved = (await feedOf(`/g/${other.slug}/feed.json?lang=en`)).items.find(({ id }) =>
      id.includes('#plan'),
    )
    expect(moved?.title).toBe('New time: One hour')
    expect(moved?.content_text).toMatch(
      /21 January.*\nWas announced for: .*20 January 2026, 18:00 in Gaziantep/,
    )
    await other.order('postponeGathering', {})
    expect(await titlesOf(other.slug)).toContain('Postponed: One hour')
    await other.order('cancelGathering', {})
    expect(await titlesOf(other.slug)).toContain('Cancelled: One hour')
  })

  test('never tells of a city that strangers do not see, nor of one that was closed again', async () => {
    const other = await makeGathering(app)
    await other.addCity(cityIds.idlib, { exposure: invited })
    const { meetingId } = await other.addCity(cityIds.berlin)
    expect(await titlesOf(other.slug)).toHaveLength(2)
    await other.order('withdrawMeeting', { meetingId })
    for (const format of ['json', 'atom']) {
      const text = await textOf(`/g/${other.slug}/feed.${format}?lang=en`)
      expect(text).toContain('One hour')
      expect(text).not.toMatch(/Idlib|Berlin/)
    }
    const draft = await makeGathering(app, { published: false })
    expect((await fetch(`${app.url()}/g/${draft.slug}/feed.atom`)).status).toBe(404)
  })
})

describe('the feed of the installation', () => {
  test('names published gatherings and no draft', async () => {
    await makeGathering(app, { published: false, title: 'A draft' })
    await makeGathering(app, { title: 'Another hour' })
    app.clock.set(app.clock.now() + 2000)
    const { items, version } = await feedOf('/feed.json?lang=en')
    expect(version).toBe('https://jsonfeed.org/version/1.1')
    const titles = items.map(({ title }) => title)
    expect(titles).toContain('Another hour')
    expect(titles).not.toContain('A draft')
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  })
})

describe('Atom', () => {
  test('has all that a feed and its entries must have (RFC 4287 §4.1)', async () => {
    const response = await fetch(`${app.url()}/g/${gathering.slug}/feed.atom?lang=en`)
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const document = parseXml(await response.text())
    const feed = document.documentElement
    for (const name of ['id', 'title', 'updated', 'author']) {
      expect({ name, isThere: [...feed.children].some(({ localName }) => localName === name) }).toEqual({
        name,
        isThere: true,
      })
    }
    const entries = [...feed.children].filter(({ localName }) => localName === 'entry')
    expect(entries.length).toBe(2)
    for (const entry of entries) {
      const names = [...entry.children].map(({ localName }) => localName)
      for (const name of ['id', 'title', 'updated', 'link']) expect(names).toContain(name)
    }
    const self =
      [...feed.children].find((child) => child.getAttribute('rel') === 'self')?.getAttribute('href') ?? ''
    expect((await fetch(self)).status).toBe(200)
  })

  test('holds any words as words', () => {
    const words = fc.string({ unit: 'binary', maxLength: 40 })
    const feedOfWords = (title: string, text: string): Feed => ({
      link: 'https://multaqa.example/',
      self: () => 'https://multaqa.example/feed.atom',
      title,
      subtitle: '',
      language: 'en',
      author: 'Multaqa',
      entries: [{ id: 'https://multaqa.example/1', link: '', title, text, publishedAt: 0, changedAt: 1 }],
    })
    const elementsIn = (written: string) => written.match(/<\/?[a-z?]/g)?.length
    const plain = elementsIn(writeAtom(feedOfWords('', '')))
    fc.assert(
      fc.property(words, words, (title, text) => {
        const written = writeAtom(feedOfWords(title, text))
        // User text opens or closes no element, begins no entity, and contains no character that XML forbids.
        expect(elementsIn(written)).toBe(plain)
        expect(written).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
      }),
    )
  })
})
