// The people of the stories: each has a separate browser context with a language, a clock and a screen.
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import type { I18n } from '#client/i18n/i18n.ts'
import { wordsOf } from '../support/words.ts'
import '../support/use-zone-rules.ts'

export type Person = {
  readonly context: BrowserContext
  readonly page: Page
  readonly words: I18n
  /** Errors in this browser: uncaught exceptions and failed loads. */
  readonly troubles: readonly string[]
  /** Third-party addresses that this browser requested. */
  readonly strangers: readonly string[]
}

export const phone = { width: 360, height: 740 }
export const desk = { width: 1280, height: 800 }

export async function person(
  browser: Browser,
  home: string,
  of: {
    readonly language: 'ar' | 'en'
    readonly timeZone: string
    readonly screen: typeof phone
    readonly hasScript?: boolean
  },
): Promise<Person> {
  const context = await browser.newContext({
    locale: of.language,
    timezoneId: of.timeZone,
    viewport: of.screen,
    reducedMotion: 'reduce',
    javaScriptEnabled: of.hasScript ?? true,
  })
  const page = of.hasScript === false ? await context.newPage() : await openPage(context)
  const troubles: string[] = []
  const strangers: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(home) && !url.startsWith('data:') && !url.startsWith('blob:')) strangers.push(url)
  })
  return { context, page, words: wordsOf(of.language), troubles, strangers }
}

/**
 * A new page whose `goto` and `reload` wait until the script handles presses: an earlier press is lost, or navigates to the page without
 * script. Pages without our script do not wait, and `waitUntil: 'commit'` disables the wait.
 */
export async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const goto = page.goto.bind(page)
  const reload = page.reload.bind(page)
  page.goto = async (url, options) => {
    const response = await goto(url, options)
    if (options?.waitUntil !== 'commit') await untilInteractive(page)
    return response
  }
  page.reload = async (options) => {
    const response = await reload(options)
    if (options?.waitUntil !== 'commit') await untilInteractive(page)
    return response
  }
  return page
}

/** Playwright's `test`, with a `page` that waits for the script. */
export const test = base.extend<object>({
  page: async ({ context }, use) => {
    await use(await openPage(context))
  },
})

async function untilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('script[type=module][src^="/assets/"]') === null ||
      document.documentElement.dataset['interactive'] !== undefined,
    undefined,
    { timeout: 20_000 },
  )
}

/** Opens an address and waits until the page is live. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page.locator('[role=status][data-state=live]')).toBeAttached({ timeout: 20_000 })
}

/** Types a city's name and takes the first suggestion. */
export async function chooseCity(page: Page, field: string, name: string): Promise<void> {
  const input = page.locator(`[name="${field}"]`)
  await input.fill(name)
  await page.locator('[role=option]').first().click()
}

export function button({ page, words }: Person, key: Parameters<I18n['t']>[0]): Locator {
  return page.getByRole('button', { name: words.t(key), exact: true })
}

/** How long until this element is visible, in ms. Fails after `within`. */
export async function until(shown: Locator, within = 5000): Promise<number> {
  const startedAt = performance.now()
  await expect(shown).toBeVisible({ timeout: within })
  return performance.now() - startedAt
}
