// What a first visit to a gathering's page loads: the files that render it, in order, and no code of the crew's pages.
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { person, phone } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer()
})
test.afterAll(() => server?.stop())

/** The limit for everything except fonts, as transferred, until the page is live and its deferred files have loaded. */
const mostKilobytes = 234

test('a first visit fetches no style sheet before it reads, no schema library, no Latin letters in Arabic, and not too much', async ({
  browser,
}) => {
  const { context, page, troubles } = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Asia/Damascus',
    screen: phone,
  })
  const scripts: Promise<string>[] = []
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text())
  })
  let bytes = 0
  page.on('requestfinished', async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    if (request.resourceType() !== 'font') bytes += responseBodySize + responseHeadersSize
  })
  await page.goto(`${server.url}/g/january-20`)
  await expect(page.locator('[data-state=live]')).toBeAttached({ timeout: 20_000 })
  await page.waitForLoadState('networkidle')

  const drawing = asked.findIndex((path) => path.includes('/fonts-'))
  expect(drawing).toBeGreaterThan(0)
  expect(asked.slice(0, drawing).filter((path) => path.endsWith('.css'))).toEqual([])
  expect(asked.filter((path) => path.includes('latin'))).toEqual([])
  expect(asked.filter((path) => path.startsWith('/assets/line-'))).toHaveLength(1)
  const texts = await Promise.all(scripts)
  expect(texts.join('').length).toBeGreaterThan(100_000)
  expect(texts.filter((text) => text.includes('ZodError'))).toEqual([])
  // The socket's file depends on no rendering code.
  const line = texts.filter((text) => text.includes('tryAllTransports'))
  expect(line).toHaveLength(1)
  expect(line[0]).not.toMatch(/from"\.\/(?!rolldown-runtime)/)
  expect(bytes / 1024).toBeLessThan(mostKilobytes)
  expect(troubles).toEqual([])
  await context.close()
})
