// A page from before a deploy: files that it still needs are gone. It loads itself again once, when nobody is disturbed, and keeps what was typed.
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
  const { page, context } = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  /** As after a deploy: the settings' file has another name, and pages name another script. */
  let isReplaced = true
  let loads = 0
  await page.route('**/assets/more-*.js', (route) =>
    isReplaced ? route.fulfill({ status: 404, body: 'gone' }) : route.continue(),
  )
  await page.route('**/about', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/main-new.js">' }),
  )
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) loads += 1
  })
  await page.goto(`${server.url}/panic?lang=en`)
  loads = 0
  const field = page.locator('main input').last()
  await field.fill('Damascus and Aleppo')
  await page.evaluate(() => Object.assign(globalThis, { isOldPage: true }))
  await page.getByRole('button', { name: 'Language, dates and light' }).click()
  await expect(page.getByText('part of this page could not')).toBeVisible()
  // The focus is on a button, and nothing is watched: it loads itself again.
  isReplaced = false
  await expect.poll(() => page.evaluate(() => 'isOldPage' in globalThis)).toBe(false)
  await expect(field).toHaveValue('Damascus and Aleppo')
  expect(loads).toBe(1)
  await page.getByRole('button', { name: 'Language, dates and light' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await context.close()
})
