// How much slower replies and pages become while one machine requests ever new URLs as fast as it gets responses.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { connectPerson, pause } from '../support/person.ts'
import { makeSecret, makeTestId } from '../support/test-gathering.ts'
import { type Row, row, type Sample, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { type MadeGathering, makeGathering, type OurServer, startOurs } from './subjects/our-server.ts'

const connections = 8
const pauseMs = 40
const cities = 100
const browser = { 'Accept-Encoding': 'gzip, deflate, br', 'Accept-Language': 'ar,en;q=0.8' }

type Flood = {
  readonly what: string
  /** Each run of `*` is replaced by letters that differ every time. */
  readonly addresses: (made: MadeGathering) => readonly string[]
  readonly hosts?: boolean
}

const floods: readonly Flood[] = [
  {
    what: 'pages',
    addresses: ({ slug, meetingIds }) => [
      `/g/${slug}/******`,
      '/********',
      '/g/********',
      `/g/${slug}?lang=***`,
      `/g/${slug}/${meetingIds[3]}?lang=***`,
      `/g/${slug}/programme/********`,
    ],
  },
  {
    what: 'hosts',
    addresses: ({ slug, meetingIds }) => [`/g/${slug}`, `/g/${slug}/${meetingIds[5]}`],
    hosts: true,
  },
  {
    what: 'cities',
    addresses: ({ slug, meetingIds }) => meetingIds.map((meetingId) => `/g/${slug}/${meetingId}`),
  },
  {
    what: 'places',
    addresses: () => ['/api/places?q=********%20*****', '/api/places?q=******&language=***'],
  },
  {
    what: 'files',
    addresses: ({ slug }) => [
      `/g/${slug}.ics?lang=***`,
      `/g/${slug}/feed.atom?lang=***`,
      '/calendar.ics?country=US&lang=***',
      '/feed.json?lang=***',
      `/g/${slug}/export.json?x=***`,
    ],
  },
  {
    what: 'posters',
    addresses: ({ slug, meetingIds }) =>
      meetingIds.slice(0, 40).map((meetingId) => `/g/${slug}/${meetingId}/poster.png?x=***`),
    hosts: true,
  },
]

export async function benchFloods(options: Options): Promise<Row[]> {
  const rows: Row[] = []
  for (const flood of floods) {
    const server = await startOurs(options)
    try {
      const made = await makeGathering(server, cities)
      await watch(server, made, 20)
      const before = await watch(server, made, options.size.samples)
      const bot = startFlood(server.port(), flood.addresses(made), flood.hosts ?? false)
      const statm = () => residentMb(server.running.pid())
      await pause(1500)
      const during = await watch(server, made, options.size.samples)
      const { perSecond, statuses } = await bot.stop()
      process.stderr.write(`${flood.what} ${Math.round(perSecond)}/s ${JSON.stringify(statuses)} `)
      rows.push(row(`${flood.what}: a reply answered`, 'ms', [during.reply], { bare: [before.reply] }))
      rows.push(row(`${flood.what}: a page read`, 'ms', [during.page], { bare: [before.page] }))
      rows.push(row(`${flood.what}: memory of the server`, 'MB', [single(statm())]))
    } finally {
      await server.stop()
    }
  }
  return rows
}

/** Sends a reply and requests a page repeatedly, with pauses. */
async function watch(
  { running }: OurServer,
  { gatheringId, meetingIds, slug }: MadeGathering,
  samples: number,
): Promise<{ readonly reply: Sample; readonly page: Sample }> {
  const person = await connectPerson(running.url)
  const replies: number[] = []
  const pages: number[] = []
  for (let index = 0; index < samples; index += 1) {
    const repliedAt = performance.now()
    const payload = { meetingId: meetingIds[0] ?? '', partySize: 1 }
    await person.ask('replyToMeeting', gatheringId, payload, {
      credential: makeSecret('r'),
      commandId: makeTestId(),
    })
    replies.push(performance.now() - repliedAt)
    const askedAt = performance.now()
    await (await fetch(`${running.url}/g/${slug}`, { headers: browser })).arrayBuffer()
    pages.push(performance.now() - askedAt)
    await pause(pauseMs)
  }
  person.socket.close()
  return { reply: sampleOf(replies), page: sampleOf(pages) }
}

function startFlood(port: number, addresses: readonly string[], hosts: boolean) {
  const startedAt = performance.now()
  const worker = new Worker(join(import.meta.dirname, 'load', 'flood.mjs'), {
    workerData: { port, connections, addresses, hosts, headers: browser },
  })
  return {
    stop: () =>
      new Promise<{ readonly perSecond: number; readonly statuses: Readonly<Record<string, number>> }>(
        (resolve) => {
          worker.once('message', ({ asked, statuses }) =>
            resolve({ perSecond: (asked * 1000) / (performance.now() - startedAt), statuses }),
          )
          worker.postMessage('stop')
        },
      ),
  }
}

/** Peak resident memory of the process (`man 5 proc`, `VmHWM`). */
function residentMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
}
