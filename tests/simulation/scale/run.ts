// `npm run simulate:scale`: the traffic for any number of users, from the real publishers and the measured costs; see docs/scale.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CrowdFigures, runCrowd } from './crowd.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const help = `npm run simulate:scale -- [options]

  --cities 500        cities of the gathering
  --processes 4       processes that are simulated, each with its own publisher
  --per-second 500    people who arrive in a second, over all cities
  --seconds 20        how long, in real time
  --seed 1
  --core-hour 0.03    price of a core for an hour, in any currency
  --terabyte 5        price of a terabyte sent
  --write-docs        puts the tables into docs/scale.md`

const { values } = parseArgs({
  options: {
    cities: { type: 'string', default: '500' },
    processes: { type: 'string', default: '4' },
    'per-second': { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    'core-hour': { type: 'string', default: '0.03' },
    terabyte: { type: 'string', default: '5' },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(help)
  process.exit(0)
}

/** Four out of five screens are phones. */
const sparingShare = 0.8
/** The share of a process used for sending; the rest is left for all its other work. */
const usedShare = 0.5
const screensOfAProcess = 10_000

type Costs = {
  readonly microsecondsAMessage: number
  readonly kilobytesAScreen: number
  readonly from: string
}

/** Costs measured by `npm run bench` on this machine; without them, assumptions that the output labels as such. */
function readCosts(): Costs {
  const file = join(root, 'test-results', 'bench.json')
  if (existsSync(file)) {
    type Row = { readonly measure: string; readonly ours: { readonly median: number } }
    const { measured } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly measured?: Readonly<Record<string, { readonly rows: readonly Row[] }>>
    }
    const rows = Object.values(measured ?? {}).flatMap((each) => each.rows)
    const medianOf = (name: RegExp) => rows.find(({ measure }) => name.test(measure))?.ours.median
    const kilobytes = medianOf(/^memory of one of \d+ screens/)
    const msPerSecond = medianOf(/^1000 replies.s before \d+ screens: server/)
    if (kilobytes !== undefined && msPerSecond !== undefined) {
      // 5,000 screens, ten ticks per second.
      return {
        microsecondsAMessage: (msPerSecond * 1000) / 50_000,
        kilobytesAScreen: kilobytes,
        from: 'measured by `npm run bench` on the same machine',
      }
    }
  }
  return {
    microsecondsAMessage: 10,
    kilobytesAScreen: 14,
    from: 'assumed: `npm run bench` left nothing to read',
  }
}

const asked = {
  cities: Number(values.cities),
  processes: Number(values.processes),
  perSecond: Number(values['per-second']),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
}
const figures = await runCrowd(asked)
const costs = readCosts()

function perSecond(count: number, { ms }: CrowdFigures): number {
  return count / (ms / 1000)
}

const rate = {
  prompt: {
    messages: perSecond(figures.told.prompt.messages, figures),
    bytes: perSecond(figures.told.prompt.bytes, figures),
  },
  sparing: {
    messages: perSecond(figures.told.sparing.messages, figures),
    bytes: perSecond(figures.told.sparing.bytes, figures),
  },
}
const mixed = (of: 'messages' | 'bytes') =>
  sparingShare * rate.sparing[of] + (1 - sparingShare) * rate.prompt[of]

function sized(screens: number) {
  const messages = screens * mixed('messages')
  const cores = (messages * costs.microsecondsAMessage) / 1_000_000 / usedShare
  const processes = Math.max(Math.ceil(cores), Math.ceil(screens / screensOfAProcess))
  return {
    screens,
    messages,
    gigabits: (screens * mixed('bytes') * 8) / 1e9,
    terabytesAnHour: (screens * mixed('bytes') * 3600) / 1e12,
    processes,
    gigabytes: (screens * costs.kilobytesAScreen) / 1e6,
    coreMoney: processes * Number(values['core-hour']),
    trafficMoney: ((screens * mixed('bytes') * 3600) / 1e12) * Number(values.terabyte),
    hintsHeard: perSecond(figures.hints, figures) * (processes / asked.processes) * (processes - 1),
  }
}

const number = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
const line = (cells: readonly (string | number)[]) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? number(cell) : cell)).join(' | ')} |`

const sizes = [10_000, 100_000, 1_000_000, 10_000_000].map(sized)
const tables = [
  `${asked.perSecond} arrivals a second in ${asked.cities} cities, ${asked.processes} processes, ${asked.seconds} s; ${figures.versions.toLocaleString('en')} versions in ${figures.commits.toLocaleString('en')} commits. A message costs ${number(costs.microsecondsAMessage)} µs of a core and a screen ${number(costs.kilobytesAScreen)} KB (${costs.from}).`,
  '',
  '| one screen | messages/s | bytes/s | MB an hour |',
  '|---|---|---|---|',
  line(['prompt', rate.prompt.messages, rate.prompt.bytes, (rate.prompt.bytes * 3600) / 1e6]),
  line(['sparing', rate.sparing.messages, rate.sparing.bytes, (rate.sparing.bytes * 3600) / 1e6]),
  '',
  `On the bus: ${number(perSecond(figures.hints, figures))} hints a second from ${asked.processes} processes, ${number(figures.hintBytes / Math.max(1, figures.hints))} bytes each.`,
  '',
  `| screens | messages/s | Gbit/s | TB an hour | processes | memory, GB | cores at ${values['core-hour']} an hour | traffic at ${values.terabyte} a TB | hints heard/s, all processes |`,
  '|---|---|---|---|---|---|---|---|---|',
  ...sizes.map((size) => line(Object.values(size))),
]
console.log(tables.join('\n'))
const folder = join(root, 'test-results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'scale.json'), `${JSON.stringify({ asked, figures, costs, sizes }, null, 2)}\n`)

if (values['write-docs']) {
  const page = join(root, 'docs', 'scale.md')
  const [start, end] = ['<!-- figures: start -->', '<!-- figures: end -->']
  const text = readFileSync(page, 'utf8')
  const [before = '', rest = ''] = text.split(start)
  const after = rest.split(end)[1] ?? ''
  writeFileSync(page, `${before}${start}\n${tables.join('\n')}\n${end}${after}`)
}
