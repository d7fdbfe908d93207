// What a first visit fetches: requests and bytes as they cross the network, on a phone's screen, with nothing kept from before.
import { chromium } from '@playwright/test'
import { browserArguments, findChromium } from '../support/browser.ts'
import { startServer } from '../support/start-server.ts'
import { type Row, row, sampleOf } from './measure.ts'

async function load(url: string, locale: string) {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...browserArguments] })
  const page = await browser.newPage({ locale, viewport: { width: 360, height: 740 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  let requests = 0
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
    requests += 1
  })
  const openedAt = performance.now()
  await page.goto(url)
  await page.locator('h1').first().waitFor()
  const drawn = performance.now() - openedAt
  await page.waitForTimeout(1500)
  await browser.close()
  return { bytes: bytes / 1024, requests, drawn }
}

export async function benchFirstLoad(): Promise<Row[]> {
  const server = await startServer()
  const rows: Row[] = []
  for (const locale of ['ar', 'en']) {
    const visits = [
      await load(`${server.url}/g/january-20`, locale),
      await load(`${server.url}/g/january-20`, locale),
    ]
    const of = (what: string, unit: string, read: (visit: (typeof visits)[number]) => number) =>
      row(`first load, ${locale}: ${what}`, unit, [sampleOf(visits.map(read))])
    rows.push(
      of('bytes', 'KB', ({ bytes }) => bytes),
      of('requests', '', ({ requests }) => requests),
      of('headline drawn (this machine)', 'ms', ({ drawn }) => drawn),
    )
  }
  await server.stop()
  return rows
}
