// The audience's stage in a real browser with real HLS: pixels show whose picture is on screen after each hand-over and failure.
import { expect, type Page, test } from '@playwright/test'
import { tellFigures } from '../support/figures.ts'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { visit } from './people.ts'

let server: RunningServer
let origin: HlsOrigin
let organizer: Organizer
const meetings = { berlin: 'meeting-in-berlin', beirut: 'meeting-in-beirut' }
let slug = ''
let fence = 0
/** One second on an idle machine; STAGE_SWITCH_MS allows more on a busy one. */
const switchWithinMs = Number(process.env.STAGE_SWITCH_MS ?? 1_000)
const soakMinutes = Number(process.env.SOAK_MINUTES ?? 0)

async function hand(meetingId: string | null, segmentId: string | null = null): Promise<number> {
  await organizer.order('handStage', { meetingId, segmentId, seenFence: fence })
  fence += 1
  return Date.now()
}

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  origin = await startHlsOrigin({
    cities: [
      { name: 'Berlin', color: 'red' },
      { name: 'Berlin back-up', color: 'blue' },
      { name: 'Beirut', color: 'lime' },
    ],
  })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-link-up')
  slug = await organizer.publish({ city: 'Damascus', startsAt: Date.now() + 2_000 })
  for (const [city, meetingId] of [
    ['Berlin', meetings.berlin],
    ['Beirut', meetings.beirut],
  ] as const) {
    const hostSecret = `h_${meetingId.padEnd(26, '0')}`
    await organizer.addMeeting({ meetingId, city, hostSecret, capacity: null })
    await organizer.order('addStream', {
      meetingId,
      streamId: `main-${city}`,
      role: 'main',
      address: origin.urlOf(city),
    })
    if (city === 'Berlin') {
      const address = origin.urlOf('Berlin back-up')
      await organizer.order('addStream', { meetingId, streamId: 'backup-of-berlin', role: 'backup', address })
    }
    await organizer.order('setLink', { meetingId, status: 'ready' })
  }
  await hand(meetings.berlin)
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await origin?.stop()
  await server?.stop()
})

type Colour = 'red' | 'blue' | 'lime' | 'none'

/** Resolves with the page's epoch ms at which the visible picture has this colour. */
function whenShown(page: Page, colour: Colour, withinMs: number): Promise<number> {
  return page.evaluate(
    async ([wanted, within]) => {
      const drawn = Object.assign(document.createElement('canvas'), { width: 16, height: 9 }).getContext(
        '2d',
        {
          willReadFrequently: true,
        },
      )
      const colourOf = (video: HTMLVideoElement | null) => {
        if (video === null || drawn === null || video.hidden || video.readyState < 2) return 'none'
        drawn.drawImage(video, 0, 0, 16, 9)
        const [red = 0, green = 0, blue = 0] = drawn.getImageData(8, 5, 1, 1).data
        return red > 150 && green < 100 ? 'red' : blue > 150 ? 'blue' : green > 150 ? 'lime' : 'none'
      }
      const deadline = Date.now() + within
      while (colourOf(document.querySelector<HTMLVideoElement>('video[data-front]')) !== wanted) {
        if (Date.now() > deadline) throw new Error(`never ${wanted}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return Date.now()
    },
    [colour, withinMs] as const,
  )
}

/** Waits until the preloaded, hidden picture is ready. */
const heldReady = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(
          () =>
            document.querySelector<HTMLVideoElement>('video:not([data-front]):not([hidden])')?.readyState ??
            0,
        ),
      { timeout: 15_000 },
    )
    .toBeGreaterThan(2)

test('the stage is followed without a touch, and back-up and main take each other’s place', async ({
  page,
}) => {
  test.setTimeout(150_000)
  await visit(page, `${server.url}/g/${slug}?lang=en`)
  const before = origin.requests()
  await page.getByRole('button', { name: 'Watch from Berlin' }).click()
  await whenShown(page, 'red', 20_000)
  expect(origin.requests()).toBeGreaterThan(before)

  await heldReady(page)
  const handedAt = await hand(meetings.beirut)
  const handOverMs = (await whenShown(page, 'lime', 10_000)) - handedAt
  expect(handOverMs).toBeLessThan(switchWithinMs)
  await expect(page.getByText('On stage: Beirut')).toBeVisible()

  await heldReady(page)
  const backAt = await hand(meetings.berlin)
  const backMs = (await whenShown(page, 'red', 10_000)) - backAt
  expect(backMs).toBeLessThan(switchWithinMs)

  await organizer.order('holdStage', { isHeld: true, seenFence: fence })
  fence += 1
  await expect(page.getByText('A short pause. Back in a moment.')).toBeVisible()
  expect(await page.evaluate(() => [...document.querySelectorAll('video')].every(({ muted }) => muted))).toBe(
    true,
  )
  await organizer.order('holdStage', { isHeld: false, seenFence: fence })
  fence += 1

  await whenShown(page, 'red', 10_000)
  const brokenAt = Date.now()
  origin.breakOff('Berlin')
  const fallMs = (await whenShown(page, 'blue', 25_000)) - brokenAt
  await expect(page.getByText('this is the back-up')).toBeVisible()
  const resumedAt = Date.now()
  await origin.resume('Berlin')
  const returnMs = (await whenShown(page, 'red', 45_000)) - resumedAt
  tellFigures('stage in a browser', { handOverMs, backMs, fallMs, returnMs })
  expect(fallMs).toBeLessThan(14_000)

  origin.breakOff('Berlin')
  origin.breakOff('Berlin back-up')
  await expect(page.getByText('Not available. Retrying.')).toBeVisible({ timeout: 30_000 })
  await origin.resume('Berlin back-up')
  await whenShown(page, 'blue', 60_000)
})

test('a city that was put next by hand is held ready on a screen, however far off its time is', async ({
  page,
}) => {
  test.setTimeout(90_000)
  await origin.resume('Berlin')
  const lengthMs = 3_600_000
  const rest = { kind: 'report', language: 'en', title: '', lengthMs, pinnedMs: null, overrun: 'push' }
  for (const [segmentId, meetingId, afterSegmentId] of [
    ['hour-of-berlin', meetings.berlin, null],
    ['hour-of-beirut', meetings.beirut, 'hour-of-berlin'],
  ] as const) {
    await organizer.order('putSegment', { segment: { segmentId, meetingId, ...rest }, afterSegmentId })
  }
  await hand(meetings.berlin, 'hour-of-berlin')
  await visit(page, `${server.url}/g/${slug}?lang=en`)
  await page.getByRole('button', { name: 'Watch from Berlin' }).click()
  await whenShown(page, 'red', 20_000)
  const ofBeirut = origin.requests('Beirut')
  await page.waitForTimeout(6_000)
  expect(origin.requests('Beirut')).toBe(ofBeirut)

  await organizer.order('putNext', { meetingId: meetings.beirut })
  await heldReady(page)
  const handedAt = await hand(meetings.beirut)
  const byHandMs = (await whenShown(page, 'lime', 10_000)) - handedAt
  tellFigures('stage put next by hand', { byHandMs })
  expect(byHandMs).toBeLessThan(switchWithinMs)

  for (const segmentId of ['hour-of-berlin', 'hour-of-beirut']) {
    await organizer.order('removeSegment', { segmentId })
  }
  await hand(meetings.berlin)
})

test(`a hall’s screen comes back by itself${soakMinutes > 0 ? `, through ${soakMinutes} minutes` : ''}`, async ({
  page,
  context,
}) => {
  test.setTimeout(150_000 + soakMinutes * 90_000)
  await origin.resume('Berlin')
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(`${server.url}/g/${slug}/projector?lang=ar`)
  await page.getByRole('button', { name: 'العرض على هذه الشاشة' }).click()
  await whenShown(page, 'red', 20_000)

  await server.kill()
  await whenShown(page, 'red', 1_000)
  await server.restart()
  await hand(meetings.beirut)
  await whenShown(page, 'lime', 20_000)

  await context.setOffline(true)
  await page.waitForTimeout(8_000)
  await hand(meetings.berlin)
  await context.setOffline(false)
  await whenShown(page, 'red', 40_000)

  const debugging = await context.newCDPSession(page)
  const heapMB = async () => {
    await debugging.send('HeapProfiler.collectGarbage')
    return (await debugging.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
  }
  const [before, until] = [await heapMB(), Date.now() + soakMinutes * 60_000]
  let handed = 0
  while (Date.now() < until) {
    await hand(handed % 2 === 0 ? meetings.beirut : meetings.berlin)
    await whenShown(page, handed % 2 === 0 ? 'lime' : 'red', 20_000)
    handed += 1
    await page.waitForTimeout(5_000)
  }
  const grownMB = (await heapMB()) - before
  tellFigures('screen of a hall', { handed, heapMB: before.toFixed(1), grownMB: grownMB.toFixed(2) })
  expect(grownMB).toBeLessThan(6)
  expect(troubles).toEqual([])
})
