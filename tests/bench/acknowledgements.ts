// Durably acknowledged replies per second, compared with a bare Socket.IO server that sends the same answers and writes nothing.

import type { Answered, Target } from './load/senders.ts'
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { makeGathering, startOurs } from './subjects/our-server.ts'

const warmUpMs = 2000

export async function benchAcknowledgements(options: Options): Promise<Row[]> {
  const ours: Answered[] = []
  const bare: Answered[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    const server = await startOurs(options)
    try {
      ours.push(await replyAll(server.port(), await makeGathering(server, options.size.cities), options))
    } finally {
      await server.stop()
    }
    const other = await startBare('socket-io')
    const anywhere = { gatheringId: 'gathering_idx_16', meetingIds: ['meeting_idxxx_16'] }
    try {
      bare.push(await replyAll(other.port(), anywhere, options))
    } finally {
      await other.stop()
    }
  }
  const rates = (all: readonly Answered[]) => all.map(({ perSecond }) => single(perSecond))
  const waits = (all: readonly Answered[]) => all.map((answered) => sampleOf(answered.waits))
  const name = `${options.size.clients} people reply as fast as they are answered`
  return [
    row(`${name}: replies`, '/s', rates(ours), {
      bare: rates(bare),
      goal: { of: 'ratio of medians', bound: 'at least', value: 0.6 },
    }),
    row(`${name}: until answered`, 'ms', waits(ours), {
      bare: waits(bare),
      goal: { of: 'ratio of p99', bound: 'at most', value: 1.5 },
    }),
  ]
}

export async function replyAll(port: number, target: Target, { size }: Options): Promise<Answered> {
  const people = startGenerator()
  try {
    await people.order('openSenders', { port, count: size.clients })
    const order = { ...target, warmUpMs, ms: size.seconds * 1000 }
    const answered = await people.order('replyInClosedLoop', order)
    if (answered.refused > 0) throw new Error(`${answered.refused} refused: ${answered.firstRefusal}`)
    return answered
  } finally {
    people.stop()
  }
}
