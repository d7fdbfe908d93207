// Importing files in a real browser: calendars with unknown zones, damaged lines and many entries, and tables in old encodings.
import { type Browser, expect, test } from '@playwright/test'
import { encodeLetters } from '../support/encode-letters.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { desk, type Person, person, phone, visit } from './people.ts'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

/** The folder for screenshots, if somebody wants to inspect them. */
const pictures = process.env['PICTURES']
async function picture({ page }: Person, name: string): Promise<void> {
  if (pictures === undefined) return
  for (const screen of [phone, desk]) {
    const before = page.viewportSize()
    await page.setViewportSize(screen)
    await page.screenshot({ path: `${pictures}/${name}-${screen.width}.png`, fullPage: true })
    if (before !== null) await page.setViewportSize(before)
  }
}

let claimed: Promise<Cookies> | undefined
type Cookies = Awaited<ReturnType<Person['context']['cookies']>>

/** The organizer's cookies; signs in only once, because the link works only once. */
async function claim(browser: Browser): Promise<Cookies> {
  const of = { language: 'en', timeZone: 'Europe/Berlin', screen: desk } as const
  const { page, words, context } = await person(browser, server.url, of)
  await page.goto(server.claimUrl())
  await page.getByText(words.t('claim.done')).waitFor()
  const all = await context.cookies()
  await context.close()
  return all
}

let drafts = 0

/** An organizer on a new draft of their own. */
async function atDraft(browser: Browser, language: 'ar' | 'en', screen: typeof phone): Promise<Person> {
  claimed ??= claim(browser)
  const organizer = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
  await organizer.context.addCookies(await claimed)
  drafts += 1
  const gatheringId = `draft-of-a-file-${drafts}`
  const made = await organizer.page.request.post(`${server.url}/api/commands`, {
    data: {
      commandId: `create-${gatheringId}`,
      gatheringId,
      name: 'createGathering',
      payload: { language },
    },
  })
  expect(await made.json()).toMatchObject({ ok: true })
  await visit(organizer.page, `${server.url}/g/${gatheringId}/organize?lang=${language}`)
  return organizer
}

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')

const damaged = calendar(
  'BEGIN:VEVENT',
  'SUMMARY:لقاء دمشق',
  'STATUS:CANCELLED',
  'DTSTART;TZID=Customized Time Zone:20270120T180000',
  'DTEND;TZID=Customized Time Zone:20270120T193000',
  'LOCATION:Berlin',
  'ATTENDEE;CN="A";X-COMMENT="he said "maybe":mailto:a@b.example',
  'DESCRIPTION:السطر الأول',
  'سطر ثان بلا طيّ',
  'END:VEVENT',
)

const many = calendar(
  ...Array.from({ length: 60 }, (_, index) => [
    'BEGIN:VEVENT',
    `SUMMARY:Weekly meeting`,
    `DTSTART;TZID=W. Europe Standard Time:${2019 + Math.floor(index / 12)}${String(1 + (index % 12)).padStart(2, '0')}08T090000`,
    'END:VEVENT',
  ]).flat(),
)

const cells = [
  'Städte im Januar;;;',
  'Stadt;Land;Plätze;Einlass',
  'Köln;Deutschland;50;17.30 Uhr',
  'Göteborg;Schweden;20;zwei Türen',
  'Malmö;Schweden;30;45 min',
].join('\r\n')

for (const [language, screen] of [
  ['ar', phone],
  ['en', desk],
] as const) {
  test(`a calendar's hour without a known clock is asked for, and what is left out is named (${language})`, async ({
    browser,
  }) => {
    const organizer = await atDraft(browser, language, screen)
    const { page, words } = organizer
    await page.getByText(words.t('import.title')).click()
    const file = encodeLetters(damaged, 'windows-1256')
    await page
      .locator('input[name=import]')
      .setInputFiles({ name: 'x.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) })
    await expect(page.getByText('لقاء دمشق')).toBeVisible()
    await expect(page.getByText(words.t('import.left-cancelled'))).toBeVisible()
    await expect(
      page.getByText(words.t('import.clock-unknown-name', { zone: 'Customized Time Zone' })),
    ).toBeVisible()
    await expect(page.getByText('سطر ثان بلا طيّ')).toBeVisible()
    await expect(page.getByText('ATTENDEE', { exact: true })).toBeVisible()
    await expect(page.locator('[name=encoding]')).toHaveValue('windows-1256')
    await picture(organizer, `calendar-asked-${language}`)
    expect(await axeFinds(page)).toEqual([])

    const take = page.getByRole('button', { name: words.t('import.take') })
    await expect(take).toHaveAttribute('aria-disabled', 'true')
    const city = language === 'en' ? 'Berlin' : 'برلين'
    await page.getByRole('button', { name: words.t('common.time-of', { city }) }).click()
    await expect(take).not.toHaveAttribute('aria-disabled', 'true')
    await picture(organizer, `calendar-answered-${language}`)
    await take.click()
    await expect(page.locator('input[type=datetime-local]').first()).toHaveValue('2027-01-20T18:00')
    expect(organizer.troubles).toEqual([])
    await organizer.context.close()
  })

  test(`all sixty entries of a calendar can be chosen, by their dates (${language})`, async ({ browser }) => {
    const organizer = await atDraft(browser, language, screen)
    const { page, words } = organizer
    await page.getByText(words.t('import.title')).click()
    await page
      .locator('input[name=import]')
      .setInputFiles({ name: 'x.ics', mimeType: 'text/calendar', buffer: Buffer.from(many) })
    await expect(page.getByRole('radio', { name: 'Weekly meeting' })).toHaveCount(60)
    await picture(organizer, `calendar-many-${language}`)
    expect(await axeFinds(page)).toEqual([])
    await page.locator('[name=import-filter]').fill('2019')
    await expect(page.getByRole('radio', { name: 'Weekly meeting' })).toHaveCount(12)
    await picture(organizer, `calendar-found-${language}`)
    expect(organizer.troubles).toEqual([])
    await organizer.context.close()
  })

  test(`a table in an old encoding is read, and can be read in another one (${language})`, async ({
    browser,
  }) => {
    const organizer = await atDraft(browser, language, screen)
    const { page, words } = organizer
    await visit(page, `${server.url}/g/january-20/organize/cities?lang=${language}`)
    await page.getByRole('button', { name: words.t('organize.import.open') }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: 'x.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(encodeLetters(cells, 'windows-1252')),
    })
    await expect(page.getByText('Köln · Deutschland')).toBeVisible()
    await expect(page.getByText('Städte im Januar')).toBeVisible()
    await expect(
      page.getByText(
        words.t('organize.import.fault-left-out', {
          column: words.t('organize.import.column-doors'),
          value: 'zwei Türen',
        }),
      ),
    ).toBeVisible()
    await picture(organizer, `table-${language}`)
    expect(await axeFinds(page)).toEqual([])
    await page.locator('[name=encoding]').selectOption('windows-1254')
    await expect(page.getByText('Köln · Deutschland')).toBeVisible()
    await page.locator('[name=encoding]').selectOption('windows-1251')
    await expect(page.getByText('Kцln · Deutschland')).toBeVisible()
    expect(organizer.troubles).toEqual([])
    await organizer.context.close()
  })
}
