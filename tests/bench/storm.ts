// Many reply at once while many watch: how long until every screen has each reply, and what the server works for it.

import type { Target } from './load/senders.ts'
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'
import type { Subject } from './subjects/subject.ts'

const senders = 100
const warmUpMs = 2000
const window = 300
const stormRate = 500
/** The curve by which one sees that the server works by ticks and screens, and not by replies and screens. */
const curve = [10, 100, 1000]
/** The bare server broadcasts as often as ours. */
const tickMs = 100

type Storm = {
  readonly told: Sample
  readonly answered: Sample
  /** Processor time of the server in a second, in ms. */
  readonly cpu: number
  readonly frame: string
}

export async function benchStorm(options: Options): Promise<Row[]> {
  const rates = [stormRate, ...curve]
  const ours = new Map<number, Storm[]>(rates.map((rate) => [rate, []]))
  const bare = new Map<number, Storm[]>(rates.map((rate) => [rate, []]))
  for (let run = 0; run < options.size.runs; run += 1) {
    const frame = await stormOurs(rates, ours, options)
    await stormBare(rates, frame, bare, options)
  }
  const { watching } = options.size
  const of = (storms: ReadonlyMap<number, readonly Storm[]>, rate: number, read: (storm: Storm) => Sample) =>
    (storms.get(rate) ?? []).map(read)
  const compare = (measure: string, unit: string, rate: number, read: (storm: Storm) => Sample) =>
    row(measure, unit, of(ours, rate, read), { bare: of(bare, rate, read) })
  const name = `${stormRate} replies/s before ${watching} screens`
  return [
    row(
      `${name}: from the answer to each screen`,
      'ms',
      of(ours, stormRate, ({ told }) => told),
      {
        bare: of(bare, stormRate, ({ told }) => told),
        goal: { of: 'p99', bound: 'at most', value: 250 },
      },
    ),
    compare(`${name}: until answered`, 'ms', stormRate, ({ answered }) => answered),
    ...[...curve, stormRate]
      .sort((one, other) => one - other)
      .map((rate) =>
        compare(`${rate} replies/s before ${watching} screens: server's work`, 'ms/s', rate, ({ cpu }) =>
          single(cpu),
        ),
      ),
  ]
}

async function stormOurs(
  rates: readonly number[],
  results: ReadonlyMap<number, Storm[]>,
  options: Options,
): Promise<string> {
  const server = await startOurs(options)
  try {
    const gathering = await makeGathering(server, options.size.cities)
    const storms = await stormAll(server, gathering, joinAs(gathering, 'prompt'), rates, options)
    for (const [index, storm] of storms.entries()) results.get(rates[index] ?? 0)?.push(storm)
    return storms[0]?.frame ?? ''
  } finally {
    await server.stop()
  }
}

async function stormBare(
  rates: readonly number[],
  frame: string,
  results: ReadonlyMap<number, Storm[]>,
  options: Options,
): Promise<void> {
  const server = await startBare('socket-io')
  try {
    server.broadcast(frame, tickMs)
    const anywhere = { gatheringId: 'gathering_idx_16', meetingIds: ['meeting_idxxx_16'] }
    const storms = await stormAll(server, anywhere, null, rates, options)
    for (const [index, storm] of storms.entries()) results.get(rates[index] ?? 0)?.push(storm)
  } finally {
    await server.stop()
  }
}

async function stormAll(
  subject: Subject,
  target: Target,
  join: string | null,
  rates: readonly number[],
  { size }: Options,
): Promise<Storm[]> {
  const screens = startGenerator()
  const people = startGenerator()
  const port = subject.port()
  try {
    const opened = await screens.order('openViewers', { port, count: size.watching, window, join })
    if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
    await people.order('openSenders', { port, count: senders })
    await people.order('replyInOpenLoop', { ...target, perSecond: stormRate, ms: warmUpMs })
    const storms: Storm[] = []
    for (const perSecond of rates) {
      await screens.order('noteFrames')
      const cpuBefore = subject.cpuMs()
      const ms = size.seconds * 1000
      const answered = await people.order('replyInOpenLoop', { ...target, perSecond, ms })
      if (answered.refused > 0) throw new Error(`${answered.refused} refused: ${answered.firstRefusal}`)
      const version = Math.max(...answered.acknowledged.map(([one]) => one))
      const behind = await screens.order('waitForVersion', { version, withinMs: 30_000 })
      if (behind > 0) throw new Error(`${behind} screens were not told`)
      const cpu = (subject.cpuMs() - cpuBefore) / size.seconds
      const { acknowledged, waits } = answered
      const { median, p99, missed } = await screens.order('compareWith', { acknowledged })
      const { newestFrame, open } = await screens.order('readViewers')
      if (missed > 0 || open < size.watching) throw new Error(`${missed} missed, ${open} still open`)
      storms.push({ told: { median, p99 }, answered: sampleOf(waits), cpu, frame: newestFrame })
    }
    return storms
  } finally {
    screens.stop()
    people.stop()
  }
}
