// The server is overloaded: the page keeps the reply, shows the waiting time, and retries until it succeeds.
import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { button, person, phone, visit } from './people.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

for (const language of ['ar', 'en'] as const) {
  test(`C10: whoever is asked to wait is told so and for how long, and their reply goes by itself (${language})`, async ({
    browser,
  }) => {
    const guest = await person(browser, server.url, { language, timeZone: 'Asia/Beirut', screen: phone })
    const { page, words } = guest
    let sentBack = 0
    // Simulates the server's own answer: a real flood would slow down all other tests.
    await page.routeWebSocket(/socket\.io/, (line) => {
      const onward = line.connectToServer()
      line.onMessage((message) => {
        const [, ack] = /^42(\d+)\["command"/.exec(String(message)) ?? []
        if (ack === undefined || sentBack > 0) return onward.send(message)
        sentBack += 1
        line.send(`43${ack}[{"ok":false,"reason":"busy","retryAfterMs":8000}]`)
      })
    })
    await visit(page, `${server.url}/g/january-20`)
    await button(guest, 'reply.open').first().click()
    await page.getByRole('dialog').locator('button[type=submit]').click()
    const sign = page.getByRole('status').filter({ hasText: waitingWords(words) })
    await expect(sign).toBeVisible()
    await page.waitForURL(/\/reply#r_/)
    await expect(page.getByText(keptWords(words))).toBeVisible()
    await page.screenshot({ path: `test-results/busy-${language}.png` })
    await expect(page.getByText(keptWords(words))).toBeHidden({ timeout: 20_000 })
    await expect(sign).toBeHidden()
    await expect(button(guest, 'ticket.cancel')).toBeVisible()
    expect(sentBack).toBe(1)
    expect(guest.troubles).toEqual([])
    await guest.context.close()
  })
}

type Words = Awaited<ReturnType<typeof person>>['words']
const waitingWords = (words: Words) => anyNumberOf(words, 'live.busy')
const keptWords = (words: Words) => anyNumberOf(words, 'ticket.kept-busy')

/** Matches any number of seconds. */
function anyNumberOf(words: Words, key: 'live.busy' | 'ticket.kept-busy'): RegExp {
  const forms = Array.from({ length: 10 }, (_, count) => words.t(key, { count, shown: words.number(count) }))
  return new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
}
