// Data erased by a panic is not in the memory of any process either: searches heap snapshots.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { actorKeyOf, hashSecret } from '#server/secrets.ts'
import { connectPerson, eventually, type Person, snapshotOf } from '../support/person.ts'
import { prepareServerProcess, type ServerProcess } from '../support/server-process.ts'
import type { TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
} from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

const dayMs = 86_400_000
/** With PostgreSQL two processes run, which takes long, so only in the soak. */
const isShort = process.env.TEST_DATABASE_URL === undefined || process.env.SOAK_MEMORY !== undefined

/** Everything the process can still reach after garbage collection. */
async function heapOf(server: ServerProcess, folder: string): Promise<Buffer> {
  const before = new Set(await readdir(folder))
  process.kill(server.pid() ?? 0, 'SIGUSR2')
  const path = await eventually(async () => {
    const name = (await readdir(folder)).find((each) => !before.has(each) && each.endsWith('.heapsnapshot'))
    if (name === undefined) throw new Error('not yet')
    return join(folder, name)
  }, 30_000)
  let size = -1
  await eventually(async () => {
    const now = (await stat(path)).size
    const isWhole = now > 0 && now === size && (await readFile(path)).subarray(-3).includes('}')
    size = now
    if (!isWhole) throw new Error('not yet')
  }, 30_000)
  const heap = await readFile(path)
  await rm(path)
  return heap
}

test.runIf(isShort)(
  'X13: after a panic and a removed gathering no process holds anything of them in its memory',
  {
    timeout: 120_000,
  },
  async () => {
    const kept = await makeTestStore()
    const folder = await mkdtemp(join(tmpdir(), 'multaqa-heap-'))
    const many = kept.environment.DATABASE_URL === '' ? 1 : 2
    const environment = {
      NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`,
      // Distinguishes people by source address; the rate limits per source are kept in memory.
      TRUSTED_PROXIES: '127.0.0.1',
    }
    const servers: ServerProcess[] = []
    for (let count = 0; count < many; count += 1) {
      const server = await prepareServerProcess(kept.environment, { environment })
      await server.start()
      servers.push(server)
    }
    const people: Person[] = []
    onTestFinished(async () => {
      for (const person of people) person.socket.close()
      for (const server of servers) await server.kill('SIGTERM')
      await kept.remove()
      await rm(folder, { recursive: true, force: true })
    })
    const [first] = servers
    if (first === undefined) throw new Error('no server')
    const connect: TestApp['connect'] = async ({ cookie } = {}) => {
      const person = await connectPerson(first.url, cookie)
      people.push(person)
      return person
    }
    const signIn = async () => {
      const token = await first.claimToken()
      const claimed = await fetch(`${first.url}/api/claim`, {
        method: 'POST',
        body: JSON.stringify({ token }),
      })
      return claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const app = { url: () => first.url, connect, signIn } as TestApp
    const plan = {
      hostAlias: 'secretly-host',
      venue: 'secretly-venue',
      address: 'secretly-address',
      note: 'secretly-note',
    }
    const startsAt = Date.now() + dayMs
    const gathering = await makeGathering(app, { startsAt })
    const gone = await makeGathering(app, { title: 'Secretly-title', cookie: gathering.cookie, startsAt })
    const open = await gathering.addCity(cityIds.berlin, plan)
    const closed = await gathering.addCity(cityIds.idlib, { ...plan, exposure: invited })
    await gone.addCity(cityIds.aleppo, plan)
    const said = { messageId: makeTestId(), meetingId: closed.meetingId, text: 'secretly-talk' }
    await gathering.order('sendMessage', said)
    const { slug } = gathering
    const credentials = [makeSecret('r'), makeSecret('r')]
    // People reply through one process, and another one is asked to erase the replies.
    const last = servers.at(-1)
    for (const server of [...servers].reverse()) {
      const [reader, host, crew, visitor] = await Promise.all(
        [undefined, undefined, gathering.cookie, undefined].map(async (cookie) => {
          const person = await connectPerson(server.url, cookie, '198.51.100.7')
          people.push(person)
          return person
        }),
      )
      if (reader === undefined || host === undefined || crew === undefined || visitor === undefined) return
      for (const each of [slug, gone.slug])
        expect((await reader.join({ gathering: each, as: 'public' })).ok).toBe(true)
      expect((await host.join({ gathering: slug, as: 'host', credential: closed.hostSecret })).ok).toBe(true)
      expect((await crew.join({ gathering: slug, as: 'organizer' })).ok).toBe(true)
      if (server === last) {
        const crewReads = snapshotOf(await crew.join({ gathering: slug, as: 'organizer' }))
        const invitation = crewReads.meetings.find(({ meetingId }) => meetingId === closed.meetingId)?.crew
          ?.invitation
        for (const [at, { meetingId }] of [open, closed].entries()) {
          const reply = { meetingId, partySize: 2, ...(at === 0 || !invitation ? {} : { invitation }) }
          const secret = credentials[at] ?? ''
          accepted(await visitor.ask('replyToMeeting', gathering.gatheringId, reply, { credential: secret }))
          // Wrong codes are counted per reply secret.
          const arriving = { arrivalCode: 'wrong', arrived: 1 }
          await visitor.ask('arrive', gathering.gatheringId, arriving, { credential: secret })
        }
      }
      for (const credential of credentials) expect((await visitor.hold(credential)).ok).toBe(true)
      for (const each of [slug, gone.slug])
        for (const path of [
          '',
          '/berlin',
          `/${open.meetingId}`,
          '/gathering.ics',
          '/programme.ics',
          '/card.png',
          '/feed.atom',
          '/feed.json',
        ])
          await (await fetch(`${server.url}/g/${each}${path}`)).arrayBuffer()
      for (const path of [
        '/',
        '/calendar.ics',
        '/api/gatherings',
        '/sitemap.xml',
        `/embed/${slug}`,
        `/g/${slug}.ics`,
      ])
        await (await fetch(`${server.url}${path}`)).arrayBuffer()
    }
    // The canaries are found before, so the search works.
    expect((await heapOf(first, folder)).includes('secretly-address')).toBe(true)
    const asked = { panicId: makeTestId(), scope: 'gathering', gathering: slug, typed: 'One hour' }
    const answered = await fetch(`${first.url}/api/panic`, {
      method: 'POST',
      headers: { cookie: gathering.cookie },
      body: JSON.stringify(asked),
    })
    expect(answered.status).toBe(200)
    await gone.order('removeGathering', {})
    for (const person of people) person.socket.close()
    for (const server of servers) {
      // The router drops its recent addresses within 10 s.
      await eventually(async () => {
        const heap = await heapOf(server, folder)
        const texts = ['ecretly-', closed.meetingId, closed.hostSecret, ...credentials]
        const hashes = credentials.map(hashSecret)
        texts.push(...hashes, ...hashes.map(actorKeyOf))
        expect(texts.filter((text) => heap.includes(text))).toEqual([])
      }, 30_000)
    }
  },
)
