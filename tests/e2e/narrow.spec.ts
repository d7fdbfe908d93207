// The narrowest phone, with text at 200 % and unbreakable texts: no page scrolls sideways, and scrollable areas are reachable by keyboard.
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type HostilePages, makeHostilePages, plainPagesOf } from './hostile-pages.ts'

let server: RunningServer
let hostile: HostilePages

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  hostile = await makeHostilePages(server)
})
test.afterAll(() => server?.stop())

const narrow = { width: 320, height: 640 }

async function device(
  browser: Browser,
  language: string,
  javaScriptEnabled: boolean,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language,
    viewport: narrow,
    reducedMotion: 'reduce',
    javaScriptEnabled,
  })
  const [name = '', value = ''] = hostile.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  return context
}

/** Sets the reader's text size, and opens everything that a press opens. */
async function widen(page: Page, size: string): Promise<void> {
  await page.evaluate((size) => {
    document.documentElement.style.setProperty('font-size', size)
    for (const details of document.querySelectorAll('details')) details.open = true
  }, size)
}

/** How much wider than the screen the page is, and which element causes it. */
async function overflowOf(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return null
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      if (right <= clientWidth + 0.5 && left >= -0.5) return false
      for (
        let outer = element.parentElement;
        outer !== null && outer !== document.body;
        outer = outer.parentElement
      )
        if (getComputedStyle(outer).overflowX !== 'visible') return false
      return right - left > 1
    })
    const outwards = (element: Element) => {
      const { left, right } = element.getBoundingClientRect()
      return Math.max(right - clientWidth, -left)
    }
    const widest = wide.sort((a, b) => outwards(b) - outwards(a)).slice(0, 4)
    const named = widest.map(({ tagName, className }) => `${tagName}.${String(className).slice(0, 40)}`)
    return `${scrollWidth - clientWidth} px by ${named.join(', ')}`
  })
}

/** Scrollable elements without focusable content, which the keyboard cannot reach. */
async function unreachableOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element)
        const isScroller = [overflowX, overflowY].some((overflow) => /^(?:auto|scroll)$/.test(overflow))
        if (!isScroller || element.matches('textarea, [role=listbox]') || !element.checkVisibility())
          return false
        return (
          element.tabIndex < 0 &&
          element.querySelector('a, button, input, select, textarea, [tabindex="0"]') === null
        )
      })
      .map(({ tagName, className }) => `keys do not reach ${tagName}.${className}`),
  )
}

for (const language of ['ar', 'en'] as const) {
  test(`with script, in ${language}: no page scrolls sideways, also with text at 200 %`, async ({
    browser,
  }) => {
    test.setTimeout(240_000)
    const context = await device(browser, language, true)
    const page = await context.newPage()
    const found: string[] = []
    for (const { name, path } of hostile.pages) {
      await page.goto('about:blank')
      await page.goto(server.url + path)
      await page.waitForFunction(() => document.documentElement.dataset['interactive'] !== undefined)
      await expect(page.locator('h1').first()).toBeAttached()
      await page.waitForLoadState('networkidle')
      found.push(...(await unreachableOf(page)).map((fault) => `${name}: ${fault}`))
      for (const size of ['100%', '200%']) {
        await widen(page, size)
        // Opened content is rendered with the next frame.
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        )
        const overflow = await overflowOf(page)
        if (overflow !== null) found.push(`${name}, ${size}: ${overflow}`)
      }
    }
    await context.close()
    expect(found).toEqual([])
  })
}

test('without script: no page scrolls sideways, also with text at 200 %', async ({ browser }) => {
  test.setTimeout(120_000)
  const context = await device(browser, 'en', false)
  const page = await context.newPage()
  const found: string[] = []
  for (const { name, path } of plainPagesOf(hostile)) {
    for (const language of ['ar', 'en']) {
      await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
      for (const size of ['100%', '200%']) {
        await widen(page, size)
        const overflow = await overflowOf(page)
        if (overflow !== null) found.push(`${name}, ${language}, ${size}: ${overflow}`)
      }
    }
  }
  await context.close()
  expect(found).toEqual([])
})
