// The map and the timeline with three hundred cities: the same set on both, controlled by touch, wheel and keys, also on a slow phone.
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { putGathering } from '../support/many-cities.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { desk, openPage, person, phone } from './people.ts'

const cities = 300
const slug = 'everywhere'
let server: RunningServer

test.describe.configure({ timeout: 120_000 })
/** Cities are regrouped when the browser is idle, after the gestures. */
const patient = { timeout: 20_000 }

test.beforeAll(async () => {
  const startsAt = Date.now() + 30 * 86_400_000
  server = await startServer({}, [], {
    prepare: (dataDirectory) => putGathering(dataDirectory, { slug, startsAt, cities }),
  })
})
test.afterAll(() => server?.stop())

const map = (page: Page) => page.locator('[role=group][aria-describedby]')
const marks = (page: Page) => map(page).locator('ol > li')
const rows = (page: Page) => page.locator('table tbody tr:has(th[scope=row])')

/** How many cities the marks represent: one each, or the number that a group shows. */
async function citiesOnMap(page: Page): Promise<number> {
  const texts = await marks(page).evaluateAll((items) =>
    items.map((item) => item.querySelector('a')?.textContent ?? ''),
  )
  return texts.reduce((sum, text) => sum + 1 + Number(text.replace('+', '') || 0), 0)
}

async function openMap(page: Page): Promise<void> {
  await page.goto(`${server.url}/g/${slug}`)
  // Loads and renders three hundred cities, whatever else this machine is doing.
  await expect(page.locator('svg[data-ready]')).toBeAttached({ timeout: 30_000 })
  await map(page).scrollIntoViewIfNeeded()
}

test('the map and the ruler hold the same cities, and what is pointed at on one is marked on the other', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: desk,
  })
  const { page } = reader
  await openMap(page)
  await expect(rows(page)).toHaveCount(cities)
  expect(await citiesOnMap(page)).toBe(cities)
  expect(await marks(page).count()).toBeLessThan(cities)

  await expect(marks(page).and(page.locator('[data-marked]'))).toHaveCount(0)
  await rows(page).nth(150).hover()
  await expect(marks(page).and(page.locator('[data-marked]'))).toHaveCount(1)
  await map(page).scrollIntoViewIfNeeded()
  const single = map(page).locator('li:not([data-group]) a').first()
  const href = await single.getAttribute('href')
  await single.focus()
  const marked = rows(page).and(page.locator('[data-marked]'))
  await expect(marked).toHaveCount(1)
  await expect(marked.locator('a')).toHaveAttribute('href', href ?? '')
  expect(reader.troubles).toEqual([])
  await reader.context.close()
})

test('keys and a press on a group bring the map nearer, Home shows the world, and the wheel scrolls the page', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, { language: 'ar', timeZone: 'Asia/Beirut', screen: desk })
  const { page, words } = reader
  await openMap(page)
  const before = await marks(page).count()
  await map(page).focus()
  for (const _ of [1, 2, 3]) await page.keyboard.press('+')
  await expect.poll(() => marks(page).count(), patient).toBeGreaterThan(before)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Home')
  await expect.poll(() => marks(page).count(), patient).toBe(before)
  await expect(page.getByRole('button', { name: words.t('world.reset') })).toBeDisabled()

  await page.keyboard.press('Escape')
  const group = map(page).locator('li[data-group] a').first()
  await group.click()
  await expect.poll(() => marks(page).count(), patient).toBeGreaterThan(before)
  await page.keyboard.press('Home')

  // The pointer waits until the page has stopped scrolling after the press on the group.
  await page.mouse.move(0, 0)
  await map(page).hover({ position: { x: 20, y: 20 } })
  await page.keyboard.press('Escape')
  const scrolledBefore = await page.evaluate(() => scrollY)
  await page.mouse.wheel(0, 300)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolledBefore)
  await expect(page.getByRole('button', { name: words.t('world.reset') })).toBeDisabled()
  await reader.context.close()
})

test('on paper the ruler is a table with its head on each sheet and no row cut through', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Europe/Berlin',
    screen: desk,
  })
  const { page } = reader
  await openMap(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('thead')).toHaveCSS('display', 'table-header-group')
  const row = rows(page).first()
  await expect(row).toHaveCSS('display', 'table-row')
  await expect(row).toHaveCSS('break-inside', 'avoid')
  for (const cell of await row.locator('th, td').all()) {
    const cut = await cell.evaluate((element) => element.scrollWidth > element.clientWidth + 1)
    expect(cut).toBe(false)
  }
  await reader.context.close()
})

test('on paper the map is the whole world and moves nothing aside, also from right to left', async ({
  browser,
}) => {
  const reader = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Europe/Berlin',
    screen: phone,
  })
  const { page } = reader
  await openMap(page)
  const farther = await marks(page).count()
  // Print ignores how the reader has zoomed the map on screen.
  await map(page).focus()
  for (const _ of [1, 2, 3]) await page.keyboard.press('+')
  await expect(page.getByRole('button', { name: reader.words.t('world.reset') })).toBeEnabled()
  await expect.poll(() => marks(page).count(), patient).toBeGreaterThan(farther)
  const apart = await marks(page).count()
  // The printable width of a sheet, at which the on-screen map would be zoomed in.
  await page.setViewportSize({ width: 700, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  const pictures = page.locator('[role=group] svg[data-ready]').locator('xpath=..').locator('svg')
  const beside = () =>
    pictures.evaluateAll((drawn) =>
      drawn.flatMap((picture) => {
        const { left, right } = picture.getBoundingClientRect()
        return [Math.round(left), Math.round(right - innerWidth)]
      }),
    )
  const count = await pictures.count()
  expect(count).toBeGreaterThan(0)
  // Regrouped for print: cities that are separate at the zoomed scale would overlap on paper.
  await expect.poll(() => marks(page).count(), patient).toBeLessThan(apart)
  // The browser may take a frame to lay out the sheet.
  await expect.poll(beside, patient).toEqual(Array.from({ length: 2 * count }, () => 0))
  // The on-screen pan would be added to the position in print.
  await expect(page.getByRole('list', { name: reader.words.t('world.cities') })).toHaveCSS(
    'transform',
    'none',
  )
  await reader.context.close()
})

type Point = { readonly x: number; readonly y: number }

async function touch(
  line: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  points: readonly Point[],
) {
  await line.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point) => ({ ...point })) })
}

/** The times between the frames rendered meanwhile, ms, shortest first. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  const recorded = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = []
        const tick = (now: number) => {
          times.push(now)
          if (document.body.dataset['recorded'] === undefined) requestAnimationFrame(tick)
          else resolve(times)
        }
        requestAnimationFrame(tick)
      }),
  )
  await act()
  await page.evaluate(() => {
    document.body.dataset['recorded'] = ''
  })
  const times = await recorded
  await page.evaluate(() => {
    delete document.body.dataset['recorded']
  })
  return times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .sort((a, b) => a - b)
}

/** CPU time of the page's main thread so far, ms: other work on this machine does not count, so the limit needs no margin for it. */
async function workMeter(line: CDPSession): Promise<() => Promise<number>> {
  await line.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' })
  await line.send('Performance.enable')
  return async () => {
    const { metrics } = await line.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
}

/**
 * Changes in the map's DOM meanwhile, except to attributes of the map and its layers: any of them would make the browser render cities
 * during a gesture.
 */
async function writesDuring(page: Page, act: () => Promise<void>): Promise<readonly string[]> {
  const watched = await map(page).evaluateHandle((box) => {
    const writes: string[] = []
    const hear = (records: readonly MutationRecord[]) => {
      for (const { type, target, attributeName } of records) {
        if (type === 'attributes' && (target === box || target.parentElement === box)) continue
        writes.push(`${type} ${target.nodeName} ${attributeName}`)
      }
    }
    const observer = new MutationObserver(hear)
    observer.observe(box, { attributes: true, childList: true, characterData: true, subtree: true })
    return {
      end: () => {
        hear(observer.takeRecords())
        observer.disconnect()
        return writes
      },
    }
  })
  await act()
  return watched.evaluate(({ end }) => end())
}

/** A cheap phone is this many times slower than this machine. */
const slower = 4

const share = (frames: readonly number[], part: number) => frames[Math.floor((frames.length - 1) * part)] ?? 0

test('three hundred cities follow the fingers on a phone four times slower than this machine', async ({
  browser,
}, info) => {
  const context = await browser.newContext({
    locale: 'ar',
    viewport: phone,
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  })
  const page = await openPage(context)
  await openMap(page)
  const line = await context.newCDPSession(page)
  const worked = await workMeter(line)
  // Hovering waits until the page has stopped scrolling to the map.
  await map(page).hover()
  const box = await map(page).boundingBox()
  if (box === null) throw new Error('no map')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

  const swipes = async () => {
    for (const to of [-110, 110, -90]) {
      await touch(line, 'touchStart', [{ x: middle.x - to, y: middle.y }])
      for (let step = 0; step <= 30; step += 1)
        await touch(line, 'touchMove', [{ x: middle.x - to + (to * 2 * step) / 30, y: middle.y }])
      await touch(line, 'touchEnd', [])
    }
  }
  const stood = await map(page).locator('ol').boundingBox()
  expect(await writesDuring(page, swipes)).toEqual([])
  expect((await map(page).locator('ol').boundingBox())?.x).not.toBe(stood?.x)
  const startedWith = await worked()
  const drag = await framesDuring(page, swipes)
  const dragged = await worked()
  const before = await marks(page).count()
  const pinch = await framesDuring(page, async () => {
    const fingers = (apart: number) => [
      { x: middle.x - apart, y: middle.y, id: 0 },
      { x: middle.x + apart, y: middle.y, id: 1 },
    ]
    await touch(line, 'touchStart', fingers(20))
    for (let step = 0; step <= 45; step += 1) await touch(line, 'touchMove', fingers(20 + step * 2))
    await touch(line, 'touchEnd', [])
  })
  const pinched = await worked()
  await expect.poll(() => marks(page).count(), patient).toBeGreaterThan(before)
  for (const [name, frames, work] of [
    ['drag', drag, dragged - startedWith],
    ['pinch', pinch, pinched - dragged],
  ] as const) {
    const each = work / frames.length
    const figures = `${frames.length} frames, ${each.toFixed(1)} ms of work each; between them ${share(frames, 0.5).toFixed(1)} ms (median), ${share(frames, 0.95).toFixed(1)} ms (95th)`
    info.annotations.push({ type: name, description: figures })
    expect(frames.length).toBeGreaterThan(10)
    // A loose limit, because a machine without a GPU has no reliable frame times: it refuses only what is visibly not moving.
    expect(each * slower).toBeLessThan(125)
  }
  await context.close()
})
