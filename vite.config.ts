// Vite's builds and tests: the client, the server's bundle, and the test suites that need no browser.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { quantize, transform } from 'topojson-client'
import type { Plugin, UserConfig } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import type { InlineConfig } from 'vitest/node'
import { compileMessages } from './client/i18n/compile-messages.ts'
import { inSrgb } from './shared/domain/srgb.ts'

const at = (path: string) => join(import.meta.dirname, path)

/** Compresses files at build time at the highest level, so that the server only sends them. Pictures and fonts are compressed already. */
function compressBeforehand(): Plugin {
  const worthwhile = /\.(?:css|js|json|svg|txt|webmanifest)$/
  return {
    name: 'multaqa:compress-beforehand',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !worthwhile.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        // Assets of earlier builds stay in this folder.
        if (existsSync(`${file}.gz`) && statSync(`${file}.gz`).mtimeMs >= statSync(file).mtimeMs) continue
        const bytes = readFileSync(file)
        const asWhole = {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        }
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: asWhole }))
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/**
 * Rejects import cycles between chunks, which would run a module before its imports: `groups` below must not put a page's part into a chunk
 * shared by all pages.
 */
function refuseCycles(): Plugin {
  return {
    name: 'multaqa:refuse-cycles',
    apply: 'build',
    generateBundle(_, bundle) {
      const importsOf = (file: string) => {
        const chunk = bundle[file]
        return chunk?.type === 'chunk' ? chunk.imports : []
      }
      const done = new Set<string>()
      const visit = (file: string, path: readonly string[]) => {
        if (path.includes(file)) this.error(`Files import each other: ${[...path, file].join(' → ')}`)
        if (done.has(file)) return
        for (const next of importsOf(file)) visit(next, [...path, file])
        done.add(file)
      }
      for (const file of Object.keys(bundle)) visit(file, [])
    },
  }
}

/** Rounds the land's coordinates to a ten-thousandth of the earth, the map's resolution: a quarter of the file was invisible digits. */
function coarsenLand(): Plugin {
  return {
    name: 'multaqa:coarsen-land',
    enforce: 'pre',
    transform(code, id) {
      if (!/world-atlas\/land-110m\.json$/.test(id)) return null
      const { transform: steps, ...land } = JSON.parse(code) as Parameters<typeof quantize>[0]
      if (steps === undefined) return null
      const toPlaces = transform(steps)
      const arcs = land.arcs.map((arc) => arc.map((point, index) => toPlaces(point, index > 0)))
      return { code: JSON.stringify(quantize({ ...land, arcs }, 10_000)), map: null }
    },
  }
}

/** Keeps only the worldwide meaning of each of Windows' zone names: a fifth of the table, and the only part that is used. */
function shortenWindowsZones(): Plugin {
  return {
    name: 'multaqa:shorten-windows-zones',
    enforce: 'pre',
    transform(code, id) {
      if (!/cldr-core\/supplemental\/windowsZones\.json$/.test(id)) return null
      type Row = { readonly mapZone: { readonly _territory: string } }
      const { windowsZones } = JSON.parse(code).supplemental
      const mapTimezones = windowsZones.mapTimezones.filter(
        ({ mapZone }: Row) => mapZone._territory === '001',
      )
      return { code: JSON.stringify({ supplemental: { windowsZones: { mapTimezones } } }), map: null }
    },
  }
}

/** Copies the files that the server reads at run time (towns, messages, fonts) beside the bundle, so that it needs no sources. */
function copyWhatIsRead(): Plugin {
  return {
    name: 'multaqa:copy-what-is-read',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return
      mkdirSync(dir, { recursive: true })
      copyFileSync(at('server/gazetteer/cities.tsv.br'), join(dir, 'cities.tsv.br'))
      for (const name of ['tzdata.zi', 'releases.txt'])
        copyFileSync(at(`server/zones/${name}`), join(dir, name))
      cpSync(at('client/i18n/messages'), join(dir, 'messages'), { recursive: true })
      for (const fonts of ['client/look/fonts', 'server/pictures/fonts']) {
        cpSync(at(fonts), join(dir, 'fonts'), { recursive: true, filter: (file) => !/OFL\.md$/.test(file) })
      }
      copyFileSync(at('client/look/fonts/OFL.md'), join(dir, 'fonts/OFL.md'))
    },
  }
}

/**
 * Few large chunks, because on a slow connection each request costs more than its content. A gathering's page loads first; the rest of a
 * participant's pages (city, reply, settings) load after it has rendered, so that people who lose the network still have the next page.
 */
const groups = [
  {
    // The socket and its storage: loaded and started before the rendering code.
    name: 'line',
    test: /node_modules\/(?:zustand\/esm\/vanilla|socket\.io|engine\.io|@socket\.io|idb-keyval)|oxc-project.runtime|\/client\/(?:sync\/(?:ask-to-join|clock|connection|create-sync|foresee|gathering-store|timeout-signal|live|measured-clock|open-calendars|open-tickets|outbox|outbox-storage|retry-policy|read-answer|secrets|transmit-long)\.ts|app\/(?:replay-press|pace|plain-reply-address|report-bug)\.ts)|\/shared\/(?:domain\/(?:moment|programme|revision|stage|time|verdict|zone-clock)\.ts|protocol\/(?:apply-update|bug-report|calendar|clocks|crew-talk|limits|packed-counts|reply-state|views)\.ts)|vite\/preload-helper|rolldown\/runtime/,
  },
  {
    name: 'base',
    test: /node_modules\/(?:react|react-dom|scheduler|zustand|wouter|use-sync|regexparam|mitt)/,
  },
  {
    name: 'more',
    test: /node_modules\/uqr|\/client\/(?:app\/settings-dialog|components\/(?:form\/choice|disclosure|empty|qr|stat|tabs)\.)/,
  },
  {
    // Only for hosts, directors and organizers.
    name: 'desk',
    test: /\/client\/(?:components\/(?:crew-talk|talk-groups)\.|sync\/(?:use-editing|form-changes|stored-changes|use-crew-talk)\.|i18n\/crew-lines)/,
  },
  {
    name: 'interface',
    test: /\/client\/(?:app\/(?!pages|main)|sync\/(?!solve-puzzle)|look\/fonts|i18n\/(?!messages|renew|admission)|components\/(?!form\/(?:list-|suggest|use-suggestions)|renew|markdown|use-wake|world\/world))|\/shared\/domain\/(?!country-words|calendar-date|graphemes|plain-text|stream-provider|stream\.ts|typed-digits)/,
  },
  {
    name: 'gathering',
    test: /\/client\/(?:app\/pages\/gathering-page|features\/(?:attendance\/(?:city-choice|city-option|seats-offer|place-reply|remembered|reply-button|reply-sheet)|gathering|programme\/(?:as-it-ran|cue-time|programme-line|public-programme|recording-link|recording\.module|recordings|segment-lengths|segment-words)|stage(?!\/(?:screen|hall)\/))|components\/(?:form\/use-suggestions|markdown\.module|world\/world(?!-ground|-file)))|\/shared\/protocol\/frame-code/,
  },
  {
    name: 'participant',
    test: /\/client\/(?:app\/pages\/(?:meeting|reply)-page|features\/(?:attendance|meeting|clear\/clear-(?:phone|device))[/.])/,
  },
]

/** Maximum compression takes long on purpose; operators need not see Vite's warning about it. */
/** KB. The player and the server's bundle exceed Vite's default limit, and no page loads them at start. */
const chunkSizeWarningLimit = 1000

const quietChecks = { pluginTimings: false } as const

/** The browsers in README and docs/architecture.md; `tests/support/check-floor.ts` compares them with the built files. */
const oldestBrowsers = ['safari15.4', 'chrome100', 'firefox102']

/** Colours are written in OKLCH and shipped as sRGB, which every browser supports. */
const deliverSrgb = {
  postcssPlugin: 'multaqa:deliver-srgb',
  Declaration: (declaration: { value: string }) => {
    if (declaration.value.includes('oklch(')) declaration.value = inSrgb(declaration.value)
  },
}
const css = { postcss: { plugins: [deliverSrgb] } }

const client: UserConfig = {
  root: at('client'),
  css,
  plugins: [
    react(),
    compileMessages(),
    coarsenLand(),
    shortenWindowsZones(),
    refuseCycles(),
    compressBeforehand(),
  ],
  build: {
    outDir: at('dist/client'),
    // A running server and open pages still request files of the previous build; `start.mjs` removes old ones.
    emptyOutDir: false,
    assetsDir: 'assets',
    // The server reads from it which files a page needs, and lists them in the page's head.
    manifest: true,
    // No `data:` URLs for files: the pages' policy allows those for pictures only.
    assetsInlineLimit: 0,
    // The oldest browsers named in README.
    target: oldestBrowsers,
    cssTarget: oldestBrowsers,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit,
    rolldownOptions: {
      checks: quietChecks,
      output: { codeSplitting: { includeDependenciesRecursively: false, groups } },
    },
  },
}

/** The client built for server-side rendering: one folder that works without installed packages. */
const pages: UserConfig = {
  root: at('client'),
  css,
  publicDir: false,
  plugins: [react(), compileMessages(), coarsenLand()],
  // Otherwise the bundle would contain two Reacts, one of them the development build.
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: {
    ssr: at('client/app/draw-page.tsx'),
    outDir: at('dist/pages'),
    chunkSizeWarningLimit,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { checks: quietChecks },
  },
}

const server: UserConfig = {
  root: import.meta.dirname,
  publicDir: false,
  plugins: [copyWhatIsRead()],
  build: {
    ssr: true,
    outDir: at('dist/server'),
    chunkSizeWarningLimit,
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      checks: quietChecks,
      input: {
        main: at('server/main.ts'),
        'picture-worker': at('server/pictures/picture-worker.ts'),
        'place-worker': at('server/gazetteer/place-worker.ts'),
      },
      // All files in one folder, where the server looks for them at run time.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

/** At least two, also on two cores, where Vitest would use one: most tests wait for a timer, a process or a disk. */
const workers = Math.max(2, availableParallelism() - 1)

function suite(
  name: string,
  include: string[],
  options: Pick<
    InlineConfig,
    | 'environment'
    | 'testTimeout'
    | 'exclude'
    | 'globalSetup'
    | 'setupFiles'
    | 'maxWorkers'
    | 'sequence'
    | 'isolate'
  > = {},
) {
  const { setupFiles = [], testTimeout = 5000, ...more } = options
  return {
    plugins: [react(), compileMessages()],
    test: {
      name,
      root: import.meta.dirname,
      include,
      environment: 'node',
      maxWorkers: workers,
      testTimeout,
      // Hooks get the test's timeout too, because a server starts slowly on a busy machine.
      hookTimeout: Math.max(10_000, testTimeout),
      setupFiles: [
        'tests/support/fast-check-sizes.ts',
        'tests/support/use-zone-rules.ts',
        ...[setupFiles].flat(),
      ],
      ...more,
    },
  } satisfies TestProjectConfiguration
}

/** Files of tests/server that test SQLite itself or open no store, and so add nothing on PostgreSQL. */
const withoutPostgres = [
  'client-address', // no store
  'clock-guard', // no store
  'data-folder', // tests SQLite's files
  'full-disk', // tests how SQLite handles a full disk
  'gazetteer', // no store
  'january-20', // no store
  'npm-start', // uses SQLite, like a first start
  'indexes', // queries SQLite's planner
  'picture-floods', // opens a store in one test only, for a link
  'time-zone', // no store
  'zone-sources', // no store
].map((name) => `tests/server/${name}.test.ts`)

/** Tests that need PostgreSQL. */
const onlyPostgres = ['tests/server/postgres.test.ts', 'tests/server/migrate.test.ts']

/**
 * Without isolation, a worker loads the code under test once for many files: loading it for every file took more than half of the processor
 * time. Each file must then restore every global it changes. Suites that replace modules (`vi.mock`) or measure memory use a process for
 * each file.
 */
const isolate = false

const projects = [
  // Property tests run a hundred cases; on a busy machine that takes longer than the default five seconds.
  suite('shared', ['tests/domain/**/*.test.ts', 'tests/protocol/**/*.test.ts'], {
    testTimeout: 30_000,
    isolate,
  }),
  suite('server', ['tests/server/**/*.test.ts'], {
    testTimeout: 30_000,
    isolate,
    exclude: onlyPostgres,
  }),
  suite('server-postgres', ['tests/server/**/*.test.ts', 'tests/simulation/kill.test.ts'], {
    testTimeout: 30_000,
    isolate,
    exclude: withoutPostgres,
    globalSetup: ['tests/support/postgres-setup.ts'],
    setupFiles: ['tests/support/use-postgres.ts'],
  }),
  suite('cluster', ['tests/cluster/**/*.test.ts'], {
    testTimeout: 60_000,
    isolate,
    globalSetup: ['tests/support/postgres-setup.ts'],
    setupFiles: ['tests/support/use-postgres.ts'],
  }),
  suite('client', ['tests/client/**/*.test.{ts,tsx}'], {
    environment: 'happy-dom',
    isolate,
    setupFiles: ['tests/support/clean-page.ts'],
    testTimeout: 15_000,
  }),
  suite('simulation', ['tests/simulation/**/*.test.ts'], { testTimeout: 120_000 }),
  // These tests mostly wait for timeouts: two at a time, after the others.
  suite('faults', ['tests/faults/**/*.test.ts'], {
    testTimeout: 60_000,
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
  }),
  // ffmpeg encodes during these tests: one at a time, after the others.
  suite('streaming', ['tests/streaming/**/*.test.ts'], {
    testTimeout: 60_000,
    maxWorkers: 1,
    sequence: { groupOrder: 2 },
  }),
  suite('support', ['tests/support/**/*.test.ts']),
]

export default defineConfig(async ({ mode, isSsrBuild }) => {
  if (mode === 'test') {
    // Loaded only for tests, because an installation without the tests folder must build too.
    const { LongestFirst } = await import('./tests/support/longest-first.ts')
    return { root: import.meta.dirname, test: { projects, sequence: { sequencer: LongestFirst } } }
  }
  if (mode === 'pages') return pages
  return isSsrBuild === true ? server : client
})
