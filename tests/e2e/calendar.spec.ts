// The calendar in a browser: URLs that restore the view, the back button, keys, filters, a region, and live changes.
import { expect, test } from '@playwright/test'
import { fillCalendar } from '../bench/subjects/fill-calendar.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { button, desk, type Person, person, phone } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  // From 1 to 31 January 2027, one per day at noon UTC.
  const january = {
    gatherings: 31,
    cities: 3,
    from: Date.UTC(2027, 0, 1, 12),
    to: Date.UTC(2027, 0, 31, 12),
  }
  server = await startServer({ EXAMPLE: 'off' }, ['--with-claim'], {
    prepare: (dataDirectory) => fillCalendar(dataDirectory, january),
  })
})
test.afterAll(() => server?.stop())

const cell = ({ page }: Person, date: string) => page.locator(`[role=gridcell][data-date="${date}"]`)

test('a month opens by its address, is walked by arrow keys, turned by the view’s keys, and left by the back button', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Asia/Damascus',
    screen: desk,
  })
  const { page, words } = reader
  await page.goto(`${server.url}/?view=month&date=2027-01-20`)
  await expect(page.getByRole('heading', { name: 'January 2027', exact: true })).toBeVisible()
  await expect(cell(reader, '2027-01-20')).toHaveAttribute('aria-selected', 'true')
  const chosen = page.locator('section[aria-labelledby=chosen-day]')
  await expect(chosen).toContainText('Gathering 19')
  await cell(reader, '2027-01-20').focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell(reader, '2027-01-21')).toBeFocused()
  await expect(chosen).toContainText('Gathering 20')
  await page.keyboard.press('PageDown')
  await expect(cell(reader, '2027-02-21')).toBeFocused()
  await expect(page.getByText(words.t('calendar.empty-month'))).toBeVisible()
  expect(page.url()).toContain('date=2027-02-21')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Enter')
  await expect(page.locator('#chosen-day')).toBeFocused()
  await page.keyboard.press('w')
  await expect(page).toHaveURL(/view=week/)
  await expect(page.getByRole('link', { name: /Gathering (1[7-9]|2[0-3])$/ })).toHaveCount(7)
  await page.keyboard.press('a')
  await expect(page.getByRole('link', { name: 'Gathering 20', exact: true })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/view=week/)
  await page.goBack()
  await expect(cell(reader, '2027-01-21')).toHaveAttribute('aria-selected', 'true')
  expect(reader.troubles).toEqual([])
  await reader.context.close()
})

test('what is filtered stands in the address, is the same after a reload, and can be taken off', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Asia/Damascus',
    screen: phone,
  })
  const { page, words } = reader
  await page.goto(`${server.url}/?date=2027-01`)
  await expect(page.getByRole('link', { name: 'Gathering 0', exact: true })).toBeVisible()
  await page.getByRole('button', { name: words.t('calendar.filters', { count: 0 }), exact: true }).click()
  const countries = page.getByLabel(words.t('common.country'))
  await expect(countries.locator('option')).not.toHaveCount(1)
  const country = (await countries.locator('option').nth(1).getAttribute('value')) ?? ''
  await countries.selectOption(country)
  await expect(page).toHaveURL(new RegExp(`country=${country}`))
  await expect(page.getByRole('heading', { level: 3 }).nth(30)).toBeHidden()
  // The list is empty for a moment while it loads.
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible()
  const shown = await page.getByRole('heading', { level: 3 }).allTextContents()
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.length).toBeLessThan(31)
  await page.reload()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(shown)
  await page.getByRole('link', { name: words.t('calendar.clear') }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(31)
  await reader.context.close()
})

test('a region names the months, begins the week and writes the digits; the other calendar stands beside', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Africa/Tunis',
    screen: phone,
  })
  const { page } = reader
  await page.goto(`${server.url}/?view=month&date=2027-01-20`)
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('كانون الثاني ٢٠٢٧')
  await button(reader, 'settings.title').click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[name=region]').selectOption('TN')
  await dialog.locator('[name=hijri]').check()
  await button(reader, 'common.done').click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('جانفي 2027')
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('شعبان 1448')
  await expect(page.locator('[role=gridcell]').first()).toHaveAttribute('data-date', '2026-12-28')
  await page.reload()
  await expect(page.locator('#chosen-day')).toContainText('جانفي 2027 (12 شعبان 1448')
  await reader.context.close()
})

test('without a network it says so and tries again; axe finds nothing in any view', async ({ browser }) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Asia/Damascus',
    screen: desk,
  })
  const { page, words } = reader
  for (const view of ['agenda', 'month', 'week']) {
    await page.goto(`${server.url}/?view=${view}&date=2027-01-20`)
    await expect(page.getByText('Gathering 20').first()).toBeVisible()
    expect(await axeFinds(page), view).toEqual([])
  }
  await page.route('**/api/calendar?*', (route) => route.abort())
  await page.getByRole('link', { name: words.t('calendar.next-week') }).click()
  await expect(page.getByText(words.t('calendar.failed'))).toBeVisible()
  await page.unroute('**/api/calendar?*')
  await button(reader, 'common.try-again').click()
  await expect(page.getByText('Gathering 26').first()).toBeVisible()
  await expect(page.getByText(words.t('calendar.failed'))).toBeHidden()
  await reader.context.close()
})
