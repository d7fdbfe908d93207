// The front page of a new installation.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'

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
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(troubles).toEqual([])
  expect(strangers).toEqual([])
})

test('it comes back after the server is killed', async ({ page }) => {
  await server.kill('SIGKILL')
  await server.restart()
  await page.goto(server.url)
  await expect(page.locator('#root')).not.toBeEmpty()
})
