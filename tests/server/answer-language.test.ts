// The language of what the server answers by itself: the first of those that a reader accepts in which it can be said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestGathering } from '../support/test-gathering.ts'

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

/** Where each of them says its language. */
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
