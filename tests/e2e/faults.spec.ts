// What people see when something breaks: a dead connection, a killed tab, two tabs and two phones on one reply, a clock an hour off,
// a page open for a whole evening. `SOAK_MINUTES` for a long evening.
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import type { Snapshot } from '#shared/protocol/views.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { tellFigures } from '../support/figures.ts'
import { naughtyTexts } from '../support/naughty-text.ts'
import { connectPerson, type Person as Line, makeCommandId, pause, snapshotOf } from '../support/person.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { wordsOf } from '../support/words.ts'
import { openPage } from './people.ts'

const words = wordsOf('en')
const soakMinutes = Number(process.env['SOAK_MINUTES'] ?? 0)
/** 15 s of silence, a check once per second, and margin for a busy machine. */
const shownWithinMs = 15_000 + 1000 + 4000

let server: RunningServer
let proxy: FaultProxy
let organizer: Line
const gatheringId = makeTestId()
const meetingId = makeTestId()
let slug = ''

test.beforeAll(async () => {
  test.setTimeout(60_000)
  server = await startServer({ EXAMPLE: 'off' })
  proxy = await startFaultProxy(server.url)
  const token = new URL(server.claimUrl()).hash.slice(1)
  const body = JSON.stringify({ token })
  const claimed = await fetch(`${server.url}/api/claim`, { method: 'POST', body })
  organizer = await connectPerson(server.url, claimed.headers.get('set-cookie')?.split(';')[0])
  const order = async (name: Parameters<Line['ask']>[0], payload: object) =>
    accepted(await organizer.ask(name, gatheringId, payload as never))
  await order('createGathering', { language: 'en' })
  await order('editGathering', {
    // Within a day, so that the countdown shows seconds.
    startsAt: Math.ceil(Date.now() / 60_000) * 60_000 + 5 * 3_600_000,
    leadPlaceId: cityIds.berlin,
    texts: { en: { title: 'One hour' } },
  })
  await order('publishGathering', {})
  await order('addMeeting', {
    meetingId,
    placeId: cityIds.berlin,
    hostSecret: makeSecret('h'),
    plan: openPlan,
  })
  slug = (await snapshot()).gathering.slug
})
test.afterAll(async () => {
  organizer?.socket.close()
  await proxy?.close()
  await server?.stop()
})

async function snapshot(): Promise<Snapshot> {
  return snapshotOf(await organizer.join({ gathering: gatheringId, as: 'organizer' }))
}

const confirmed = async () =>
  (await snapshot()).counts.find((view) => view.meetingId === meetingId)?.confirmed ?? 0

function device(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 390, height: 800 },
  })
}

async function openReplySheet(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/g/${slug}/${meetingId}`)
  await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
  await page
    .getByRole('button', { name: words.t('reply.open'), exact: true })
    .first()
    .click()
}

const confirmName = words.t('reply.confirm', { count: 1, shown: '1', city: 'Berlin' })

/** Confirms, and returns the secret link of the reply. */
async function sayYes(page: Page): Promise<string> {
  await page.getByRole('button', { name: confirmName }).click()
  await page.waitForURL(/\/reply#r_/)
  return page.url()
}

const coming = (page: Page) => page.getByText(words.t('common.you-are-coming', { city: 'Berlin' })).first()

/** Commands still pending in this browser's IndexedDB. */
function waitingOnDevice(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('multaqa-outbox')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('commands').objectStore('commands').count()
          counting.onsuccess = () => resolve(counting.result)
        }
      }),
  )
}

test('a reply made without a network outlives its tab; two tabs and another phone that open it at once make one reply of it', async ({
  browser,
}) => {
  const before = await confirmed()
  const [phone, other] = [await device(browser), await device(browser)]
  const first = await openPage(phone)
  await openReplySheet(first, server.url)
  await phone.setOffline(true)
  const link = await sayYes(first)
  await expect(
    first.getByRole('heading', { name: words.t('ticket.kept-city', { city: 'Berlin' }) }),
  ).toBeVisible()
  expect(await waitingOnDevice(first)).toBe(1)
  await first.close({ runBeforeUnload: false })
  expect(await confirmed()).toBe(before)

  await phone.setOffline(false)
  const pages = [await openPage(phone), await openPage(phone), await openPage(other)]
  await Promise.all(pages.map((page) => page.goto(link)))
  for (const page of pages.slice(0, 2)) await expect(coming(page)).toBeVisible({ timeout: 15_000 })
  // The other phone may have loaded its page before the reply existed.
  await pages[2]?.reload()
  for (const page of pages) {
    await expect(coming(page)).toBeVisible()
    await expect(page.getByText(words.t('ticket.party', { count: 1, shown: '1' })).first()).toBeVisible()
  }
  expect(await confirmed()).toBe(before + 1)
  for (const page of pages.slice(0, 2)) await expect.poll(() => waitingOnDevice(page)).toBe(0)
  await phone.close()
  await other.close()
})

test('a tab killed after it sent, before it was answered, makes one reply, and shows it when it is opened again', async ({
  browser,
}) => {
  const before = await confirmed()
  const phone = await device(browser)
  const page = await openPage(phone)
  await openReplySheet(page, proxy.url)
  // Requests still arrive; no answer comes back.
  proxy.set('down', { stopped: true })
  await page.getByRole('button', { name: confirmName }).click()
  await expect.poll(confirmed, { timeout: 10_000 }).toBe(before + 1)
  await page.waitForURL(/\/reply#r_/)
  const link = page.url()
  expect(await waitingOnDevice(page)).toBe(1)
  await page.close({ runBeforeUnload: false })
  proxy.cut()
  proxy.set('down', {})
  const again = await openPage(phone)
  await again.goto(link)
  await expect(coming(again)).toBeVisible({ timeout: 15_000 })
  await expect.poll(() => waitingOnDevice(again)).toBe(0)
  expect(await confirmed()).toBe(before + 1)
  await phone.close()
})

test('a line that falls silent shows within 15 s, and the page is fresh by itself when it carries again', async ({
  browser,
}) => {
  const phone = await device(browser)
  const page = await openPage(phone)
  await page.goto(`${proxy.url}/g/${slug}`)
  await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
  proxy.set('both', { stopped: true })
  const stoppedAt = performance.now()
  const stale = page.locator('[role=status][data-state=stale]')
  await expect(stale).toBeVisible({ timeout: shownWithinMs })
  const shownMs = Math.round(performance.now() - stoppedAt)
  const slogan = `said at ${Date.now()}`
  accepted(await organizer.ask('editGathering', gatheringId, { texts: { en: { slogan } } }))
  proxy.set('both', {})
  const passesAt = performance.now()
  await expect(page.getByText(slogan).first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
  tellFigures('half-open, in the browser', {
    shownMs,
    freshAgainMs: Math.round(performance.now() - passesAt),
  })
  await phone.close()
})

test('phones whose clocks are an hour off either way show the same countdown as one that is right', async ({
  browser,
}) => {
  const timers = await Promise.all(
    [0, 3_600_000, -3_600_000].map(async (offBy) => {
      const phone = await device(browser)
      await phone.addInitScript((ms) => {
        const truly = Date.now
        Date.now = () => truly() + ms
      }, offBy)
      const page = await openPage(phone)
      await page.goto(`${server.url}/g/${slug}`)
      await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
      return { phone, timer: page.getByRole('timer').first() }
    }),
  )
  const shown = async () => new Set(await Promise.all(timers.map(({ timer }) => timer.innerText())))
  // Equal to the second, except for the moment when one has ticked and another is about to.
  for (const { timer } of timers) expect(await timer.innerText()).toMatch(/\d/)
  for (let look = 0; look < 3; look += 1) {
    await expect.poll(async () => (await shown()).size, { timeout: 10_000, intervals: [100] }).toBe(1)
    await pause(700)
  }
  for (const { phone } of timers) await phone.close()
})

test('what an organizer writes is read by others as words: nothing of it runs, loads or leads away', async ({
  browser,
}) => {
  const phone = await device(browser)
  const page = await openPage(phone)
  const asked: string[] = []
  const troubles: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('dialog', (dialog) => troubles.push(`dialog: ${dialog.message()}`))
  const texts = [
    naughtyTexts['html'],
    naughtyTexts['markdown'],
    naughtyTexts['template'],
    naughtyTexts['direction'],
  ].flat()
  const goals = texts.filter((text) => text !== undefined && /\w/.test(text)).slice(0, 20) as string[]
  const statement = texts.join('\n\n')
  accepted(
    await organizer.ask('editGathering', gatheringId, {
      texts: { en: { statement, goals, whoWeAre: statement } },
    }),
  )
  await page.goto(`${server.url}/g/${slug}`)
  await expect(page.getByText('globalThis.planted=1').first()).toBeAttached()
  expect(await page.evaluate(() => 'planted' in globalThis)).toBe(false)
  const leads = await page
    .locator('main a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  // Also the webcal link, which is this server's own.
  const followed = server.url.replace(/^http/, 'webcal')
  for (const href of leads) {
    if (!href.startsWith(`${followed}/`)) expect(href).toMatch(/^(?:\/|#|https?:|mailto:)/)
  }
  for (const url of asked) expect(url.startsWith(server.url) || /^(?:data|blob):/.test(url), url).toBe(true)
  expect(troubles).toEqual([])
  await phone.close()
})

test(`a page that stays open through ${soakMinutes > 0 ? `${soakMinutes} minutes` : '150 updates'} does not grow`, async ({
  browser,
}) => {
  test.setTimeout(60_000 + soakMinutes * 60_000 * 1.2)
  const phone = await device(browser)
  const page = await openPage(phone)
  await page.goto(`${server.url}/g/${slug}`)
  await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
  const debugging = await phone.newCDPSession(page)
  const heapMB = async () => {
    await debugging.send('HeapProfiler.collectGarbage')
    return (await debugging.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
  }
  const nodes = async () => (await debugging.send('Memory.getDOMCounters')).nodes
  let told = 0
  const tell = async () => {
    told += 1
    const [reply, walkIns] = [told % 3 === 0, told % 50]
    const payload = { texts: { en: { slogan: `update ${told}` } } }
    const command = reply
      ? organizer.ask('countWalkIns', gatheringId, { meetingId, walkIns })
      : organizer.ask('editGathering', gatheringId, payload, { commandId: makeCommandId() })
    accepted(await command)
    // A socket may send 30 requests per second in the long run (C7).
    await pause(soakMinutes > 0 ? 250 : 35)
  }
  // Lets everything render once before measuring.
  for (let first = 0; first < 60; first += 1) await tell()
  const [heapBefore, nodesBefore] = [await heapMB(), await nodes()]
  const until = performance.now() + soakMinutes * 60_000
  while (soakMinutes > 0 ? performance.now() < until : told < 210) await tell()
  if (told % 3 === 0) await tell()
  await expect(page.getByText(`update ${told}`).first()).toBeVisible()
  const grownMB = (await heapMB()) - heapBefore
  const moreNodes = (await nodes()) - nodesBefore
  tellFigures('open screen, browser', {
    updates: told,
    heapMB: heapBefore.toFixed(1),
    grownMB: grownMB.toFixed(2),
    moreNodes,
  })
  expect(grownMB).toBeLessThan(3)
  expect(moreNodes).toBeLessThan(500)
  await phone.close()
})
