// The language of responses that the server writes itself: the first accepted language in which the response is available.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { segmentKindKeys } from '#client/i18n/link-up-keys.ts'
import { wordsIn } from '#server/words/words.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestGathering } from '../support/test-gathering.ts'
import { segmentOf } from './link-up-cases.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app, { title: 'Hour' })
  await gathering.addCity(cityIds.berlin)
}, 60_000)
afterAll(() => app.close())

async function read(path: string, acceptLanguage: string): Promise<string> {
  const answer = await fetch(`${app.url()}${path}`, { headers: { 'accept-language': acceptLanguage } })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** How each response states its language. */
const answers = [
  ['frame', () => `/embed/g/${gathering.slug}`, (language: string) => `<html lang="${language}"`],
  ['feed', () => `/g/${gathering.slug}/feed.atom`, (language: string) => `feed.atom?lang=${language}"`],
  ['calendar', () => '/calendar.ics', (language: string) => `/calendar.ics?lang=${language}`],
] as const

describe.each(answers)('the %s', (_, pathOf, saying) => {
  test.each([
    ['sv,en;q=0.8', 'en'],
    ['ar;q=0.2,en-GB', 'en'],
    ['tlh, sv;q=0.9, en;q=0.1', 'en'],
    ['ar,en;q=0.8', 'ar'],
    ['*', 'ar'],
    ['', 'ar'],
  ])('of a browser that accepts %j is %s', async (accepts, language) => {
    expect(await read(pathOf(), accepts)).toContain(saying(language))
  })
})

test('the words around a gathering are in the language of the pages, its own in the one that is preferred', async () => {
  const feed = await read(`/g/${gathering.slug}/feed.atom`, 'fa,en;q=0.8')
  expect(feed).toContain('feed.atom?lang=fa"')
  expect(feed).toContain('New meeting in ')
})

test('the few words of a calendar’s own are in the language of the pages too', async () => {
  const { segment } = segmentOf(null, 'segment-no-title')
  await gathering.order('putSegment', { segment: { ...segment, title: '' }, afterSegmentId: null })
  const summary = async (accepts: string) =>
    /^SUMMARY;(LANGUAGE=.+?:.+)$/m
      .exec((await read(`/g/${gathering.slug}/programme.ics`, accepts)).replace(/\r\n /g, ''))?.[1]
      ?.trim()
  const [arabic, english] = (['ar', 'en'] as const).map(
    (language) => `LANGUAGE=${language}:${wordsIn(language).t(segmentKindKeys[segment.kind])}`,
  )
  expect(await summary('fa,en;q=0.8')).toBe(english)
  expect(await summary('fa,ar;q=0.8,en;q=0.1')).toBe(arabic)
  expect(await summary('fa')).toBe(arabic)
})
