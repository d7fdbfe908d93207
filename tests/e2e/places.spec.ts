// Finding a city, and adding many at once, in a real browser: nearby meetings, geolocation, and a table pasted from a spreadsheet.
import { type Browser, expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer
const gathering = '/g/january-20'

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

/** The folder for screenshots, if somebody wants to inspect them. */
const pictures = process.env['PICTURES']
async function picture({ page }: Person, name: string): Promise<void> {
  if (pictures === undefined) return
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: `${pictures}/${name}-${scheme}.png` })
  }
}

for (const language of ['ar', 'en'] as const) {
  test(`a city where nobody meets shows the nearest meetings, and leads to a proposal that knows it (${language})`, async ({
    browser,
  }) => {
    const reader = await person(browser, server.url, { language, timeZone: 'Europe/Istanbul', screen: phone })
    const { page, words } = reader
    await visit(page, `${server.url}${gathering}?lang=${language}`)
    const search = page.getByRole('searchbox', { name: words.t('cities.search') })
    await search.fill('Diyarbekir')
    const start = page.getByRole('link', { name: /Diyarbak|ديار/ })
    await expect(start).toHaveAttribute('href', /\/propose\?place=[\w-]+$/)
    const lines = search.locator('xpath=ancestor::section').getByRole('listitem')
    await expect(lines).toHaveCount(4)
    await expect(lines.first()).toContainText(language === 'en' ? /\d+ km/ : /كم/)
    await search.scrollIntoViewIfNeeded()
    await search.evaluate((field) => field.scrollIntoView({ block: 'start' }))
    await picture(reader, `nearest-${language}`)
    expect(await axeFinds(page)).toEqual([])

    await start.click()
    await expect(page.getByRole('combobox', { name: words.t('common.your-city') })).toHaveValue(
      /Diyarbak|ديار/,
    )
    expect(reader.strangers).toEqual([])
    expect(reader.troubles).toEqual([])
    await reader.context.close()
  })
}

test('a city of the gathering is found by another spelling, and without a network the reader is told', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words, context } = reader
  await visit(page, `${server.url}${gathering}?lang=en`)
  const search = page.getByRole('searchbox', { name: words.t('cities.search') })
  await search.fill('Ghazi Antab')
  await expect(
    page.getByText(words.t('cities.meant-meets', { city: 'Gaziantep', country: 'Türkiye' })),
  ).toBeVisible()
  await search.fill('qqqqzzzz')
  await expect(page.getByText(words.t('cities.no-place'))).toBeVisible()
  await context.setOffline(true)
  await search.fill('Diyarbekir')
  await expect(page.getByText(words.t('cities.place-offline'))).toBeVisible()
  await context.setOffline(false)
  await expect(
    page.getByText(words.t('cities.meant-none', { city: 'Diyarbakır', country: 'Türkiye' })),
  ).toBeVisible()
  await context.close()
})

test('the position is asked for only by its button, sorts the cities, and goes nowhere', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words, context } = reader
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: 55.6123, longitude: 13.0456 })
  await visit(page, `${server.url}${gathering}?lang=en`)
  const list = page
    .getByRole('searchbox', { name: words.t('cities.search') })
    .locator('xpath=ancestor::section')
  await expect(list.getByRole('listitem').first()).toContainText('Berlin')
  await page.getByRole('button', { name: words.t('cities.position-use') }).click()
  await expect(list.getByRole('listitem').first()).toContainText('Malmö')
  await expect(list.getByRole('listitem').nth(1)).toContainText(/\d km/)
  await list.evaluate((section) => section.scrollIntoView())
  await picture(reader, 'position-en')
  expect(asked.filter((request) => /55\.6|13\.04/.test(request))).toEqual([])
  await page.getByRole('button', { name: words.t('cities.position-forget') }).click()
  await expect(list.getByRole('listitem').first()).toContainText('Berlin')
  await context.close()
})

test('a position that is refused is told, and nothing is lost', async ({ browser }) => {
  const reader = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page, words, context } = reader
  await visit(page, `${server.url}${gathering}?lang=ar`)
  await page.getByRole('button', { name: words.t('cities.position-use') }).click()
  await expect(page.getByText(words.t('cities.position-refused'))).toBeVisible()
  await context.close()
})

let claimed: Promise<Cookies> | undefined
type Cookies = Awaited<ReturnType<Person['context']['cookies']>>

/** The organizer's cookies; signs in only once, because the link works only once. */
function cookies(browser: Browser): Promise<Cookies> {
  claimed ??= claim(browser)
  return claimed
}

async function claim(browser: Browser): Promise<Cookies> {
  const { page, words, context } = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: desk,
  })
  await page.goto(server.claimUrl())
  await page.getByText(words.t('claim.done')).waitFor()
  const all = await context.cookies()
  await context.close()
  return all
}

const rows = [
  'المدينة\tالبلد\tالمكان\tالعنوان\tالمقاعد\tالمضيف\tاللغات\tالأبواب',
  'ماردين\tتركيا\tقاعة البلدية\tشارع الجمهورية، 1\t٨٠\tنورا\tعربي وكردي\t٣٠',
  'Osnabrück\tDeutschland\tHaus der Jugend\tGroße Gildewart 6\t60\tSami\tar, de\t45 min',
  'طرابلس\t\tقاعة الميناء\t\t120\tريم\tعربي\t',
  'Wxyzzyq\t\t\t\t\t\t\t',
  'برلين\tألمانيا\tقاعة\t\t50\t\tعربي\t',
  'Lund\tSverige\tStadshallen\t\t900000\t\tar, sv\t',
  'Osnabrukc\tDE\t\t\t\t\tKlingon\t',
].join('\n')

for (const [language, screen] of [
  ['ar', phone],
  ['en', desk],
] as const) {
  test(`a table is understood, corrected, opened and taken back (${language})`, async ({ browser }) => {
    const organizer = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
    const { page, words, context } = organizer
    await context.addCookies(await cookies(browser))
    await visit(page, `${server.url}${gathering}/organize/cities?lang=${language}`)
    await page.getByRole('button', { name: words.t('organize.import.open') }).click()
    await page.getByRole('textbox', { name: words.t('organize.import.rows') }).fill(rows)
    await picture(organizer, `import-paste-${language}`)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: words.t('organize.import.read') }).click()
    // Mardin and Osnabrück; the others wait for the organizer's decision.
    await expect(page.getByText(words.t('organize.import.going', { count: 2 }))).toBeVisible()
    for (const said of ['ambiguous', 'unknown', 'meets', 'near'] as const)
      await expect(page.getByText(words.t(`organize.import.${said}`)).first()).toBeVisible()
    await expect(
      page.getByText(words.t('organize.import.fault-seats', { least: 1, most: 200_000 })),
    ).toBeVisible()
    await expect(page.getByText(words.t('organize.import.same-as', { line: 3 }))).toBeVisible()
    await page
      .getByRole('heading', { name: words.t('organize.import.title') })
      .evaluate((title) => title.scrollIntoView())
    await picture(organizer, `import-review-${language}`)
    expect(await axeFinds(page)).toEqual([])

    await page.locator('[name=place-4]').selectOption({ index: 2 })
    await expect(page.getByText(words.t('organize.import.going', { count: 3 }))).toBeVisible()
    const lund = page.getByRole('listitem').filter({ hasText: 'Lund' })
    await lund.getByText(words.t('organize.import.correct')).click()
    await lund.locator('[name=capacity]').fill('90')
    await lund.locator('[name=capacity]').blur()
    await expect(page.getByText(words.t('organize.import.going', { count: 4 }))).toBeVisible()
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await page.getByRole('button', { name: words.t('organize.import.open-cities', { count: 4 }) }).click()
    await expect(page.getByText(words.t('organize.import.links-text'))).toBeVisible()
    await picture(organizer, `import-done-${language}`)
    expect(await axeFinds(page)).toEqual([])
    const open = async () => {
      const snapshot = await (await fetch(`${server.url}/api/gatherings/january-20`)).json()
      return snapshot.meetings.filter(({ status }: { status: string }) => status === 'approved').length
    }
    const before = await open()
    await page.getByRole('button', { name: words.t('common.undo') }).click()
    await expect.poll(open).toBe(before - 4)
    expect(organizer.troubles).toEqual([])
    await context.close()
  })
}

for (const [language, screen] of [
  ['ar', phone],
  ['en', desk],
] as const) {
  test(`the export of a gathering fills a draft with its words and, once looked at, with its cities (${language})`, async ({
    browser,
  }) => {
    const organizer = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
    const { page, words, context } = organizer
    await context.addCookies(await cookies(browser))
    const gatheringId = `draft-from-export-${language}`
    const made = await page.request.post(`${server.url}/api/commands`, {
      data: {
        commandId: `create-${gatheringId}`,
        gatheringId,
        name: 'createGathering',
        payload: { language },
      },
    })
    expect(await made.json()).toMatchObject({ ok: true })
    const file = await (await page.request.get(`${server.url}${gathering}/export.json`)).body()
    const { cities, ...rest } = JSON.parse(file.toString('utf8'))
    const few = { ...rest, cities: [...cities.slice(0, 3), { placeId: '266826', name: 'Tripoli' }] }
    await visit(page, `${server.url}/g/${gatheringId}/organize?lang=${language}`)
    await page.getByText(words.t('import.title')).click()
    await page.locator('[name=import]').setInputFiles({
      name: 'export.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(few)),
    })
    await expect(page.getByText(words.t('import.cities-count', { count: 4 }))).toBeVisible()
    await picture(organizer, `import-export-${language}`)
    await page.getByRole('button', { name: words.t('import.take') }).click()
    await expect(page.getByText(words.t('organize.import.going', { count: 4 }))).toBeVisible()
    await picture(organizer, `import-export-cities-${language}`)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: words.t('organize.import.open-cities', { count: 4 }) }).click()
    await page.getByRole('button', { name: words.t('organize.to-cities') }).click()
    await expect(page).toHaveURL(/organize\/cities/)
    // The file has the English names of its cities.
    const names: readonly string[] =
      language === 'en' ? few.cities.map(({ name }: { name: string }) => name) : ['طرابلس']
    for (const name of names) {
      await expect(page.getByText(name).first()).toBeVisible()
    }
    expect(organizer.troubles).toEqual([])
    await context.close()
  })
}
