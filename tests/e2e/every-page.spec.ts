// Every page, in both languages, light and dark, on phone and desktop: axe finds nothing, nothing overflows, no third-party requests.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { chooseCity, desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer
let organizer: Person
const paths: Record<string, string> = {}

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  server = await startServer()
  organizer = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: desk })
  await organizer.page.goto(server.claimUrl())
  await organizer.page.getByText(organizer.words.t('claim.done')).waitFor()
  Object.assign(paths, await makePages(browser))
})
test.afterAll(async () => {
  await organizer?.context.close()
  await server?.stop()
})

/** Creates a reply and a host's link through the interface. */
async function makePages(browser: Browser): Promise<Record<string, string>> {
  const guest = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words } = guest
  const gathering = '/g/january-20'
  await visit(page, server.url + gathering)
  await page.getByRole('button', { name: words.t('reply.open'), exact: true }).click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/reply#r_/)
  const reply = page.url().slice(server.url.length)
  await visit(page, `${server.url}${gathering}/propose`)
  await chooseCity(page, 'place', 'Kathmandu')
  await page.locator('[name=hostAlias]').fill('Juniper')
  await page.getByRole('button', { name: words.t('propose.send') }).click()
  await page.waitForURL(/\/host#h_/)
  const host = page.url().slice(server.url.length)
  await guest.context.close()
  const snapshot = await (await fetch(server.url + gathering)).text()
  const meeting = /"meetings":\[\{"meetingId":"([^"]+)"/.exec(snapshot)?.[1] ?? ''
  return {
    home: '/',
    about: '/about',
    help: '/help',
    'help, hosts': '/help/hosts',
    clear: '/clear',
    cleared: '/cleared',
    panic: `${gathering}/panic`,
    'panic, installation': '/panic',
    nowhere: '/nowhere',
    gathering,
    city: `${gathering}/${meeting}`,
    reply,
    propose: `${gathering}/propose`,
    host,
    'panic, host': host.replace('/host#', '/panic#'),
    'host, city': host.replace('/host#', '/host?part=city#'),
    'host, stream': host.replace('/host#', '/host?part=stream#'),
    claim: '/claim',
    organize: `${gathering}/organize`,
    cities: `${gathering}/organize/cities`,
    stage: `${gathering}/organize/stage`,
    poster: `${gathering}/${meeting}/poster`,
    programme: `${gathering}/programme`,
    'programme, written': `${gathering}/organize/programme`,
    wall: `${gathering}/wall`,
    projector: `${gathering}/projector`,
    control: `${gathering}/control`,
    preview: `${gathering}/preview`,
  }
}

const wordOf = { ar: 'Arabic', en: 'English' } as const
type Look = { readonly scheme: 'light' | 'dark'; readonly screen: typeof phone; readonly name: string }

/** Each page is opened with the first look, then changed to the second without a reload, as when a window is resized. */
const looks: Readonly<Record<'ar' | 'en', readonly [Look, Look]>> = {
  ar: [
    { scheme: 'light', screen: phone, name: 'by day, on a phone' },
    { scheme: 'dark', screen: desk, name: 'by night, on a desk' },
  ],
  en: [
    { scheme: 'dark', screen: phone, name: 'by night, on a phone' },
    { scheme: 'light', screen: desk, name: 'by day, on a desk' },
  ],
}

async function put(page: Page, { scheme, screen }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.setViewportSize(screen)
  // Parts far from the viewport (content-visibility) take new colours only when they come near.
  await page.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
      scrollTo(0, top)
      // A browser on a busy machine may render no frame for long.
      await new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve))
        setTimeout(resolve, 500)
      })
    }
    scrollTo(0, 0)
  })
}

async function open(page: Page, language: 'ar' | 'en', path: string): Promise<void> {
  const [before, secret] = path.split('#')
  const query = `${before?.includes('?') ? '&' : '?'}lang=${language}`
  await page.goto('about:blank')
  await page.goto(`${server.url}${before}${query}${secret === undefined ? '' : `#${secret}`}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
}

/** The faults of the page in its current state, one line each. */
async function faultsOf(page: Page): Promise<string[]> {
  const found = await axeFinds(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return overflow > 0 ? [...found, `${overflow} px wider than the screen`] : found
}

for (const language of ['ar', 'en'] as const) {
  test(`${wordOf[language]}: ${looks[language].map(({ name }) => name).join('; ')}`, async () => {
    test.setTimeout(300_000)
    const { page } = organizer
    const found: string[] = []
    for (const [name, path] of Object.entries(paths)) {
      const [first, second] = looks[language]
      await put(page, first)
      await open(page, language, path)
      for (const look of [first, second]) {
        await put(page, look)
        found.push(...(await faultsOf(page)).map((fault) => `${name}, ${look.name}: ${fault}`))
      }
    }
    expect(found).toEqual([])
    expect(organizer.troubles).toEqual([])
    expect(organizer.strangers.filter((url) => url !== 'about:blank')).toEqual([])
  })
}
