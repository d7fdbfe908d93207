// Renewing codes where they are displayed, by keyboard and on a narrow phone; a proposer's page, which shows crew messages after approval.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { wordsOf } from '../support/words.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { openPage } from './people.ts'

const narrow = { width: 360, height: 740 }
const meetingId = 'meeting-in-berlin'
const secret = 'h_0123456789abcdefghijklmnop'
let server: RunningServer
let organizer: Organizer
let slug = ''

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-codes')
  slug = await organizer.publish({ city: 'Damascus', startsAt: Date.now() + 30 * 60_000 })
  await organizer.addMeeting({ meetingId, city: 'Berlin', hostSecret: secret, capacity: 20 })
  const exposure = { existence: 'invited', counts: 'exact', address: 'public' }
  await organizer.order('editMeeting', { meetingId, edit: { exposure } })
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

async function openAsHost(browser: Browser, language: 'ar' | 'en', part: string): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: narrow, reducedMotion: 'reduce' })
  const page = await openPage(context)
  await page.goto(`${server.url}/g/${slug}/host?lang=${language}&part=${part}#${secret}`)
  return page
}

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

for (const language of ['ar', 'en'] as const) {
  test(`K16: a host renews the arrival code by keyboard, and it is said and shown (${language})`, async ({
    browser,
  }) => {
    const { t } = wordsOf(language)
    const page = await openAsHost(browser, language, 'door')
    const section = page.getByRole('region', { name: t('host.code') })
    const code = section.locator('p[dir=ltr]').first()
    const before = await code.innerText()
    const button = section.getByRole('button', { name: t('codes.code-renew') })
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: t('codes.code-ask') })
    await expect(dialog).toContainText(t('codes.code-warning'))
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(button).toBeFocused()
    await expect(code).toHaveText(before)
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: t('codes.code-renew') }).press('Enter')
    await expect(code).not.toHaveText(before)
    const now = await code.innerText()
    await expect(section.getByRole('status')).toContainText(now)
    await expect(button).toBeFocused()
    expect(await widthOf(page)).toBeLessThanOrEqual(narrow.width)
    await page.context().close()
  })
}

test('K16: an organizer renews the invitation; the page that a guest has open closes', async ({
  browser,
}) => {
  const { t } = wordsOf('en')
  const storageState = await organizer.request.storageState()
  const context = await browser.newContext({ locale: 'en', viewport: narrow, storageState })
  const page = await openPage(context)
  await page.goto(`${server.url}/g/${slug}/organize/cities?lang=en`)
  await page.getByRole('button', { name: /Berlin/ }).click()
  const section = page.getByRole('region', { name: t('codes.invitation') })
  const link = section.getByRole('textbox')
  const before = await link.inputValue()
  const guest = await openPage(await browser.newContext({ locale: 'en', viewport: narrow }))
  await guest.goto(before.replace('#', '?lang=en#'))
  await expect(guest.getByRole('heading', { name: 'Berlin' })).toBeVisible()
  await section.getByRole('button', { name: t('codes.invitation-renew') }).click()
  const dialog = page.getByRole('dialog', { name: t('codes.invitation-ask') })
  await dialog.getByRole('button', { name: t('codes.invitation-renew') }).click()
  await expect(link).not.toHaveValue(before)
  await expect(section.getByRole('status')).toHaveText(t('codes.invitation-done'))
  await expect(guest.getByRole('heading', { name: 'Berlin' })).toHaveCount(0)
  expect(await widthOf(page)).toBeLessThanOrEqual(narrow.width)
  await guest.context().close()
  await context.close()
})

test('K14: the crew’s talk is on a host’s page only while the city is open', async ({ browser }) => {
  const { t } = wordsOf('en')
  const page = await openAsHost(browser, 'en', 'stream')
  const talk = page.getByRole('heading', { name: t('host.talk') })
  await expect(talk).toBeVisible()
  await organizer.order('sendMessage', { messageId: 'message-one', meetingId, text: 'Two minutes to go' })
  await expect(page.getByRole('log')).toContainText('Two minutes to go')
  await organizer.order('withdrawMeeting', { meetingId })
  await expect(talk).toHaveCount(0)
  await expect(page.getByText('Two minutes to go')).toHaveCount(0)
  await organizer.order('approveMeeting', { meetingId })
  await expect(page.getByRole('log')).toContainText('Two minutes to go')
  await page.context().close()
})
