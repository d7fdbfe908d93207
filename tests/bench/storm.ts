// Many people reply while many watch: time until every screen has each reply, and the server's CPU time.

import { type Row, row, type Sample, single } from './measure.ts'
import type { Options } from './options.ts'
import { type Storm, stormAll } from './storm-all.ts'
import { startBare } from './subjects/bare-server.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'

const stormRate = 500
/** Rates that show whether the server's work grows with ticks × screens, and not with replies × screens. */
const curve = [10, 100, 1000]
/** The bare server broadcasts as often as ours. */
const tickMs = 100

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
    const storms = await stormAll([server], gathering, joinAs(gathering, 'prompt'), rates, options.size)
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
    const storms = await stormAll([server], anywhere, null, rates, options.size)
    for (const [index, storm] of storms.entries()) results.get(rates[index] ?? 0)?.push(storm)
  } finally {
    await server.stop()
  }
}
