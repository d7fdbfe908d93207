// Editing the programme in a real browser, by mouse, touch and keys, while somebody else edits it too; and reading it without script.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { desk, type Person, person, phone, until } from './people.ts'

let server: RunningServer
let cookies: Awaited<ReturnType<Person['context']['cookies']>> = []
const gathering = '/g/january-20'
const desktop = `${gathering}/organize/programme`

test.beforeAll(async ({ playwright }) => {
  server = await startServer()
  const organizer = await playwright.request.newContext({
    baseURL: server.url,
    extraHTTPHeaders: { Origin: server.url },
  })
  await organizer.post('/api/claim', { data: { token: server.claimUrl().split('#')[1] } })
  cookies = (await organizer.storageState()).cookies
  await organizer.dispose()
})
test.afterAll(() => server?.stop())

async function organizer(browser: Browser, language: 'ar' | 'en', screen: typeof desk): Promise<Person> {
  const someone = await person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen })
  await someone.context.addCookies(cookies)
  await someone.page.goto(`${server.url}${desktop}?lang=${language}`)
  await expect(handles(someone.page).first()).toBeVisible()
  return someone
}

const handles = (page: Page) => page.locator('[data-handle]')
/** The ids of the segments, in their current order. */
const order = (page: Page) =>
  handles(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-handle')))

async function expectOrder(page: Page, wanted: readonly (string | null)[]): Promise<void> {
  await expect.poll(() => order(page)).toEqual(wanted)
}

/** The list with one element moved. */
function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(to, 0, items[from] as Item)
}

/** The centre of the first handle and the distance to the third one (px), after the page has stopped scrolling from an undo. */
async function firstAndThird(page: Page) {
  await handles(page).nth(0).hover()
  const [from, to] = await Promise.all([
    handles(page).nth(0).boundingBox(),
    handles(page).nth(2).boundingBox(),
  ])
  if (from === null || to === null) throw new Error('no handles')
  return { x: from.x + from.width / 2, y: from.y + from.height / 2, between: to.y - from.y }
}

test('segments are moved by keys, by mouse and by finger; others see it within a second, and each step can be taken back', async ({
  browser,
}) => {
  const [layla, sami] = await Promise.all([organizer(browser, 'ar', desk), organizer(browser, 'en', desk)])
  const { page, words } = layla
  const before = await order(page)

  await handles(page).nth(1).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const byKeys = moved(before, 1, 3)
  await expectOrder(page, byKeys)
  await expect(handles(page).nth(3)).toBeFocused()
  const at = Date.now()
  await expectOrder(sami.page, byKeys)
  expect(Date.now() - at).toBeLessThan(1000)
  await page.getByRole('button', { name: words.t('common.undo') }).click()
  await expectOrder(page, before)

  // After Escape it is where it was.
  await handles(page).nth(2).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expectOrder(page, before)

  const byMouse = await firstAndThird(page)
  await page.mouse.move(byMouse.x, byMouse.y)
  await page.mouse.down()
  await page.mouse.move(byMouse.x, byMouse.y + byMouse.between + 20, { steps: 8 })
  await page.mouse.up()
  await expectOrder(sami.page, moved(before, 0, 2))
  await page.getByRole('button', { name: words.t('common.undo') }).click()
  await expectOrder(sami.page, before)

  const finger = await layla.context.newCDPSession(page)
  const byFinger = await firstAndThird(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: byFinger.x, y }],
    })
  await touch('touchStart', byFinger.y)
  for (let step = 1; step <= 6; step += 1)
    await touch('touchMove', byFinger.y + ((byFinger.between + 20) * step) / 6)
  await touch('touchEnd', 0)
  await expectOrder(sami.page, moved(before, 0, 2))
  await page.getByRole('button', { name: words.t('common.undo') }).click()
  await expectOrder(sami.page, before)
  expect([...layla.troubles, ...sami.troubles]).toEqual([])
  await Promise.all([layla.context.close(), sami.context.close()])
})

test('what is being typed stays while somebody else changes the same segment, and both versions are offered', async ({
  browser,
}) => {
  const [layla, sami] = await Promise.all([organizer(browser, 'en', desk), organizer(browser, 'en', phone)])
  const open = async ({ page }: Person) => {
    await page.locator('li [aria-expanded]').nth(3).click()
    return page.locator('form [name=title]')
  }
  const [mine, theirs] = [await open(layla), await open(sami)]
  await mine.fill('As Layla has it')
  await theirs.fill('As Sami has it')
  await theirs.press('Enter')
  await until(layla.page.getByText('As Sami has it', { exact: false }).first())
  await expect(mine).toHaveValue('As Layla has it')
  expect(await axeFinds(layla.page)).toEqual([])
  await layla.page.getByRole('button', { name: layla.words.t('organize.conflict.keep-mine') }).click()
  await mine.press('Enter')
  await until(sami.page.getByText('As Layla has it'))
  const width = await sami.page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(phone.width)
  await Promise.all([layla.context.close(), sami.context.close()])
})

test('an empty programme offers one to begin with, which can be taken back', async ({ browser }) => {
  const layla = await organizer(browser, 'en', desk)
  const { page, words } = layla
  const ids = await order(page)
  for (const segmentId of ids) {
    await page.locator('li [aria-expanded]').first().click()
    await page.getByRole('button', { name: words.t('desk.remove'), exact: true }).click()
    await expect(page.locator(`[data-handle='${segmentId}']`)).toHaveCount(0)
  }
  await page.getByRole('button', { name: /Start with a report/ }).click()
  await expect(handles(page)).toHaveCount(28)
  // Before that, the undo button still belongs to the previous step.
  await until(page.getByText(words.t('programme-desk.start.done', { count: 28 })))
  await expect(page.locator('p[data-kind=gap], p[data-kind=overlap], p[data-kind=too-long]')).toHaveCount(0)
  await page.getByRole('button', { name: words.t('common.undo') }).click()
  await until(page.getByText(words.t('programme-desk.empty')))
  // Twenty-eight undo commands are sent one by one; their updates would close a form that is opened meanwhile.
  await expect(page.locator('[role=status][data-sending]')).toHaveCount(0, { timeout: 20_000 })
  await page.getByRole('button', { name: words.t('programme-desk.add') }).click()
  await page.locator('form [name=title]').fill('The only one')
  await page.locator('form [name=title]').press('Enter')
  await expect(handles(page)).toHaveCount(1)
  await layla.context.close()
})

for (const language of ['ar', 'en'] as const) {
  test(`without script the programme is read whole, on its page and on its sheet (${language})`, async ({
    browser,
  }) => {
    const reader = await person(browser, server.url, {
      language,
      timeZone: 'Europe/Berlin',
      screen: phone,
      hasScript: false,
    })
    const { page, words } = reader
    await page.goto(`${server.url}${gathering}?lang=${language}`)
    await expect(page.getByRole('heading', { name: words.t('common.programme') })).toBeVisible()
    await page.goto(`${server.url}${gathering}/programme?lang=${language}`)
    await expect(page.getByRole('cell', { name: 'The only one' })).toBeVisible()
    await reader.context.close()
  })
}
