// Exporting a gathering, in a real browser: to a calendar, to paper, and into another site's page.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { frameCode, frameSize } from '#shared/protocol/frame-code.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { button, desk, person, phone, visit } from './people.ts'

let server: RunningServer
const gathering = '/g/january-20'

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer()
})
test.afterAll(() => server?.stop())

async function gaziantep(): Promise<string> {
  const snapshot = await (await fetch(`${server.url}/api/gatherings/january-20`)).json()
  const meetings: { meetingId: string; place: { names: { en: string } } }[] = snapshot.meetings
  return meetings.find(({ place }) => place.names.en === 'Gaziantep')?.meetingId ?? ''
}

for (const [language, screen] of [
  ['ar', phone],
  ['en', desk],
] as const) {
  test(`the calendar is followed or taken as a file, and the way back closes its sheet (${language})`, async ({
    browser,
  }) => {
    const reader = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
    const { page, words, context } = reader
    const path = `${gathering}/${await gaziantep()}`
    await visit(page, `${server.url}${path}?lang=${language}`)
    await page.getByText(words.t('ticket.calendar'), { exact: true }).first().click()
    const sheet = page.getByRole('dialog', { name: words.t('ticket.calendar') })
    const follow = sheet.getByRole('link', { name: words.t('subscribe.follow') })
    await expect(follow).toHaveAttribute('href', /^webcal:\/\/127\.0\.0\.1:\d+\/g\/[^/]+\/[^/]+\.ics/)
    expect(await axeFinds(page)).toEqual([])
    const saved = page.waitForEvent('download')
    await sheet.getByRole('link', { name: words.t('subscribe.file') }).click()
    expect((await saved).suggestedFilename()).toMatch(/\.ics$/)
    await page.goBack()
    await expect(sheet).toBeHidden()
    expect(page.url()).toContain(path)
    expect({ troubles: reader.troubles, strangers: reader.strangers }).toEqual({
      troubles: [],
      strangers: [],
    })
    await context.close()
  })

  test(`a city's poster is one sheet of paper, and a picture in two formats (${language})`, async ({
    browser,
  }) => {
    const reader = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
    const { page, words, context } = reader
    await page.goto(`${server.url}${gathering}/${await gaziantep()}/poster?lang=${language}`)
    const city = language === 'en' ? 'Gaziantep' : 'غازي عنتاب'
    await expect(page.getByRole('heading', { level: 1, name: city })).toBeVisible()
    expect(await axeFinds(page)).toEqual([])
    for (const [key, width, height] of [
      ['poster.a4', 2480, 3508],
      ['poster.story', 1080, 1920],
    ] as const) {
      const href = await page.getByRole('link', { name: words.t(key) }).getAttribute('href')
      const picture = await (await page.request.get(`${server.url}${href}`)).body()
      // Bytes 16 and 20 of a PNG contain its width and height (PNG §11.2.1).
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([width, height])
    }
    const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    await expect(button(reader, 'poster.print')).toBeHidden()
    expect(reader.troubles).toEqual([])
    await context.close()
  })

  test(`the frame stands in another site's page without script, and counts down with it (${language})`, async ({
    browser,
  }) => {
    for (const hasScript of [false, true]) {
      const of = { language, timeZone: 'Europe/Berlin', screen, hasScript }
      const { page, context, troubles, strangers } = await person(browser, server.url, of)
      const code = frameCode({
        origin: server.url,
        slug: 'january-20',
        language,
        title: 'January 20',
        ...frameSize,
      })
      // A real site: about:blank pages may not embed frames, and routed fake sites may not embed pages of this machine.
      const body = `<!doctype html><meta charset="utf-8"><title>Another site</title><main>${code}</main>`
      const { site, close } = await serveSite(body)
      await page.goto(site)
      const frame = page.frameLocator('iframe')
      await expect(frame.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(frame.locator('.people')).toContainText(language === 'en' ? '27' : '٢٧')
      const picture = frame.locator('.world img')
      await expect
        .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), {
          timeout: 15_000,
        })
        .toBeGreaterThan(100)
      if (hasScript) await expect(frame.locator('.count')).not.toBeEmpty()
      else await expect(frame.locator('.count')).toBeEmpty()
      expect({ troubles, strangers: strangers.filter((url) => !url.startsWith(site)) }).toEqual({
        troubles: [],
        strangers: [],
      })
      await context.close()
      await close()
    }
  })
}

/** Serves one page at its own origin on this machine. */
async function serveSite(body: string) {
  const other = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(body)
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  return {
    site: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => other.close(resolve)),
  }
}
