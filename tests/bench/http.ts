// Pages and files over HTTP, each compared with a bare Hono server that sends the same bytes from memory.
import { get, type IncomingHttpHeaders } from 'node:http'
import { pause } from '../support/person.ts'
import { startGenerator } from './load/start-generator.ts'
import { type Row, row, type Sample, sampleOf, single } from './measure.ts'
import type { Options } from './options.ts'
import { startBare } from './subjects/bare-server.ts'
import { makeGathering, startOurs } from './subjects/our-server.ts'

const connections = 40
const warmUpMs = 1500
const calendarMeetings = 100
/** As a browser sends them. */
const headers = { 'Accept-Encoding': 'gzip, deflate, br', 'Accept-Language': 'ar,en;q=0.8' }
const asBare = { of: 'ratio of medians', bound: 'at least', value: 0.5 } as const
/** Headers of the connection, not of the response. */
const madeByNode = ['connection', 'keep-alive', 'date', 'transfer-encoding']

type Answer = { readonly headers: IncomingHttpHeaders; readonly body: Buffer }

export async function benchHttp(options: Options): Promise<Row[]> {
  const server = await startOurs(options)
  const bare = await startBare('hono')
  const asking = startGenerator()
  const { slug, meetingIds } = await makeGathering(server, options.size.cities)
  const large = await startOurs(options)
  const { slug: largeSlug } = await makeGathering(large, calendarMeetings)
  const paths = [
    { what: 'gathering page', path: `/g/${slug}`, type: 'text/html', of: server, goal: asBare },
    {
      what: 'calendar file',
      path: `/g/${slug}/${meetingIds[0]}.ics`,
      type: 'text/calendar',
      of: server,
      goal: asBare,
    },
    {
      what: `calendar of ${calendarMeetings} meetings`,
      path: `/g/${largeSlug}.ics`,
      type: 'text/calendar',
      of: large,
      goal: { of: 'median', bound: 'at least', value: 1500 } as const,
    },
    {
      what: 'Atom feed',
      path: `/g/${slug}/feed.atom`,
      type: 'application/atom+xml',
      of: server,
      goal: asBare,
    },
    { what: 'snapshot', path: `/api/gatherings/${slug}`, type: 'application/json', of: server, goal: asBare },
  ]
  try {
    const rows: Row[] = []
    for (const { what, path, type, of, goal } of paths) {
      const answer = await fetchRaw(of.port(), path)
      // Skips what this server does not offer.
      if (answer === null || !answer.headers['content-type']?.startsWith(type)) continue
      bare.tell({ path, headers: keptHeaders(answer.headers), body: answer.body.toString('base64') })
      await pause(200)
      const same = await fetchRaw(bare.port(), path)
      if (same === null || !same.body.equals(answer.body)) throw new Error(`another answer to ${path}`)
      const order = { path, headers, connections, warmUpMs, ms: options.size.seconds * 1000 }
      const results = { ours: [] as Sample[], bare: [] as Sample[] }
      const waits = { ours: [] as Sample[], bare: [] as Sample[] }
      for (let run = 0; run < options.size.runs; run += 1) {
        for (const whose of ['ours', 'bare'] as const) {
          const port = (whose === 'ours' ? of : bare).port()
          const pages = await asking.order('askPages', { ...order, port })
          results[whose].push(single(pages.perSecond))
          waits[whose].push(sampleOf(pages.waits))
        }
      }
      const size = `${(answer.body.length / 1024).toFixed(1)} KB`
      rows.push(
        row(`${what}, ${size}`, '/s', results.ours, { bare: results.bare, goal }),
        row(`${what}: until answered`, 'ms', waits.ours, { bare: waits.bare }),
      )
    }
    return rows
  } finally {
    asking.stop()
    await bare.stop()
    await server.stop()
    await large.stop()
  }
}

function keptHeaders(all: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(all).filter(([name]) => !madeByNode.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

/** The response as transferred, not decompressed; null when it is missing. */
function fetchRaw(port: number, path: string): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () =>
        resolve(
          response.statusCode === 200 ? { headers: response.headers, body: Buffer.concat(chunks) } : null,
        ),
      )
    }).once('error', reject)
  })
}
