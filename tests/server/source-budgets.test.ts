// The rate limits of one source, tested with clients that exceed them.
import { setMaxListeners } from 'node:events'
import { connect } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { costOf } from '#server/sources/request-costs.ts'
import { sourceLimits } from '#server/sources/source-budgets.ts'
import { arrivalsOpenMs } from '#shared/domain/attendance.ts'
import { startFileApp } from '../support/file-app.ts'
import type { Person } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp({ trustedProxies: ['127.0.0.1'] })
let gathering: TestGathering
let meetingId: string

beforeAll(async () => {
  gathering = await makeGathering(app)
  meetingId = (await gathering.addCity(cityIds.berlin)).meetingId
})

let sources = 0
const anotherSource = () => `198.51.100.${++sources}`

function reply(person: Person, credential = makeSecret('r')) {
  return person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 1 }, { credential })
}

function propose(person: Person, placeId = cityIds.toronto) {
  const payload = { meetingId: makeTestId(), placeId, plan: openPlan }
  return person.ask('proposeMeeting', gathering.gatheringId, payload, { credential: makeSecret('h') })
}

async function arrivalCode(): Promise<string> {
  const joined = await gathering.organizer.join({ gathering: gathering.gatheringId, as: 'organizer' })
  if (!joined.ok || !('snapshot' in joined)) throw new Error('no snapshot')
  return joined.snapshot.meetings.find((view) => view.meetingId === meetingId)?.crew?.arrivalCode ?? ''
}

test('D5: one source proposes a handful of cities, then is asked to wait; another one proposes meanwhile', async () => {
  const from = anotherSource()
  const flooder = await app.connect({ from })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      propose(flooder, index % 2 === 0 ? cityIds.toronto : cityIds.idlib),
    ),
  )
  const busy = answers.filter((answer) => !answer.ok && answer.reason === 'busy')
  expect(busy).toHaveLength(20 - sourceLimits.proposals.burst)
  expect(busy[0]).toMatchObject({ retryAfterMs: expect.any(Number) })
  // Another socket from the same address has the same limit.
  expect(await propose(await app.connect({ from }))).toMatchObject({ ok: false, reason: 'busy' })
  accepted(await propose(await app.connect({ from: anotherSource() }), cityIds.aleppo))
})

test('D5, K12: whoever proposed a city shares the budget of their source, and the host of an open city has one of the crew', async () => {
  const from = anotherSource()
  const [credential, ownId] = [makeSecret('h'), makeTestId()]
  const proposal = { meetingId: ownId, placeId: cityIds.gaziantep, plan: openPlan }
  const first = await app.connect({ from })
  accepted(await first.ask('proposeMeeting', gathering.gatheringId, proposal, { credential }))
  const asked = async (sockets: number) => {
    const hosts = await Promise.all(Array.from({ length: sockets }, () => app.connect({ from })))
    const answers = await Promise.all(
      hosts.map(async (host) => {
        await host.join({ gathering: gathering.gatheringId, as: 'host', credential })
        return Promise.all(
          Array.from({ length: 80 }, () =>
            host.ask('cancelReply', gathering.gatheringId, {}, { credential: makeSecret('r') }),
          ),
        )
      }),
    )
    return answers.flat().filter((answer) => !answer.ok && answer.reason === 'busy').length
  }
  // More than one crew member may send at once, but less than one source may.
  expect(await asked(6)).toBe(0)
  await gathering.order('approveMeeting', { meetingId: ownId })
  expect(await asked(6)).toBeGreaterThan(0)
})

test('D6: wrong codes of the door lock the secret after five, also for the right code, and then nothing is compared', async () => {
  app.clock.set(testInstant)
  const person = await app.connect({ from: anotherSource() })
  const credential = makeSecret('r')
  accepted(await reply(person, credential))
  const enter = (arrivalCode: string) =>
    person.ask('arrive', gathering.gatheringId, { arrivalCode, arrived: 1 }, { credential })
  const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => enter(`WRONG${index}`)))
  const reasons = guesses.map((answer) => (answer.ok ? 'ok' : answer.reason))
  expect(reasons.filter((reason) => reason === 'arrival-code-wrong')).toHaveLength(5)
  expect(reasons.filter((reason) => reason === 'code-locked')).toHaveLength(25)
  expect(await enter(await arrivalCode())).toMatchObject({ reason: 'code-locked', field: 'arrivalCode' })
})

test('D6: before arrivals open no code is compared, so that nobody guesses at it for weeks', async () => {
  app.clock.set(testInstant - arrivalsOpenMs - 1)
  const person = await app.connect({ from: anotherSource() })
  const credential = makeSecret('r')
  accepted(await reply(person, credential))
  for (const code of ['WRONG1', await arrivalCode()]) {
    const typed = { arrivalCode: code, arrived: 1 }
    const answer = await person.ask('arrive', gathering.gatheringId, typed, { credential })
    expect(answer).toMatchObject({ ok: false, reason: 'too-early' })
  }
})

test('D6: one source with many replies guesses no more than its budget, while people elsewhere and the right code are not held up', async () => {
  app.clock.set(testInstant)
  const from = anotherSource()
  const person = await app.connect({ from })
  const secrets = Array.from({ length: 30 }, () => makeSecret('r'))
  for (const credential of secrets) accepted(await reply(person, credential))
  let wrong = 0
  for (const credential of secrets) {
    for (let guess = 0; guess < 3; guess += 1) {
      const answer = await person.ask(
        'arrive',
        gathering.gatheringId,
        { arrivalCode: `WRONG${guess}`, arrived: 1 },
        { credential },
      )
      if (!answer.ok && answer.reason === 'arrival-code-wrong') wrong += 1
    }
  }
  expect(wrong).toBeGreaterThanOrEqual(sourceLimits.guesses.burst)
  // The first code of each reply is always compared, however many wrong ones came before.
  expect(wrong).toBeLessThanOrEqual(sourceLimits.guesses.burst + secrets.length)
  const neighbour = await app.connect({ from })
  const theirs = makeSecret('r')
  accepted(await reply(neighbour, theirs))
  const typed = { arrivalCode: 'WRONG', arrived: 1 }
  const right = { arrivalCode: await arrivalCode(), arrived: 1 }
  const beside = (payload: typeof typed, credential: string) =>
    neighbour.ask('arrive', gathering.gatheringId, payload, { credential })
  accepted(await beside(right, theirs))
  const another = makeSecret('r')
  accepted(await reply(neighbour, another))
  expect(await beside(typed, another)).toMatchObject({ reason: 'arrival-code-wrong' })
  expect(await beside(right, another)).toMatchObject({ reason: 'code-locked' })
  const guest = await app.connect({ from: anotherSource() })
  const credential = makeSecret('r')
  accepted(await reply(guest, credential))
  const code = await arrivalCode()
  accepted(
    await guest.ask('arrive', gathering.gatheringId, { arrivalCode: code, arrived: 1 }, { credential }),
  )
})

test('D6: a hall where 300 people enter the right code at once is not taken for a guesser', async () => {
  app.clock.set(testInstant)
  const hall = await Promise.all(Array.from({ length: 10 }, () => app.connect({ from: '203.0.113.99' })))
  const code = await arrivalCode()
  const secrets = Array.from({ length: 300 }, () => makeSecret('r'))
  const inTurn = secrets.map((credential, index) => ({
    credential,
    person: hall[index % hall.length] as Person,
  }))
  const all = await Promise.all(
    inTurn.map(async ({ credential, person }) => {
      const replied = await reply(person, credential)
      const payload = { arrivalCode: code, arrived: 1 }
      return [replied, await person.ask('arrive', gathering.gatheringId, payload, { credential })]
    }),
  )
  expect(all.flat().filter(({ ok }) => !ok)).toEqual([])
})

/** Requests an expensive page until one response is 429; then aborts the queued requests. */
async function exhaust(from: string, headers: Record<string, string> = {}): Promise<Response> {
  const abort = new AbortController()
  setMaxListeners(0, abort.signal)
  const { burst, perSecond, longestWaitMs } = sourceLimits.reading
  const most = Math.ceil((burst + (perSecond * longestWaitMs) / 1000) / costOf('/poster.png')) + 10
  const answers = Array.from({ length: most }, () =>
    fetch(`${app.url()}/g/none/none/poster.png`, {
      headers: { 'x-forwarded-for': from, ...headers },
      signal: abort.signal,
    }).catch(() => null),
  )
  const refused = await Promise.race(
    answers.map((answer) =>
      answer.then((response) =>
        response?.status === 429 ? response : new Promise<Response>(() => undefined),
      ),
    ),
  )
  const text = await refused.text()
  abort.abort()
  return new Response(text, refused)
}

test('D7: pages asked for by one source wait, then get 429 with the time to come again; another source is answered at once', async () => {
  const refused = await exhaust(anotherSource())
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
  expect(await refused.json()).toMatchObject({ ok: false, reason: 'busy', retryAfterMs: expect.any(Number) })
  const startedAt = performance.now()
  const headers = { 'x-forwarded-for': anotherSource() }
  expect((await fetch(`${app.url()}/api/places?q=Berlin`, { headers })).status).toBe(200)
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

test('D8: a browser that is asked to wait reads so in its language, and the page loads itself again', async () => {
  const refused = await exhaust(anotherSource(), { accept: 'text/html', 'accept-language': 'ar' })
  expect(refused.headers.get('refresh')).toMatch(/^\d+$/)
  expect(await refused.text()).toContain('dir="rtl"')
})

test('D9: a source opens as many sockets as a crowd behind one address needs and no more; 503 says when to come again', async () => {
  const port = Number(new URL(app.url()).port)
  const from = anotherSource()
  const shake = () =>
    new Promise<string>((resolve, reject) => {
      const line = connect(port, '127.0.0.1')
      line.once('data', (bytes) => {
        line.destroy()
        resolve(bytes.toString('latin1').split('\r\n', 1)[0] ?? '')
      })
      line.once('error', reject)
      line.write(
        `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${from}\r\n\r\n`,
      )
    })
  const answers: string[] = []
  const { burst } = sourceLimits.sockets
  for (let turn = 0; turn < burst + 180; turn += 60) {
    answers.push(...(await Promise.all(Array.from({ length: 60 }, shake))))
  }
  const refused = answers.filter((line) => line.includes('503'))
  expect(refused.length).toBeGreaterThan(0)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(burst)
  const other = await app.connect({ from: anotherSource() })
  expect(other.socket.connected).toBe(true)
})

test('D9: long polling for sockets that are not open costs the budget of reading, and another source is answered', async () => {
  const poll = (from: string) =>
    fetch(`${app.url()}/socket.io/?EIO=4&transport=polling&sid=none`, {
      headers: { 'x-forwarded-for': from },
    })
  const from = anotherSource()
  expect((await poll(from)).status).toBe(400)
  await exhaust(from)
  const refused = await poll(from)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await poll(anotherSource())).status).toBe(400)
})

test('D10: while made-up secrets of an unknown source use up what strangers share, who holds a real one is still answered', async () => {
  const credential = makeSecret('r')
  accepted(await reply(await app.connect({ from: anotherSource() }), credential))
  const post = (name: string, payload: object, secret: string) =>
    fetch(`${app.url()}/api/commands`, {
      method: 'POST',
      body: JSON.stringify({
        commandId: makeTestId(),
        gatheringId: gathering.gatheringId,
        name,
        payload,
        credential: secret,
      }),
    })
  const flood = await Promise.all(
    Array.from({ length: 150 }, () => post('replyToMeeting', { meetingId, partySize: 1 }, makeSecret('r'))),
  )
  const refused = flood.find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
  const own = await post('resizeReply', { partySize: 2 }, credential)
  expect(await own.json()).toMatchObject({ ok: true })
})

test('D1: nothing of a source is kept: no address is in the database', async () => {
  const kept = await app.everythingKept()
  expect(kept).not.toContain('198.51.100.')
  expect(kept).not.toContain('203.0.113.')
})
