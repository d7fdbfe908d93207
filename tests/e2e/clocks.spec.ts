// Each city has one local time, both on the server-rendered page and after hydration, whatever zone rules the device has.
import { type Browser, type BrowserContext, expect, test } from '@playwright/test'
import { whenText } from '#client/i18n/clock-text.ts'
import { instantFromLocal } from '#shared/domain/time.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { person, phone, visit } from './people.ts'

let server: RunningServer
let cookie = ''
let slug = ''
const gatheringId = 'clocks-gathering-0001'
/** The next 20 January: by rules before 2026c, Casablanca would be an hour ahead then, and Vancouver an hour behind. */
const startsAt = nextJanuary()
const cities = [
  { meetingId: 'clocks-casablanca-001', placeId: '2553604', zone: 'Africa/Casablanca', hour: '15:00' },
  { meetingId: 'clocks-vancouver-0001', placeId: '6173331', zone: 'America/Vancouver', hour: '08:00' },
  { meetingId: 'clocks-kyiv-000000001', placeId: '703448', zone: 'Europe/Kyiv', hour: '17:00' },
] as const

function nextJanuary(): number {
  const year = new Date().getUTCFullYear()
  return [year, year + 1].map((each) => Date.UTC(each, 0, 20, 15)).find((at) => at > Date.now()) ?? 0
}

let commands = 0
async function order(name: string, payload: object): Promise<void> {
  commands += 1
  const commandId = `clocks-command-${String(commands).padStart(6, '0')}`
  const response = await fetch(`${server.url}/api/commands`, {
    method: 'POST',
    headers: { cookie },
    body: JSON.stringify({ commandId, gatheringId, name, payload }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
}

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  const claimed = await fetch(`${server.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token: new URL(server.claimUrl()).hash.slice(1) }),
  })
  cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  await order('createGathering', { language: 'en' })
  await order('editGathering', {
    startsAt,
    lengthMs: 7_200_000,
    leadPlaceId: '170654',
    texts: { en: { title: 'One hour', slogan: 'In every city' } },
  })
  await order('publishGathering', {})
  for (const { meetingId, placeId } of cities) {
    await order('addMeeting', {
      meetingId,
      placeId,
      hostSecret: `h_${meetingId.padEnd(32, 'x')}`,
      plan: {
        hostAlias: 'Juniper',
        venue: 'Hall',
        address: '',
        note: '',
        capacity: null,
        languages: ['en'],
        doorsMinutesBefore: 30,
        exposure: { existence: 'public', counts: 'exact', address: 'public' },
      },
    })
  }
  const opened = await fetch(`${server.url}/`, { headers: { 'accept-language': 'en' } })
  slug = /href="\/g\/([^"?/]+)"/.exec(await opened.text())?.[1] ?? ''
})
test.afterAll(() => server?.stop())

/** A device whose rules lack zones by name, as Chrome 105 lacks `Europe/Kyiv`. */
async function forgetZones(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { DateTimeFormat } = Intl
    const isKnown = (zone: unknown) => zone === undefined || zone === 'UTC'
    Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
      construct(target, [locale, options]) {
        if (!isKnown(options?.timeZone))
          throw new RangeError(`Invalid time zone specified: ${options.timeZone}`)
        return new target(locale, options)
      },
    })
  })
}

/** A device whose outdated rules put its own local time an hour behind. */
async function keepOldRules(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { getTimezoneOffset } = Date.prototype
    Date.prototype.getTimezoneOffset = function () {
      return getTimezoneOffset.call(this) + 60
    }
  })
}

function reader(browser: Browser, language: 'ar' | 'en', timeZone: string) {
  return person(browser, server.url, { language, timeZone, screen: phone })
}

for (const language of ['ar', 'en'] as const) {
  test(`the drawn page and the device say one hour for each city (${language}), also where the device knows no zone`, async ({
    browser,
  }) => {
    for (const { meetingId, zone, hour } of cities) {
      const { context, page, words, troubles } = await reader(browser, language, 'Asia/Kathmandu')
      await forgetZones(context)
      const local = new Date(startsAt).toISOString().slice(0, 11) + hour
      expect(instantFromLocal(local, zone)).toBe(startsAt)
      const said = whenText(words, startsAt, zone)
      const address = `${server.url}/g/${slug}/${meetingId}`
      const drawn = await fetch(address, { headers: { 'accept-language': language } })
      expect(await drawn.text()).toContain(said)
      await visit(page, address)
      await expect(page.getByText(said).first()).toBeVisible()
      expect(troubles).toEqual([])
      await context.close()
    }
  })
}

test('home and the gathering’s page stand on a device that knows no zone, and nothing is blamed on the network', async ({
  browser,
}) => {
  const { context, page, troubles } = await reader(browser, 'en', 'Asia/Damascus')
  await forgetZones(context)
  await visit(page, server.url)
  await expect(page.getByText('One hour').first()).toBeVisible()
  await expect(page.getByText('18:00').first()).toBeVisible()
  await visit(page, `${server.url}/g/${slug}`)
  await expect(page.getByText('18:00').first()).toBeVisible()
  expect(troubles).toEqual([])
  await context.close()
})

test('where the device’s own idea of a city’s clock differs, one sentence says so, and its zone is sent nowhere for it', async ({
  browser,
}) => {
  const { context, page, words, troubles } = await reader(browser, 'en', 'America/Vancouver')
  await keepOldRules(context)
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  const address = `${server.url}/g/${slug}/${cities[1].meetingId}`
  await visit(page, address)
  const time = whenText(words, startsAt, 'America/Vancouver')
  const notice = page.getByText(time).filter({ hasText: 'Your device' })
  await expect(notice).toBeVisible()
  // The reader's city shows the server's time, which is the one above, or is not shown.
  await expect(page.getByText('Your time in')).toHaveCount(0)
  // Only the request for the suggested place contains the zone.
  const withZone = asked.filter((request) => request.includes('America%2FVancouver'))
  expect(withZone.filter((request) => !request.includes('/api/places?zone='))).toEqual([])
  expect(troubles).toEqual([])
  await visit(page, `${server.url}/g/${slug}/${cities[0].meetingId}`)
  await expect(page.getByText('Your device')).toHaveCount(0)
  await context.close()
})

test('the frame on another site counts by the server’s clock, also on a device that is days ahead or behind', async ({
  browser,
}) => {
  const said: (string | null)[] = []
  for (const days of [0, 2, -2, 400]) {
    const { context, page } = await reader(browser, 'en', 'Asia/Damascus')
    await context.addInitScript((ms) => {
      const { now } = Date
      Date.now = () => now() + ms
    }, days * 86_400_000)
    await page.goto(`${server.url}/embed/g/${slug}`)
    await expect(page.locator('.count')).toContainText(/^in \d+ days$/)
    said.push(await page.locator('.count').textContent())
    await context.close()
  }
  expect(new Set(said).size).toBe(1)
})
