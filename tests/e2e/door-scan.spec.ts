// Check-in by camera: a ticket shows its code and never its link, a host's page scans it, and every camera error is shown.
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { decodeQR } from 'qr/decode.js'
import { encode } from 'uqr'
import { browserArguments, findChromium } from '../support/browser.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { wordsOf } from '../support/words.ts'
import { type Organizer, signInOrganizer } from './organizer.ts'
import { openPage, phone, visit } from './people.ts'

const meetingId = 'meeting-in-berlin'
const hostSecret = 'h_0123456789abcdefghijklmnop'
const replySecret = 'r_0123456789abcdefghijklmnop'
const words = wordsOf('en')
const folder = join(tmpdir(), `multaqa-door-${process.pid}`)
let server: RunningServer
let organizer: Organizer
let slug = ''
let code = ''

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ playwright }) => {
  mkdirSync(folder, { recursive: true })
  server = await startServer({ EXAMPLE: 'off' })
  organizer = await signInOrganizer(playwright, server, 'gathering-of-doors')
  slug = await organizer.publish({ city: 'Damascus', startsAt: Date.now() + 30 * 60_000 })
  await organizer.addMeeting({ meetingId, city: 'Berlin', hostSecret, capacity: 20 })
  const reply = await playwright.request.newContext({
    baseURL: server.url,
    extraHTTPHeaders: { Origin: server.url },
  })
  const data = {
    commandId: 'reply-command',
    gatheringId: 'gathering-of-doors',
    name: 'replyToMeeting',
    payload: { meetingId, partySize: 2 },
    credential: replySecret,
  }
  expect(await (await reply.post('/api/commands', { data })).json()).toMatchObject({ ok: true })
  await reply.dispose()
})
test.afterAll(async () => {
  await organizer?.request.dispose()
  await server?.stop()
})

/** A fake camera that shows each of these texts as a QR code, one second each. */
function film(name: string, texts: readonly string[]): string {
  const [width, height, framesEach] = [320, 240, 5]
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`)]
  for (const text of texts) {
    const luma = Buffer.alloc(width * height, 235)
    const { data, size } = encode(text, { ecc: 'M', border: 4 })
    const cell = Math.floor(height / size)
    for (let y = 0; y < size * cell; y += 1)
      for (let x = 0; x < size * cell; x += 1)
        if (data[Math.floor(y / cell)]?.[Math.floor(x / cell)]) luma[y * width + x + 40] = 16
    const chroma = Buffer.alloc((width * height) / 2, 128)
    for (let frame = 0; frame < framesEach; frame += 1) parts.push(Buffer.from('FRAME\n'), luma, chroma)
  }
  const file = join(folder, `${name}.y4m`)
  writeFileSync(file, Buffer.concat(parts))
  return file
}

/** A separate browser, because the fake camera is chosen when a browser starts. */
async function atDoor(camera: readonly string[], act: (page: Page) => Promise<void>): Promise<void> {
  const browser: Browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...browserArguments, ...camera],
  })
  try {
    const context = await browser.newContext({ locale: 'en', viewport: phone, reducedMotion: 'reduce' })
    const page = await openPage(context)
    await visit(page, `${server.url}/g/${slug}/host?part=door#${hostSecret}`)
    await act(page)
  } finally {
    await browser.close()
  }
}

const scan = (page: Page) => page.getByRole('button', { name: words.t('host.scan'), exact: true }).click()
const fakeCamera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

/** The text a QR reader decodes from a picture of this element. */
async function readShown(page: Page, selector: string): Promise<string> {
  const pixels = await page.locator(selector).evaluate(async (svg) => {
    const image = new Image()
    const text = new XMLSerializer().serializeToString(svg)
    const plain = text.replace(/class="[^"]*"/g, '').replace(/<path /, '<path fill="white" ')
    image.src = `data:image/svg+xml,${encodeURIComponent(plain.replace('<svg ', '<svg width="300" height="300" '))}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 300
    canvas.height = 300
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    return [...(context?.getImageData(0, 0, 300, 300).data ?? [])]
  })
  return decodeQR({ width: 300, height: 300, data: new Uint8ClampedArray(pixels) })
}

test('a ticket shows its code and a QR code of these letters; its secret link’s stays closed', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'en', viewport: phone })
  const page = await openPage(context)
  await visit(page, `${server.url}/g/${slug}/reply#${replySecret}`)
  const door = page.getByRole('img', { name: words.t('ticket.door-qr') })
  await expect(door).toBeVisible()
  code = await readShown(page, `svg[aria-label="${words.t('ticket.door-qr')}"]`)
  expect(code).toMatch(/^[0-9A-Z]{5}$/)
  await expect(page.getByText(code, { exact: true })).toBeVisible()
  const secret = page.getByRole('img', { name: words.t('ticket.qr') })
  await expect(secret).toBeHidden()
  await page.getByText(words.t('ticket.other-device')).click()
  await expect(secret).toBeVisible()
  await context.close()
})

test('a host scans the code of a ticket, ticks the party, and takes it back', async () => {
  await atDoor([...fakeCamera, `--use-file-for-fake-video-capture=${film('code', [code])}`], async (page) => {
    const decoder = page.waitForRequest(/\/assets\/decode-/)
    await scan(page)
    await decoder
    const scanner = page.getByRole('region', { name: words.t('host.scan') })
    const tick = scanner.getByRole('button', { name: words.t('host.tick-of', { code }) })
    await expect(tick).toBeVisible({ timeout: 15_000 })
    await tick.click()
    const untick = scanner.getByRole('button', { name: words.t('host.untick-of', { code }) })
    await expect(untick).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: words.t('common.undo'), exact: true }).click()
    await expect(tick).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await page.getByRole('button', { name: words.t('host.scan-close') }).click()
    await expect(scanner).toBeHidden()
    await expect(page.getByRole('button', { name: words.t('host.scan'), exact: true })).toBeVisible()
  })
})

test('a secret link before the camera is not opened, and an unknown code is said', async () => {
  const link = `${server.url}/g/${slug}/reply#${replySecret}`
  const video = film('link', [link, 'ZZZZZ'])
  await atDoor([...fakeCamera, `--use-file-for-fake-video-capture=${video}`], async (page) => {
    const before = page.url()
    await scan(page)
    await expect(page.getByText(words.t('host.scan-link'))).toBeVisible({ timeout: 15_000 })
    await expect(page.getByText(words.t('host.scan-unknown'))).toBeVisible({ timeout: 15_000 })
    expect(page.url()).toBe(before)
    expect(await page.content()).not.toContain(replySecret)
  })
})

test('a camera that is denied, or not there, is said, and a code can still be typed', async () => {
  await atDoor(['--use-fake-ui-for-media-stream'], async (page) => {
    await scan(page)
    await expect(page.getByText(words.t('host.scan-no-camera'))).toBeVisible()
  })
  const denying = ['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream']
  await atDoor(denying, async (page) => {
    await scan(page)
    await expect(page.getByText(words.t('host.scan-denied'))).toBeVisible()
    await page.locator('[name=code]').fill(code)
    await expect(page.getByRole('button', { name: words.t('host.tick-of', { code }) })).toBeVisible()
  })
})

test('a page that was reached without loading it offers to load again, because its policy has no camera', async () => {
  await atDoor(fakeCamera, async (page) => {
    await visit(page, `${server.url}/g/${slug}`)
    await page.evaluate((path) => {
      history.pushState(null, '', path)
      dispatchEvent(new PopStateEvent('popstate'))
    }, `/g/${slug}/host?part=door#${hostSecret}`)
    await scan(page)
    await expect(page.getByText(words.t('host.scan-reload'))).toBeVisible()
    await page.getByRole('button', { name: words.t('common.reload-page') }).click()
    await scan(page)
    await expect(page.locator('video')).toBeVisible()
    await expect(page.getByText(words.t('host.scan-hint'))).toBeVisible()
  })
})
