// What a first visit loads and when the page is usable: bytes as transferred, on a phone's screen, with an empty cache.
import { chromium } from '@playwright/test'
import { browserArguments, findChromium } from '../support/browser.ts'
import { startServer } from '../support/start-server.ts'
import { type Row, row, sampleOf } from './measure.ts'

/** 400 kbit/s each way, 400 ms round trip; Chromium does not throttle sockets. */
const slowLine = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

/** Bytes in KB, times in ms since navigation started. */
export type Visit = {
  readonly bytes: number
  readonly fontBytes: number
  readonly requests: number
  /** The first text is painted. */
  readonly readable: number
  /** The first button is present and works: it opens the sheet or the plain form. */
  readonly canReply: number
  /** The page shows that its state is live. */
  readonly live: number
}

export async function visit(url: string, locale: string, line: typeof slowLine | null): Promise<Visit> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...browserArguments] })
  const page = await browser.newPage({ locale, viewport: { width: 360, height: 740 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  if (line !== null) await session.send('Network.emulateNetworkConditions', line)
  const fonts = new Set<string>()
  let [bytes, fontBytes, requests] = [0, 0, 0]
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Font' && fonts.add(requestId))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength
    if (fonts.has(requestId)) fontBytes += encodedDataLength
    requests += 1
  })
  await page.addInitScript({ content: watchPage })
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('[data-state=live]').waitFor({ state: 'attached', timeout: 60_000 })
  // Deferred files also count.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500)
  const seen: Seen = await page.evaluate('seenOn()')
  await browser.close()
  const { readable = Number.NaN, canReply = Number.NaN, live = Number.NaN } = seen
  return { bytes: bytes / 1024, fontBytes: fontBytes / 1024, requests, readable, canReply, live }
}

type Seen = { readable?: number; canReply?: number; live?: number }

/** Runs in the page before its other scripts; a string, because the compiler of this file would insert helper names into a function. */
const watchPage = `
  const seen = {}
  window.seenOn = () => seen
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') seen.readable = startTime
    }
  }).observe({ type: 'paint', buffered: true })
  const look = () => {
    const button = document.querySelector('main button[aria-haspopup=dialog]')
    if (button !== null && seen.readable !== undefined) seen.canReply ??= performance.now()
    if (document.querySelector('[data-state=live]') !== null) seen.live ??= performance.now()
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
`

export async function benchFirstLoad(): Promise<Row[]> {
  const server = await startServer()
  const url = `${server.url}/g/january-20`
  const rows: Row[] = []
  for (const locale of ['ar', 'en']) {
    // The first visitor also waits for the page to be rendered.
    await visit(url, locale, null)
    const quick = [await visit(url, locale, null), await visit(url, locale, null)]
    const slow = [await visit(url, locale, slowLine), await visit(url, locale, slowLine)]
    const of = (what: string, unit: string, visits: readonly Visit[], read: (visit: Visit) => number) =>
      row(`first load, ${locale}: ${what}`, unit, [sampleOf(visits.map(read))])
    rows.push(
      of('bytes', 'KB', quick, ({ bytes }) => bytes),
      of('bytes without fonts', 'KB', quick, ({ bytes, fontBytes }) => bytes - fontBytes),
      of('requests', '', quick, ({ requests }) => requests),
      of('live (this machine)', 'ms', quick, ({ live }) => live),
      of('readable, 400 kbit/s and 400 ms', 'ms', slow, ({ readable }) => readable),
      of('able to reply, 400 kbit/s and 400 ms', 'ms', slow, ({ canReply }) => canReply),
      of('live, 400 kbit/s and 400 ms', 'ms', slow, ({ live }) => live),
    )
  }
  await server.stop()
  return rows
}
