// Measured layout and colours: the line through the skies, the projector page, phones, maps, forced colours.
import { expect, type Page } from '@playwright/test'
import { pause } from '../support/person.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { axeFinds } from './axe-finds.ts'
import { type HostilePages, makeHostilePages } from './hostile-pages.ts'
import { desk, type Person, person, phone, test, visit } from './people.ts'
import { lineThroughSkies } from './sky-line.ts'

let server: RunningServer
let hostile: HostilePages
let reader: Record<'ar' | 'en', Person>
const example = '/g/january-20'

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  server = await startServer()
  hostile = await makeHostilePages(server)
  const of = (language: 'ar' | 'en') =>
    person(browser, server.url, { language, timeZone: 'Europe/Berlin', screen: phone })
  reader = { ar: await of('ar'), en: await of('en') }
  // Disables fullscreen, because a fullscreen window cannot be resized.
  for (const { context } of Object.values(reader))
    await context.addInitScript(() => {
      Element.prototype.requestFullscreen = async () => undefined
    })
})
test.afterAll(async () => {
  for (const { context } of Object.values(reader ?? {})) await context.close()
  await server?.stop()
})

const hostilePath = (name: string) => hostile.pages.find((page) => page.name === name)?.path ?? ''

test('the line of the instant crosses every sky, in both languages, on phones and on wide screens', async () => {
  for (const { page, words } of Object.values(reader)) {
    await visit(page, server.url + example)
    for (const screen of [phone, desk]) {
      await page.setViewportSize(screen)
      const found = await lineThroughSkies(page, words.t('front.skies'))
      expect(found.rows).toBeGreaterThan(8)
      expect(found.crossed).toBe(found.rows)
      expect(new Set(found.widths)).toEqual(new Set([2]))
    }
    await page.setViewportSize(phone)
  }
})

/** Elements that are not entirely on the screen, or are clipped by their own box. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement | SVGElement>(
        'main :is(h1, li, figcaption, aside p, [role=img])',
      ),
    ]
      .filter((element) => element.closest('[inert], [class*=box]') === null)
      .flatMap((element) => {
        const { left, right, top, bottom, width } = element.getBoundingClientRect()
        if (width < 2) return []
        const isWhole = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1
        // Glyphs may extend a little beyond their line.
        const size = Number.parseFloat(getComputedStyle(element).fontSize)
        const isCut =
          element instanceof HTMLElement && element.scrollHeight > element.clientHeight + size * 0.4
        return isWhole && !isCut
          ? []
          : [`${element.tagName} ${element.textContent?.slice(0, 30)} ${top}-${bottom}`]
      }),
  )
}

test('a hall’s screen shows everything at every shape, with the longest texts', async () => {
  const sizes = [
    [1280, 720],
    [1366, 768],
    [1920, 1080],
    [1024, 768],
    [1400, 1050],
    [1080, 1920],
    [1000, 1024],
  ] as const
  const found: string[] = []
  for (const { page, words } of Object.values(reader)) {
    for (const path of [hostilePath('projector'), `${example}/projector`]) {
      await page.goto(server.url + path)
      // Asked only once per window.
      const start = page.getByRole('button', { name: words.t('hall.start') })
      await expect(page.getByRole('img', { name: words.t('hall.reply') })).toBeVisible()
      if (await start.isVisible()) await start.click()
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height })
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        )
        found.push(...(await lasting(() => cutOff(page))).map((cut) => `${path} ${width}×${height}: ${cut}`))
        const code = await page.getByRole('img', { name: words.t('hall.reply') }).boundingBox()
        expect(code?.height ?? 0).toBeGreaterThan(Math.min(width, height) * 0.1)
        // Labels on the small map do not overlap.
        const names = await lasting(() => namesOnNames(page))
        found.push(...names.map((each) => `${path} ${width}×${height}: ${each}`))
      }
    }
    await page.setViewportSize(phone)
  }
  expect(found).toEqual([])
})

/** Relayout for another viewport takes some frames, more on a busy machine: only problems that remain after two seconds are faults. */
async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  const endsAt = performance.now() + 2000
  for (;;) {
    const found = await find()
    if (found.length === 0 || performance.now() > endsAt) return found
    await pause(50)
  }
}

function namesOnNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = [...document.querySelectorAll('[data-side] bdi')].map((name) => ({
      text: name.textContent,
      box: name.getBoundingClientRect(),
    }))
    return names.flatMap((a, index) =>
      names
        .slice(index + 1)
        .filter(
          ({ box }) =>
            a.box.left < box.right - 1 &&
            box.left < a.box.right - 1 &&
            a.box.top < box.bottom - 3 &&
            box.top < a.box.bottom - 3,
        )
        .map(({ text }) => `${a.text} on ${text}`),
    )
  })
}

test('names on a map are read on every ground, and keys lead past it', async () => {
  for (const { page, words } of Object.values(reader)) {
    await visit(page, server.url + example)
    await expect(page.locator('[data-side] bdi').first()).toBeAttached()
    expect(await lasting(() => namesOnNames(page))).toEqual([])
    const least = await page.evaluate(() => {
      const drawn = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext(
        '2d',
        {
          willReadFrequently: true,
        },
      )
      if (drawn === null) throw new Error('no canvas')
      const luminance = (...layers: readonly string[]) => {
        for (const layer of layers) {
          drawn.fillStyle = layer
          drawn.fillRect(0, 0, 1, 1)
        }
        const [red = 0, green = 0, blue = 0] = [...drawn.getImageData(0, 0, 1, 1).data].map((part) => {
          const share = part / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      return Math.min(
        ...[...document.querySelectorAll('[data-side] bdi')].flatMap((name) =>
          ['white', 'black', 'gray'].map((ground) => {
            const { color, backgroundColor } = getComputedStyle(name)
            const [ink, plate] = [luminance(color), luminance(ground, backgroundColor)]
            return (Math.max(ink, plate) + 0.05) / (Math.min(ink, plate) + 0.05)
          }),
        ),
      )
    })
    expect(least).toBeGreaterThan(4.5)

    const cities = page.getByRole('list', { name: words.t('world.cities') }).getByRole('link')
    await cities.last().focus()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: words.t('world.nearer') })).toBeFocused()
  }
})

test('at 360 px the masthead of a page without a network stays on one row over its line', async () => {
  for (const { page, context, words } of Object.values(reader)) {
    await visit(page, server.url + example)
    await page.getByRole('button', { name: words.t('reply.open'), exact: true }).click()
    await context.setOffline(true)
    await page.getByRole('dialog').locator('button[type=submit]').click()
    const waiting = words.t('live.pending', { count: 1, shown: words.number(1) })
    await expect(page.locator('[role=status][data-state=offline]:visible')).toContainText(waiting)
    const { lowest, line } = await page.evaluate(() => {
      const head = [...document.querySelectorAll('header')].find((each) => each.checkVisibility())
      if (head === undefined) throw new Error('no masthead')
      const feet = [...head.querySelectorAll('*')].map((element) => element.getBoundingClientRect().bottom)
      const style = getComputedStyle(head)
      if (style.borderBottomStyle !== 'solid') throw new Error('no line under it')
      return { lowest: Math.max(...feet), line: head.getBoundingClientRect().bottom }
    })
    expect(lowest).toBeLessThanOrEqual(line)
    expect(line).toBeLessThan(72)
    await context.setOffline(false)
    await expect(page.locator('[role=status][data-state=live]')).toHaveCount(1, { timeout: 20_000 })
  }
})

test('at 320 px the programme fits, and no hour is broken within its figures', async () => {
  for (const { page } of Object.values(reader)) {
    await page.setViewportSize({ width: 320, height: 640 })
    await visit(page, `${server.url}${example}/programme`)
    const measure = () =>
      page.evaluate(() => {
        const broken = [...document.querySelectorAll('article td:nth-child(2)')].filter((cell) => {
          const range = document.createRange()
          range.selectNodeContents(cell)
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
          return lines > (cell.textContent?.trim().split(/\s+/).length ?? 0)
        })
        return { width: document.documentElement.scrollWidth, broken: broken.length }
      })
    expect(await measure()).toEqual({ width: 320, broken: 0 })
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect((await measure()).width).toBe(320)
    await page.setViewportSize(phone)
  }
})

test('no hour on a gathering’s page is broken within its figures, at any width', async () => {
  for (const { page } of Object.values(reader)) {
    await visit(page, server.url + example)
    for (const width of [320, 360, 768, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      const broken = await page.evaluate(() => {
        const found: string[] = []
        const walker = document.createTreeWalker(document.querySelector('main') as Node, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          for (const hour of (node.textContent ?? '').matchAll(/\p{Nd}+:\p{Nd}+/gu)) {
            const range = document.createRange()
            range.setStart(node, hour.index)
            range.setEnd(node, hour.index + hour[0].length)
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 8)))
            const isShown =
              (node.parentElement?.clientWidth ?? 0) > 1 || node.parentElement?.tagName === 'SPAN'
            if (isShown && lines.size > 1) found.push(hour[0])
          }
        }
        return found
      })
      expect({ width, broken }).toEqual({ width, broken: [] })
    }
    await page.setViewportSize(phone)
  }
})

test('a poster’s words stay over its bands, whatever the city is called', async () => {
  const html = await (await fetch(server.url + example)).text()
  const named = [...html.matchAll(/"meetingId":"([^"]+)","status":"[^"]+"[^}]*?"en":"([^"]+)"/g)]
  const ids = named.filter(([, , name]) => /^(?:Gaziantep|São Paulo)$/.test(name ?? '')).map(([, id]) => id)
  expect(ids).toHaveLength(2)
  const paths = [...ids.map((id) => `${example}/${id}/poster`), hostilePath('poster')]
  for (const { page } of Object.values(reader)) {
    for (const path of paths) {
      await page.goto(server.url + path)
      const room = await page.locator('article').evaluate((sheet) => {
        const bands = sheet.querySelector('ul')?.getBoundingClientRect().top ?? 0
        const words = [...sheet.querySelectorAll('header p, header h1')]
        return bands - Math.max(...words.map((word) => word.getBoundingClientRect().bottom))
      })
      expect(room).toBeGreaterThan(2)
    }
  }
})

/** The link of the reply that the next story makes and the last one reads. */
let reply = ''

test('the connection sign says nothing of a reply that is answered at once', async () => {
  const { page, words } = reader.en
  await visit(page, server.url + example)
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    new MutationObserver(() => {
      const text = document.querySelector('[role=status][data-state]')?.textContent ?? ''
      if (text !== '' && said.at(-1) !== text) said.push(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await page.getByRole('button', { name: words.t('reply.open'), exact: true }).click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/reply#r_/)
  await expect(page.getByRole('switch')).toBeVisible()
  await expect(page.locator('[role=status][data-state=live]')).toHaveCount(1)
  const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
  expect(said.filter((text) => text !== words.t('live.live'))).toEqual([])
  reply = page.url()
})

test('in forced colours every fill and frame is seen, and words on fills are read', async () => {
  const { page } = reader.en
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await visit(page, `${server.url}${example}/propose`)
  expect(await axeFinds(page)).toEqual([])
  const chosen = page.locator('[data-shape=segments] [data-checked]').first()
  const filled = await chosen.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element)
    return [backgroundColor, color]
  })
  await page.goto(reply)
  expect(await axeFinds(page)).toEqual([])
  const toggle = page.getByRole('switch').first()
  const seen = () =>
    toggle.evaluate((element) => {
      const style = getComputedStyle(element)
      return { fill: style.backgroundColor, frame: style.borderTopColor }
    })
  const [ink, paper] = await page.evaluate(() =>
    ['CanvasText', 'Canvas'].map((colour) => {
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.color = colour
      const { color } = getComputedStyle(probe)
      probe.remove()
      return color
    }),
  )
  await toggle.check()
  await expect.poll(seen).toEqual({ fill: ink, frame: ink })
  await toggle.uncheck()
  await expect.poll(seen).toEqual({ fill: paper, frame: ink })
  // The connection's dot is filled only while connected; so is the selected option of a choice.
  const dot = page.locator('[role=status][data-state=live] i')
  expect(await dot.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(ink)
  expect(filled).toEqual([ink, paper])
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' })
})
