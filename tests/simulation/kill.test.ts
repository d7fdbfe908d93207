// Everything that clients were sent stays true after every kill -9, with either store. `SOAK_KILLS=200` for the long run.
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { hashSecret } from '#server/secrets.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import type { Update } from '#shared/protocol/views.ts'
import { tellFigures } from '../support/figures.ts'
import { connectPerson, eventually, makeCommandId, pause } from '../support/person.ts'
import { createRandom } from '../support/random.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

/** With PostgreSQL another program writes the disk: only lost connections are tested here, so fewer kills are enough. */
const fewKills = process.env['TEST_DATABASE_URL'] === undefined ? 6 : 3
const kills = Number(process.env['SOAK_KILLS'] ?? fewKills)
const seed = Number(process.env['SEED'] ?? 1 + (Date.now() % 1_000_000))
const capacity = 40

type Asked = {
  readonly command: { readonly commandId: string; readonly name: string; readonly [key: string]: unknown }
  readonly credential: string
  readonly partySize: number
  readonly answers: Answer[]
}

test(
  `F2: after ${kills} times kill -9 everything acknowledged is there, once (SEED=${seed})`,
  async () => {
    const random = createRandom(seed)
    const kept = await makeTestStore()
    const server = await prepareServerProcess(kept.environment)
    onTestFinished(async () => {
      await server.kill()
      await kept.remove()
    })
    await server.start()
    const gatheringId = makeTestId()
    const meetings = { small: makeTestId(), large: makeTestId() }
    await setUp(server.url, await server.claimToken(), gatheringId, meetings)

    const asked: Asked[] = []
    let isOver = false
    const answeredSoFar = () => asked.filter(({ answers }) => answers.length > 0).length
    const versions: number[][] = []
    const people = Array.from({ length: 12 }, () => person())
    for (let kill = 1; kill <= kills; kill += 1) {
      // Kills while replies are in progress: on a busy machine, a process that has just started answers nothing for a while.
      const before = answeredSoFar()
      await eventually(() => expect(answeredSoFar()).toBeGreaterThan(before + 8), 20_000)
      await pause(random.below(500))
      await server.kill()
      await server.start()
    }
    const before = answeredSoFar()
    await eventually(() => expect(answeredSoFar()).toBeGreaterThan(before + 8), 20_000)
    await pause(random.below(500))
    isOver = true
    await Promise.all(people)
    await server.kill()
    await check()

    /** Replies, cancels, repeats answered commands and follows updates, through every kill. */
    async function person(): Promise<void> {
      const socket = io(server.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnectionDelay: 50,
        reconnectionDelayMax: 200,
      })
      const told: number[] = []
      versions.push(told)
      let known: { epoch: string; version: number } | undefined
      const learn = (epoch: string, version: number) => {
        if (known !== undefined && known.epoch === epoch && version <= known.version) return
        known = { epoch, version }
      }
      socket.on('connect', async () => {
        const request = { gathering: gatheringId, as: 'public', known }
        const answer: JoinAnswer = await socket
          .timeout(2000)
          .emitWithAck('join', request)
          .catch(() => ({ ok: false }))
        if (!answer.ok) return
        const { epoch, version } =
          'snapshot' in answer ? answer.snapshot : { epoch: answer.update.epoch, version: answer.update.to }
        // J2: an update may have overtaken the answer. The answer may then be older, but never older than the version known when asking.
        const isOvertaken = known !== undefined && known.epoch === epoch && version < known.version
        if (!isOvertaken || version < (request.known?.version ?? 0)) told.push(version)
        learn(epoch, version)
      })
      socket.on('update', (update: Update) => {
        // Updates overlap and may repeat what the join answer contained, but none is older.
        if (known !== undefined && update.to > known.version) told.push(update.to)
        learn(update.epoch, update.to)
      })
      const ask = async (one: Asked): Promise<void> => {
        while (!isOver) {
          const answer: Answer | null = await socket
            .timeout(700)
            .emitWithAck('command', one.command)
            .catch(() => null)
          if (
            answer !== null &&
            !(!answer.ok && (answer.reason === 'too-fast' || answer.reason === 'server-trouble'))
          ) {
            one.answers.push(answer)
            return
          }
        }
      }
      while (!isOver) {
        const credential = makeSecret('r')
        const partySize = 1 + random.below(3)
        const meetingId = random.chance(0.5) ? meetings.small : meetings.large
        const envelope = { commandId: makeCommandId(), gatheringId, credential }
        const reply: Asked = {
          command: { ...envelope, name: 'replyToMeeting', payload: { meetingId, partySize } },
          credential,
          partySize,
          answers: [],
        }
        asked.push(reply)
        await ask(reply)
        if (random.chance(0.3)) await ask(reply)
        if (random.chance(0.2) && reply.answers.length > 0) {
          const command = { ...envelope, commandId: makeCommandId(), name: 'cancelReply', payload: {} }
          const cancel: Asked = { command, credential, partySize, answers: [] }
          asked.push(cancel)
          await ask(cancel)
        }
        await pause(random.below(20))
      }
      socket.close()
    }

    async function check(): Promise<void> {
      const store = await kept.open()
      const log = await store.db.selectFrom('changes').selectAll().execute()
      const rows = await store.db.selectFrom('attendances').selectAll().execute()
      const counted = await store.db.selectFrom('meetings').selectAll().execute()
      await store.close()
      const answered = asked.filter(({ answers }) => answers.length > 0)
      const refused = answered.filter(({ answers }) => answers.some((answer) => !answer.ok))
      expect(refused).toEqual([])
      const entriesOf = grouped(log, (row) => row.command_id)
      const repliesOf = grouped(rows, (row) => row.secret_hash)
      let lost = 0
      let doubled = 0
      for (const { command, credential, answers } of answered) {
        const entries = entriesOf.get(command.commandId) ?? []
        if (entries.length === 0) lost += 1
        if (entries.length > 1) doubled += 1
        const [first] = answers
        for (const answer of answers) expect(answer).toEqual(first)
        if (first?.ok) expect(entries[0]).toMatchObject({ public_version: first.version })
        if (command.name !== 'replyToMeeting') continue
        if (repliesOf.get(hashSecret(credential))?.length !== 1) lost += 1
      }
      expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
      expect(log.map((row) => row.version).sort((one, other) => one - other)).toEqual(
        log.map((_, index) => index + 1),
      )
      for (const meeting of counted) {
        const here = rows.filter((row) => row.meeting_id === meeting.meeting_id)
        const people = (state: string) =>
          here.filter((row) => row.state === state).reduce((sum, row) => sum + row.party_size, 0)
        expect(meeting).toMatchObject({ confirmed: people('confirmed'), waiting: people('waiting') })
        if (meeting.capacity !== null) expect(meeting.confirmed).toBeLessThanOrEqual(meeting.capacity)
      }
      for (const told of versions) expect(told).toEqual([...told].sort((one, other) => one - other))
      const acknowledged = answered.reduce((sum, { answers }) => sum + answers.length, 0)
      tellFigures('kill -9', { kills, acknowledged, commands: answered.length, lost, doubled })
      expect(answered.length).toBeGreaterThan(kills * 5)
      if (kills >= 200) expect(acknowledged).toBeGreaterThanOrEqual(25_000)
    }
  },
  60_000 + kills * 8_000,
)

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [row])
    else group.push(row)
  }
  return groups
}

async function setUp(
  url: string,
  token: string,
  gatheringId: string,
  meetings: { readonly small: string; readonly large: string },
): Promise<void> {
  const claimed = await fetch(`${url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  const organizer = await connectPerson(url, claimed.headers.get('set-cookie')?.split(';')[0])
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  accepted(
    await organizer.ask('editGathering', gatheringId, {
      startsAt: Date.now() + 86_400_000,
      leadPlaceId: cityIds.idlib,
      texts: { en: { title: 'One hour' } },
    }),
  )
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  const places = { small: cityIds.idlib, large: cityIds.berlin }
  for (const name of ['small', 'large'] as const) {
    const plan = { ...openPlan, capacity: name === 'small' ? capacity : null }
    const payload = { meetingId: meetings[name], placeId: places[name], hostSecret: makeSecret('h'), plan }
    accepted(await organizer.ask('addMeeting', gatheringId, payload))
  }
  organizer.socket.close()
}
