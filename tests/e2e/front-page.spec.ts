// The front page of a new installation.
import { expect } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { button, person, phone, test } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

test('it opens, says something, breaks no rule of its own policy, and axe finds nothing', async ({
  page,
}) => {
  const troubles: string[] = []
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(error.message))
  const strangers: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      strangers.push(request.url())
  })

  await page.goto(server.url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await axeFinds(page)).toEqual([])
  expect(troubles).toEqual([])
  expect(strangers).toEqual([])
})

test('it comes back after the server is killed', async ({ page }) => {
  await server.kill('SIGKILL')
  await server.restart()
  await page.goto(server.url)
  await expect(page.locator('#root')).not.toBeEmpty()
})

test('the example is marked as one, goes at one press by its organizer, and can be taken back for some seconds', async ({
  browser,
}) => {
  const organizer = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words } = organizer
  await page.goto(`${server.url}/g/january-20`)
  await expect(page.getByText(words.t('front.example'))).toBeVisible()
  await expect(button(organizer, 'common.remove-example')).toBeHidden()
  await page.goto(server.claimUrl())
  await expect(page.getByText(words.t('claim.done'))).toBeVisible()
  await page.goto(`${server.url}/g/january-20`)
  await button(organizer, 'common.remove-example').click()
  await button(organizer, 'common.undo').click()
  await expect(page.getByText(words.t('example.going'))).toBeHidden()
  await button(organizer, 'common.remove-example').click()
  await expect(page.getByRole('heading', { name: words.t('common.gathering-removed') })).toBeVisible({
    timeout: 10_000,
  })
  await page.goto(server.url)
  await expect(page.getByText(words.t('home.empty'))).toBeVisible()
  await organizer.context.close()
})
