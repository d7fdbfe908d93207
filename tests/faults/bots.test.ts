// Thousands of bots reply at once: they change no seat, voucher or arrival, people are answered meanwhile, and the disk stays small.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CountsView } from '#shared/protocol/views.ts'
import { floodReplies } from '../support/bot-flood.ts'
import { tellFigures } from '../support/figures.ts'
import { connectPerson, pause, snapshotOf } from '../support/person.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { accepted, makeSecret, makeTestId } from '../support/test-gathering.ts'

/** SOAK_BOTS=10000 is the long form. */
const bots = Number(process.env['SOAK_BOTS'] ?? 1500)
const people = Number(process.env['SOAK_PEOPLE'] ?? 20)
/** Connections of the bots; each sends its next request as soon as it is answered. */
const lines = Number(process.env['SOAK_BOT_LINES'] ?? 100)
const peopleEveryMs = 150
const goalMs = 3000
/** The short form shares two processors with other suites, so only the long form can meet the goal. */
const mostMs = process.env['SOAK_BOTS'] === undefined ? 4 * goalMs : goalMs
const seats = 500
const mostDiskBytes = 10 * 1024 * 1024

let server: RunningServer
let cookie = ''
beforeAll(async () => {
  server = await startServer({ EXAMPLE: 'off', TRUSTED_PROXIES: '127.0.0.1' })
  const response = await fetch(`${server.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token: server.claimUrl().split('#')[1] }),
  })
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  // A server that was just started compiles its code while it answers.
  const { organizer, gatheringId, meetingId } = await makeCity()
  await floodReplies({
    port: server.port,
    gatheringId,
    meetingId,
    bots: 300,
    addresses: 250,
    lines: 10,
    longestMs: 10_000,
  })
  organizer.socket.close()
}, 60_000)
afterAll(() => server?.stop())

async function makeCity() {
  const organizer = await connectPerson(server.url, cookie)
  const gatheringId = makeTestId()
  const meetingId = makeTestId()
  const hostSecret = makeSecret('h')
  const order = async (...[name, payload]: Parameters<typeof send>) => accepted(await send(name, payload))
  const send = (
    name: 'createGathering' | 'editGathering' | 'publishGathering' | 'addMeeting',
    payload: object,
  ) => organizer.ask(name, gatheringId, payload as never)
  await order('createGathering', { language: 'en' })
  await order('editGathering', {
    // Check-in is open, so arrivals can be counted.
    startsAt: Date.now() + 60 * 60_000,
    lengthMs: 4 * 60 * 60_000,
    leadPlaceId: '2950159',
    texts: { en: { title: 'Under fire' } },
  })
  await order('publishGathering', {})
  await order('addMeeting', {
    meetingId,
    placeId: '2950159',
    hostSecret,
    plan: {
      hostAlias: 'Nour',
      venue: 'Hall',
      address: '',
      note: '',
      capacity: seats,
      languages: ['ar'],
      doorsMinutesBefore: 30,
      exposure: { existence: 'public', counts: 'exact', address: 'public' },
    },
  })
  const numbers = async (): Promise<CountsView> => {
    const { counts } = snapshotOf(await organizer.join({ gathering: gatheringId, as: 'organizer' }))
    return counts[0] as CountsView
  }
  return { organizer, gatheringId, meetingId, hostSecret, numbers }
}

let addresses = 0
/** Connects like a page, replies, and disconnects; returns the duration and the answer. */
async function replyAsPerson(gatheringId: string, meetingId: string) {
  addresses += 1
  const from = `203.0.113.${1 + (addresses % 250)}`
  const startedAt = performance.now()
  const person = await connectPerson(server.url, undefined, from)
  const credential = makeSecret('r')
  let answer = await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential })
  // A page retries when the server asks it to.
  while (!answer.ok && answer.reason === 'busy' && performance.now() - startedAt < 5 * goalMs) {
    await pause(answer.retryAfterMs ?? 500)
    answer = await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential })
  }
  const ms = performance.now() - startedAt
  return { person, credential, ms, answer }
}

async function folderBytes(): Promise<number> {
  const names = await readdir(server.dataDirectory)
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(server.dataDirectory, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

test.each([1, 250])(
  'E11: a flood of replies from %i addresses moves neither confirmed nor vouched nor arrived, people are answered within 3 s, and the disk grows little',
  { timeout: 300_000 },
  async (sources) => {
    const { organizer, gatheringId, meetingId, hostSecret, numbers } = await makeCity()
    const host = await connectPerson(server.url)
    const first = await replyAsPerson(gatheringId, meetingId)
    const { attendanceId = '' } = accepted(first.answer).outcome
    const asHost = { credential: hostSecret }
    accepted(await host.ask('vouchForReply', gatheringId, { attendanceId, vouched: true }, asHost))
    accepted(await host.ask('tickArrival', gatheringId, { attendanceId, arrived: 1 }, asHost))
    const before = { numbers: await numbers(), bytes: await folderBytes() }
    expect(before.numbers).toMatchObject({ confirmed: 1, vouched: 1, arrived: 1 })

    const startedAt = performance.now()
    const flooding = floodReplies({
      port: server.port,
      gatheringId,
      meetingId,
      bots,
      addresses: sources,
      lines,
      longestMs: Number(process.env['SOAK_BOT_MS'] ?? 8000),
    })
    const asking = Array.from({ length: people }, async (_, place) => {
      await pause(place * peopleEveryMs)
      return replyAsPerson(gatheringId, meetingId)
    })
    const came = await Promise.all(asking)
    const answers = await flooding
    const seconds = (performance.now() - startedAt) / 1000

    const states = await Promise.all(
      came.map(async ({ person, credential }) => {
        const held = await person.hold(credential)
        return held.ok ? held.ticket.exactState : 'none'
      }),
    )
    const ofPeople = states.filter((state) => state === 'confirmed').length
    const after = await numbers()
    const inTime = came.filter(({ answer, ms }) => answer.ok && ms <= mostMs).length
    const bytes = (await folderBytes()) - before.bytes
    tellFigures(`bots from ${sources}`, {
      bots,
      seconds: Math.round(seconds),
      answers: JSON.stringify(answers),
      people,
      inTime,
      slowestMs: Math.round(Math.max(...came.map(({ ms }) => ms))),
      confirmedPeople: ofPeople,
      diskKb: Math.round(bytes / 1024),
    })
    expect(after).toMatchObject({ confirmed: 1 + ofPeople, vouched: 1, arrived: 1 })
    expect(inTime / people).toBeGreaterThanOrEqual(0.99)
    expect(bytes).toBeLessThanOrEqual(mostDiskBytes)
    for (const { socket } of [organizer, host, first.person, ...came.map(({ person }) => person)]) {
      socket.close()
    }
  },
)
