// Compares every call that writes to a log or a terminal with a list of allowed calls; a new call fails until it is listed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Command-line programs for operators and developers: they are short-lived and print to the person who runs them. */
const terminals =
  /^server\/(?:multaqa\.mjs|start(?:-dev)?\.mjs|move-database\.ts|store\/copy-store\.ts|operator\/.*|demo\/.*|gazetteer\/build-cities\.ts)$/

/** The file that configures pino and redacts its output. */
const logFile = 'server/watching/log.ts'

/** By file: the arguments of each call as written (`{…}` for `${…}`), and why they contain no address, name or secret. */
export const allowed: Readonly<Record<string, readonly (readonly [text: string, why: string])[]>> = {
  'server/main.ts': [
    [
      'claimLinkLine(origin, await sessions.makeClaimToken())',
      'the answer to `multaqa claim`: the one-time link that the operator asked for',
    ],
    ['claimLinkLine(origin, await app.sessions.makeClaimToken())', 'the same, for tests (`--with-claim`)'],
    [
      'await firstClaimLine({ sessions: app.sessions, origin, isJournal })',
      'the one-time link of the first start, for the operator who has no other way in; it ends with its use, and is not written to a journal',
    ],
    ['`Open this link once to become its organizer: {origin}/claim#{own}`', 'of a demonstration'],
    [
      '`{what} cannot be used: {why}.`',
      'names a setting; addresses of databases are not in it, and reasons have no password',
    ],
    ["'The PostgreSQL database was empty: a new installation was created in it.'", 'constant'],
    [
      'line',
      'of the settings and the zone rules; of a migration, or of a setting that cannot be read: answers to the operator',
    ],
    ['noSecurityContactLine', 'constant'],
    ['read.line', 'names a setting, and its value unless that is secret'],
    ['`Cannot listen on HOST={config.host} PORT={config.port}: {why}.`', 'settings'],
    [
      '`Cannot listen on ONION_PORT={config.onionPort}: {error.message}.`',
      'a setting, and the system’s words about it',
    ],
    ['`Multaqa is ready: {origin}`', 'the public address'],
    [
      'error instanceof Error ? `Multaqa cannot start: {error.message}` : error',
      'ends the process before anybody was served',
    ],
  ],
  'server/create-app.ts': [
    ['sourcesTroubleWords[trouble]', 'one of a few constants'],
    [
      "'A request named another host than this machine: set PUBLIC_URL to the address people open.'",
      'constant; not which host',
    ],
    ['openedElsewhereLine', 'constant; not which address'],
    ["'trouble that could not be logged', describeError(second)", 'without values'],
  ],
  'server/commands/execute.ts': [
    ["'trouble that could not be logged', describeError(second)", 'without values'],
  ],
  'server/jobs/start-purging.ts': [
    [
      "found === 'steady' ? trustedLine : doubtLine(found, wall - (against ?? wall))",
      'constants and a span of time',
    ],
  ],
  'server/jobs/zone-rules.ts': [
    ['movedLine(city)', 'a gathering that is published, and its city only where strangers may read of it'],
  ],
}

export type LogCall = { readonly file: string; readonly line: number; readonly text: string }

const call =
  /(?<![\w.])(?:console\.\w+|process\.std(?:out|err)\.write|log\.\w+|lines\.info|(?:parts\.)?tell(?:\?\.)?)\(/g

/** Each call with its arguments on one line. Skips definitions, and the `tell` of the sync layer. */
export function findLogCalls(file: string, source: string): readonly LogCall[] {
  const found: LogCall[] = []
  for (const match of source.matchAll(call)) {
    const from = match.index + match[0].length
    const text = source
      .slice(from, endOf(source, from))
      .replaceAll('${', '{')
      .replace(/\s+/g, ' ')
      .replace(/,\s*$/, '')
      .trim()
    found.push({ file, line: source.slice(0, match.index).split('\n').length, text })
  }
  return found
}

function endOf(source: string, from: number): number {
  let depth = 1
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '(') depth += 1
    else if (source[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return source.length
}

/** In these files `tell` sends to clients or to other modules, not to a log. */
const tellsScreens = /^server\/(?:sync\/|commands\/execute\.ts$)/

export function findUnknownLogCalls(
  files: readonly { readonly file: string; readonly source: string }[],
): string[] {
  return files.flatMap(({ file, source }) => {
    if (terminals.test(file) || file === logFile) return []
    const known = new Set((allowed[file] ?? []).map(([text]) => text))
    const calls = tellsScreens.test(file)
      ? findLogCalls(file, source.replaceAll(/\btell\(/g, 'show('))
      : findLogCalls(file, source)
    const unknown = calls
      .filter(({ text }) => !known.has(text))
      .map(({ line, text }) => `${file}:${line} ${text}`)
    return /from 'pino'/.test(source) ? [...unknown, `${file}: only ${logFile} may import pino`] : unknown
  })
}

export function readServerFiles(): readonly { readonly file: string; readonly source: string }[] {
  return readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .map((path) => ({ file: `server/${path}`, source: readFileSync(join(root, 'server', path), 'utf8') }))
}

if (process.argv[1] === import.meta.filename) {
  const unknown = findUnknownLogCalls(readServerFiles())
  for (const line of unknown) console.error(line)
  if (unknown.length > 0) {
    console.error('Calls that write to a log and are not known: see tests/support/check-logs.ts.')
    process.exit(1)
  }
}
