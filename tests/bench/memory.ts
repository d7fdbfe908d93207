// The server's memory per watching screen, compared with an open socket of a bare Socket.IO server.
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, single } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'
import type { Subject } from './subjects/subject.ts'

/** This many connect and disconnect before the first measurement, so that one-time allocations are not counted. */
const warmUp = 300
const window = 300

export async function benchMemory(options: Options): Promise<Row[]> {
  const ours: Sample[] = []
  const bare: Sample[] = []
  for (let run = 0; run < options.size.runs; run += 1) {
    const server = await startOurs(options)
    try {
      const gathering = await makeGathering(server, options.size.cities)
      ours.push(single(await kilobytesEach(server, joinAs(gathering, 'prompt'), options)))
    } finally {
      await server.stop()
    }
    const other = await startBare('socket-io')
    try {
      bare.push(single(await kilobytesEach(other, null, options)))
    } finally {
      await other.stop()
    }
  }
  const goal = { of: 'ratio of medians', bound: 'at most', value: 1.3 } as const
  return [row(`memory of one of ${options.size.viewers} screens`, 'KB', ours, { bare, goal })]
}

async function kilobytesEach(subject: Subject, join: string | null, { size }: Options): Promise<number> {
  const screens = startGenerator()
  try {
    const port = subject.port()
    await screens.order('openViewers', { port, count: warmUp, window, join })
    await screens.order('dropViewers')
    const before = await subject.memoryBytes()
    const opened = await screens.order('openViewers', { port, count: size.viewers, window, join })
    if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
    const held = (await subject.memoryBytes()) - before
    return held / size.viewers / 1024
  } finally {
    screens.stop()
  }
}
