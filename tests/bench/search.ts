// Latency of city searches in the whole gazetteer: as typed, with typos, and for text that is no city; in process and over HTTP.
import { type Gazetteer, loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { realQueries } from '../server/real-queries.ts'
import { createRandom, type Random } from '../support/random.ts'
import { type Row, row, type Sample, sampleOf } from './measure.ts'
import type { Options } from './options.ts'
import { startOurs } from './subjects/our-server.ts'

const goal = { of: 'p99', bound: 'at most', value: 30 } as const
const rounds = 3
/** Concurrent searchers over HTTP. */
const people = 8

/** Long, endless or in no language: the most expensive queries. */
// biome-ignore format: a list
const hopeless = [
  'a', 's', 'x', 'ال', 'م', 'san', 'xyzzyqwert', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'q w e r t y u i o p', 'ззззззззз', 'الالالالالال',
  'san san san san san', 'the city of gaziantep in turkey', 'saint germain en laye sur mer', 'new yorkk cityy usa',
  'دير الزور المدينة الكبيرة جدا', 'san jose de los altos de', 'ininininini', 'мммм городд', 'Berlin, Deutaschalnd',
]

type Typed = { readonly what: string; readonly queries: readonly string[] }

/** The same queries in each run. */
function typedQueries(): readonly Typed[] {
  const asTyped = realQueries.flatMap(({ first, amongThree = [] }) => [...first, ...amongThree])
  const random = createRandom(1)
  const withSlip = (query: string) => slip(query, random)
  return [
    { what: 'as people type', queries: asTyped },
    { what: 'with a slip', queries: asTyped.map(withSlip) },
    { what: 'with three slips', queries: asTyped.map((query) => withSlip(withSlip(withSlip(query)))) },
    { what: 'hopeless', queries: hopeless },
  ]
}

/** A letter left out, doubled, or swapped with the previous one. */
function slip(query: string, random: Random): string {
  const letters = [...query]
  const at = random.below(letters.length)
  const letter = letters[at] ?? ''
  const kind = random.below(3)
  if (kind === 0) letters.splice(at, 1)
  else if (kind === 1) letters.splice(at, 0, letter)
  else if (at > 0) letters.splice(at - 1, 2, letter, letters[at - 1] ?? '')
  return letters.join('')
}

export async function benchSearch(options: Options): Promise<Row[]> {
  const all = typedQueries()
  return [...(await inProcess(all, options)), ...(await overHttp(all, options))]
}

async function inProcess(all: readonly Typed[], { size }: Options): Promise<Row[]> {
  const gazetteer = await loadGazetteer()
  return all.map(({ what, queries }) => {
    for (const query of queries) gazetteer.search(query)
    const runs = Array.from({ length: size.runs }, () => searchAll(gazetteer, queries))
    return row(`search, ${what}`, 'ms', runs, { goal })
  })
}

function searchAll(gazetteer: Gazetteer, queries: readonly string[]): Sample {
  const waits: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const askedAt = performance.now()
      gazetteer.search(query)
      waits.push(performance.now() - askedAt)
    }
  }
  return sampleOf(waits)
}

async function overHttp(all: readonly Typed[], options: Options): Promise<Row[]> {
  const server = await startOurs(options)
  try {
    const rows: Row[] = []
    for (const { what, queries } of all) {
      await askAll(server.running.url, queries, people)
      const alone: Sample[] = []
      const together: Sample[] = []
      for (let run = 0; run < options.size.runs; run += 1) {
        alone.push(await askAll(server.running.url, queries, 1))
        together.push(await askAll(server.running.url, queries, people))
      }
      rows.push(
        row(`search over HTTP, ${what}`, 'ms', alone, { goal }),
        row(`search over HTTP, ${what}, ${people} at once`, 'ms', together),
      )
    }
    return rows
  } finally {
    await server.stop()
  }
}

async function askAll(url: string, queries: readonly string[], atOnce: number): Promise<Sample> {
  const waits: number[] = []
  const waiting = [...queries]
  async function ask(): Promise<void> {
    for (let query = waiting.pop(); query !== undefined; query = waiting.pop()) {
      const askedAt = performance.now()
      const response = await fetch(`${url}/api/places?${new URLSearchParams({ q: query, language: 'ar' })}`)
      await response.json()
      waits.push(performance.now() - askedAt)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  return sampleOf(waits)
}
