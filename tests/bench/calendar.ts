// A calendar of very many gatherings with 40 cities each: the first response after a start, opening a month, filtering, paging.
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { fillCalendar } from './subjects/fill-calendar.ts'
import { startOurs } from './subjects/our-server.ts'

const cities = 40
const connections = 20
const warmUpMs = 1000
const dayMs = 86_400_000
const berlin = '2950159'
/** As a browser sends them. */
const headers = { 'Accept-Encoding': 'gzip, deflate, br' }

type Question = { readonly what: string; readonly path: string; readonly pathOf: (sample: number) => string }

type Measured = {
  readonly first: Sample
  readonly memory: Sample
  readonly paging: Sample
  readonly questions: readonly {
    readonly what: string
    /** Each request for another instant, so that no response is cached. */
    readonly anew: Sample
    /** The same request repeated, as when many people look at one month. */
    readonly kept: Sample
    readonly kilobytes: Sample
  }[]
}

export async function benchCalendar(options: Options): Promise<Row[]> {
  const runs: Measured[] = []
  for (let run = 0; run < options.size.runs; run += 1) runs.push(await measureOnce(options))
  const named = (what: string) => `calendar of ${options.size.gatherings} × ${cities}: ${what}`
  const quick = { goal: { of: 'p99', bound: 'at most', value: 50 } } as const
  const questions = runs[0]?.questions ?? []
  return [
    row(
      named('first answer after a start'),
      'ms',
      runs.map(({ first }) => first),
    ),
    ...questions.flatMap(({ what }, index) => {
      const of = (pick: (question: Measured['questions'][number]) => Sample) =>
        runs.flatMap((run) => run.questions.slice(index, index + 1).map(pick))
      return [
        row(
          named(`${what}, asked anew`),
          'ms',
          of(({ anew }) => anew),
          quick,
        ),
        row(
          named(`${what}, asked again`),
          '/s',
          of(({ kept }) => kept),
        ),
        row(
          named(`${what}, compressed`),
          'KB',
          of(({ kilobytes }) => kilobytes),
        ),
      ]
    }),
    row(
      named('each further page of all'),
      'ms',
      runs.map(({ paging }) => paging),
      quick,
    ),
    row(
      named('memory'),
      'MB',
      runs.map(({ memory }) => memory),
    ),
  ]
}

function questionsAt(now: number): readonly Question[] {
  const [from, to] = [now - 10 * dayMs, now + 32 * dayMs]
  const question = (what: string, pathOf: (shift: number) => string): Question => ({
    what,
    path: pathOf(0),
    pathOf: (sample) => pathOf(sample + 1),
  })
  const month = (shift: number) => `/api/calendar?from=${from - shift}&to=${to}&limit=200`
  return [
    question('a page of the list', (shift) => `/api/calendar?from=${now - shift}`),
    question('a month', month),
    question('a month of one country', (shift) => `${month(shift)}&country=DE&language=ar`),
    question('one city', (shift) => `/api/calendar?from=${now - shift}&place=${berlin}`),
  ]
}

async function measureOnce(options: Options): Promise<Measured> {
  const { gatherings, samples, seconds } = options.size
  const now = Date.now()
  const filled = { gatherings, cities, from: now - 180 * dayMs, to: now + 180 * dayMs }
  const server = await startOurs(options, { prepare: (dataDirectory) => fillCalendar(dataDirectory, filled) })
  const asking = startGenerator()
  const port = server.port()
  try {
    const first = single(await timed(port, '/api/calendar?over=no'))
    const questions: Measured['questions'][number][] = []
    for (const { what, path, pathOf } of questionsAt(now)) {
      const anew: number[] = []
      for (let sample = 0; sample < samples; sample += 1) anew.push(await timed(port, pathOf(sample)))
      const order = { port, path, headers, connections, warmUpMs, ms: seconds * 1000 }
      const pages = await asking.order('askPages', order)
      questions.push({
        what,
        anew: sampleOf(anew),
        kept: single(pages.perSecond),
        kilobytes: single(pages.bytes / pages.waits.length / 1024),
      })
    }
    const paging = sampleOf(await pageThrough(port))
    return { first, questions, paging, memory: single((await server.memoryBytes()) / 2 ** 20) }
  } finally {
    asking.stop()
    await server.stop()
  }
}

/** Time until the whole response has arrived, in ms. */
async function timed(port: number, path: string): Promise<number> {
  const askedAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  await response.arrayBuffer()
  return performance.now() - askedAt
}

async function pageThrough(port: number): Promise<readonly number[]> {
  const waits: number[] = []
  let next: string | null = ''
  while (next !== null) {
    const askedAt = performance.now()
    const cursor: string = next === '' ? '' : `?cursor=${next}`
    const response = await fetch(`http://127.0.0.1:${port}/api/calendar${cursor}`, { headers })
    const page = (await response.json()) as { readonly next: string | null }
    waits.push(performance.now() - askedAt)
    next = page.next
  }
  return waits
}
