// Every page, in both languages, by day and by night, on a phone and on a desk: axe finds nothing, nothing overflows, nothing is asked of strangers.
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { chooseCity, desk, type Person, person, phone } from './people.ts'

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

/** A reply and a host's link, made as people make them. */
async function makePages(browser: Browser): Promise<Record<string, string>> {
  const guest = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words } = guest
  const gathering = '/g/january-20'
  await page.goto(server.url + gathering)
  await page.getByRole('button', { name: words.t('reply.open'), exact: true }).click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/reply#r_/)
  const reply = page.url().slice(server.url.length)
  await page.goto(`${server.url}${gathering}/propose`)
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
    nowhere: '/nowhere',
    gathering,
    city: `${gathering}/${meeting}`,
    reply,
    propose: `${gathering}/propose`,
    host,
    'host, city': host.replace('/host#', '/host?part=city#'),
    'host, stream': host.replace('/host#', '/host?part=stream#'),
    claim: '/claim',
    organize: `${gathering}/organize`,
    cities: `${gathering}/organize/cities`,
    stage: `${gathering}/organize/stage`,
    preview: `${gathering}/preview`,
  }
}

for (const look of [
  { language: 'ar', scheme: 'light', screen: phone, name: 'Arabic, by day, on a phone' },
  { language: 'en', scheme: 'dark', screen: phone, name: 'English, by night, on a phone' },
  { language: 'ar', scheme: 'dark', screen: desk, name: 'Arabic, by night, on a desk' },
  { language: 'en', scheme: 'light', screen: desk, name: 'English, by day, on a desk' },
] as const) {
  test(look.name, async () => {
    test.setTimeout(120_000)
    const { page } = organizer
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' })
    await page.setViewportSize(look.screen)
    const found: string[] = []
    for (const [name, path] of Object.entries(paths)) {
      const [before, secret] = path.split('#')
      const query = `${before?.includes('?') ? '&' : '?'}lang=${look.language}`
      await page.goto('about:blank')
      await page.goto(`${server.url}${before}${query}${secret === undefined ? '' : `#${secret}`}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expect(page.locator('html')).toHaveAttribute('lang', look.language)
      await expect(page.locator('html')).toHaveAttribute('dir', look.language === 'ar' ? 'rtl' : 'ltr')
      const { violations } = await new AxeBuilder({ page }).analyze()
      found.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html.slice(0, 160)}`))
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 0) found.push(`${name}: ${overflow} px wider than the screen`)
    }
    expect(found).toEqual([])
    expect(organizer.troubles).toEqual([])
    expect(organizer.strangers.filter((url) => url !== 'about:blank')).toEqual([])
  })
}
