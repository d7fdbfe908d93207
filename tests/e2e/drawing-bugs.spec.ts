// An error while rendering, in a real browser with the built files: that part shows a notice and is reported once, the rest works.
import { expect, type Locator } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { button, type Person, person, phone, test } from './people.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server?.stop()
})

/** A reader whose browser fails to format lists; the server, which rendered the page, succeeded. */
async function unlucky(browser: Parameters<typeof person>[0], language: 'ar' | 'en') {
  const someone = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen: phone })
  await someone.context.addInitScript(() => {
    Intl.ListFormat.prototype.format = () => {
      throw new TypeError('broken for a story')
    }
  })
  const reports: string[] = []
  someone.page.on('request', (request) => {
    if (request.url().endsWith('/api/bug')) reports.push(request.postData() ?? '')
  })
  return { ...someone, reports }
}

/** Each part is reported once, without the error's message. */
async function expectReported(reports: readonly string[], bugs: number): Promise<void> {
  await expect.poll(() => reports.length).toBe(bugs)
  expect(reports.join(' ')).not.toContain('broken for a story')
  for (const report of reports)
    expect(JSON.parse(report)).toMatchObject({ name: 'TypeError', moment: 'drawing' })
}

/** The text of a notice does not touch the edge of a phone. */
async function expectMargins(notice: Locator): Promise<void> {
  const box = await notice.boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(12)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width - 12)
}

const lost = ({ page, words }: Person) => page.locator('main').getByText(words.t('bug.title-part'))

for (const language of ['ar', 'en'] as const) {
  test(`in ${language}, a map that cannot be drawn leaves the headline, the reply and all else`, async ({
    browser,
  }) => {
    const someone = await unlucky(browser, language)
    const { page, words } = someone
    await page.goto(`${server.url}/g/january-20?lang=${language}`)
    await expect(lost(someone).first()).toBeVisible()
    await expectMargins(lost(someone).first())
    await expectReported(someone.reports, 3)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('heading', { name: words.t('watch.title') })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath(`map-${language}.png`), fullPage: true })
    await button(someone, 'reply.open').first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await someone.context.close()
  })

  test(`in ${language}, a page that cannot be drawn keeps the way to other pages, which are whole`, async ({
    browser,
  }) => {
    const someone = await unlucky(browser, language)
    const { page, words } = someone
    const html = await (await fetch(`${server.url}/g/january-20`)).text()
    const city = /"meetingId":"([^"]+)"/.exec(html)?.[1] ?? ''
    await page.goto(`${server.url}/g/january-20/${city}?lang=${language}`)
    await expect(lost(someone)).toBeVisible()
    await expectMargins(lost(someone))
    await expectReported(someone.reports, 1)
    await page.screenshot({ path: test.info().outputPath(`city-${language}.png`) })
    await expect(button(someone, 'common.reload-page')).toBeVisible()
    await page.getByRole('link', { name: words.t('shell.home') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await expect(lost(someone)).toHaveCount(0)
    await someone.context.close()
  })
}
