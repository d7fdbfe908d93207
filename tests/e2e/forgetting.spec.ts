// Erasing in browsers: a participant's reply and phone, a host's city, an organizer's gathering; with and without script, both languages.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer
let organizer: Organizer
let slug = ''
const gatheringId = 'gathering-to-forget'
const berlins = { ar: 'برلين', en: 'Berlin' }

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, gatheringId)
  slug = await organizer.publish({ city: 'Damascus', startsAt: Date.now() + 3 * 86_400_000 })
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

let made = 0
async function addBerlin(): Promise<{ readonly meetingId: string; readonly hostSecret: string }> {
  made += 1
  const meetingId = `meeting-in-berlin-${made}`
  const hostSecret = `h_0123456789abcdefghijkl-${made}`
  await organizer.addMeeting({ meetingId, city: 'Berlin', hostSecret, capacity: 20 })
  return { meetingId, hostSecret }
}

async function reply(meetingId: string): Promise<string> {
  made += 1
  const credential = `r_0123456789abcdefghijkl-${made}`
  const answer = await organizer.request.post('/api/commands', {
    data: {
      commandId: `reply-command-${made}`,
      gatheringId,
      credential,
      name: 'replyToMeeting',
      payload: { meetingId, partySize: 2 },
    },
  })
  expect(await answer.json()).toMatchObject({ ok: true })
  return credential
}

function open(browser: Browser, language: 'ar' | 'en', screen = phone, hasScript = true): Promise<Person> {
  return person(browser, server.url, { language, timeZone: 'Europe/Paris', screen, hasScript })
}

/** Saves a screenshot if the PICTURES folder is set. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

for (const language of ['ar', 'en'] as const) {
  test(`X7: a participant sees what is kept, erases it, and the back button does not lead to it (${language})`, async ({
    browser,
  }) => {
    const { meetingId } = await addBerlin()
    const credential = await reply(meetingId)
    const { page, words, context, troubles } = await open(browser, language)
    const { t } = words
    await visit(page, `${server.url}/g/${slug}`)
    await visit(page, `${server.url}/g/${slug}/reply#${credential}`)
    const held = page.getByRole('region', { name: t('held.title') })
    await expect(held).toContainText(t('held.party', { shown: words.number(2) }))
    await expect(held).toContainText(t('held.nothing-else'))
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await picture(page, `held-${language}`)
    await held.getByRole('button', { name: t('held.erase') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('common.erase') })
      .click()
    await expect(page).toHaveURL(/\/clear$/)
    await page.goBack()
    expect(page.url()).not.toContain(credential)
    await visit(page, `${server.url}/g/${slug}/reply#${credential}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ticket.none'))
    expect(troubles).toEqual([])
    await context.close()
  })

  test(`one tap clears the phone: storage, the outbox, the sign-in and the entry in the history (${language})`, async ({
    browser,
  }) => {
    const { meetingId } = await addBerlin()
    const credential = await reply(meetingId)
    const { page, words, context } = await open(browser, language)
    const { t } = words
    await visit(page, `${server.url}/g/${slug}`)
    await visit(page, `${server.url}/g/${slug}/reply#${credential}`)
    await page.getByRole('switch', { name: t('ticket.remember') }).click()
    await page.evaluate(() => sessionStorage.setItem('left', 'behind'))
    const lengthBefore = await page.evaluate(() => history.length)
    const cleared = page.waitForResponse((response) => response.url().endsWith(`/clear?lang=${language}`))
    await page.getByRole('button', { name: t('clear.now') }).click()
    expect((await (await cleared).allHeaders())['clear-site-data']).toBe('"cache", "cookies", "storage"')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('clearing.done-title'))
    await expect(page.getByText(t('clearing.history-why'))).toBeVisible()
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toContain(credential)
    expect(kept).not.toContain('behind')
    expect(await page.evaluate(() => history.length)).toBe(lengthBefore)
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await picture(page, `cleared-${language}`)
    await page.goBack()
    expect(page.url()).not.toContain(credential)
    await context.close()
  })

  test(`without a line the phone is cleared of all that a page can clear, says what is left, and goes on when the line is back (${language})`, async ({
    browser,
  }) => {
    const { meetingId } = await addBerlin()
    const credential = await reply(meetingId)
    const { page, words, context } = await open(browser, language)
    const { t } = words
    await visit(page, `${server.url}/g/${slug}/reply#${credential}`)
    await page.getByRole('switch', { name: t('ticket.remember') }).click()
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.getByRole('button', { name: t('clear.now') }).click()
    await expect(page.getByText(t('clear.unreached'))).toBeVisible({ timeout: 15_000 })
    expect(page.url()).not.toContain(credential)
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(credential)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('clearing.title'))
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await picture(page, `clear-unreached-${language}`)
    await context.setOffline(false)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('clearing.done-title'), {
      timeout: 15_000,
    })
    await context.close()
  })

  test(`without script a participant erases their reply and clears the phone by forms (${language})`, async ({
    browser,
  }) => {
    const { meetingId } = await addBerlin()
    const credential = await reply(meetingId)
    const { page, words, context } = await open(browser, language, phone, false)
    const { t } = words
    await page.goto(`${server.url}/g/${slug}/reply/${credential}?lang=${language}`)
    await expect(page.getByRole('region', { name: t('held.title') })).toContainText(t('held.secret'))
    await picture(page, `held-plain-${language}`)
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await page.getByRole('button', { name: t('held.erase') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ticket.none'))
    await page.goto(`${server.url}/clear?lang=${language}`)
    await page.getByRole('button', { name: t('clear.now') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('clearing.done-title'))
    await context.close()
  })

  test(`X3: a host erases their city after typing its name, and reads what was erased (${language})`, async ({
    browser,
  }) => {
    const { meetingId, hostSecret } = await addBerlin()
    await reply(meetingId)
    const { page, words, context, troubles } = await open(browser, language)
    const { t } = words
    await page.goto(`${server.url}/g/${slug}/host?lang=${language}#${hostSecret}`)
    await page.getByRole('link', { name: t('host.panic') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('panic.title'))
    await expect(page.getByText(berlins[language], { exact: true })).toBeVisible()
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await picture(page, `panic-city-${language}`)
    const typed = page.getByLabel(t('panic.type-city'))
    await typed.fill('Damascus')
    await page.getByRole('button', { name: t('panic.erase') }).click()
    await expect(page.getByText(t('refusal.name-not-typed'))).toBeVisible()
    await typed.fill(berlins[language])
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('panic.done-title'))
    const replies = page.locator('dl > div').filter({ hasText: t('host.replies') })
    await expect(replies).toContainText(words.number(1))
    await expect(page.getByText(t('panic.by-hand'))).toBeVisible()
    expect(page.url()).not.toContain(hostSecret)
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await picture(page, `panic-done-${language}`)
    expect(troubles).toEqual([])
    await context.close()
  })

  test(`X3: without script a host pastes their link and types the name (${language})`, async ({
    browser,
  }) => {
    const { hostSecret } = await addBerlin()
    const { page, words, context } = await open(browser, language, phone, false)
    const { t } = words
    await page.goto(`${server.url}/g/${slug}/panic?lang=${language}`)
    await picture(page, `panic-plain-${language}`)
    const erase = page.getByRole('button', { name: t('panic.erase') })
    await page.getByLabel(t('panic.type-either')).fill(berlins[language])
    await erase.click()
    await expect(page.getByText(t('refusal.not-allowed'))).toBeVisible()
    await page.getByLabel(t('panic.link-host')).fill(`${server.url}/g/${slug}/host#${hostSecret}`)
    await page.getByLabel(t('panic.type-either')).fill(berlins[language])
    await erase.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('panic.done-title'))
    await picture(page, `panic-plain-done-${language}`)
    expect(await widthOf(page)).toBeLessThanOrEqual(phone.width)
    await context.close()
  })
}

test('X10, X3: an organizer brings the purge date nearer, then erases the gathering', async ({ browser }) => {
  const { meetingId } = await addBerlin()
  await reply(meetingId)
  const storageState = await organizer.request.storageState()
  const context = await browser.newContext({ locale: 'en', viewport: desk, storageState })
  const page = await context.newPage()
  const { words, context: other } = await open(browser, 'en')
  await other.close()
  const { t } = words
  await page.goto(`${server.url}/g/${slug}/organize?lang=en`)
  const purge = page.getByRole('region', { name: t('organize.purge.section') })
  const before = await purge.locator('time').getAttribute('datetime')
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
  await purge.getByLabel(t('organize.purge.nearer')).fill(day(1))
  await purge.getByRole('button', { name: t('organize.purge.set') }).click()
  await expect(purge.getByText(t('refusal.purge-date-too-early'))).toBeVisible()
  await purge.getByLabel(t('organize.purge.nearer')).fill(day(10))
  await purge.getByRole('button', { name: t('organize.purge.set') }).click()
  await expect(purge.getByText(t('organize.purge.is-set'))).toBeVisible()
  await expect(purge.locator('time')).not.toHaveAttribute('datetime', before ?? '')
  await purge.scrollIntoViewIfNeeded()
  await picture(page, 'organize-purge')
  await page
    .getByRole('region', { name: t('organize.panic.section') })
    .getByRole('link')
    .click()
  await page.getByLabel(t('panic.type-gathering')).fill('A shared hour')
  await picture(page, 'panic-gathering')
  await page.getByRole('button', { name: t('panic.erase') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('panic.done-title'))
  await picture(page, 'panic-gathering-done')
  await context.close()
})
