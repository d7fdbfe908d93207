// A host's phone during the link-up: a countdown that ticks on all screens at once, cues answered with one tap, the roll-call, a rehearsal.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { spreadsOf, strikesOf } from '../support/strikes.ts'
import { wordsOf } from '../support/words.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { openPage, phone } from './people.ts'

let server: RunningServer
let organizer: Organizer
const cities = [
  { meetingId: 'meeting-in-berlin', name: 'Berlin', secret: 'h_0123456789abcdefghijklmnop' },
  { meetingId: 'meeting-in-beirut', name: 'Beirut', secret: 'h_1123456789abcdefghijklmnop' },
] as const
const [berlin, beirut] = cities
let slug = ''

async function openCity(city: (typeof cities)[number]): Promise<void> {
  const { meetingId } = city
  await organizer.addMeeting({ meetingId, city: city.name, hostSecret: city.secret, capacity: null })
  const address = `https://live.example.org/${meetingId}.m3u8`
  await organizer.order('addStream', { meetingId, streamId: `stream-${meetingId}`, role: 'main', address })
  await organizer.order('setLink', { meetingId, status: 'ready' })
}

async function putSegment(
  segmentId: string,
  meetingId: string,
  afterSegmentId: string | null,
): Promise<void> {
  const segment = { segmentId, meetingId, kind: 'report', language: 'en', title: `From ${meetingId}` }
  const timing = { lengthMs: 150_000, pinnedMs: null, overrun: 'push' }
  await organizer.order('putSegment', { segment: { ...segment, ...timing }, afterSegmentId })
}

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-console')
  slug = await organizer.publish({ city: 'Damascus', startsAt: Date.now() + 30 * 60_000 })
  for (const city of cities) await openCity(city)
  await putSegment('segment-one', beirut.meetingId, null)
  await putSegment('segment-two', berlin.meetingId, 'segment-one')
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

/** A host's phone whose clock is off by this much. */
async function openPhone(
  browser: Browser,
  city: (typeof cities)[number],
  language: 'ar' | 'en',
  skewMs = 0,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: phone, reducedMotion: 'reduce' })
  if (skewMs !== 0) {
    await context.addInitScript((skew) => {
      const real = Date.now.bind(Date)
      Date.now = () => real() + skew
    }, skewMs)
  }
  const page = await openPage(context)
  await prepare(page)
  await page.goto(`${server.url}/g/${slug}/host?lang=${language}&part=stream#${city.secret}`)
  await expect(page.getByRole('heading', { name: wordsOf(language).t('host.talk') })).toBeVisible()
  return page
}

declare global {
  interface Window {
    /** The loudest sample the page played since the previous call, 0 to 1. */
    heard: () => number
    /** The vibration patterns the page requested, in order. */
    felt: unknown[]
  }
}

/** Records the page's audio output and vibrations. Grants the screen wake lock, as a phone does. */
async function listenToPhone(page: Page): Promise<void> {
  await page.context().grantPermissions(['screen-wake-lock'])
  await page.addInitScript(() => {
    window.felt = []
    navigator.vibrate = (pattern) => window.felt.push(pattern) > 0
    let ear: AnalyserNode | null = null
    const connect = AudioNode.prototype.connect as (to: AudioNode) => AudioNode
    const overhear = function (this: AudioNode, to: AudioNode): AudioNode {
      if (to instanceof AudioDestinationNode) {
        ear ??= new AnalyserNode(this.context, { fftSize: 2048 })
        connect.call(this, ear)
      }
      return connect.call(this, to)
    }
    AudioNode.prototype.connect = overhear as AudioNode['connect']
    // A tone may be shorter than the time between two calls on a busy machine, so samples all the time.
    let loudest = 0
    const listen = () => {
      if (ear === null) return
      const samples = new Float32Array(ear.fftSize)
      ear.getFloatTimeDomainData(samples)
      loudest = Math.max(loudest, ...samples.map(Math.abs))
    }
    setInterval(listen, 20)
    window.heard = () => {
      listen()
      const heard = loudest
      loudest = 0
      return heard
    }
  })
}

test('four phones whose clocks are wrong by minutes count the same second within 100 ms', async ({
  browser,
}) => {
  const skews = [0, 137_000, -61_500, 3_600_400]
  const pages = await Promise.all(skews.map((skew) => openPhone(browser, berlin, 'en', skew)))
  for (const page of pages) await expect(page.getByText(/Clock accurate to/)).toBeVisible()
  const spreads = [...spreadsOf(await Promise.all(pages.map((page) => strikesOf(page, 6500))))]
  expect(spreads.length).toBeGreaterThanOrEqual(4)
  console.info(
    `spread of the countdown over ${pages.length} screens, ms: ${spreads.map(Math.round).join(' ')}`,
  )
  spreads.sort((a, b) => a - b)
  expect(spreads[Math.floor(spreads.length / 2)]).toBeLessThanOrEqual(100)
  await Promise.all(pages.map((page) => page.context().close()))
})

test('a cue arrives in the host’s language, one touch answers it, and the roll-call and the stage reach the phone', async ({
  browser,
}) => {
  const page = await openPhone(browser, berlin, 'ar')
  const { t } = wordsOf('ar')
  await organizer.order('sendCue', { messageId: 'message-one', meetingId: berlin.meetingId, cue: 'stand-by' })
  const banner = page.getByRole('alert').filter({ hasText: t('cue.stand-by') })
  await expect(banner).toBeVisible()
  const answers = page.getByRole('group', { name: t('host.cue-answers') })
  await answers.getByRole('button', { name: t('cue.ready'), exact: true }).click()
  await expect(answers).toHaveCount(0)
  const log = page.getByRole('log', { name: t('host.talk') })
  await expect(log.getByText(t('cue.ready'), { exact: true })).toBeVisible()
  await expect(log.getByText(t('common.sending'))).toHaveCount(0)

  await organizer.order('callRoll', { rollId: 'roll-one' })
  await page.getByRole('button', { name: t('host.roll-answer') }).click()
  await expect(page.getByText(t('host.roll-answered'))).toBeVisible()

  await organizer.order('handStage', { meetingId: beirut.meetingId, segmentId: 'segment-one', seenFence: 0 })
  await expect(page.getByText(t('host.turn-next-in'))).toBeVisible()
  await organizer.order('handStage', { meetingId: berlin.meetingId, segmentId: 'segment-two', seenFence: 1 })
  await expect(page.getByRole('status').filter({ hasText: t('host.turn-on') })).toBeVisible()
  await page.context().close()
})

test('one tap allows the sound; then a cue is heard, felt, and the screen stays awake', async ({
  browser,
}) => {
  const page = await openPhone(browser, berlin, 'en', 0, listenToPhone)
  const { t } = wordsOf('en')
  const loudest = () => page.evaluate(() => window.heard())
  const felt = () => page.evaluate(() => window.felt)
  await expect(page.getByText(t('host.awake-held'))).toBeVisible()
  await organizer.order('sendCue', {
    messageId: 'message-felt',
    meetingId: berlin.meetingId,
    cue: 'sound-low',
  })
  await expect.poll(felt).toEqual([[200, 80, 200]])
  expect(await loudest()).toBe(0)

  await page.getByRole('button', { name: t('host.alarm-allow') }).click()
  await expect.poll(loudest).toBeGreaterThan(0.2)
  await expect.poll(loudest, { timeout: 3000 }).toBe(0)
  await organizer.order('sendCue', {
    messageId: 'message-heard',
    meetingId: berlin.meetingId,
    cue: 'stand-by',
  })
  await expect.poll(loudest).toBeGreaterThan(0.2)
  await expect.poll(felt).toHaveLength(2)

  await page.getByRole('button', { name: t('host.alarm-on') }).click()
  await expect.poll(loudest, { timeout: 3000 }).toBe(0)
  await organizer.order('sendCue', {
    messageId: 'message-muted',
    meetingId: berlin.meetingId,
    cue: 'wrap-up',
  })
  await expect(page.getByRole('alert').filter({ hasText: t('cue.wrap-up') })).toBeVisible()
  expect(await loudest()).toBe(0)
  await page.context().close()
})

test('without a line the countdown runs on and says so, what is pressed waits, and goes out when the line is back', async ({
  browser,
}) => {
  const page = await openPhone(browser, beirut, 'en')
  const { t } = wordsOf('en')
  await page.context().setOffline(true)
  await expect(page.getByText(t('host.clock-alone'))).toBeVisible()
  await page.getByRole('textbox', { name: t('crew.write') }).fill('Our picture is dark')
  await page.getByRole('button', { name: t('crew.send'), exact: true }).click()
  await expect(page.getByText(t('common.sending'))).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText(t('common.sending'))).toHaveCount(0, { timeout: 20_000 })
  await expect(page.getByRole('log').getByText('Our picture is dark')).toBeVisible()
  await page.context().close()
})

test('a rehearsal is unmistakable, and cues said in it are gone with it', async ({ browser }) => {
  const page = await openPhone(browser, beirut, 'en')
  const { t } = wordsOf('en')
  await organizer.order('startRehearsal', { rehearsalId: 'rehearsal-one' })
  await expect(page.getByText(t('host.rehearsal-hint'))).toBeVisible()
  const cue = { messageId: 'message-tried', meetingId: null, cue: 'wrap-up', isRehearsal: true }
  await organizer.order('sendCue', cue)
  await expect(page.getByRole('alert').filter({ hasText: t('cue.wrap-up') })).toBeVisible()
  await organizer.order('endRehearsal', { rehearsalId: 'rehearsal-one' })
  await expect(page.getByText(t('host.rehearsal-hint'))).toHaveCount(0)
  await expect(page.getByText(t('cue.wrap-up'))).toHaveCount(0)
  await page.context().close()
})

test('a host who is at the door is told there that their city was put next, and comes to the stream by one touch', async ({
  browser,
}) => {
  const page = await openPhone(browser, beirut, 'ar')
  const { t } = wordsOf('ar')
  await page.getByRole('tab', { name: t('host.tab-door') }).click()
  await organizer.order('putNext', { meetingId: beirut.meetingId })
  await expect(page.getByRole('status').filter({ hasText: t('host.turn-any-moment') })).toBeVisible()
  await page.getByRole('button', { name: t('host.to-stream') }).click()
  await expect(page.getByText(t('host.turn-by-hand-hint'))).toBeVisible()
  await expect(page.getByRole('button', { name: t('host.to-stream') })).toHaveCount(0)
  await page.context().close()
})
