// The oldest browsers that README names: what is delivered to them, and each page in a browser without newer features.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { compatData, type Feature, isNewer, newerMembers } from '../support/floor.ts'
import { definedKeys, findNewer } from '../support/floor-scripts.ts'
import { declarationsOf, findNewerStyles } from '../support/floor-styles.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { type HostilePages, makeHostilePages, plainPagesOf } from './hostile-pages.ts'
import { desk, phone } from './people.ts'

const client = join(import.meta.dirname, '..', '..', 'dist', 'client')
let server: RunningServer
let hostile: HostilePages

/** The files of the latest build; files of earlier builds are in the same folder. */
function builtFiles(ending: string): readonly { readonly file: string; readonly source: string }[] {
  const manifest = JSON.parse(readFileSync(join(client, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    { readonly file: string; readonly css?: readonly string[] }
  >
  const files = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]))
  return [...files]
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file: file.replace('assets/', ''), source: readFileSync(join(client, file), 'utf8') }))
}

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  hostile = await makeHostilePages(server)
})
test.afterAll(() => server?.stop())

/** By prefix of the file name: newer features that are feature-detected before use, or in code that never runs. */
const guarded: Readonly<Record<string, readonly string[]>> = {
  // React checks for view transitions, and we start none.
  base: ['.skipTransition()', '.startViewTransition()'],
  // The socket's library has a transport that we do not enable.
  line: ['new WebTransport', '.createBidirectionalStream()'],
  // Cameras and the barcode detector are feature-detected.
  'host-page': ['.vibrate()', '.allowsFeature()', '.detect()', '.getSupportedFormats()'],
  decode: ['.yield()'],
  // The schema library checks that it is a function first.
  'organize-page': ['Error.captureStackTrace', 'URL.canParse'],
  // The player's own methods, and one that it feature-detects.
  hls: ['.canParse()', '.configure()', '.equal()', '.equals()', '.fetch()'],
}

/** Pages work without these: they look slightly different, or an equivalent declaration comes before. */
const harmless: Readonly<Record<string, string>> = Object.fromEntries(
  [
    // Line breaking, scrolling and growing.
    ...['text-wrap', 'text-wrap: balance', 'text-wrap: pretty', 'hanging-punctuation', 'orphans', 'widows'],
    ...['hanging-punctuation: first', 'hanging-punctuation: allow-end', 'hanging-punctuation: last'],
    ...['overscroll-behavior', 'overscroll-behavior: contain', 'scrollbar-width', 'scrollbar-width: none'],
    ...['field-sizing', 'field-sizing: content', 'resize', 'resize: none', 'resize: vertical'],
    ...['text-size-adjust', 'line-clamp', 'break-after: avoid', 'font-family: ui-monospace'],
    // Cursors, selection: a phone has none, and prefixed variants are next to them.
    ...['default', 'grab', 'grabbing', 'none', 'not-allowed', 'pointer', 'progress'].map(
      (word) => `cursor: ${word}`,
    ),
    ...['user-select', 'user-select: all', 'user-select: none', ':selection'],
    // Rendering optimizations.
    ...['content-visibility', 'content-visibility: auto', 'content-visibility: visible'],
    ...['contain: style', 'contain-intrinsic-block-size', 'align-content: start'],
    // The poster uses viewport units instead (`--hundredth`).
    ...['container-type', 'container-type: inline-size'],
    // Printing.
    ...['print-color-adjust', 'print-color-adjust: exact', 'page', 'size'],
  ].map((name) => [name, '']),
)

/** Rules with `:has()`, with the effect of ignoring them. */
const harmlessHas: readonly RegExp[] = [
  /^\._sheet_\w+:not\(:has\(\._statement_\w+\)\) \._aside_/, // one column instead of two
  /^\._public_\w+:has\(details\[open\]\)/, // the short list stays next to the complete one
  /^\._where_\w+:has\(\._title_/, // the order of two lines
  /^\._line_\w+:has\(input:disabled\)/, // the label is not dimmed
  /^\._row_\w+:has\(a:focus-visible\)/, // the link has its own outline below
  /^\._axis_\w+:has\(b\[data-centred\]\)/, // two words may be close together
  /^\[id=root\]:has\(/, // in print: elements around the sheet
]

test('no built script names what is newer than the oldest browsers, unless it asks first', () => {
  const scripts = builtFiles('.js')
  const defined = new Set<string>()
  for (const { file, source } of scripts)
    if (!file.startsWith('hls')) for (const key of definedKeys(source)) defined.add(key)
  const found = scripts.flatMap(({ file, source }) => {
    const known = Object.entries(guarded).find(([name]) => file.startsWith(name))?.[1] ?? []
    return findNewer(source, defined)
      .filter((name) => !known.includes(name))
      .map((name) => `${file}: ${name}`)
  })
  expect(found).toEqual([])
})

test('the check finds built-ins, members of the DOM and expressions that the oldest browsers do not know', () => {
  const source = `a.toSorted(); b.toWellFormed(); c.findLast(x); AbortSignal.timeout(1); Promise.withResolvers();
    Array.fromAsync(d); e.isSubsetOf(f); new Intl.DurationFormat('en'); g.startViewTransition(); URL.canParse(h);
    new URLPattern(i); /(?<=a)b/; /[a--b]/v; new RegExp('(?<!x)y'); RegExp.escape(j); k.showPopover()`
  const found = findNewer(source, new Set())
  for (const name of [
    '.toSorted()',
    '.toWellFormed()',
    '.findLast()',
    'AbortSignal.timeout',
    'Promise.withResolvers',
    'Array.fromAsync',
    '.isSubsetOf()',
    '.startViewTransition()',
    'URL.canParse',
    'new URLPattern',
    '/(?<=a)b/',
    '/[a--b]/v',
    'RegExp (?<!x)y',
    'RegExp.escape',
    '.showPopover()',
    'Intl.DurationFormat',
  ])
    expect(found).toContain(name)
  expect(findNewer('a.map(b); c.at(-1); structuredClone(d); e.flatMap(f)', new Set())).toEqual([])
  const sheet = `.a{color:oklch(.5 .1 20)} .b:dir(rtl){x:y} .c{height:100dvh} .d{height:calc(100dvh - var(--e))}
    @container (width>4rem){.f{color:red}} @media (width>=4rem){.g{color:red}} .h:has(i){color:red} .j{grid-template-columns:subgrid}`
  expect(findNewerStyles(sheet, {}).length).toBeGreaterThanOrEqual(8)
  expect(findNewerStyles('.a{height:100vh;height:100dvh} @supports (x:y){.b{height:1cqh}}', {})).toEqual([])
})

test('no built style sheet says what is newer, unless the page is whole without it', () => {
  const found = builtFiles('.css').flatMap(({ file, source }) =>
    findNewerStyles(source, harmless)
      .filter((text) => !harmlessHas.some((pattern) => pattern.test(text)))
      .map((text) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})

test('no drawn page holds newer attributes or colours that the oldest browsers cannot read', async () => {
  const attributes = compatData['html']?.['global_attributes'] ?? ({} as Feature)
  /** Attributes that only prioritize loading, or label a keyboard's Enter key. */
  const spare = new Set([
    'fetchpriority',
    'enterkeyhint',
    'inputmode',
    'autocapitalize',
    'lang',
    'dir',
    'style',
    'hidden',
    'id',
  ])
  const found = new Set<string>()
  for (const { path } of [
    ...plainPagesOf(hostile),
    ...hostile.pages.filter(({ isDesk }) => !isDesk),
    { path: '/embed.css' },
  ]) {
    const html = await (await fetch(server.url + path.split('#')[0])).text()
    const markup = html.replace(/<script[\s\S]*?<\/script>/g, '')
    for (const [, style = ''] of markup.matchAll(/style="([^"]*)"/g)) {
      for (const { property, value } of declarationsOf(style))
        if (/\b(?:okl|lab\(|lch\(|color\(|color-mix|cq[wh]|in ok)/.test(value))
          found.add(`${path}: ${property}: ${value}`)
    }
    for (const [, colour = ''] of markup.matchAll(/(?:fill|stroke|content)="([^"]*)"/g))
      if (/okl(?:ch|ab)\(/.test(colour)) found.add(`${path}: ${colour}`)
    for (const [, name = ''] of markup.matchAll(/\s([a-z]+)=/g))
      if (!spare.has(name) && isNewer(attributes[name])) found.add(`${path}: ${name}`)
  }
  for (const path of ['/embed/frame.css', '/world.svg?centre=0&at=29000000']) {
    const text = await (await fetch(server.url + path)).text()
    if (/okl(?:ch|ab)\(/.test(text)) found.add(path)
  }
  expect([...found]).toEqual([])
})

test('every kind of page is whole in a browser that has nothing newer than the oldest', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const { builtins, dom, globals } = newerMembers()
  const found: string[] = []
  for (const language of ['ar', 'en'] as const) {
    const context = await browser.newContext({
      locale: language,
      viewport: language === 'ar' ? phone : desk,
      reducedMotion: 'reduce',
    })
    const [name = '', value = ''] = hostile.cookie.split('=')
    await context.addCookies([{ name, value, url: server.url }])
    await context.addInitScript(removeNewer, { members: [...builtins, ...dom], globals })
    const page = await context.newPage()
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`))
    for (const { name, path } of hostile.pages) {
      await page.goto('about:blank')
      await page.goto(server.url + path)
      await page.waitForFunction(() => document.documentElement.dataset['interactive'] !== undefined)
      await expect(page.locator('h1').first()).toBeAttached({ timeout: 10_000 })
      if ((await page.locator('h1').count()) === 0) found.push(`${language} ${name}: no headline`)
      if (await page.getByText(/has a bug|خطأ برمجي/).count()) found.push(`${language} ${name}: a bug`)
    }
    await page.goto(server.url + (hostile.pages.find(({ name }) => name === 'gathering')?.path ?? ''))
    expect(await page.evaluate(() => 'toSorted' in Array.prototype || 'timeout' in AbortSignal)).toBe(false)
    await expect(page.locator('[role=status][data-state=live]')).toBeAttached({ timeout: 20_000 })
    await context.close()
  }
  const told = server.output().split('\n')
  expect(told.filter((line) => line.includes('bug in a browser'))).toEqual([])
  expect(found).toEqual([])
})

/** Runs in the page before all other scripts. Properties that the browser does not allow to delete remain. */
function removeNewer(newer: {
  readonly members: readonly {
    readonly owner: string
    readonly name: string
    readonly isStatic: boolean | null
  }[]
  readonly globals: readonly string[]
}): void {
  type Owner = Record<string, unknown> & { readonly prototype?: Record<string, unknown> }
  const own = globalThis as unknown as Record<string, Owner | undefined>
  const owners = { ...(own['Intl'] as Record<string, Owner>) }
  for (const { owner, name, isStatic } of newer.members) {
    const of = own[owner] ?? owners[owner]
    if (of === undefined || of === null) continue
    const both = [isStatic === false ? undefined : of, isStatic === true ? undefined : of.prototype]
    for (const from of both) {
      try {
        if (from !== undefined) delete from[name]
      } catch {
        // Not deletable.
      }
    }
  }
  for (const name of newer.globals) {
    try {
      delete own[name]
      delete owners[name]
    } catch {
      // Not deletable.
    }
  }
}
