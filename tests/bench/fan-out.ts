// One update to all screens: latency from the reply's acknowledgement to each of them, compared with bare servers that send the same bytes.

import { pause } from '../support/person.ts'
import type { Target } from './load/senders.ts'
import { startGenerator } from './load/start-generator.ts'
import type { Acknowledged } from './load/viewers.ts'
import { type Row, row, type Sample, sampleOf } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'

/** Acknowledged together and sent in one update; few enough that no sender exceeds the rate limit. */
const citiesAtOnce = 10
const senders = 20
const warmUps = 3
const window = 300

type Spread = { readonly every: Sample; readonly last: Sample; readonly frame: string }

export async function benchFanOut(options: Options): Promise<Row[]> {
  const ours: Spread[] = []
  const socketIo: Spread[] = []
  const ws: Spread[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    const own = await spreadOurs(options)
    ours.push(own)
    socketIo.push(await spreadBare('socket-io', own.frame, options))
    ws.push(await spreadBare('ws', own.frame, options))
  }
  const every = (spreads: readonly Spread[]) => spreads.map((spread) => spread.every)
  const last = (spreads: readonly Spread[]) => spreads.map((spread) => spread.last)
  const name = `fan-out to ${options.size.viewers} screens`
  const goal = { of: 'ratio of p99', bound: 'at most', value: 1.25 } as const
  return [
    row(`${name}: each screen, beside Socket.IO`, 'ms', every(ours), { bare: every(socketIo), goal }),
    row(`${name}: the last screen, beside Socket.IO`, 'ms', last(ours), { bare: last(socketIo), goal }),
    row(`${name}: each screen, beside ws`, 'ms', every(ours), { bare: every(ws) }),
    row(`${name}: the last screen, beside ws`, 'ms', last(ours), { bare: last(ws) }),
  ]
}

async function spreadOurs(options: Options): Promise<Spread> {
  const server = await startOurs(options)
  try {
    const gathering = await makeGathering(server, options.size.cities)
    return await spread(server.port(), gathering, joinAs(gathering, 'prompt'), options)
  } finally {
    await server.stop()
  }
}

async function spreadBare(name: 'socket-io' | 'ws', frame: string, options: Options): Promise<Spread> {
  const server = await startBare(name)
  try {
    server.broadcast(frame, 0)
    const anywhere = { gatheringId: 'gathering_idx_16', meetingIds: ['meeting_idxxx_16'] }
    return await spread(server.port(), anywhere, null, options)
  } finally {
    await server.stop()
  }
}

async function spread(port: number, target: Target, join: string | null, { size }: Options): Promise<Spread> {
  const screens = startGenerator()
  const people = startGenerator()
  try {
    const opened = await screens.order('openViewers', { port, count: size.viewers, window, join })
    if (opened.failures.length > 0) throw new Error(`not all screens joined: ${opened.failures.join(', ')}`)
    await people.order('openSenders', { port, count: senders })
    const acknowledged: Acknowledged[] = []
    for (let round = 0; round < size.rounds + warmUps; round += 1) {
      if (round === warmUps) await screens.order('noteFrames')
      // Out of step with the server's tick and heartbeat.
      await pause(150 + Math.random() * 150)
      const told = await people.order('replyTogether', { ...target, cities: citiesAtOnce, sender: round })
      if (round >= warmUps) acknowledged.push(told)
      const behind = await screens.order('waitForVersion', { version: told[0], withinMs: 20_000 })
      if (behind > 0) throw new Error(`${behind} screens were not told`)
    }
    const { median, p99, lasts, missed } = await screens.order('compareWith', { acknowledged })
    const { newestFrame, open } = await screens.order('readViewers')
    if (missed > 0 || open < size.viewers) throw new Error(`${missed} missed, ${open} still open`)
    return { every: { median, p99 }, last: sampleOf(lasts), frame: newestFrame }
  } finally {
    screens.stop()
    people.stop()
  }
}
