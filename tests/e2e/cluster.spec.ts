// The story with two processes: people on one see changes made on the other, and when one dies its pages reconnect to the other.
import { expect, test } from '@playwright/test'
import { type Balancer, startBalancer } from '../support/balancer.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'
import { button, desk, type Person, person, phone, until, visit } from './people.ts'

let postgres: TestPostgres
let store: TestStore
let one: RunningServer
let other: RunningServer
let balancer: Balancer
let organizer: Person

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  postgres = await startPostgres()
  store = await makeTestStore(postgres.url)
  const { DATABASE_URL } = store.environment
  one = await startServer({ DATABASE_URL })
  other = await startServer({ DATABASE_URL })
  balancer = await startBalancer('haproxy', [one.port, other.port])
  organizer = await person(browser, one.url, { language: 'en', timeZone: 'Europe/Berlin', screen: desk })
  // The later start printed a new link, which voids the earlier one.
  await organizer.page.goto(`${one.url}/claim${new URL(other.claimUrl()).hash}`)
  await organizer.page.getByText(organizer.words.t('claim.done')).waitFor()
  await organizer.page.goto(`${one.url}/g/january-20/organize/cities`)
})
test.afterAll(async () => {
  await organizer?.context.close()
  await balancer?.remove()
  await one?.stop()
  await other?.stop()
  await store?.remove()
  await postgres?.remove()
})

/** The example's Berlin has a capacity of 400. */
const coming = (people: number) =>
  organizer.page.getByText(organizer.words.t('organize.cities.coming-of', { people, capacity: 400 })).first()

test('a reply by a phone on one process is at the organizer on the other within a second', async ({
  browser,
}) => {
  const guest = await person(browser, other.url, { language: 'ar', timeZone: 'Europe/Berlin', screen: phone })
  await visit(guest.page, `${other.url}/g/january-20`)
  await button(guest, 'reply.open').first().click()
  await guest.page.getByRole('dialog').locator('button[type=submit]').click()
  await guest.page.waitForURL(/\/reply#r_/)
  expect(await until(coming(1))).toBeLessThan(2000)
  expect(guest.troubles).toEqual([])
  await guest.context.close()
})

test('when a process is killed its pages are live again through the other within five seconds, and a reply made meanwhile arrives once', async ({
  browser,
}) => {
  const guests = await Promise.all(
    [0, 1, 2, 3].map(() =>
      person(browser, balancer.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone }),
    ),
  )
  const isLive = ({ page, words }: Person) => page.getByText(words.t('live.live'), { exact: true })
  for (const guest of guests) {
    await visit(guest.page, `${balancer.url}/g/january-20`)
    await expect(isLive(guest)).toBeVisible()
    await button(guest, 'reply.open').first().click()
  }
  await other.kill('SIGKILL')
  await Promise.all(guests.map(({ page }) => page.getByRole('dialog').locator('button[type=submit]').click()))
  const killedAt = performance.now()
  for (const { page, words } of guests) {
    await page.waitForURL(/\/reply#r_/)
    await expect(page.getByText(words.t('common.you-are-coming', { city: 'Berlin' })).first()).toBeVisible({
      timeout: 10_000,
    })
  }
  for (const guest of guests) await expect(isLive(guest)).toBeVisible()
  const aliveMs = Math.round(performance.now() - killedAt)
  console.log(`four phones had their tickets ${aliveMs} ms after the process was killed`)
  expect(aliveMs).toBeLessThan(8000)
  await expect(coming(5)).toBeVisible()
  for (const { troubles } of guests) expect(troubles).toEqual([])
  for (const { context } of guests) await context.close()
})
