// Replies that the host must confirm: what a person reads, the host's decision with undo, and an organizer who declines a burst.
import { randomBytes } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { MessageKey } from '#client/i18n/i18n.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { wordsOf } from '../support/words.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { button, desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer
let organizer: Organizer
const hostSecret = 'h_0123456789abcdefghijklmnop'
const gatheringId = 'gathering-of-asked'
const confirming = 'meeting-that-confirms'
const crowded = 'meeting-in-a-crowd'
let slug = ''

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, gatheringId)
  slug = await organizer.publish({ city: 'Berlin', startsAt: Date.now() + 86_400_000 })
  await organizer.addMeeting({ meetingId: confirming, city: 'Berlin', hostSecret, capacity: 20 })
  await organizer.order('editMeeting', { meetingId: confirming, edit: { admission: 'host-confirms' } })
  const other = { meetingId: crowded, city: 'Toronto', hostSecret: `${hostSecret}2`, capacity: 200 }
  await organizer.addMeeting(other)
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

async function send(meetingId: string, partySize: number): Promise<void> {
  const credential = `r_${randomBytes(24).toString('base64url')}`
  const commandId = randomBytes(12).toString('base64url')
  const data = {
    commandId,
    gatheringId,
    credential,
    name: 'replyToMeeting',
    payload: { meetingId, partySize },
  }
  const answer = await (await organizer.request.post('/api/commands', { data })).json()
  expect(answer).toMatchObject({ ok: true })
}

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
const says = ({ page, words }: Person, key: MessageKey, city: string) =>
  page.getByRole('heading', { level: 1, name: words.t(key, { city }) })

async function openDoor(browser: Browser, language: 'ar' | 'en', secret: string): Promise<Person> {
  const host = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen: phone })
  await visit(host.page, `${server.url}/g/${slug}/host?part=door#${secret}`)
  await host.page.getByRole('radio', { name: host.words.t('desk.to-confirm') }).check()
  return host
}

for (const language of ['en', 'ar'] as const) {
  const city = { en: 'Berlin', ar: 'برلين' }[language]
  test(`E1, E6: a person is asked, the host confirms, declines and takes it back, and the ticket follows (${language})`, async ({
    browser,
  }) => {
    const someone = await person(browser, server.url, {
      language,
      timeZone: 'Europe/Berlin',
      screen: phone,
    })
    const { page, words } = someone
    await visit(page, `${server.url}/g/${slug}/${confirming}`)
    await page
      .getByRole('button', { name: words.t('reply.open'), exact: true })
      .first()
      .click()
    await expect(page.getByText(words.t('reply.host-confirms', { city }))).toBeVisible()
    await page.getByRole('dialog').locator('button[type=submit]').click()
    await page.waitForURL(/\/reply#r_/)
    await says(someone, 'ticket.asked', city).waitFor()
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await page.screenshot({ path: test.info().outputPath('asked.png') })
    const code = (await page.locator('p[dir=ltr]').first().innerText()).trim()

    const host = await openDoor(browser, language, hostSecret)
    const named = (key: 'host.confirm-of' | 'host.decline-of') =>
      host.page.getByRole('button', { name: host.words.t(key, { code }) })
    await expect(named('host.confirm-of')).toBeVisible()
    expect(await widthOf(host.page)).toBeLessThanOrEqual(phone.width)
    await host.page.screenshot({ path: test.info().outputPath('host.png'), fullPage: true })
    await named('host.confirm-of').click()
    await says(someone, 'common.you-are-coming', city).waitFor()
    await button(host, 'common.undo').click()
    await says(someone, 'ticket.asked', city).waitFor()
    await named('host.decline-of').click()
    await says(someone, 'ticket.declined', city).waitFor()
    await page.screenshot({ path: test.info().outputPath('declined.png') })
    await button(host, 'common.undo').click()
    await says(someone, 'ticket.asked', city).waitFor()
    for (const each of [someone, host]) {
      expect(each.troubles).toEqual([])
      await each.context.close()
    }
  })
}

test('E7: an organizer sees a burst by ten minutes without a reply, declines it, and takes that back; the host sees the same burst', async ({
  browser,
}) => {
  for (let party = 0; party < 7; party += 1) await send(crowded, 10)
  const storageState = await organizer.request.storageState()
  for (const language of ['en', 'ar'] as const) {
    for (const screen of [phone, desk]) {
      const { t } = wordsOf(language)
      const context = await browser.newContext({
        locale: language,
        viewport: screen,
        storageState,
        reducedMotion: 'reduce',
        timezoneId: 'Europe/Berlin',
      })
      const page = await context.newPage()
      await page.goto(`${server.url}/g/${slug}/organize/cities?lang=${language}`)
      const part = page.getByRole('region', { name: t('organize.bursts.title') })
      const decline = part.getByText(t('desk.decline-all'), { exact: true })
      await expect(decline).toBeVisible()
      await part.getByText(t('organize.bursts.show')).click()
      expect(await widthOf(page)).toBeLessThanOrEqual(screen.width)
      await page.screenshot({
        path: test.info().outputPath(`organizer-${language}-${screen.width}.png`),
        fullPage: true,
      })
      await decline.click()
      await expect(decline).toBeHidden()
      await page.getByRole('button', { name: t('common.undo'), exact: true }).click()
      await expect(decline).toBeVisible()
      await context.close()
    }
    const host = await openDoor(browser, language, `${hostSecret}2`)
    const bursts = host.page.getByRole('region', { name: host.words.t('host.bursts') })
    await expect(bursts).toBeVisible()
    expect(await widthOf(host.page)).toBeLessThanOrEqual(phone.width)
    await host.page.screenshot({
      path: test.info().outputPath(`burst-${language}.png`),
      fullPage: true,
    })
    await bursts.getByRole('button', { name: host.words.t('desk.decline-all') }).click()
    await expect(bursts).toBeHidden()
    await button(host, 'common.undo').click()
    await expect(bursts).toBeVisible()
    await host.page.getByRole('checkbox', { name: host.words.t('host.select-shown') }).check()
    const count = { count: 7, shown: host.words.number(7) }
    await host.page.getByRole('button', { name: host.words.t('host.decline-selected', count) }).click()
    await expect(host.page.getByText(host.words.t('host.none-asked'))).toBeVisible()
    await button(host, 'common.undo').click()
    await expect(bursts).toBeVisible()
    await host.context.close()
  }
})
