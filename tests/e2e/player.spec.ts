// A viewer's options in the player: less data, audio only, captions. Pixels show which quality is loaded.
import { expect, test } from '@playwright/test'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { cityColors } from '../support/hls-pattern.ts'
import { type HlsVariants, startHlsVariants } from '../support/hls-variants.ts'
import { untilShown } from '../support/page-picture.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { desk, person, phone, visit } from './people.ts'

let server: RunningServer
let origin: HlsOrigin
let variants: HlsVariants
let organizer: Organizer
const meetingId = 'meeting-in-berlin'
const words = 'نحن معكم'
let slug = ''
const [small, large] = [0, 1]
/** The player buffers ahead; the buffer is played first. */
const changesWithinMs = 30_000

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(90_000)
  server = await startServer({ EXAMPLE: 'off' })
  origin = await startHlsOrigin({
    cities: ['small', 'large'].map((name, at) => ({ name, color: cityColors[at]?.color ?? '' })),
  })
  variants = await startHlsVariants({
    small: origin.urlOf('small'),
    large: origin.urlOf('large'),
    language: 'ar',
    words,
  })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-player')
  slug = await organizer.publish({ city: 'Berlin', startsAt: Date.now() - 60_000 })
  const hostSecret = 'h_0123456789abcdefghijklmnop'
  await organizer.addMeeting({ meetingId, city: 'Berlin', hostSecret, capacity: null })
  const stream = { meetingId, streamId: 'stream-one', role: 'main', address: variants.url }
  await organizer.order('addStream', stream)
  await organizer.order('setLink', { meetingId, status: 'ready' })
  await organizer.order('handStage', { meetingId, seenFence: 0 })
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await variants?.stop()
  await origin?.stop()
  await server?.stop()
})

test('captions are shown when they are asked for; less data fetches the small picture; the sound goes on alone', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const viewer = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: desk,
  })
  const { page, words: own } = viewer
  await visit(page, `${server.url}/g/${slug}`)
  await page
    .getByRole('button', { name: own.t('stage.watch', { city: 'Berlin' }) })
    .first()
    .click()
  await untilShown(page, large, changesWithinMs)

  const shownWords = () =>
    page.evaluate(() => {
      const tracks = document.querySelector<HTMLVideoElement>('video[data-front]')?.textTracks ?? []
      const shown = [...tracks].filter(({ mode }) => mode === 'showing')
      return shown.flatMap(({ activeCues }) => [...(activeCues ?? [])].map((cue) => (cue as VTTCue).text))
    })
  expect(await shownWords()).toEqual([])
  const captions = page.getByRole('button', { name: own.t('stage.captions') })
  await captions.click()
  await expect(captions).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(shownWords, { timeout: 15_000 }).toContain(words)
  await page.screenshot({ path: test.info().outputPath('captions.png') })
  expect(await axeFinds(page)).toEqual([])
  await captions.click()
  await expect(captions).toHaveAttribute('aria-pressed', 'false')
  expect(await shownWords()).toEqual([])

  const less = page.getByRole('switch', { name: own.t('stage.less-data') })
  await less.check()
  await untilShown(page, small, changesWithinMs)
  await less.uncheck()
  await untilShown(page, large, changesWithinMs)

  await page.getByRole('switch', { name: own.t('common.sound-only') }).check()
  await expect(page.getByText(own.t('common.sound-only')).first()).toBeVisible()
  const before = origin.requests('large')
  await untilShown(page, small, changesWithinMs)
  const playedOn = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const video = document.querySelector<HTMLVideoElement>('video[data-front]')
        const at = video?.currentTime ?? 0
        setTimeout(() => resolve((video?.currentTime ?? 0) > at + 1 && video?.muted === false), 3000)
      }),
  )
  expect(playedOn).toBe(true)
  expect(origin.requests('large') - before).toBeLessThan(10)
  expect(viewer.troubles).toEqual([])
  await viewer.context.close()
})

test('a press on Watch while the script still loads is kept, and done when the page answers', async ({
  browser,
}) => {
  const viewer = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words: own } = viewer
  let goOn = (): void => undefined
  const isPressed = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route('**/assets/interface-*.js', async (route) => {
    await isPressed
    await route.continue()
  })
  // The first script opens the socket while the rendering code is still loading.
  const isConnecting = page.waitForEvent('websocket')
  await page.goto(`${server.url}/g/${slug}`, { waitUntil: 'commit' })
  await isConnecting
  await page
    .getByRole('button', { name: own.t('stage.watch', { city: 'Berlin' }) })
    .first()
    .click()
  goOn()
  await expect(page.locator('video').first()).toBeAttached({ timeout: 15_000 })
  expect(viewer.troubles).toEqual([])
  await viewer.context.close()
})
