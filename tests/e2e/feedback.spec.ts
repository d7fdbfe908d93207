// On a phone the result of each press is visible: at the focused headline, or in a bar at the bottom of the screen.
import { type Browser, expect, type Locator, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { button, desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer
let organizer: Organizer
let slug = ''
const hostSecret = 'h_0123456789abcdefghijklmnop'

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, 'gathering-with-results')
  // Within the two hours of check-in.
  slug = await organizer.publish({ city: 'Berlin', startsAt: Date.now() + 3_600_000 })
  for (const [city, secret] of [
    ['Berlin', hostSecret],
    ['Hamburg', 'h_1123456789abcdefghijklmnop'],
  ] as const) {
    await organizer.addMeeting({ meetingId: `meeting-${city}`, city, hostSecret: secret, capacity: null })
  }
  const meetingId = 'meeting-of-five'
  const hostSecretOfFive = 'h_2123456789abcdefghijklmnop'
  await organizer.addMeeting({ meetingId, city: 'Leipzig', hostSecret: hostSecretOfFive, capacity: 5 })
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

async function reply(browser: Browser, language: 'ar' | 'en'): Promise<Person> {
  const someone = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen: phone })
  const { page } = someone
  await visit(page, `${server.url}/g/${slug}/meeting-Berlin?lang=${language}`)
  await button(someone, 'reply.open').first().click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/reply#r_/)
  return someone
}

const headline = ({ page }: Person) => page.getByRole('heading', { level: 1 })
const bar = ({ page }: Person) => page.locator('main [role=status]').filter({ has: page.getByRole('button') })

/** Entirely within the viewport at the current scroll position. */
async function isInView(shown: Locator): Promise<void> {
  await expect(shown).toBeInViewport({ ratio: 1 })
}

for (const language of ['en', 'ar'] as const) {
  test(`in ${language}, who says that they will watch from home is thanked where the button was`, async ({
    browser,
  }) => {
    const someone = await person(browser, server.url, {
      language,
      timeZone: 'Europe/Berlin',
      screen: phone,
    })
    const { page, words } = someone
    await visit(page, `${server.url}/g/${slug}?lang=${language}`)
    await button(someone, 'watch.answer').click()
    const thanks = page.getByText(words.t('watch.thanks'))
    await expect(thanks).toBeFocused()
    await isInView(thanks)
    await expect(button(someone, 'watch.answer')).toHaveCount(0)
    await page.screenshot({ path: test.info().outputPath(`watching-${language}.png`) })
    await button(someone, 'watch.take-back').press('Enter')
    await expect(button(someone, 'watch.answer')).toBeFocused()
    await someone.context.close()
  })

  test(`in ${language}, replying, resizing, moving and cancelling show what came of them, with a way back`, async ({
    browser,
  }) => {
    const guest = await reply(browser, language)
    const { page, words } = guest
    const berlin = language === 'en' ? 'Berlin' : 'برلين'
    const hamburg = language === 'en' ? 'Hamburg' : 'هامبورغ'

    await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: berlin }))
    await expect(headline(guest)).toBeFocused()
    await isInView(headline(guest))
    await expect(
      page.locator('[role=status]', { hasText: words.t('common.you-are-coming', { city: berlin }) }).first(),
    ).toBeAttached()

    await button(guest, 'common.one-more').click()
    await expect(bar(guest)).toContainText(words.t('ticket.resized', { count: 2, shown: words.number(2) }))
    await isInView(bar(guest))
    await page.screenshot({ path: test.info().outputPath(`resized-${language}.png`) })
    await bar(guest)
      .getByRole('button', { name: words.t('common.undo') })
      .click()
    await expect(page.getByText(words.t('ticket.party', { count: 1, shown: words.number(1) }))).toBeVisible()

    await button(guest, 'ticket.move').click()
    await page.getByRole('dialog').locator('li button', { hasText: hamburg }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words.t('ticket.move-to', { city: hamburg }) })
      .click()
    await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: hamburg }))
    await expect(headline(guest)).toBeFocused()
    await isInView(headline(guest))
    await expect(bar(guest)).toContainText(words.t('ticket.moved', { city: hamburg }))
    await isInView(bar(guest))
    await page.screenshot({ path: test.info().outputPath(`moved-${language}.png`) })
    await bar(guest)
      .getByRole('button', { name: words.t('common.undo') })
      .click()
    await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: berlin }))
    await isInView(headline(guest))

    await button(guest, 'common.one-more').click()
    await expect(bar(guest)).toContainText(words.t('ticket.resized', { count: 2, shown: words.number(2) }))
    await button(guest, 'ticket.cancel').click()
    await expect(headline(guest)).toHaveText(words.t('ticket.cancelled', { city: berlin }))
    // A later step replaced the earlier one, so no bar offers to undo it.
    await expect(bar(guest)).toHaveCount(0)
    await expect(headline(guest)).toBeFocused()
    await isInView(headline(guest))
    await isInView(button(guest, 'ticket.undo'))
    await page.screenshot({ path: test.info().outputPath(`cancelled-${language}.png`) })
    await button(guest, 'ticket.undo').click()
    await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: berlin }))
    await expect(headline(guest)).toBeFocused()
    expect(guest.troubles).toEqual([])
    await guest.context.close()
  })
}

test('an arrival shows at the headline, and a slip is taken back', async ({ browser }) => {
  const host = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone })
  await host.page.goto(`${server.url}/g/${slug}/host#${hostSecret}`)
  const code = await host.page.locator('section[aria-labelledby=door-code] p').first().innerText()
  const guest = await reply(browser, 'en')
  const { page, words } = guest
  await page.getByLabel(words.t('ticket.arrive-code')).fill(code)
  await button(guest, 'ticket.arrive').click()
  await expect(headline(guest)).toHaveText(words.t('ticket.arrived', { city: 'Berlin' }))
  await expect(headline(guest)).toBeFocused()
  await isInView(headline(guest))
  await expect(bar(guest)).toContainText(words.t('ticket.arrived-noted', { count: 1, shown: '1' }))
  await isInView(bar(guest))
  await page.screenshot({ path: test.info().outputPath('arrived.png') })
  await bar(guest)
    .getByRole('button', { name: words.t('common.undo') })
    .click()
  await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: 'Berlin' }))
  await guest.context.close()
  await host.context.close()
})

test('who replied in this tab is not asked again in it; nothing is stored, and a reload forgets it', async ({
  browser,
}) => {
  const guest = await reply(browser, 'en')
  const { page, words } = guest
  const says = words.t('common.you-are-coming', { city: 'Berlin' })
  await expect(page.getByText(words.t('ticket.tab-only'))).toBeVisible()
  const stored = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(await stored()).not.toMatch(/r_[\w-]{22}|Berlin/)

  await page.getByRole('link', { name: 'A shared hour' }).first().click()
  await expect(page.getByRole('link', { name: says })).toBeVisible()
  await expect(button(guest, 'reply.open')).toHaveCount(0)
  await page.screenshot({ path: test.info().outputPath('gathering.png'), fullPage: true })
  await page.goto(`${server.url}/`)
  await expect(page.getByRole('link', { name: says })).toHaveCount(0)
  await guest.context.close()
})

test('the home page and other cities’ pages know the reply of this tab, and forgetting it forgets it everywhere', async ({
  browser,
}) => {
  const guest = await reply(browser, 'ar')
  const { page, words } = guest
  const says = words.t('common.you-are-coming', { city: 'برلين' })
  await page.getByRole('link', { name: words.t('shell.home') }).click()
  await expect(page.getByRole('link', { name: says })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('home.png') })
  await page.getByRole('link', { name: 'ساعة واحدة' }).first().click()
  await expect(page.getByRole('link', { name: says })).toBeVisible()
  await page.locator('a[href$="/meeting-Hamburg"]').first().click()
  await expect(page.getByRole('link', { name: says })).toBeVisible()
  await expect(button(guest, 'reply.open')).toHaveCount(0)
  await page.goBack()
  await button(guest, 'reply.forget').click()
  await expect(button(guest, 'reply.open').first()).toBeVisible()
  await button(guest, 'common.undo').click()
  await expect(page.getByRole('link', { name: says })).toBeVisible()
  await button(guest, 'reply.forget').click()
  await page.getByRole('link', { name: words.t('shell.home') }).click()
  await expect(page.getByRole('link', { name: says })).toHaveCount(0)
  await guest.context.close()
})

test('a party of seven is offered the five seats there are; the city is then full, and says where there are seats', async ({
  browser,
}) => {
  const guest = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words } = guest
  await visit(page, `${server.url}/g/${slug}/meeting-of-five?lang=ar`)
  await button(guest, 'reply.open').first().click()
  const sheet = page.getByRole('dialog')
  const more = sheet.getByRole('button', { name: words.t('common.one-more') })
  for (let people = 1; people < 7; people += 1) await more.click()
  await sheet.screenshot({ path: test.info().outputPath('five-left.png') })
  await sheet
    .getByRole('button', { name: words.t('reply.come-as', { count: 5, shown: words.number(5) }) })
    .click()
  await expect(page.getByText(words.t('ticket.party', { count: 5, shown: words.number(5) }))).toBeVisible()

  const next = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone })
  await visit(next.page, `${server.url}/g/${slug}/meeting-of-five?lang=en`)
  await expect(button(next, 'common.join-waiting-list')).toBeVisible()
  await expect(next.page.getByRole('link', { name: 'Berlin', exact: true })).toBeVisible()
  await next.page.screenshot({ path: test.info().outputPath('full.png'), fullPage: true })
  await button(next, 'common.join-waiting-list').click()
  await next.page.screenshot({ path: test.info().outputPath('full-sheet.png') })
  await next.page.getByRole('dialog').locator('button[type=submit]').click()
  await expect(headline(next)).toHaveText(next.words.t('ticket.waiting', { city: 'Leipzig' }))
  await expect(headline(next)).toBeFocused()
  await guest.context.close()
  await next.context.close()
})

test('by keyboard: Enter in the search takes the city found and replies to none; the button then names it', async ({
  browser,
}) => {
  const guest = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: desk })
  const { page, words } = guest
  await visit(page, `${server.url}/g/${slug}?lang=en`)
  await button(guest, 'reply.open').first().press('Enter')
  const sheet = page.getByRole('dialog')
  const submit = sheet.locator('button[type=submit]')
  await expect(submit).toContainText('Berlin')
  await sheet.getByRole('button', { name: words.t('reply.other-city') }).press('Enter')
  await page.keyboard.type('hamb')
  await expect(submit).toHaveText(words.t('reply.choose-city'))
  await page.keyboard.press('Enter')
  await expect(submit).toContainText('Hamburg')
  expect(page.url()).not.toContain('/reply')
  await submit.press('Enter')
  await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: 'Hamburg' }))
  await expect(headline(guest)).toBeFocused()
  await guest.context.close()
})

/** The last story of this file, because it ends the gathering. */
test('the ticket follows a gathering that is postponed, taken back and cancelled, without address and code', async ({
  browser,
}) => {
  const guest = await reply(browser, 'ar')
  const { page, words } = guest
  const code = page.getByText(words.t('ticket.code'), { exact: true })
  await expect(code).toBeVisible()
  await organizer.order('postponeGathering', {})
  await expect(headline(guest)).toHaveText(words.t('ticket.postponed', { city: 'برلين' }))
  await expect(code).toHaveCount(0)
  await expect(page.getByText('Hall')).toHaveCount(0)
  await page.screenshot({ path: test.info().outputPath('postponed.png') })
  await organizer.order('reinstateGathering', {})
  await expect(headline(guest)).toHaveText(words.t('common.you-are-coming', { city: 'برلين' }))
  await expect(code).toBeVisible()
  await organizer.order('cancelGathering', {})
  await expect(headline(guest)).toHaveText(words.t('ticket.called-off', { city: 'برلين' }))
  await expect(code).toHaveCount(0)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('cancelled.png') })
  await guest.context.close()
})
