// The shared database of two processes is killed, and suspended for seconds, while people reply and screens are open: no acknowledged reply
// is lost or doubled, clients receive a retry answer, no process exits, and every screen is up to date soon after.
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGatheringStore } from '#client/sync/gathering-store.ts'
import { hashSecret } from '#server/secrets.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { connectPerson, eventually, makeCommandId, pause } from '../support/person.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { prepareServerProcess, type ServerProcess } from '../support/server-process.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const stillMs = 8000
/** After the database is back. */
const freshWithinMs = 5000
const gatheringId = makeTestId()
const meetingId = makeTestId()

let postgres: TestPostgres
let kept: TestStore
let servers: readonly ServerProcess[]

beforeAll(async () => {
  postgres = await startPostgres()
  kept = await makeTestStore(postgres.url)
  servers = await Promise.all([1, 2].map(() => prepareServerProcess(kept.environment)))
  await Promise.all(servers.map((server) => server.start()))
  await setUp()
}, 60_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await postgres.remove()
})

async function setUp(): Promise<void> {
  const token = await Promise.any(servers.map((server) => server.claimToken()))
  const url = servers[0]?.url ?? ''
  const claimed = await fetch(`${url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  const organizer = await connectPerson(url, claimed.headers.get('set-cookie')?.split(';')[0])
  const startsAt = Date.now() + 86_400_000
  const texts = { en: { title: 'One hour' } }
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  accepted(await organizer.ask('editGathering', gatheringId, { startsAt, leadPlaceId: cityIds.idlib, texts }))
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  const meeting = { meetingId, placeId: cityIds.berlin, hostSecret: makeSecret('h'), plan: openPlan }
  accepted(await organizer.ask('addMeeting', gatheringId, meeting))
  organizer.socket.close()
}

const connect = ({ url }: ServerProcess) =>
  io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500 })

type Reply = {
  readonly credential: string
  readonly commandId: string
  readonly answer: Answer & { ok: true }
}

/** Sends replies one after another, each retried until it is answered, as a page does. */
function startReplier(server: ServerProcess) {
  const socket = connect(server)
  const acknowledged: Reply[] = []
  const refusals: string[] = []
  let isOver = false
  let lost = 0
  socket.on('disconnect', () => {
    if (!isOver) lost += 1
  })

  async function reply(): Promise<void> {
    const [credential, commandId] = [makeSecret('r'), makeCommandId()]
    const payload = { meetingId, partySize: 1 }
    const command = { commandId, gatheringId, name: 'replyToMeeting', credential, payload }
    while (!isOver) {
      const answer: Answer | null = await socket
        .timeout(2000)
        .emitWithAck('command', command)
        .catch(() => null)
      if (answer?.ok) return void acknowledged.push({ credential, commandId, answer })
      if (answer !== null) refusals.push(answer.reason)
      await pause(100)
    }
  }
  async function run(): Promise<void> {
    while (!isOver) {
      await reply()
      await pause(30)
    }
    socket.close()
  }
  const ended = run()
  return {
    acknowledged,
    refusals,
    lost: () => lost,
    end: () => {
      isOver = true
      return ended
    },
  }
}

/** A page's own store, which keeps itself up to date. */
function openScreen(server: ServerProcess) {
  const socket = connect(server)
  const screen = createGatheringStore({ gathering: gatheringId, as: 'public', pace: 'prompt' }, null, {
    now: Date.now,
    askAgain: () => join(),
  })
  function join(): void {
    const joinLater = () => setTimeout(() => socket.connected && join(), 200)
    socket
      .timeout(2000)
      .emitWithAck('join', screen.request())
      .then((answer) => {
        screen.answered(answer)
        if (!answer.ok) joinLater()
      }, joinLater)
  }
  socket.on('connect', join)
  socket.on('disconnect', screen.lost)
  socket.on('update', screen.told)
  return {
    people: () => {
      const { confirmed } = screen.store.getState()
      return confirmed?.counts.find((view) => view.meetingId === meetingId)?.confirmed
    },
    close: () => socket.close(),
  }
}

test(`F13: killed and started again, then still for ${stillMs / 1000} s`, async () => {
  const pids = servers.map((server) => server.pid())
  const everywhere = [...servers, ...servers, ...servers]
  const repliers = everywhere.map(startReplier)
  const screens = everywhere.map(openScreen)
  const count = () => repliers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  const refusals = () => repliers.flatMap((replier) => replier.refusals)
  const isGoingOn = (before: number) =>
    eventually(() => expect(count()).toBeGreaterThan(before + 20), freshWithinMs)

  async function staleFor(): Promise<number> {
    const backAt = performance.now()
    const before = count()
    await isGoingOn(before)
    // All replies acknowledged so far must soon be on each screen, while more arrive.
    const wanted = count()
    await eventually(() => {
      for (const screen of screens) expect(screen.people()).toBeGreaterThanOrEqual(wanted)
    }, freshWithinMs)
    return performance.now() - backAt
  }

  await isGoingOn(0)
  await postgres.stop({ suddenly: true })
  const toldBefore = refusals().length
  await pause(2000)
  // Requests during the outage are refused instead of waiting in vain.
  expect(refusals().length).toBeGreaterThan(toldBefore + repliers.length)
  await postgres.start()
  const afterKill = await staleFor()

  const goOn = postgres.freeze()
  const atFreezing = count()
  await pause(stillMs)
  // A few answers may have been in transit.
  expect(count()).toBeLessThanOrEqual(atFreezing + repliers.length)
  const pages = await Promise.all(servers.map(({ url }) => fetch(`${url}/healthz`)))
  expect(pages.map(({ status }) => status)).toEqual([200, 200])
  goOn()
  const afterStandstill = await staleFor()

  await Promise.all(repliers.map(({ end }) => end()))
  const replies = repliers.flatMap(({ acknowledged }) => acknowledged)
  await eventually(() => {
    for (const screen of screens) expect(screen.people()).toBeGreaterThanOrEqual(replies.length)
  }, freshWithinMs)
  for (const screen of screens) screen.close()

  expect([...new Set(refusals())].filter((reason) => !['server-trouble', 'busy'].includes(reason))).toEqual(
    [],
  )
  expect(repliers.map(({ lost }) => lost())).toEqual(repliers.map(() => 0))
  expect(servers.map((server) => server.pid())).toEqual(pids)
  const store = await kept.open()
  const log = await store.db.selectFrom('changes').selectAll().orderBy('version').execute()
  const rows = await store.db.selectFrom('attendances').selectAll().execute()
  await store.close()
  const versionOf = new Map(log.map((row) => [row.command_id, row.public_version]))
  expect(log.map((row) => row.version)).toEqual(log.map((_, index) => index + 1))
  expect(replies.filter((reply) => versionOf.get(reply.commandId) !== reply.answer.version)).toEqual([])
  const hashes = rows.map((row) => row.secret_hash)
  expect(new Set(hashes).size).toBe(hashes.length)
  const isKept = new Set(hashes)
  expect(replies.filter(({ credential }) => !isKept.has(hashSecret(credential)))).toEqual([])
  console.log(
    `database away: acknowledged ${replies.length}, told to wait ${refusals().length}, fresh after a kill in ${Math.round(afterKill)} ms, after a standstill in ${Math.round(afterStandstill)} ms`,
  )
}, 90_000)
