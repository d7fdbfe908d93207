// Everybody reconnects at once after the server was killed: time until all are connected, joined and have received what they missed.
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, single } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'

/** Concurrent attempts: more than a server can serve at once, fewer than its accept queue holds. */
const window = 400
const missedReplies = 20

type Return = { readonly ms: number; readonly memory: number }

export async function benchReturn(options: Options): Promise<Row[]> {
  const ours: Return[] = []
  const bare: Return[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    ours.push(await returnToOurs(options))
    bare.push(await returnToBare(options))
  }
  const times = (all: readonly Return[]): Sample[] => all.map(({ ms }) => single(ms))
  const growth = (all: readonly Return[]): Sample[] => all.map(({ memory }) => single(memory))
  const { watching } = options.size
  return [
    row(`${watching} screens return at once, until the last is fresh`, 'ms', times(ours), {
      bare: times(bare),
      goal: { of: 'ratio of medians', bound: 'at most', value: 1.3 },
    }),
    row(`${watching} screens return at once: memory against before`, '×', growth(ours), {
      bare: growth(bare),
      goal: { of: 'median', bound: 'at most', value: 1.25 },
    }),
  ]
}

async function returnToOurs(options: Options): Promise<Return> {
  const server = await startOurs(options)
  const screens = startGenerator()
  const people = startGenerator()
  const { watching: count } = options.size
  try {
    const gathering = await makeGathering(server, options.size.cities)
    const port = server.port()
    const opened = await screens.order('openViewers', {
      port,
      count,
      window,
      join: joinAs(gathering, 'prompt'),
    })
    if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
    const before = await server.memoryBytes()
    await server.killAndRestart()
    await screens.order('dropViewers')
    await people.order('openSenders', { port, count: 1 })
    const [version] = await people.order('replyTogether', { ...gathering, cities: missedReplies, sender: 0 })
    const join = joinAs(gathering, 'prompt', { epoch: opened.epoch, version: opened.version })
    const returned = await screens.order('openViewers', { port, count, window, join })
    if (returned.failures.length > 0) throw new Error(returned.failures.join(', '))
    const behind = await screens.order('waitForVersion', { version, withinMs: 0 })
    if (behind > 0) throw new Error(`${behind} screens are not fresh`)
    return { ms: returned.ms, memory: (await server.memoryBytes()) / before }
  } finally {
    screens.stop()
    people.stop()
    await server.stop()
  }
}

async function returnToBare(options: Options): Promise<Return> {
  const server = await startBare('socket-io')
  const screens = startGenerator()
  const order = { port: server.port(), count: options.size.watching, window, join: null }
  try {
    const opened = await screens.order('openViewers', order)
    if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
    const before = await server.memoryBytes()
    await server.killAndRestart()
    await screens.order('dropViewers')
    const returned = await screens.order('openViewers', order)
    if (returned.failures.length > 0) throw new Error(returned.failures.join(', '))
    return { ms: returned.ms, memory: (await server.memoryBytes()) / before }
  } finally {
    screens.stop()
    await server.stop()
  }
}
