// A command that the server never executes: the page shows this where the person looks, and offers to retry or discard it.
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { button, person, phone } from './people.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

for (const language of ['ar', 'en'] as const) {
  test(`C14: a reply that the server has trouble with is told as unsent, and goes when it is tried again (${language})`, async ({
    browser,
  }) => {
    const guest = await person(browser, server.url, { language, timeZone: 'Asia/Beirut', screen: phone })
    const { page, words } = guest
    let isTroubled = true
    await page.routeWebSocket(/socket\.io/, (line) => {
      const onward = line.connectToServer()
      line.onMessage((message) => {
        const [, ack] = /^42(\d+)\["command"/.exec(String(message)) ?? []
        if (ack === undefined || !isTroubled) return onward.send(message)
        line.send(`43${ack}[{"ok":false,"reason":"server-trouble"}]`)
      })
    })
    await page.goto(`${server.url}/g/january-20`)
    await button(guest, 'reply.open').first().click()
    await page.getByRole('dialog').locator('button[type=submit]').click()
    await page.waitForURL(/\/reply#r_/)
    const told = page.getByText(words.t('shell.unsent-trying', { what: words.t('common.your-reply') }))
    await expect(told).toBeVisible({ timeout: 20_000 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(wide).toBe(false)
    await page.screenshot({ path: `test-results/unsent-${language}.png` })
    isTroubled = false
    await button(guest, 'common.try-again').click()
    await expect(button(guest, 'ticket.cancel')).toBeVisible()
    await expect(told).toBeHidden()
    expect(guest.troubles).toEqual([])
    await guest.context.close()
  })
}
