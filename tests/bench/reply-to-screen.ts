// Latency from a tap to the changed number on another screen, compared with a bare Socket.IO server that only forwards a message.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { startServer } from '../support/start-server.ts'
import { type Row, row, type Sample, sampleOf } from './measure.ts'
import type { Options } from './options.ts'

const bareServer = `
  import { createServer } from 'node:http'
  import { Server } from 'socket.io'
  const http = createServer()
  const io = new Server(http)
  io.on('connection', (socket) => socket.on('reply', (text, answer) => { answer({ ok: true }); io.emit('update', text) }))
  http.listen(0, '127.0.0.1', () => console.log(http.address().port))
`

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function connect(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  return socket
}

type Measured = { readonly acknowledged: readonly number[]; readonly seen: readonly number[] }

async function times(
  samples: number,
  screen: Socket,
  send: (sample: number) => Promise<void>,
): Promise<Measured> {
  const acknowledged: number[] = []
  const seen: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const told = new Promise<void>((resolve) => screen.once('update', () => resolve()))
    const sentAt = performance.now()
    await send(sample)
    acknowledged.push(performance.now() - sentAt)
    await told
    seen.push(performance.now() - sentAt)
    // Out of step with the server's tick.
    await pause(110 + Math.random() * 90)
  }
  return { acknowledged, seen }
}

async function bare(samples: number) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', bareServer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = `http://127.0.0.1:${line.toString().trim()}`
  const sender = await connect(url)
  const screen = await connect(url)
  const measured = await times(samples, screen, async (sample) => {
    await sender.emitWithAck('reply', `reply ${sample}`)
  })
  sender.close()
  screen.close()
  child.kill()
  return measured
}

async function real(samples: number) {
  const server = await startServer()
  const sender = await connect(server.url)
  const screen = await connect(server.url)
  const joined = await screen.emitWithAck('join', { gathering: 'january-20', as: 'public' })
  const { gatheringId } = joined.snapshot.gathering
  const open = joined.snapshot.meetings.find(
    (meeting: { exposure: { counts: string }; capacity: number | null }) =>
      meeting.exposure.counts === 'exact' && (meeting.capacity === null || meeting.capacity > samples),
  )
  const measured = await times(samples, screen, async (sample) => {
    const name = `${Date.now()}-${sample}`.padEnd(30, 'x')
    await sender.emitWithAck('command', {
      commandId: name,
      gatheringId,
      name: 'replyToMeeting',
      credential: `r_${name}`,
      payload: { meetingId: open.meetingId, partySize: 1 },
    })
  })
  sender.close()
  screen.close()
  await server.stop()
  return measured
}

export async function benchReplyToScreen({ size }: Options): Promise<Row[]> {
  const runs = { ours: [] as Measured[], bare: [] as Measured[] }
  for (let run = 0; run < size.runs; run += 1) {
    runs.ours.push(await real(size.samples))
    runs.bare.push(await bare(size.samples))
  }
  const compare = (measure: string, read: (measured: Measured) => readonly number[]) => {
    const samples = (all: readonly Measured[]): Sample[] => all.map((one) => sampleOf(read(one)))
    return row(measure, 'ms', samples(runs.ours), { bare: samples(runs.bare) })
  }
  return [
    compare('a single reply acknowledged, on disk', ({ acknowledged }) => acknowledged),
    compare('a single reply seen on another screen', ({ seen }) => seen),
  ]
}
