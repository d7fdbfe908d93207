// Checks which layer, folder and file may import what. `npm run check:imports`.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'

/** `path` is relative to the root of the project. */
export type SourceFile = { readonly path: string; readonly source: string }
/** Packages that only the given files may import. */
const keptBehind: readonly { readonly packages: RegExp; readonly files: RegExp; readonly who: string }[] = [
  {
    packages: /^(date-fns|@date-fns\/utc)(\/|$)/,
    files: /^shared\/domain\/calendar-date\.ts$/,
    who: 'shared/domain/calendar-date.ts',
  },
  {
    packages: /^(@date-fns\/tz|luxon|moment|dayjs)(\/|$)/,
    files: /^$/,
    who: 'server/zones, with rules of its own,',
  },
  { packages: /^(kysely|@photostructure\/sqlite|pg)(\/|$)/, files: /^server\/store\//, who: 'server/store' },
  {
    packages: /^@?socket\.io(\/|$)/,
    files: /^server\/(sync\/|create-app\.ts$|main\.ts$)/,
    who: 'server/sync',
  },
  {
    packages: /^ical-generator$/,
    files: /^server\/calendar\/icalendar\.ts$/,
    who: 'server/calendar/icalendar.ts',
  },
  {
    packages: /^ical\.js$/,
    files: /^client\/features\/organize\/import\/calendar-times\.ts$/,
    who: 'client/features/organize/import/calendar-times.ts',
  },
  { packages: /^socket\.io-client(\/|$)/, files: /^(client\/sync|server\/demo)\//, who: 'client/sync' },
]

/** Forbidden imports: `to` must not be imported from `from` (paths from the root). Only the first match is reported. */
const forbidden: readonly { readonly from: RegExp; readonly to: RegExp; readonly why: string }[] = [
  { from: /^shared\//, to: /^(client|server|tests)\//, why: 'shared stands alone' },
  // The server uses the interface's messages for pictures and feeds; the allowed files use no browser API.
  {
    from: /^server\/(?!words\/)/,
    to: /^client\/(?!i18n\/(i18n|clock-text|people-text|direction|link-up-keys)\.ts$)/,
    why: 'server imports shared only',
  },
  { from: /^server\/words\//, to: /^client\/(?!i18n\/)/, why: 'of the client, only its words' },
  { from: /^server\//, to: /^tests\//, why: 'server imports shared only' },
  { from: /^client\//, to: /^(server|tests)\//, why: 'client imports shared only' },
  {
    from: /^shared\/domain\//,
    to: /^shared\/protocol\//,
    why: 'the protocol speaks of the domain, never the reverse',
  },
  { from: /^client\/components\//, to: /^client\/(app|features|sync)\//, why: 'components know no domain' },
  {
    from: /^client\/sync\//,
    to: /^client\/(app|features|components|look)\//,
    why: 'sync knows no interface',
  },
  {
    from: /^client\/i18n\//,
    to: /^client\/(app|features|components|sync)\//,
    why: 'words know no interface',
  },
  { from: /^client\/features\//, to: /^client\/app\//, why: 'the app knows its features, never the reverse' },
  {
    from: /^server\/store\//,
    to: /^server\/(sync|http|commands|jobs)\//,
    why: 'the store is used, and uses nobody',
  },
  {
    from: /^server\/commands\//,
    to: /^server\/(sync|http)\//,
    why: 'the write path knows no socket and no HTTP',
  },
]

/** Programs for development, which may import devDependencies. */
const developmentOnly =
  /^server\/(gazetteer\/build-cities\.ts|demo\/|start(-dev)?\.mjs$|(pictures\/start-picture|gazetteer\/start-place)-worker\.mjs$)/

const statement =
  /(?:^|[;\n])\s*(?:import|export)\s+(?:[\w*{}\s,$]+?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** The specifiers of all imports, of values and of types. */
export function importsOf(source: string): string[] {
  const code = source.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(statement)].map((found) => (found[1] ?? found[2] ?? '').replace(/\?.*$/, ''))
}

/** The path from the root, or null for a package. */
function resolve(importer: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? join(dirname(importer), specifier) : null
}

/** Used by several features; it imports none of them. */
const sharedFeature = 'plan'

const featureOf = (path: string) => /^client\/features\/([^/]+)\//.exec(path)?.[1]

function packageTrouble(path: string, name: string, installed: ReadonlySet<string>): string | null {
  if (path.startsWith('tests/')) return null
  const packageName = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
  const isNode = name.startsWith('node:') || builtinModules.includes(name)
  if (path.startsWith('shared/') && !/^(zod|date-fns|@date-fns\/utc)$/.test(packageName)) {
    return 'shared may import only zod, date-fns and @date-fns/utc'
  }
  const keeper = keptBehind.find(({ packages }) => packages.test(name))
  if (keeper !== undefined && !keeper.files.test(path)) return `only ${keeper.who} may`
  if (path.startsWith('server/') && !isNode && !developmentOnly.test(path) && !installed.has(packageName)) {
    return 'an installation without development dependencies does not have it'
  }
  return null
}

function innerTrouble(path: string, target: string): string | null {
  const rule = forbidden.find(({ from, to }) => from.test(path) && to.test(target))
  if (rule !== undefined) return rule.why
  const [feature, other] = [featureOf(path), featureOf(target)]
  if (feature !== undefined && other !== undefined && feature !== other && other !== sharedFeature)
    return 'features do not import features'
  return null
}

/** Each import cycle once, starting from its alphabetically first file. Type-only imports count. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>()
  const done = new Set<string>()
  function visit(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path)
    if (at !== -1) {
      const circle = trail.slice(at)
      const first = circle.indexOf([...circle].sort()[0] ?? '')
      found.add([...circle.slice(first), ...circle.slice(0, first), circle[first]].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return [...found].map((circle) => `circle: ${circle}`)
}

/** The file that computes local times, and the file that reads the zone rules of the JavaScript engine. */
const clockFile = 'shared/domain/time.ts'
const platformFile = 'server/zones/platform-rules.ts'
/** Every way to ask the engine for the local time in a zone. */
const engineClocks =
  /\bIntl\s*(?:\.\s*|\[\s*['"])DateTimeFormat\b|\.toLocale(?:Date|Time)String\(|\.toLocaleString\([^)]*(?:Style:|timeZone|hour:|day:|month:|year:)|\bDate\([^)]*\)\.toLocale|\bTemporal\.|\bgetTimezoneOffset\b|\bsupportedValuesOf\b/

/** The device's zone rules may be outdated, so only the reader's own local time may come from the engine. */
function clockTroubles(path: string, source: string): string[] {
  if (path === platformFile) return []
  if (path !== clockFile) {
    return engineClocks.test(source) ? [`${path}: only ${clockFile} may ask the engine for a clock`] : []
  }
  const zones = [...source.matchAll(/\btimeZone:\s*(?!\s|string\b)([^,})\n]+)/g)].map((found) =>
    found[1]?.trim(),
  )
  return zones.some((zone) => zone !== "'UTC'") ? [`${path}: formats are of UTC, never of a city's zone`] : []
}

/** One line per broken rule; `installed` are the names in `dependencies`. */
export function checkImports(files: readonly SourceFile[], installed: ReadonlySet<string>): string[] {
  const troubles: string[] = []
  const graph = new Map<string, string[]>()
  for (const { path, source } of files) {
    if (/(^|\/)index\.tsx?$/.test(path)) troubles.push(`${path}: an index file hides where things live`)
    const isOfTheHouse = /^(client|server|shared)\//.test(path)
    if (isOfTheHouse) troubles.push(...clockTroubles(path, source))
    const targets: string[] = []
    for (const from of importsOf(source)) {
      const target = resolve(path, from)
      const trouble = target === null ? packageTrouble(path, from, installed) : innerTrouble(path, target)
      if (trouble !== null) troubles.push(`${path} imports ${from}: ${trouble}`)
      if (target !== null) targets.push(target)
    }
    graph.set(path, targets)
  }
  return [...troubles, ...findCycles(graph)]
}

function readProject(root: string): { files: SourceFile[]; installed: Set<string> } {
  const files = ['client', 'server', 'shared', 'tests'].flatMap((floor) =>
    readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
      .map((name) => ({ path: `${floor}/${name}`, source: readFileSync(join(root, floor, name), 'utf8') })),
  )
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { files, installed: new Set(Object.keys(dependencies)) }
}

if (process.argv[1] === import.meta.filename) {
  const { files, installed } = readProject(join(import.meta.dirname, '..', '..'))
  const troubles = checkImports(files, installed)
  for (const trouble of troubles) console.error(trouble)
  if (troubles.length > 0) process.exit(1)
}
