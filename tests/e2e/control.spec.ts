// Two directors in two browsers: one role between them, and each command is on the public's screen within a second.
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { desk, type Person, person, phone, until } from './people.ts'

let server: RunningServer
let organizer: Person
let sami: Person
let viewer: Person
let organizing: Organizer
const gatheringId = 'gathering-of-control'
const cities = ['Berlin', 'Gaziantep', 'Beirut'] as const
let slug = ''
/** From a director's command to every screen. */
const everywhereWithinMs = 1000

test.describe.configure({ mode: 'serial' })

/** A gathering that began recently, three cities that are ready, and a programme with two of them. */
async function makeHour(): Promise<void> {
  slug = await organizing.publish({ city: 'Damascus', startsAt: Date.now() - 60_000 })
  for (const city of cities) {
    const hostSecret = `h_0123456789abcdefghijk${city}`
    await organizing.addMeeting({ meetingId: `meeting-${city}`, city, hostSecret, capacity: null })
    const address = `https://live.example.org/${city}.m3u8`
    await organizing.order('addStream', {
      meetingId: `meeting-${city}`,
      streamId: 'stream-main',
      role: 'main',
      address,
    })
    await organizing.order('setLink', { meetingId: `meeting-${city}`, status: 'ready' })
  }
  const rest = { kind: 'report', language: 'en', pinnedMs: null, overrun: 'push' }
  const berlin = {
    ...rest,
    segmentId: 'segment-one',
    meetingId: 'meeting-Berlin',
    title: 'From Berlin',
    lengthMs: 4000,
  }
  const beirut = {
    ...rest,
    segmentId: 'segment-two',
    meetingId: 'meeting-Beirut',
    title: 'From Beirut',
    lengthMs: 600_000,
  }
  await organizing.order('putSegment', { segment: berlin, afterSegmentId: null })
  await organizing.order('putSegment', { segment: beirut, afterSegmentId: 'segment-one' })
}

test.beforeAll(async ({ browser, playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizing = await signInOrganizer(playwright, server, gatheringId)
  await makeHour()
  const rest = { timeZone: 'Europe/Berlin', language: 'en' } as const
  organizer = await person(browser, server.url, { ...rest, screen: desk })
  await organizer.context.addCookies((await organizing.request.storageState()).cookies)
  sami = await person(browser, server.url, { ...rest, language: 'ar', screen: phone })
  viewer = await person(browser, server.url, { ...rest, screen: phone })
  await viewer.page.goto(`${server.url}/g/${slug}`)
})
test.afterAll(async () => {
  for (const each of [organizer, sami, viewer]) await each?.context.close()
  await organizing?.request.dispose()
  await server?.stop()
})

const seenBy = ({ page, words }: Person, city: string) =>
  page.getByText(words.t('stage.caption', { city })).first()
const press = ({ page, words }: Person, key: Parameters<Person['words']['t']>[0], values = {}) =>
  page.getByRole('button', { name: words.t(key, values), exact: true }).first()

test('an organizer comes by the entrance, appoints a director, and the link opens the same desk', async () => {
  const { page, words } = organizer
  await page.goto(`${server.url}/g/${slug}/organize/stage`)
  await page.getByRole('link', { name: words.t('organize.stage.open') }).click()
  await page.getByText(words.t('control.seat-free')).waitFor()
  await page.getByText(words.t('control.directors'), { exact: true }).click()
  await page.locator('[name=director]').fill('Sami')
  await press(organizer, 'control.appoint').click()
  const link = await page
    .getByRole('group', { name: words.t('control.link-of', { who: 'Sami' }) })
    .getByRole('textbox')
    .inputValue()
  expect(link).toContain(`/g/${slug}/control#d_`)
  await press(organizer, 'desk.link-sent').click()
  await sami.page.goto(link)
  await sami.page.getByText(sami.words.t('control.seat-free')).waitFor()
})

test('a hand-over is on a phone within a second, by button and by key, and is taken back', async () => {
  const { page, words } = organizer
  const hand = page.getByRole('button', { name: words.t('control.hand-to', { city: 'Gaziantep' }) })
  await hand.click()
  await until(seenBy(viewer, 'Gaziantep'))
  // A command takes the director's role if nobody has it.
  await expect(page.getByText(words.t('control.seat-own'))).toBeVisible()
  await expect(
    sami.page
      .getByText(sami.words.t('control.seat-other', { who: sami.words.t('control.organizer') }))
      .first(),
  ).toBeVisible()
  // Waits for this window's own answer: other screens may show the change earlier, and until then keys have no effect.
  await press(organizer, 'common.undo').waitFor()
  // Between the answer and the update, at most one tick, the desk shows the stage as it was before.
  await expect(hand).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('x')
  await expect(seenBy(viewer, 'Gaziantep')).toBeHidden()
  await press(organizer, 'common.undo').waitFor()
  await expect(hand).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('z')
  expect(await until(seenBy(viewer, 'Gaziantep'))).toBeLessThan(everywhereWithinMs)
})

test('the seat is asked for and given; who lost it is told, and an order of theirs from before is refused', async () => {
  const { page, words } = organizer
  await press(sami, 'control.seat-ask').click()
  await expect(
    sami.page.getByText(sami.words.t('control.seat-asked', { who: sami.words.t('control.organizer') })),
  ).toBeVisible()
  const term = 1
  const seatId = await page.evaluate(() => localStorage.getItem('multaqa.seat'))
  await press(organizer, 'control.seat-give', { who: 'Sami' }).click()
  await expect(sami.page.getByText(sami.words.t('control.seat-own'))).toBeVisible()
  await expect(page.getByText(words.t('control.seat-other', { who: 'Sami' })).first()).toBeVisible()
  const data = {
    commandId: 'a-late-order',
    gatheringId,
    name: 'handStage',
    payload: { meetingId: 'meeting-Berlin', seenFence: 3, seat: { seatId, term } },
  }
  expect(await (await organizing.request.post('/api/commands', { data })).json()).toMatchObject({
    reason: 'seat-lost',
  })
  const hand = page.getByRole('button', { name: words.t('control.hand-to', { city: 'Berlin' }) })
  await expect(hand).toHaveAttribute('aria-disabled', 'true')
})

test('a desk that follows the programme hands over when it is time, and waits aloud for a city that is not ready', async () => {
  const { page, words } = sami
  await organizing.order('setLink', { meetingId: 'meeting-Beirut', status: 'trouble' })
  await press(sami, 'control.hand-next', { city: 'برلين' }).click()
  expect(await until(seenBy(viewer, 'Berlin'))).toBeLessThan(everywhereWithinMs)
  await page.getByRole('switch', { name: words.t('control.follow') }).check()
  await expect(page.getByText(words.t('control.follow-not-ready', { city: 'بيروت' }))).toBeVisible({
    timeout: 8000,
  })
  await organizing.order('setLink', { meetingId: 'meeting-Beirut', status: 'ready' })
  // Sent to the desk, decided there, and sent to everybody.
  expect(await until(seenBy(viewer, 'Beirut'))).toBeLessThan(2 * everywhereWithinMs)
})

test('a city put next by hand comes next on every desk, is left to the programme again, and comes by the same key', async () => {
  const { page, words } = sami
  const city = 'غازي عنتاب'
  const put = press(sami, 'control.put-next-of', { city })
  const byHand = page.getByText(words.t('control.next-by-hand'))
  await put.click()
  await expect(put).toHaveAttribute('aria-pressed', 'true')
  await expect(byHand).toBeVisible()
  await expect(organizer.page.getByText(organizer.words.t('control.next-by-hand'))).toBeVisible()
  await expect(press(organizer, 'control.hand-next', { city: 'Gaziantep' })).toBeVisible()
  await press(sami, 'control.next-leave').click()
  await expect(byHand).toBeHidden()
  const elsewhere = organizer.page.getByText(organizer.words.t('control.next-by-hand'))
  await expect(elsewhere).toBeHidden()
  await put.click()
  // The update has arrived, not only the answer.
  await expect(elsewhere).toBeVisible()
  await expect(byHand).toBeVisible()
  await page.keyboard.press('n')
  expect(await until(seenBy(viewer, 'Gaziantep'))).toBeLessThan(everywhereWithinMs)
  await expect(byHand).toBeHidden()
  await press(sami, 'common.undo').waitFor()
  await page.keyboard.press('z')
  await expect(seenBy(viewer, 'Beirut')).toBeVisible()
})

test('the roll: who answers lights up, who does not is plain', async () => {
  const { page, words } = sami
  await press(sami, 'control.roll-call').click()
  await expect(
    page.getByText(words.t('control.roll-count', { answered: words.number(0), cities: words.number(3) })),
  ).toBeVisible()
  const drawn = await (await organizing.request.get(`/g/${slug}`)).text()
  const rollId = /"rollId":"([^"]+)"/.exec(drawn)?.[1]
  await organizing.order('answerRoll', { rollId, meetingId: 'meeting-Berlin' })
  const answered = { answered: words.number(1), cities: words.number(3) }
  await expect(page.getByText(words.t('control.roll-count', answered))).toBeVisible()
  await expect(page.locator('li[data-answered=true]').first()).toContainText('برلين')
  const light = page.getByRole('link', { name: `برلين: ${words.t('control.roll-answered')}` })
  await expect(light).toHaveAttribute('data-answered', 'true')
  await press(sami, 'control.roll-end').click()
  await expect(page.getByText(words.t('control.roll-ended'))).toBeVisible()
})

test('a holder who vanishes is followed; their window, back again, is told', async () => {
  const { page, words } = organizer
  test.setTimeout(60_000)
  await sami.context.setOffline(true)
  await sami.page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await expect(async () => {
    await press(organizer, 'control.seat-take-over').click()
    await expect(page.getByText(words.t('control.seat-own'))).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 40_000, intervals: [3000] })
  await sami.context.setOffline(false)
  await expect(
    sami.page.getByText(sami.words.t('control.seat-lost', { who: sami.words.t('control.organizer') })),
  ).toBeVisible({
    timeout: 15_000,
  })
})

test('a rehearsal is unmistakable, unseen, and gone when it ends', async () => {
  const { page, words } = organizer
  // The gathering is live, so the page asks for confirmation.
  await press(organizer, 'control.rehearsal-start').click()
  await page
    .getByRole('dialog', { name: words.t('control.rehearsal-start-ask') })
    .getByRole('button', { name: words.t('control.rehearsal-start'), exact: true })
    .click()
  await expect(page.getByText(words.t('control.rehearsal-hint'))).toBeVisible()
  await page.getByRole('button', { name: words.t('control.hand-to', { city: 'Gaziantep' }) }).click()
  await expect(page.getByText(words.t('control.handed', { city: 'Gaziantep' }))).toBeVisible()
  await expect(seenBy(viewer, 'Beirut')).toBeVisible()
  await expect(seenBy(viewer, 'Gaziantep')).toBeHidden()
  await press(organizer, 'control.rehearsal-end').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words.t('control.rehearsal-end'), exact: true })
    .click()
  await expect(page.getByText(words.t('control.rehearsal-hint'))).toBeHidden()
  for (const each of [organizer, sami, viewer]) expect(each.troubles).toEqual([])
})
