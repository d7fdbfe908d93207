// The main job, end to end, in four browsers: published in Arabic, proposed from Gaziantep, joined from Berlin by a phone in English with
// Kathmandu's clock, joined from Idlib through a dead network, put on stage with real video, and still there after the server was killed.
import { expect, type Page, test } from '@playwright/test'
import { clock, localFromInstant } from '#shared/domain/time.ts'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { button, chooseCity, desk, type Person, person, phone, until, visit } from './people.ts'

/** The design's limit for every screen in every city. */
const everywhereWithinMs = 1000

let server: RunningServer
let hls: HlsOrigin
let organizer: Person
let host: Person
let berlin: Person
let idlib: Person
let slug = ''
/** Secret links, as people save them. */
const links = { gaziantep: '', berlinHost: '', berlin: '', idlib: '' }
const seen: Record<string, number> = {}

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  hls = await startHlsOrigin({ cities: [{ name: 'Gaziantep', color: '0x00a050' }] })
  organizer = await person(browser, server.url, { language: 'ar', timeZone: 'Europe/Paris', screen: desk })
  host = await person(browser, server.url, { language: 'ar', timeZone: 'Europe/Istanbul', screen: phone })
  berlin = await person(browser, server.url, { language: 'en', timeZone: 'Asia/Kathmandu', screen: phone })
  idlib = await person(browser, server.url, { language: 'ar', timeZone: 'Asia/Damascus', screen: phone })
})

test.afterAll(async () => {
  console.log(`seen on another screen after, in ms: ${JSON.stringify(seen)}`)
  for (const one of [organizer, host, berlin, idlib]) await one?.context.close()
  await hls?.stop()
  await server?.stop()
})

/** Arabic as people paste it: single line breaks, no Markdown. */
const statement = [
  'إلى أهلنا في كل مكان',
  'نلتقي في ساعة واحدة حيث نعيش: في القاعات والبيوت والمخيمات، لنقول معًا ما نريده لبلدنا.',
  'لا يحتاج أحد إلى دعوة. من أراد أن يشارك ففي مدينته مكان له، وإن لم يكن فليبدأه.',
].join('\n')

test('an organizer signs in by the link, writes a gathering in Arabic and publishes it', async () => {
  const { page, words } = organizer
  await page.goto(server.claimUrl())
  await expect(page.getByText(words.t('claim.done'))).toBeVisible()
  expect(page.url()).not.toContain('#')
  await page.goto(`${server.url}/new`)
  await page.waitForURL(/\/organize/)
  await page.locator('[name=title]').fill('ملتقى الحكاية')
  await page.locator('[name=slogan]').fill('في كل مدينة، في اللحظة نفسها')
  await chooseCity(page, 'leadPlace', 'دمشق')
  const startsAt = Math.ceil(Date.now() / 60_000) * 60_000 + 90 * 60_000
  await page.locator('[name=startsAt]').fill(localFromInstant(startsAt, 'Asia/Damascus'))
  await page.locator('[name=statement]').fill(statement)
  await expect(page.getByText(words.t('organize.save.saved')).first()).toBeVisible()

  // Typed text survives a reload.
  await page.reload()
  await expect(page.locator('[name=title]')).toHaveValue('ملتقى الحكاية')
  await expect(page.locator('[name=statement]')).toHaveValue(statement)

  await button(organizer, 'organize.publish.button').click()
  await expect(page.getByText(words.t('organize.publish.done'))).toBeVisible()
  slug = /\/g\/([^/]+)/.exec(page.url())?.[1] ?? ''
  expect(slug).not.toBe('')
})

test('a host in Gaziantep proposes their city by any of its names, and the organizer opens it', async () => {
  const { page, words } = host
  await visit(page, `${server.url}/g/${slug}/propose`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('common.start-meeting'))
  // A missing value is reported at its field, and no input is lost.
  await page.locator('[name=venue]').fill('قاعة البلدية')
  await button(host, 'propose.send').click()
  await expect(page.getByText(words.t('field-error.missing')).first()).toBeVisible()
  await expect(page.locator('[name=venue]')).toHaveValue('قاعة البلدية')
  await chooseCity(page, 'place', 'Antep')
  await page.locator('[name=hostAlias]').fill('زيتون')
  await button(host, 'propose.send').click()
  await page.waitForURL(/\/host#h_/)
  links.gaziantep = page.url()
  const status = page.getByText(words.t('host.status-proposed', { city: 'غازي عنتاب' }))
  await expect(status).toBeVisible()

  await organizer.page.goto(`${server.url}/g/${slug}/organize/cities`)
  await button(organizer, 'organize.cities.approve').click()
  const hidden = performance.now()
  await expect(status).toBeHidden({ timeout: everywhereWithinMs })
  seen['approved, at the host'] = Math.round(performance.now() - hidden)
})

test('the organizer opens Berlin and Idlib, and keeps the key that the host of Berlin will get', async () => {
  for (const [name, arabic] of [
    ['Berlin', 'برلين'],
    ['إدلب', 'إدلب'],
  ] as const) {
    const { page, words } = organizer
    const open = button(organizer, 'organize.add.open')
    if (await open.isVisible()) await open.click()
    await chooseCity(page, 'place', name)
    await page.locator('[name=venue]').fill(`venue of ${name}`)
    // Everyone may see the counts and the address of Berlin.
    if (name === 'Berlin') await page.getByRole('radio', { name: words.t('plan.exposure-open') }).check()
    await button(organizer, 'organize.add.button').click()
    await expect(page.getByText(words.t('organize.add.done', { city: arabic }))).toBeVisible()
    if (name === 'Berlin') {
      const key = page.getByRole('textbox', { name: words.t('organize.host-link.copy') })
      links.berlinHost = await key.inputValue()
    }
  }
  expect(links.berlinHost).toMatch(/\/host#h_[\w-]{22,}$/)
})

test('somebody in Berlin opens it on a phone, reads when it is for them, and replies in two taps', async () => {
  const { page, words } = berlin
  await visit(page, `${server.url}/g/${slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const startsAt = await readStart(page)
  const forThem = clock(startsAt, 'Asia/Kathmandu', words.formatLocale, 'time')
  await expect(page.getByText(forThem).first()).toBeVisible()
  expect(clock(startsAt, 'Asia/Kathmandu', words.formatLocale, 'time')).not.toBe(
    clock(startsAt, 'Asia/Damascus', words.formatLocale, 'time'),
  )

  // Their city has a page of its own.
  await page
    .getByRole('link', { name: /Berlin/ })
    .first()
    .click()
  await page.waitForURL(new RegExp(`/g/${slug}/[\\w-]{8,}$`))
  await expect(page.getByText('venue of Berlin')).toBeVisible()
  await button(berlin, 'reply.open').first().click()
  await page.getByRole('button', { name: words.t('common.one-more') }).click()
  await page
    .getByRole('button', { name: words.t('reply.confirm', { count: 2, shown: '2', city: 'Berlin' }) })
    .click()
  await page.waitForURL(/\/reply#r_/)
  links.berlin = page.url()
  await expect(page.getByText(words.t('common.you-are-coming', { city: 'Berlin' })).first()).toBeVisible()

  const { words: theirs } = organizer
  const row = organizer.page.getByText(theirs.t('organize.cities.coming', { people: 2 })).first()
  seen['reply, at the organizer'] = Math.round(await until(row, everywhereWithinMs))
  expect(berlin.strangers).toEqual([])
})

test('somebody in Idlib replies while the network is gone; it is kept, sent when it is back, and counted once', async () => {
  const { page, words, context } = idlib
  await page.goto(`${server.url}/g/${slug}`)
  await expect(page.getByText(words.t('live.live'), { exact: true })).toBeVisible()
  await page.getByRole('link', { name: /إدلب/ }).first().click()
  await expect(button(idlib, 'reply.open').first()).toBeVisible()
  await context.setOffline(true)
  await button(idlib, 'reply.open').first().click()
  await page
    .getByRole('button', {
      name: words.t('reply.confirm', { count: 1, shown: words.number(1), city: 'إدلب' }),
    })
    .click()
  await page.waitForURL(/\/reply#r_/)
  links.idlib = page.url()
  await expect(
    page.getByRole('heading', { name: words.t('ticket.kept-city', { city: 'إدلب' }) }),
  ).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(words.t('common.you-are-coming', { city: 'إدلب' })).first()).toBeVisible({
    timeout: 15_000,
  })
  await expect(
    organizer.page.getByText(organizer.words.t('organize.cities.coming', { people: 1 })).first(),
  ).toBeVisible()
})

test('on the day: the moment is moved to now, every page turns live, and Berlin arrives by the code', async ({
  browser,
}) => {
  const { page, words } = organizer
  await page.goto(`${server.url}/g/${slug}/organize`)
  await page.locator('[name=startsAt]').fill(localFromInstant(Date.now() - 2 * 60_000, 'Asia/Damascus'))
  await berlin.page.goto(`${server.url}/g/${slug}`)
  await button(organizer, 'organize.save.publish').click()
  const live = berlin.page.locator('[data-live]').first()
  await expect(live).toBeVisible({ timeout: 3 * everywhereWithinMs })
  await expect(page.getByText(words.t('organize.save.published'))).toBeVisible()

  const door = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone })
  await door.page.goto(links.berlinHost)
  const code = (await door.page.locator('section[aria-labelledby=door-code] p').first().innerText()).replace(
    /\s/g,
    '',
  )
  expect(code).toMatch(/^[A-Z0-9]{6}$/)
  await berlin.page.goto(links.berlin)
  await berlin.page.getByLabel(berlin.words.t('ticket.arrive-code')).fill(code.toLowerCase())
  await button(berlin, 'ticket.arrive').click()
  await expect(
    berlin.page.getByText(berlin.words.t('ticket.arrived', { city: 'Berlin' })).first(),
  ).toBeVisible()
  // The host also counts a person who never replied.
  await door.page.getByRole('button', { name: door.words.t('common.one-more') }).click()
  await organizer.page.goto(`${server.url}/g/${slug}/organize/cities`)
  await expect(
    organizer.page.getByText(organizer.words.t('organize.cities.arrived', { count: 3 })).first(),
  ).toBeVisible()
  await door.context.close()
})

test('Gaziantep links its stream, gets the stage, and is seen and heard on the phone in Berlin', async () => {
  const { page, words } = host
  await page.goto(links.gaziantep)
  await page.getByRole('tab', { name: words.t('host.tab-stream') }).click()
  await page.locator('[name=address]').fill('javascript:alert(1)')
  await button(host, 'desk.add').click()
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(1)
  await page.locator('[name=address]').fill(hls.urlOf('Gaziantep'))
  await button(host, 'desk.add').click()
  await page.locator('button[data-state=ready]').click()

  await berlin.page.goto(`${server.url}/g/${slug}`)
  await expect(berlin.page.getByText(berlin.words.t('stage.empty')).first()).toBeVisible()
  await organizer.page.goto(`${server.url}/g/${slug}/control`)
  const handing = organizer.page.getByRole('button', {
    name: organizer.words.t('control.hand-to', { city: 'غازي عنتاب' }),
  })
  await handing.click()
  const watch = berlin.page.getByRole('button', {
    name: berlin.words.t('stage.watch', { city: 'Gaziantep' }),
  })
  seen['stage, at the phone in Berlin'] = Math.round(await until(watch, everywhereWithinMs))
  await expect(page.getByText(words.t('host.on-stage')).first()).toBeVisible({ timeout: everywhereWithinMs })
  await page.locator('button[data-state=on-air]').click()

  // No third-party request before the click.
  expect(berlin.strangers).toEqual([])
  expect(hls.requests()).toBe(0)
  await watch.click()
  // A live stream starts in its middle, so checks the picture and that it advances.
  await expect.poll(() => isGaziantepsGreen(berlin.page), { timeout: 20_000 }).toBe(true)
  const before = await playedSeconds(berlin.page)
  await expect.poll(() => playedSeconds(berlin.page), { timeout: 10_000 }).toBeGreaterThan(before + 0.5)
})

test('the server is killed in the middle of a reply: nothing acknowledged is lost, and every screen comes back and agrees', async ({
  browser,
}) => {
  const late = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Berlin', screen: phone })
  await late.page.goto(`${server.url}/g/${slug}`)
  await expect(late.page.getByText(late.words.t('live.live'), { exact: true })).toBeVisible()
  await late.page
    .getByRole('link', { name: /Berlin/ })
    .first()
    .click()
  await button(late, 'reply.open').first().click()
  await server.kill('SIGKILL')
  await late.page
    .getByRole('button', { name: late.words.t('reply.confirm', { count: 1, shown: '1', city: 'Berlin' }) })
    .click()
  await late.page.waitForURL(/\/reply#r_/)
  await expect(
    late.page.getByRole('heading', { name: late.words.t('ticket.kept-city', { city: 'Berlin' }) }),
  ).toBeVisible({ timeout: 15_000 })
  await server.restart()
  // Also after a reload: the pending command is on the device, and the key is in the link.
  await late.page.reload()
  await expect(
    late.page.getByText(late.words.t('common.you-are-coming', { city: 'Berlin' })).first(),
  ).toBeVisible({
    timeout: 15_000,
  })

  await organizer.page.goto(`${server.url}/g/${slug}/organize/cities`)
  await expect(
    organizer.page.getByText(organizer.words.t('organize.cities.coming', { people: 3 })).first(),
  ).toBeVisible()
  await berlin.page.goto(links.berlin)
  await expect(
    berlin.page.getByText(berlin.words.t('ticket.arrived', { city: 'Berlin' })).first(),
  ).toBeVisible()
  await idlib.page.goto(links.idlib)
  await expect(
    idlib.page.getByText(idlib.words.t('common.you-are-coming', { city: 'إدلب' })).first(),
  ).toBeVisible()
  await late.context.close()
})

test('nobody’s browser met an error on the way', () => {
  for (const one of [organizer, host, berlin, idlib]) expect(one.troubles).toEqual([])
})

/** The instant as the page received it, so that the test computes the local time itself. */
async function readStart(page: Page): Promise<number> {
  const snapshot = await page.locator('#snapshot').textContent()
  return (JSON.parse(snapshot ?? '{}') as { gathering: { startsAt: number } }).gathering.startsAt
}

function playedSeconds(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
}

/** Whether the picture has the colour of this city's stream. */
async function isGaziantepsGreen(page: Page): Promise<boolean> {
  const [red = 255, green = 0, blue = 0] = await middlePixel(page)
  return green > 110 && red < 60 && blue > 40
}

/** Red, green and blue of the picture's centre, 0 to 255. */
function middlePixel(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const video = document.querySelector('video')
    const canvas = document.createElement('canvas')
    canvas.width = 16
    canvas.height = 9
    const context = canvas.getContext('2d')
    if (video === null || context === null) return []
    context.drawImage(video, 0, 0, 16, 9)
    return [...context.getImageData(8, 4, 1, 1).data.slice(0, 3)]
  })
}
