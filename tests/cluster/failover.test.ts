// Two processes behind the shipped balancer, restarted and killed in turn while people reply and two directors hand over the stage: no
// acknowledged reply is lost or doubled, no fence has two holders, no screen stays outdated. `SOAK_FAILOVERS=500` for the long run.
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGatheringStore } from '#client/sync/gathering-store.ts'
import { hashSecret } from '#server/secrets.ts'
import type { Store } from '#server/store/open-store.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { type Balancer, startBalancer } from '../support/balancer.ts'
import { connectPerson, eventually, makeCommandId, pause, snapshotOf } from '../support/person.ts'
import { prepareServerProcess, type ServerProcess } from '../support/server-process.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const failovers = Number(process.env['SOAK_FAILOVERS'] ?? 3)
/** Many failovers need fewer replies each, because all replies are checked at the end. */
const replyEveryMs = failovers > 50 ? 200 : 30
/** The longest time a screen may lack acknowledged changes, including its own reconnection. */
const longestStaleMs = 5000

let shared: TestStore
let store: Store
let servers: readonly [ServerProcess, ServerProcess]
let balancer: Balancer
const gatheringId = makeTestId()
const meetings = [makeTestId(), makeTestId()] as const
let cookie = ''

beforeAll(async () => {
  shared = await makeTestStore()
  servers = [await prepareServerProcess(shared.environment), await prepareServerProcess(shared.environment)]
  await Promise.all(servers.map((server) => server.start()))
  balancer = await startBalancer('haproxy', [servers[0].port, servers[1].port])
  store = await shared.open()
  await setUp()
}, 180_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await balancer.remove()
  await store.close()
  await shared.remove()
})

async function setUp(): Promise<void> {
  const token = await Promise.any(servers.map((server) => server.claimToken()))
  const claimed = await fetch(`${balancer.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token }),
  })
  if (!claimed.ok) throw new Error(`${claimed.status} ${await claimed.text()} ${token}`)
  cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const organizer = await connectPerson(balancer.url, cookie)
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  accepted(
    await organizer.ask('editGathering', gatheringId, {
      startsAt: Date.now() + 86_400_000,
      leadPlaceId: cityIds.idlib,
      texts: { en: { title: 'One hour' } },
    }),
  )
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  for (const [at, meetingId] of meetings.entries()) {
    const placeId = [cityIds.idlib, cityIds.berlin][at] ?? ''
    const plan = { ...openPlan, capacity: at === 0 ? 60 : null }
    accepted(
      await organizer.ask('addMeeting', gatheringId, {
        meetingId,
        placeId,
        hostSecret: makeSecret('h'),
        plan,
      }),
    )
    const address = 'https://example.org/live.m3u8'
    const streamId = `stream-of-${at}`
    accepted(await organizer.ask('addStream', gatheringId, { meetingId, streamId, role: 'main', address }))
    accepted(await organizer.ask('setLink', gatheringId, { meetingId, status: 'ready' }))
  }
  organizer.socket.close()
}

test.each(['haproxy', 'nginx'] as const)(
  'through %s a WebSocket and long polling both join, ask and are told',
  async (kind) => {
    const own = kind === 'haproxy' ? balancer : await startBalancer(kind, [servers[0].port, servers[1].port])
    for (const transport of ['websocket', 'polling'] as const) {
      const socket = io(own.url, { transports: [transport], forceNew: true, reconnection: false })
      const told: unknown[] = []
      socket.on('update', (update) => told.push(update))
      const joined = await socket.timeout(5000).emitWithAck('join', { gathering: gatheringId, as: 'public' })
      snapshotOf(joined)
      const command = {
        commandId: makeSecret('r'),
        gatheringId,
        name: 'replyToMeeting',
        credential: makeSecret('r'),
      }
      const payload = { meetingId: meetings[1], partySize: 1 }
      accepted(await socket.timeout(5000).emitWithAck('command', { ...command, payload }))
      await eventually(() => expect(told.length).toBeGreaterThan(0))
      expect(socket.io.engine.transport.name).toBe(transport)
      socket.close()
    }
    if (own !== balancer) await own.remove()
  },
)

test.each(['haproxy', 'nginx'] as const)(
  'through %s people at one address are spread over both processes, and a socket that long polling became stays where it began',
  async (kind) => {
    const own = kind === 'haproxy' ? balancer : await startBalancer(kind, [servers[0].port, servers[1].port])
    const direct = Array.from({ length: 12 }, () => ['websocket'])
    const turned = Array.from({ length: 4 }, () => ['polling', 'websocket'])
    const sockets = [...direct, ...turned].map((transports) =>
      io(own.url, { transports, forceNew: true, reconnection: false }),
    )
    await eventually(() => {
      for (const { io: manager } of sockets) expect(manager.engine.transport?.name).toBe('websocket')
      expect(sockets.every(({ connected }) => connected)).toBe(true)
    }, 5000)
    const alive = () => sockets.slice(0, direct.length).filter(({ connected }) => connected).length
    try {
      await servers[0].kill()
      // About half of them disconnect; the number varies, because each nginx worker balances separately.
      await eventually(() => expect(alive()).toBeLessThanOrEqual(10), 10_000)
      await pause(500)
      expect(alive()).toBeGreaterThanOrEqual(2)
    } finally {
      for (const socket of sockets) socket.close()
      await servers[0].start()
      if (own !== balancer) await own.remove()
    }
  },
)

type Asked = { readonly commandId: string; readonly credential: string | null; readonly answers: Answer[] }

test(
  `F2: through ${failovers} restarts and kills of one of two processes`,
  async () => {
    let isOver = false
    const asked: Asked[] = []
    /** Acknowledged versions, each with its moment. */
    const acknowledged: { readonly version: number; readonly at: number }[] = []
    const toldHolders = new Map<number, Set<string | null>>()
    const connect = (options: object = {}) =>
      io(balancer.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnectionDelay: 100,
        reconnectionDelayMax: 500,
        ...options,
      })

    async function ask(
      socket: ReturnType<typeof connect>,
      command: object,
      one: Asked,
    ): Promise<Answer | null> {
      while (!isOver) {
        const answer: Answer | null = await socket
          .timeout(1500)
          .emitWithAck('command', { ...command, commandId: one.commandId, gatheringId })
          .catch(() => null)
        if (
          answer === null ||
          (!answer.ok && ['too-fast', 'server-trouble', 'busy'].includes(answer.reason))
        ) {
          await pause(50)
          continue
        }
        one.answers.push(answer)
        if (answer.ok) acknowledged.push({ version: answer.version, at: performance.now() })
        return answer
      }
      return null
    }

    async function replier(): Promise<void> {
      const socket = connect()
      for (let turn = 0; !isOver; turn += 1) {
        const credential = makeSecret('r')
        const one: Asked = { commandId: makeCommandId(), credential, answers: [] }
        asked.push(one)
        const payload = { meetingId: meetings[turn % 2], partySize: 1 }
        await ask(socket, { name: 'replyToMeeting', payload, credential }, one)
        // Retries, like a phone that received no answer.
        if (turn % 3 === 0) await ask(socket, { name: 'replyToMeeting', payload, credential }, one)
        await pause(replyEveryMs)
      }
      socket.close()
    }

    async function director(own: number): Promise<void> {
      const socket = connect({ extraHeaders: { cookie } })
      let fence = 0
      socket.on('update', ({ stage }) => {
        if (stage) fence = stage.fence
      })
      socket.on('connect', () =>
        socket
          .timeout(1500)
          .emitWithAck('join', { gathering: gatheringId, as: 'organizer' })
          .then(
            (answer) => {
              if (answer.ok && answer.snapshot) fence = answer.snapshot.stage.fence
            },
            () => undefined,
          ),
      )
      for (let turn = own; !isOver; turn += 1) {
        const one: Asked = { commandId: makeCommandId(), credential: null, answers: [] }
        asked.push(one)
        const payload = { meetingId: meetings[turn % 2], seenFence: fence }
        await ask(socket, { name: 'handStage', payload }, one)
        await pause(120)
      }
      socket.close()
    }

    const staleFor: number[] = []
    async function screen(pace: 'prompt' | 'sparing'): Promise<void> {
      const socket = connect()
      const store = createGatheringStore({ gathering: gatheringId, as: 'public', pace }, null, {
        now: Date.now,
        askAgain: () => void join(),
      })
      const join = () =>
        socket
          .timeout(1500)
          .emitWithAck('join', store.request())
          .then(store.answered, () => {
            if (socket.connected && !isOver) setTimeout(join, 100)
          })
      socket.on('connect', join)
      socket.on('disconnect', store.lost)
      socket.on('update', store.told)
      socket.on('c', (start, to, since, counts) => store.toldCounts({ start, from: to - since, to, counts }))
      store.store.subscribe(({ confirmed }) => {
        if (confirmed === null) return
        // Screens receive no fence, so identifies a hand-over by its start time.
        const turn = confirmed.stage.since ?? 0
        const holders = toldHolders.get(turn) ?? new Set()
        toldHolders.set(turn, holders.add(confirmed.stage.meetingId))
      })
      let seen = 0
      while (!isOver) {
        const version = store.store.getState().confirmed?.version ?? 0
        // A version without changed counts is not sent either, so only visible changes can be late.
        while (seen < acknowledged.length && (acknowledged[seen]?.version ?? 0) <= version) seen += 1
        const oldest = acknowledged[seen]
        if (oldest !== undefined) staleFor.push(performance.now() - oldest.at)
        await pause(50)
      }
      socket.close()
    }

    const everybody = [
      ...Array.from({ length: 8 }, replier),
      director(0),
      director(1),
      screen('prompt'),
      screen('sparing'),
    ]
    await pause(1000)
    for (let round = 0; round < failovers; round += 1) {
      const server = servers[round % 2] as ServerProcess
      await server.kill(round % 3 === 0 ? 'SIGTERM' : 'SIGKILL')
      await server.start()
      await pause(800)
    }
    await pause(1500)
    isOver = true
    await Promise.all(everybody)

    const answered = asked.filter(({ answers }) => answers.length > 0)
    const log = await store.db.selectFrom('changes').selectAll().orderBy('version').execute()
    const rows = await store.db.selectFrom('attendances').selectAll().execute()
    const entryOf = new Map(log.map((row) => [row.command_id, row]))
    const rowsOf = new Map<string, number>()
    for (const { secret_hash: hash } of rows) rowsOf.set(hash, (rowsOf.get(hash) ?? 0) + 1)
    expect(entryOf.size).toBe(log.length)
    let [lost, doubled] = [0, 0]
    for (const { commandId, credential, answers } of answered) {
      const [first] = answers
      for (const answer of answers) expect(answer).toEqual(first)
      if (!first?.ok) continue
      if (entryOf.get(commandId)?.public_version !== first.version) lost += 1
      if (credential === null) continue
      const own = rowsOf.get(hashSecret(credential)) ?? 0
      if (own === 0) lost += 1
      if (own > 1) doubled += 1
    }
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
    expect(log.map((row) => row.version)).toEqual(log.map((_, index) => index + 1))

    const handed = log
      .flatMap((row) => JSON.parse(row.changes) as Change[])
      .filter((change) => change.type === 'stageHanded')
    expect(handed.map(({ fence }) => fence)).toEqual(handed.map((_, index) => index + 1))
    for (const [fence, holders] of toldHolders) {
      expect(holders.size, `turn that began at ${fence}`).toBe(1)
    }
    const worst = Math.round(Math.max(0, ...staleFor))
    console.log(
      `${failovers} failovers, ${acknowledged.length} acknowledgements, ${handed.length} hand-overs, no screen stale for more than ${worst} ms`,
    )
    expect(acknowledged.length).toBeGreaterThan(failovers * 10)
    expect(handed.length).toBeGreaterThan(failovers)
    expect(worst).toBeLessThan(longestStaleMs)
  },
  // A process that starts while other suites run takes long.
  120_000 + failovers * 30_000,
)
