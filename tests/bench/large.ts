// A gathering of 300 cities with very many replies, compared with one of 10,000 replies: opening it, commands, memory.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Target } from './load/senders.ts'
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { fillReplies } from './subjects/fill.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'

const cities = 300
const few = 10_000
/** Enough senders that none exceeds the rate limit of one person. */
const askers = 200
const warmUpMs = 2000
const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'test-results', 'bench-cache')
const databaseFile = 'multaqa.sqlite'

type Opened = { readonly snapshotMs: number; readonly waits: Sample; readonly memoryMb: number }

export async function benchLarge(options: Options): Promise<Row[]> {
  const many: Opened[] = []
  const beside: Opened[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    many.push(await openLarge(options.size.replies, options))
    beside.push(await openLarge(few, options))
  }
  const compare = (measure: string, unit: string, read: (opened: Opened) => Sample, goal: Row['goal']) =>
    row(`${options.size.replies} replies beside ${few}: ${measure}`, unit, many.map(read), {
      bare: beside.map(read),
      ...(goal === null ? {} : { goal }),
    })
  return [
    compare('first snapshot after a start', 'ms', ({ snapshotMs }) => single(snapshotMs), {
      of: 'median',
      bound: 'at most',
      value: 1000,
    }),
    compare('a command, until answered', 'ms', ({ waits }) => waits, {
      of: 'ratio of p99',
      bound: 'at most',
      value: 1.5,
    }),
    compare('memory', 'MB', ({ memoryMb }) => single(memoryMb), {
      of: 'ratio of medians',
      bound: 'at most',
      value: 1.1,
    }),
  ]
}

async function openLarge(replies: number, options: Options): Promise<Opened> {
  const { folder, target } = await makeDatabase(replies)
  const server = await startOurs(options, {
    prepare: (dataDirectory) => copyFile(join(folder, databaseFile), join(dataDirectory, databaseFile)),
  })
  const screens = startGenerator()
  const people = startGenerator()
  const port = server.port()
  try {
    const opened = await screens.order('openViewers', {
      port,
      count: 1,
      window: 1,
      join: joinAs(target, 'prompt'),
    })
    if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
    await people.order('openSenders', { port, count: askers })
    const order = { ...target, warmUpMs, ms: options.size.seconds * 1000 }
    const { waits, refused, firstRefusal } = await people.order('replyInClosedLoop', order)
    if (refused > 0) throw new Error(`${refused} refused: ${firstRefusal}`)
    const memoryMb = (await server.memoryBytes()) / 1024 / 1024
    return { snapshotMs: opened.ms, waits: sampleOf(waits), memoryMb }
  } finally {
    screens.stop()
    people.stop()
    await server.stop()
  }
}

/** Created once and cached until the tables change. */
async function makeDatabase(replies: number): Promise<{ readonly folder: string; readonly target: Target }> {
  const folder = join(cache, `${cities}-cities-${replies}-replies-${await tablesPrint()}`)
  const targetFile = join(folder, 'target.json')
  if (existsSync(targetFile)) return { folder, target: JSON.parse(readFileSync(targetFile, 'utf8')) }
  await mkdir(folder, { recursive: true })
  const inThreeYears = Date.now() + 3 * 365 * 24 * 60 * 60_000
  const server = await startOurs({ profile: false })
  try {
    const { gatheringId, meetingIds } = await makeGathering(server, cities, inThreeYears)
    const target = { gatheringId, meetingIds }
    await server.running.kill('SIGTERM')
    await fillReplies(server.running.dataDirectory, target, replies)
    const made = join(folder, databaseFile)
    await copyFile(join(server.running.dataDirectory, databaseFile), `${made}.part`)
    await rename(`${made}.part`, made)
    await writeFile(targetFile, JSON.stringify(target))
    return { folder, target }
  } finally {
    await server.stop()
  }
}

async function tablesPrint(): Promise<string> {
  const hash = createHash('sha256')
  const migrations = join(root, 'server', 'store', 'migrations')
  for (const file of (await readdir(migrations)).sort()) hash.update(readFileSync(join(migrations, file)))
  hash.update(readFileSync(join(import.meta.dirname, 'subjects', 'fill.ts')))
  return hash.digest('hex').slice(0, 12)
}
