// One run of two directors with real processes and a real store, including the checks of everything that was sent.
import { expect } from 'vitest'
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { type Figures, tellFigures } from '../support/figures.ts'
import { connectPerson, eventually, pause } from '../support/person.ts'
import { createRandom } from '../support/random.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { accepted, cityIds, makeSecret, makeTestId, openPlan } from '../support/test-gathering.ts'
import type { TestStore } from '../support/test-store.ts'
import {
  type Asked,
  createDirector,
  type Director,
  isAccepted,
  onStage,
  openScreen,
  replay,
  type Screen,
} from './two-directors.ts'

/** After the last command and the last restart, all screens must converge within this time. */
const togetherWithinMs = 8000

/** `SOAK_ACTS=500` for the long run; `SEED` repeats a run. */
export const chosen = {
  acts: Number(process.env['SOAK_ACTS'] ?? 60),
  kills: Math.max(2, Math.floor(Number(process.env['SOAK_ACTS'] ?? 0) / 25)),
  seed: Number(process.env['SEED'] ?? 1 + (Date.now() % 1_000_000)),
}
/** The test's timeout, ms. */
export const longestRunMs = 120_000 + chosen.acts * 2000 + chosen.kills * 20_000

export type RunOptions = {
  /** Already running; each is killed in turn and restarted. */
  readonly servers: readonly ServerProcess[]
  readonly kept: TestStore
  /** The run ends after this many accepted commands on the stage or the director's role. */
  readonly acts: number
  readonly kills: number
  readonly seed: number
}

export async function runTwoDirectors(options: RunOptions): Promise<void> {
  const { servers, acts, kills } = options
  const [first] = servers
  const last = servers.at(-1)
  if (first === undefined || last === undefined) throw new Error('no server')
  const random = createRandom(options.seed)
  const { gatheringId, cities, cookie, credential } = await setUp(servers)
  const view = (as: 'public' | 'organizer' | 'director') => ({ gathering: gatheringId, as })
  const crew = [
    openScreen({ name: 'Layla', url: first.url, view: view('organizer'), cookie }),
    openScreen({ name: 'Sami', url: last.url, view: { ...view('director'), credential } }),
  ] as const
  const screens: readonly Screen[] = [
    ...crew,
    openScreen({ name: 'a viewer', url: first.url, view: view('public') }),
    openScreen({ name: 'a projector', url: last.url, view: view('public') }),
  ]
  let vanished = 0
  const vanishes = Math.max(1, Math.floor(acts / 125))
  const directors: Director[] = crew.map((screen, at) =>
    createDirector({
      screen,
      gatheringId,
      alias: screen.name,
      credential: at === 0 ? null : credential,
      cities,
      random,
      mayVanish: () => {
        if (vanished >= vanishes || done() < ((vanished + 0.5) * acts) / vanishes) return false
        vanished += 1
        return true
      },
    }),
  )
  const all = () => directors.flatMap(({ asked }) => asked)
  const done = () => all().filter((one) => isAccepted(one) && one.name !== 'askForSeat').length

  let isOver = false
  const running = directors.map((director) => director.run(() => isOver))
  const until = performance.now() + 60_000 + acts * 1500 + kills * 20_000
  for (let killed = 0; done() < acts || killed < kills; ) {
    if (performance.now() > until) throw new Error(`only ${done()} acts`)
    if (killed < kills && done() >= ((killed + 1) * acts) / (kills + 1)) {
      const server = servers[killed % servers.length]
      await server?.kill()
      await server?.start()
      killed += 1
    }
    await pause(50)
  }
  isOver = true
  await Promise.all(running)
  await checkScreens(screens)
  for (const screen of screens) screen.close()
  await checkHistory(options, gatheringId, directors, screens, { acts: done(), kills, vanished })
}

/** Every screen shows the same as a new reader's snapshot. */
async function checkScreens(screens: readonly Screen[]): Promise<void> {
  for (const screen of screens) {
    await eventually(async () => {
      const { version: _, ...fresh } = await screen.fresh()
      const { version: __, ...shown } = screen.shown() ?? { version: 0 }
      expect(shown, screen.name).toEqual(fresh)
    }, togetherWithinMs)
  }
}

async function checkHistory(
  { kept }: RunOptions,
  gatheringId: string,
  directors: readonly Director[],
  screens: readonly Screen[],
  figures: Figures,
): Promise<void> {
  const asked = directors.flatMap((director) => director.asked)
  const unanswered = asked.filter(({ answers }) => answers.length === 0)
  expect(unanswered.map(({ name }) => name)).toEqual([])
  // A command that was accepted once is never refused later.
  for (const { answers, name } of asked) {
    const yes = answers.findIndex(({ ok }) => ok)
    if (yes >= 0) for (const answer of answers.slice(yes)) expect(answer, name).toEqual(answers[yes])
  }

  const store = await kept.open()
  const log = await store.db
    .selectFrom('changes')
    .select(['public_version', 'command_id', 'changes'])
    .where('gathering_id', '=', gatheringId)
    .orderBy('version')
    .execute()
  const runs = await store.db
    .selectFrom('stage_runs')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .orderBy('fence')
    .execute()
  await store.close()

  const byId = new Map<string, Asked>(asked.map((one) => [one.commandId, one]))
  const inOrder = log.flatMap(({ command_id, public_version: version }) => {
    const one = byId.get(command_id)
    return one === undefined ? [] : [{ ...one, version }]
  })
  const saidYes = asked.filter(isAccepted)
  for (const { version, answers } of inOrder) expect(answers.at(-1)).toMatchObject({ ok: true, version })
  expect(inOrder.length).toBe(saidYes.length)

  const { stages, holders } = replay(inOrder, directors, seatLastsMs)
  const fences = log
    .flatMap((row) => JSON.parse(row.changes) as Change[])
    .flatMap((change) => (change.type === 'stageHanded' || change.type === 'stageHeld' ? [change.fence] : []))
  expect(fences).toEqual(stages.slice(1).map((_, at) => at + 1))
  expect(
    runs.map(({ fence, meeting_id, segment_id, is_held }) => [
      fence,
      onStage({ meetingId: meeting_id, segmentId: segment_id, isHeld: is_held === 1 }),
    ]),
  ).toEqual(stages.slice(1).map((stage, at) => [at + 1, onStage(stage)]))

  for (const { name, told } of screens) {
    for (const [fence, said] of told.stages) {
      expect([...said], `${name}: fence ${fence}`).toEqual([
        onStage(stages[fence] ?? { meetingId: 'none', segmentId: null, isHeld: false }),
      ])
    }
    for (const [term, said] of told.seats) expect([...said], `${name}: term ${term}`).toEqual([holders[term]])
  }
  tellFigures('two directors', { ...figures, ...losses(directors, screens, holders), ...answersOf(asked) })
}

/** Everyone who lost the director's role was informed: on their screen, and by the refusal of every command that came too late. */
function losses(
  directors: readonly Director[],
  screens: readonly Screen[],
  holders: readonly (string | null)[],
): Figures {
  let [lost, told] = [0, 0]
  for (const [at, { seatId, asked }] of directors.entries()) {
    const heard = [...(screens[at]?.heardAt.keys() ?? [])]
    for (const [term, holder] of holders.entries()) {
      const next = holders[term + 1]
      if (holder !== seatId || next === undefined || next === seatId) continue
      lost += 1
      if (heard.some((later) => later > term && holders[later] !== seatId) || holders.at(-1) === seatId)
        told += 1
    }
    for (const { payload, answers } of asked) {
      const claim = payload['seat'] as { readonly term: number } | undefined
      const [answer] = answers
      if (claim === undefined || !answer || answer.ok) continue
      expect([
        'seat-lost',
        'seat-not-asked',
        'stage-moved-meanwhile',
        'already-on-stage',
        'stage-empty',
      ]).toContain(answer.reason)
    }
  }
  expect(told).toBe(lost)
  expect(lost).toBeGreaterThan(0)
  return { 'seats lost': lost, told }
}

function answersOf(asked: readonly Asked[]): Figures {
  const counts: Record<string, number> = {}
  for (const { answers } of asked) {
    const [answer] = answers
    const key = answer?.ok ? 'accepted' : (answer?.reason ?? 'unanswered')
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

async function setUp(servers: readonly ServerProcess[]) {
  const token = await Promise.any(servers.map((server) => server.claimToken()))
  const url = servers[0]?.url ?? ''
  const claimed = await fetch(`${url}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) })
  const cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const organizer = await connectPerson(url, cookie)
  const gatheringId = makeTestId()
  accepted(await organizer.ask('createGathering', gatheringId, { language: 'en' }))
  accepted(
    await organizer.ask('editGathering', gatheringId, {
      startsAt: Date.now() + 86_400_000,
      leadPlaceId: cityIds.idlib,
      texts: { en: { title: 'One hour' } },
    }),
  )
  accepted(await organizer.ask('publishGathering', gatheringId, {}))
  const cities: string[] = []
  for (const placeId of Object.values(cityIds)) {
    const meetingId = makeTestId()
    const adding = { meetingId, placeId, hostSecret: makeSecret('h'), plan: openPlan }
    accepted(await organizer.ask('addMeeting', gatheringId, adding))
    const address = `https://live.example.org/${meetingId}.m3u8`
    const stream = { meetingId, streamId: 'stream-main', role: 'main', address } as const
    accepted(await organizer.ask('addStream', gatheringId, stream))
    accepted(await organizer.ask('setLink', gatheringId, { meetingId, status: 'ready' }))
    cities.push(meetingId)
  }
  const credential = makeSecret('d')
  const appointed = { directorId: makeTestId(), alias: 'Sami', directorSecret: credential }
  accepted(await organizer.ask('appointDirector', gatheringId, appointed))
  organizer.socket.close()
  return { gatheringId, cities, cookie, credential }
}
