// A page loaded before a deploy: files it still needs are gone. It reloads once, when nobody is typing, and keeps the input.
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { person, phone } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

test('a page whose files are gone waits while somebody types, loads itself again once, and keeps the text', async ({
  browser,
}) => {
  const { page, context, words } = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  let loads = 0
  let isNew = false
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) loads += 1
  })
  // Simulates a deploy: the settings file has another name, and pages name another script. The reloaded page is the new one.
  await page.route('**/assets/more-*.js', (route) =>
    isNew ? route.continue() : route.fulfill({ status: 404, body: 'gone' }),
  )
  const renewal = { contentType: 'text/html', body: '<script type="module" src="/assets/main-new.js">' }
  let looks = 0
  await page.route('**/about', (route) => {
    looks += 1
    return route.fulfill(renewal)
  })
  await page.goto(`${server.url}/panic?lang=en`)
  loads = 0
  const field = page.locator('main input:visible').last()
  await field.fill('Damascus and Aleppo')
  const settings = page.getByRole('button', { name: 'Language, dates and appearance' })
  // Not a real press, which would move the focus out of the field.
  await settings.evaluate((button: HTMLElement) => button.click())
  await expect(page.getByText(words.t('lost.title-part'))).toBeVisible()
  await expect.poll(() => looks).toBe(1)
  // It checks every two seconds whether somebody is still typing.
  await page.waitForTimeout(2500)
  expect(loads).toBe(0)
  isNew = true
  await field.blur()
  await expect.poll(() => loads, { timeout: 5000 }).toBe(1)
  await expect(field).toHaveValue('Damascus and Aleppo')
  await settings.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await context.close()
})
