// Anyone can propose a city, in a real browser: no input is lost, and a secret link opens the proposed city.
import { expect, type Page } from '@playwright/test'
import { january20 } from '#server/example/january-20.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { openPage, test } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

async function placeIdOf(page: Page, city: string): Promise<string> {
  const found = await (await page.request.get(`${server.url}/api/places?q=${city}&language=en`)).json()
  return found.places[0].placeId
}

/** The path of the example, as the server names it. */
async function gatheringPath(page: Page): Promise<string> {
  const { slug } = january20
  expect((await page.request.get(`${server.url}/g/${slug}`)).status()).toBe(200)
  return `${server.url}/g/${slug}`
}

test.use({ viewport: { width: 360, height: 740 } })

test('a proposal survives mistakes and a reload, and its secret link opens the city', async ({ page }) => {
  const path = await gatheringPath(page)
  await page.goto(`${path}/propose?lang=en&place=${await placeIdOf(page, 'Kathmandu')}`)
  await expect(page.getByRole('combobox', { name: 'Your city' })).toHaveValue('Kathmandu')
  await expect(page.getByText(/evening, 20:45$/)).toBeVisible()
  await page.getByRole('button', { name: 'Propose this city' }).click()
  const alias = page.getByRole('textbox', { name: 'Name for people to call you' })
  await expect(alias).toBeFocused()
  await expect(alias).toHaveAttribute('aria-invalid', 'true')
  expect(await axeFinds(page)).toEqual([])

  await alias.fill('Maya')
  await page.getByRole('radio', { name: 'A limited number' }).check()
  await page.getByRole('textbox', { name: 'Number of seats' }).fill('١٢٠')
  await page.reload()
  await expect(alias).toHaveValue('Maya')
  await expect(page.getByRole('textbox', { name: 'Number of seats' })).toHaveValue('١٢٠')

  await page.getByRole('button', { name: 'Propose this city' }).click()
  await expect(page).toHaveURL(/\/host#h_[\w-]{22,}$/)
  await expect(page.getByRole('heading', { name: 'Kathmandu' })).toBeFocused()
  await expect(page.getByText('Kathmandu is waiting for the organizers.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Number of seats' })).toHaveValue('120')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toMatch(
    /h_[\w-]{22}|Maya/,
  )
  expect(await axeFinds(page)).toEqual([])
})

test('a city that meets already is joined, not started again', async ({ page }) => {
  const path = await gatheringPath(page)
  await page.goto(`${path}/propose?lang=ar&place=${await placeIdOf(page, 'Berlin')}`)
  await expect(page.getByRole('link', { name: 'الانضمام إليه' })).toHaveAttribute(
    'href',
    /\/g\/[\w-]+\/[\w-]+$/,
  )
  await expect(page.getByRole('button', { name: 'اقتراح هذه المدينة' })).toHaveCount(0)
})

test('a link without its secret says so', async ({ page }) => {
  await page.goto(`${await gatheringPath(page)}/host?lang=en`)
  await expect(page.getByRole('heading', { name: 'This link opens no city' })).toBeVisible()
  await page.goto(`${await gatheringPath(page)}/host?lang=en#h_000000000000000000000000`)
  await page.reload()
  await expect(page.getByText('This link no longer works.')).toBeVisible()
})

test('of two cities of one name the one nearer to the proposer’s clock is offered first', async ({
  browser,
}) => {
  for (const [timezoneId, country] of [
    ['Asia/Beirut', 'Lebanon'],
    ['Africa/Tripoli', 'Libya'],
  ] as const) {
    const context = await browser.newContext({ timezoneId, locale: 'en' })
    const page = await openPage(context)
    const clockIsPlaced = page.waitForResponse((response) => response.url().includes('zone='))
    await page.goto(`${await gatheringPath(page)}/propose?lang=en`)
    await clockIsPlaced
    await page.getByRole('combobox', { name: 'Your city' }).fill('Tripoli')
    await expect(page.getByRole('option').first()).toContainText(country)
    await context.close()
  }
})
