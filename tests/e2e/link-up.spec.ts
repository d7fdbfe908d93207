// A link-up from the rehearsal to the end: cities with streams of their own, two directors, screens that follow; lines are pulled and streams die on the
// way. The clock is short, the path is whole. `CITIES=8` for all of them.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { cityColors } from '../support/hls-pattern.ts'
import { untilShown } from '../support/page-picture.ts'
import { connectPerson, type Person as OverSocket } from '../support/person.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { accepted, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { wordsOf } from '../support/words.ts'
import { desk, phone } from './people.ts'

const places = [
  ['Gaziantep', '314830'],
  ['Berlin', '2950159'],
  ['Idlib', '169389'],
  ['Toronto', '6167865'],
  ['Aleppo', '170063'],
  ['Istanbul', '745044'],
  ['Paris', '2988507'],
  ['Beirut', '276781'],
] as const
const cities = places.slice(0, Number(process.env['CITIES'] ?? 4))
/** A hand-over is told within a second; the picture then takes what a stream takes to begin. */
const pictureWithinMs = 20_000

let server: RunningServer
let hls: HlsOrigin
let organizer: OverSocket
let second: OverSocket
const gatheringId = makeTestId()
const meetings = cities.map(() => makeTestId())
const credential = makeSecret('d')
let slug = ''
let fence = 0
const figures: { readonly told: number; readonly spread: number; readonly picture: number }[] = []

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  hls = await startHlsOrigin({
    cities: cities.map(([name], at) => ({ name, color: cityColors[at]?.color ?? '' })),
  })
  const token = server.claimUrl().split('#')[1]
  const claimed = await fetch(`${server.url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  organizer = await connectPerson(server.url, claimed.headers.get('set-cookie')?.split(';')[0])
  second = await connectPerson(server.url)
  const order: OverSocket['ask'] = async (...asked) => accepted(await organizer.ask(...asked))
  await order('createGathering', gatheringId, { language: 'en' })
  await order('editGathering', gatheringId, {
    startsAt: Date.now() - 60_000,
    lengthMs: 3_600_000,
    leadPlaceId: places[0][1],
    texts: { en: { title: 'One hour' }, ar: { title: 'ساعة واحدة' } },
  })
  const published = accepted(await organizer.ask('publishGathering', gatheringId, {}))
  slug = (published.outcome as { readonly slug: string }).slug
  for (const [at, [name, placeId]] of cities.entries()) {
    const meetingId = meetings[at] ?? ''
    await order('addMeeting', gatheringId, {
      meetingId,
      placeId,
      hostSecret: makeSecret('h'),
      plan: openPlan,
    })
    const stream = { meetingId, streamId: 'stream-main', role: 'main', address: hls.urlOf(name) } as const
    await order('addStream', gatheringId, stream)
    await order('setLink', gatheringId, { meetingId, status: 'ready' })
  }
  await order('appointDirector', gatheringId, {
    directorId: makeTestId(),
    alias: 'Sami',
    directorSecret: credential,
  })
})
test.afterAll(async () => {
  organizer?.socket.close()
  second?.socket.close()
  await hls?.stop()
  await server?.stop()
})

test('a rehearsal, then the hour: every screen shows the city on stage, through broken lines and a change of director', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const layla = { seatId: 'seat-of-layla', term: 1 }
  const sami = { seatId: 'seat-of-sami', term: 2 }
  const direct = (payload: object, who: 'layla' | 'sami' = 'layla') => {
    const hand = { meetingId: null, seenFence: fence, seat: who === 'layla' ? layla : sami, ...payload }
    return who === 'layla'
      ? organizer.ask('handStage', gatheringId, hand)
      : second.ask('handStage', gatheringId, hand, { credential })
  }
  const screens = await Promise.all([
    open(browser.newContext({ locale: 'ar', viewport: phone })),
    open(browser.newContext({ locale: 'en', viewport: desk })),
  ])
  accepted(
    await organizer.ask('takeSeat', gatheringId, { seatId: layla.seatId, alias: 'Layla', seenTerm: 0 }),
  )

  // The rehearsal is seen by nobody outside.
  const rehearsalId = makeTestId()
  accepted(await organizer.ask('startRehearsal', gatheringId, { rehearsalId, seat: layla }))
  for (const [at, meetingId] of meetings.entries())
    accepted(await direct({ meetingId, seenFence: at, isRehearsal: true }))
  accepted(await organizer.ask('endRehearsal', gatheringId, { rehearsalId, seat: layla }))
  for (const { page, words } of screens)
    await expect(page.getByText(words.t('stage.empty')).first()).toBeVisible()
  expect(hls.requests()).toBe(0)

  // The hour. One click on each screen, and no other until the end.
  accepted(await direct({ meetingId: meetings[0] }))
  fence += 1
  for (const { page, words, nameOf } of screens) {
    await page
      .getByRole('button', { name: words.t('stage.watch', { city: nameOf(0) }) })
      .first()
      .click()
    await untilShown(page, 0, pictureWithinMs)
  }
  for (let at = 1; at < cities.length; at += 1) await handOver(at, 'layla')

  // A line is pulled during a hand-over, and the screen comes back to where the stage is.
  const [pulled, other] = screens
  await pulled?.context.setOffline(true)
  accepted(await direct({ meetingId: meetings[0] }))
  fence += 1
  if (other !== undefined) await untilShown(other.page, 0, pictureWithinMs)
  await pulled?.context.setOffline(false)
  if (pulled !== undefined) await untilShown(pulled.page, 0, pictureWithinMs * 2)

  // The stream on stage dies; the seat changes hands; the other director goes on to a city that is there, and the first is too late.
  hls.breakOff(places[0][0])
  accepted(
    await second.ask('askForSeat', gatheringId, { seatId: sami.seatId, alias: 'Sami' }, { credential }),
  )
  accepted(await organizer.ask('giveSeat', gatheringId, { seat: layla, toSeatId: sami.seatId }))
  expect(await direct({ meetingId: meetings[2] })).toMatchObject({ ok: false, reason: 'seat-lost' })
  await handOver(1, 'sami')
  await hls.resume(places[0][0])
  await handOver(0, 'sami')

  const worst = (key: 'told' | 'spread' | 'picture') => Math.max(...figures.map((each) => each[key]))
  console.log(
    `${figures.length} hand-overs in ${cities.length} cities: told within ${worst('told')} ms, spread over the screens ${worst('spread')} ms, picture within ${worst('picture')} ms`,
  )
  for (const { context } of screens) await context.close()

  async function handOver(at: number, who: 'layla' | 'sami'): Promise<void> {
    const labels = screens.map(({ page, words, nameOf }) =>
      untilNamed(page, words.t('stage.label-city', { city: nameOf(at) })),
    )
    const actedAt = Date.now()
    accepted(await direct({ meetingId: meetings[at] }, who))
    fence += 1
    const named = await Promise.all(labels)
    const seen = await Promise.all(screens.map(({ page }) => untilShown(page, at, pictureWithinMs)))
    figures.push({
      told: Math.round(Math.max(...named) - actedAt),
      spread: Math.round(Math.max(...named) - Math.min(...named)),
      picture: Math.round(Math.max(...seen) - actedAt),
    })
  }
})

/** When the page names this city's picture, epoch ms. */
async function untilNamed(page: Page, label: string): Promise<number> {
  const named = await page.waitForFunction(
    (wanted) => {
      const isNamed = [...document.querySelectorAll('section')].some((each) => each.ariaLabel === wanted)
      return isNamed ? performance.timeOrigin + performance.now() : 0
    },
    label,
    { polling: 20, timeout: 10_000 },
  )
  return named.jsonValue()
}

async function open(opening: Promise<BrowserContext>) {
  const context = await opening
  const page = await context.newPage()
  await page.goto(`${server.url}/g/${slug}`)
  const language = (await page.getAttribute('html', 'lang')) === 'ar' ? 'ar' : 'en'
  return { context, page, words: wordsOf(language), nameOf: namesIn(language) }
}

const arabic = ['غازي عنتاب', 'برلين', 'إدلب', 'تورونتو', 'حلب', 'إسطنبول', 'باريس', 'بيروت']
const namesIn = (language: 'ar' | 'en') => (at: number) =>
  (language === 'ar' ? arabic[at] : places[at]?.[0]) ?? ''
