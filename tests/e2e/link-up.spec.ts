// A link-up from the rehearsal to the last city, through the windows its people use: two directors’ desks, hosts’ phones with wrong clocks,
// a phone in the audience and the screen of a hall. Meanwhile connections break, the server is killed, a stream dies. Segments are short,
// but the path is complete. `CITIES=8` for all of them, `SHOTS=folder` saves screenshots of every window.
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { LinkStatus } from '#shared/domain/stream.ts'
import { tellFigures } from '../support/figures.ts'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { cityColors } from '../support/hls-pattern.ts'
import { untilShown } from '../support/page-picture.ts'
import { connectPerson, type Person as OverSocket } from '../support/person.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { strikesOf } from '../support/strikes.ts'
import { accepted, makeTestId, openPlan } from '../support/test-gathering.ts'
import {
  type LinkUpCity,
  type LinkUpWindow,
  linkUpCities,
  nameIn,
  openWindow,
  press,
  pressedAt,
  untilOnStage,
} from './link-up-windows.ts'

const cities = linkUpCities.slice(0, Number(process.env['CITIES'] ?? 4))
const [gaziantep, berlin, third] = cities as [LinkUpCity, LinkUpCity, LinkUpCity]
const gatheringId = makeTestId()
/** From a director’s press to every window, and to every preloaded picture. */
const everywhereWithinMs = 1000
/** A machine that runs all windows, encoders and the server may pause for a moment, once. */
const hiccupMs = 3000
/** A picture that was not preloaded takes as long as a stream's start. */
const pictureWithinMs = 20_000
/** So short that the next one is always due, and preloaded. */
const segmentMs = 8000

let server: RunningServer
let hls: HlsOrigin
let organizer: OverSocket
let layla: LinkUpWindow
let sami: LinkUpWindow
let hosts: readonly [LinkUpWindow, LinkUpWindow]
let viewer: LinkUpWindow
let hall: LinkUpWindow
const windows = () => [layla, sami, ...(hosts ?? []), viewer, hall]
const handOvers: { readonly told: number; readonly spread: number; readonly picture: number }[] = []

test.describe.configure({ mode: 'serial' })
// Six windows at once: recording each of them costs more than the windows.
test.use({ trace: 'off' })

const order: OverSocket['ask'] = async (...asked) => accepted(await organizer.ask(...asked))

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  server = await startServer({ EXAMPLE: 'off' })
  hls = await startHlsOrigin({
    cities: cities.map(({ name }, at) => ({ name: name.en, color: cityColors[at]?.color ?? '' })),
  })
  const token = server.claimUrl().split('#')[1]
  const claimed = await fetch(`${server.url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  const cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  organizer = await connectPerson(server.url, cookie)
  const slug = await makeHour()

  const [name = '', value = ''] = cookie.split('=')
  const home = `${server.url}/g/${slug}`
  layla = await openWindow(browser, `${home}/control`, {
    role: 'desk',
    language: 'en',
    screen: 'desk',
    cookies: [{ name, value, url: server.url }],
  })
  const directorSecret = 'd_the-secret-of-the-second-director'
  await order('appointDirector', gatheringId, { directorId: makeTestId(), alias: 'سامي', directorSecret })
  sami = await openWindow(browser, `${home}/control#${directorSecret}`, {
    role: 'desk',
    language: 'ar',
    screen: 'phone',
  })
  const console = { role: 'console', screen: 'phone' } as const
  hosts = [
    await openWindow(browser, `${home}/host?part=stream#${gaziantep.hostSecret}`, {
      ...console,
      language: 'ar',
      city: gaziantep,
      skewMs: 137_000,
    }),
    await openWindow(browser, `${home}/host?part=stream#${berlin.hostSecret}`, {
      ...console,
      language: 'en',
      city: berlin,
      skewMs: -3_600_400,
    }),
  ]
  viewer = await openWindow(browser, home, { role: 'page', language: 'ar', screen: 'phone' })
  hall = await openWindow(browser, `${home}/projector`, { role: 'projector', language: 'en', screen: 'desk' })
})
test.afterAll(async () => {
  for (const each of windows()) await each?.context.close()
  organizer?.socket.close()
  await hls?.stop()
  await server?.stop()
})

/** A gathering that starts soon, with all cities, each with a stream and a segment. Returns its slug. */
async function makeHour(): Promise<string> {
  await order('createGathering', gatheringId, { language: 'en' })
  await order('editGathering', gatheringId, {
    startsAt: Date.now() + 5 * 60_000,
    lengthMs: 3_600_000,
    leadPlaceId: gaziantep.placeId,
    texts: { en: { title: 'One hour, everywhere' }, ar: { title: 'ساعة واحدة في كل مكان' } },
  })
  const published = accepted(await organizer.ask('publishGathering', gatheringId, {}))
  let afterSegmentId: string | null = null
  for (const { name, placeId, meetingId, hostSecret } of cities) {
    await order('addMeeting', gatheringId, { meetingId, placeId, hostSecret, plan: openPlan })
    const streamId = `main-of-${meetingId}`
    await order('addStream', gatheringId, { meetingId, streamId, role: 'main', address: hls.urlOf(name.en) })
    await order('setLink', gatheringId, { meetingId, status: 'ready' })
    const segmentId = `segment-of-${meetingId}`
    const segment = { segmentId, meetingId, title: `From ${name.en}`, lengthMs: segmentMs } as const
    await order('putSegment', gatheringId, {
      segment: { ...segment, kind: 'report', language: 'en', pinnedMs: null, overrun: 'push' },
      afterSegmentId,
    })
    afterSegmentId = segmentId
  }
  return (published.outcome as { readonly slug: string }).slug
}

/** The director in charge presses it; every window says so, and the screens show it. */
async function handOver(director: LinkUpWindow, city: LinkUpCity, isExpected = true): Promise<void> {
  const at = cities.indexOf(city)
  const told = Promise.all(windows().map((each) => untilOnStage(each, city)))
  const shown = Promise.all([viewer, hall].map(({ page }) => untilShown(page, at, pictureWithinMs)))
  const button = press(director, 'control.hand-to', { city: nameIn(director, city) })
  const [pressed, saidAt, shownAt] = await Promise.all([pressedAt(director, button), told, shown])
  const figures = {
    told: Math.round(Math.max(...saidAt) - pressed),
    spread: Math.round(Math.max(...saidAt) - Math.min(...saidAt)),
    picture: Math.round(Math.max(...shownAt) - pressed),
  }
  if (isExpected) handOvers.push(figures)
}

/** The picture that is expected next is loaded, but hidden. */
async function heldReady(): Promise<void> {
  for (const { page } of [viewer, hall]) {
    await expect
      .poll(
        () =>
          page.evaluate(
            () =>
              document.querySelector<HTMLVideoElement>('video:not([data-front]):not([hidden])')?.readyState,
          ),
        { timeout: 15_000 },
      )
      .toBeGreaterThan(2)
  }
}

async function shoot(moment: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder === undefined) return
  for (const [at, { page, role, language }] of windows().entries())
    await page.screenshot({ path: join(folder, `${moment}-${at}-${role}-${language}.png`) })
}

test('days before, the crew rehearses all of it, and nobody else sees anything', async () => {
  test.setTimeout(120_000)
  const { page, words } = layla
  await press(layla, 'control.rehearsal-start').click()
  for (const desk of [layla, sami])
    await expect(desk.page.getByText(desk.words.t('control.rehearsal-hint'))).toBeVisible()
  await press(layla, 'control.roll-call').click()
  for (const host of hosts) await press(host, 'host.roll-answer').click()
  for (const desk of [layla, sami]) {
    const { number, t } = desk.words
    const counted = { answered: number(2), cities: number(cities.length) }
    await expect(desk.page.getByText(t('control.roll-count', counted))).toBeVisible()
  }
  await shoot('1-rehearsal')
  await press(layla, 'control.roll-end').click()
  for (const host of hosts) {
    const city = host.city as LinkUpCity
    await press(layla, 'control.hand-to', { city: nameIn(layla, city) }).click()
    await expect(
      host.page.getByRole('status').filter({ hasText: host.words.t('host.turn-on-tried') }),
    ).toBeVisible()
  }
  for (const { page: outside, words: own } of [viewer, hall]) {
    for (const city of cities) {
      const label = own.t('stage.label-city', { city: own === viewer.words ? city.name.ar : city.name.en })
      await expect(outside.getByLabel(label)).toHaveCount(0)
    }
  }
  expect(hls.requests()).toBe(0)
  await press(layla, 'control.rehearsal-end').click()
  const question = page.getByRole('dialog')
  await question.getByRole('button', { name: words.t('control.rehearsal-end'), exact: true }).click()
  await expect(page.getByText(words.t('control.rehearsal-hint'))).toBeHidden()
})

test('before the hour the hosts’ clocks strike together, and a cue goes out in one language and comes back in another', async () => {
  for (const { page } of hosts) await expect(page.getByRole('timer')).toBeVisible()
  const strikes = await Promise.all(hosts.map(({ page }) => strikesOf(page, 5500)))
  const seconds = strikes.map((one) => [...one.values()].sort((a, b) => a - b))
  // Each counts down to its own segment, a whole number of seconds apart, so compares the moments of the ticks.
  const spreads = (seconds[0] ?? []).map((strike) =>
    Math.min(...(seconds[1] ?? []).map((other) => Math.abs(other - strike))),
  )
  expect(spreads.length).toBeGreaterThanOrEqual(4)
  tellFigures('strikes of two consoles whose clocks are wrong', { ms: spreads.map(Math.round).join(' ') })
  spreads.sort((a, b) => a - b)
  expect(spreads[Math.floor(spreads.length / 2)]).toBeLessThanOrEqual(100)

  const [host] = hosts
  await press(layla, 'control.cue-to', { city: gaziantep.name.en }).click()
  await press(layla, 'cue.stand-by').click()
  await expect(host.page.getByRole('alert').filter({ hasText: host.words.t('cue.stand-by') })).toBeVisible()
  await shoot('2-cue')
  const answers = host.page.getByRole('group', { name: host.words.t('host.cue-answers') })
  await answers.getByRole('button', { name: host.words.t('cue.ready'), exact: true }).click()
  await expect(
    layla.page.getByRole('log').getByText(layla.words.t('cue.ready'), { exact: true }),
  ).toBeVisible()
})

test('the hour: one touch on each screen, and every window follows the stage from city to city', async () => {
  test.setTimeout(240_000)
  await order('editGathering', gatheringId, { startsAt: Date.now() - 1000 })
  const pressed = pressedAt(layla, press(layla, 'control.hand-to', { city: gaziantep.name.en }))
  await Promise.all([
    pressed,
    ...windows()
      .slice(0, 5)
      .map((each) => untilOnStage(each, gaziantep)),
  ])
  await press(viewer, 'stage.watch', { city: gaziantep.name.ar }).click()
  await press(hall, 'hall.start').click()
  for (const { page } of [viewer, hall]) await untilShown(page, 0, pictureWithinMs)
  for (const city of cities.slice(1)) {
    await heldReady()
    await handOver(layla, city)
    await shoot(`3-${city.name.en.toLowerCase()}`)
  }
  const worst = (key: 'told' | 'spread' | 'picture') => Math.max(...handOvers.map((each) => each[key]))
  tellFigures('hand-overs', {
    cities: cities.length,
    windows: windows().length,
    toldMs: worst('told'),
    spreadMs: worst('spread'),
    pictureMs: worst('picture'),
  })
  for (const key of ['told', 'picture'] as const) {
    const [slowest = 0, ...others] = handOvers.map((each) => each[key]).toSorted((a, b) => b - a)
    expect(Math.max(...others), key).toBeLessThan(everywhereWithinMs)
    expect(slowest, key).toBeLessThan(hiccupMs)
  }
})

test('a line that is pulled and a server that is killed cost a moment, never the stage', async () => {
  test.setTimeout(150_000)
  await viewer.context.setOffline(true)
  await press(layla, 'control.hand-to', { city: gaziantep.name.en }).click()
  await untilShown(hall.page, 0, pictureWithinMs)
  await viewer.context.setOffline(false)
  await untilShown(viewer.page, 0, 2 * pictureWithinMs)

  await server.kill()
  // The video comes from another server and continues.
  await untilShown(hall.page, 0, 2000)
  await expect(layla.page.getByText(layla.words.t('control.no-line'))).toBeVisible({ timeout: 20_000 })
  await server.restart()
  await expect(layla.page.getByText(layla.words.t('control.no-line'))).toBeHidden({ timeout: 20_000 })
  await expect(layla.page.getByText(layla.words.t('control.seat-own'))).toBeVisible()
  await Promise.all(windows().map((each) => untilOnStage(each, gaziantep)))
})

test('the stream on stage dies while the directors change: its host is told, the other director goes on, and the first is too late', async () => {
  test.setTimeout(150_000)
  hls.breakOff(gaziantep.name.en)
  const [host] = hosts
  const linkIs = (status: LinkStatus) =>
    host.page.getByRole('group', { name: host.words.t('host.link'), exact: true }).getByRole('button', {
      name: host.words.t(status === 'on-air' ? 'desk.on-air' : `host.link-${status}`),
    })
  await press(layla, 'cue.picture-lost').click()
  await expect(
    host.page.getByRole('alert').filter({ hasText: host.words.t('cue.picture-lost') }),
  ).toBeVisible()
  await linkIs('trouble').click()
  for (const desk of [layla, sami]) {
    const text = desk.words.t('control.holder-trouble', { city: nameIn(desk, gaziantep) })
    await expect(desk.page.getByText(text)).toBeVisible()
  }
  await shoot('4-trouble')
  await press(sami, 'control.seat-ask').click()
  await press(layla, 'control.seat-give', { who: 'سامي' }).click()
  await expect(sami.page.getByText(sami.words.t('control.seat-own'))).toBeVisible()
  await expect(press(layla, 'control.hand-to', { city: berlin.name.en })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await handOver(sami, berlin, false)
  await handOver(sami, third, false)

  await hls.resume(gaziantep.name.en)
  await linkIs('ready').click()
  const back = press(sami, 'control.hand-to', { city: gaziantep.name.ar })
  await expect(back).not.toHaveAttribute('aria-disabled', 'true')
  await handOver(sami, gaziantep, false)
  await shoot('5-back')

  await press(sami, 'control.cut').click()
  await expect(viewer.page.getByText(viewer.words.t('stage.empty')).first()).toBeVisible()
  for (const each of windows()) expect(each.troubles, `${each.role} ${each.language}`).toEqual([])
})
