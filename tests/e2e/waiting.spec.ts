// A city with one seat, three phones and a host: a waiting person sees their position and moves up when a seat is freed; so does the host.
import { type Browser, expect, test } from '@playwright/test'
import type { MessageKey } from '#client/i18n/i18n.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { type Person, person, phone, until, visit } from './people.ts'

let server: RunningServer
let organizer: Organizer
const hostSecret = 'h_0123456789abcdefghijklmnop'
let slug = ''

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-one-seat')
  slug = await organizer.publish({ city: 'Berlin', startsAt: Date.now() + 86_400_000 })
  const meetingId = 'meeting-with-one-seat'
  await organizer.addMeeting({ meetingId, city: 'Berlin', hostSecret, capacity: 1 })
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

async function reply(browser: Browser, language: 'ar' | 'en'): Promise<Person> {
  const someone = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen: phone })
  const { page, words } = someone
  await visit(page, `${server.url}/g/${slug}`)
  await page
    .getByRole('button', { name: words.t('reply.open'), exact: true })
    .first()
    .click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/reply#r_/)
  return someone
}

/** The main headline of the reply's page. */
const says = ({ page, words }: Person, key: MessageKey, city: string) =>
  page.getByRole('heading', { level: 1, name: words.t(key, { city }) })

test('the first has the seat, two wait, and each moves up when the one before gives it up', async ({
  browser,
}) => {
  const nameOf = { en: 'Berlin', ar: 'برلين' }
  const first = await reply(browser, 'en')
  await says(first, 'common.you-are-coming', nameOf.en).waitFor()
  const second = await reply(browser, 'ar')
  const third = await reply(browser, 'en')
  await says(second, 'ticket.waiting', nameOf.ar).waitFor()
  await expect(second.page.getByText(second.words.t('ticket.next'), { exact: true })).toBeVisible()
  await says(third, 'ticket.waiting', nameOf.en).waitFor()
  await expect(
    third.page.getByText(third.words.t('ticket.ahead', { count: 1, shown: third.words.number(1) }), {
      exact: true,
    }),
  ).toBeVisible()
  await third.page.screenshot({ path: test.info().outputPath('waiting.png') })

  const host = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone })
  await host.page.goto(`${server.url}/g/${slug}/host#${hostSecret}`)
  const waiting = host.page
    .locator('dl > div')
    .filter({ hasText: host.words.t('host.part-waiting') })
    .locator('dd')
  await expect(waiting).toHaveText(/^2/)

  await first.page.getByRole('button', { name: first.words.t('ticket.cancel'), exact: true }).click()
  await first.page.getByRole('button', { name: first.words.t('ticket.cancel-yes'), exact: true }).click()
  const movedUp = await until(says(second, 'common.you-are-coming', nameOf.ar))
  expect(movedUp).toBeLessThan(2000)
  await expect(third.page.getByText(third.words.t('ticket.next'), { exact: true })).toBeVisible()
  await expect(waiting).toHaveText(/^1/)
  await expect(says(first, 'ticket.cancelled', nameOf.en)).toBeVisible()

  for (const each of [first, second, third, host]) {
    expect(each.troubles).toEqual([])
    await each.context.close()
  }
})
