// Mergers of meetings in any order, undone in any order: everybody exists exactly once, and returns to the right meeting.
import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, identify } from '#server/commands/actor.ts'
import { up as bringToNewestShape } from '#server/store/migrations/010-merge-paths.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { type CommandInput, type CommandName, parseCommand } from '#shared/protocol/commands.ts'
import { startFileApp } from '../support/file-app.ts'
import { makeCommandId } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
} from '../support/test-gathering.ts'

const app = startFileApp()

type Scene = {
  readonly gatheringId: string
  readonly cities: readonly string[]
  readonly ask: <Name extends CommandName>(
    name: Name,
    payload: CommandInput<Name>,
    credential?: string,
  ) => Promise<Answer>
}

/** A gathering with cities of these capacities; commands go directly to `execute`, without a socket. */
async function makeScene(capacities: readonly (number | null)[]): Promise<Scene> {
  const { gatheringId } = await makeGathering(app)
  const { organizer_id: organizerId } = await app
    .store()
    .db.selectFrom('gathering_crew')
    .select('organizer_id')
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
  const organizer: Actor = { kind: 'organizer', key: `o:${organizerId}`, organizerId }
  const ask: Scene['ask'] = (name, payload, credential) => {
    const parsed = parseCommand({ commandId: makeCommandId(), gatheringId, name, payload })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed))
    const { command } = parsed
    return app
      .app()
      .execute(command, credential === undefined ? organizer : (identify(credential, null) as Actor))
  }
  const cities: string[] = []
  for (const capacity of capacities) {
    const meetingId = makeTestId()
    const plan = { ...openPlan, capacity }
    accepted(
      await ask('addMeeting', { meetingId, placeId: cityIds.berlin, hostSecret: makeSecret('h'), plan }),
    )
    cities.push(meetingId)
  }
  return { gatheringId, cities, ask }
}

async function meetingRows({ gatheringId }: Scene) {
  const { db } = app.store()
  return db.selectFrom('meetings').selectAll().where('gathering_id', '=', gatheringId).execute()
}

async function replyRows({ gatheringId }: Scene) {
  const { db } = app.store()
  return db
    .selectFrom('attendances')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .orderBy('queue_order')
    .execute()
}

async function countsOf(scene: Scene): Promise<readonly number[]> {
  const rows = await meetingRows(scene)
  return scene.cities.map((id) => {
    const row = rows.find((each) => each.meeting_id === id)
    return (row?.confirmed ?? 0) + (row?.waiting ?? 0)
  })
}

const merge = (scene: Scene, from: number, into: number) =>
  scene
    .ask('mergeMeeting', {
      meetingId: scene.cities[from] as string,
      intoMeetingId: scene.cities[into] as string,
    })
    .then(accepted)
const unmerge = (scene: Scene, city: number) =>
  scene.ask('unmergeMeeting', { meetingId: scene.cities[city] as string }).then(accepted)
const reply = async (scene: Scene, city: number, partySize: number) => {
  const credential = makeSecret('r')
  const meetingId = scene.cities[city] as string
  const answer = accepted(await scene.ask('replyToMeeting', { meetingId, partySize }, credential))
  return { credential, attendanceId: answer.outcome.attendanceId ?? '', code: answer.outcome.code ?? '' }
}

test.each([
  { order: [1, 0], between: [3, 3, 3] },
  { order: [0, 1], between: [0, 0, 0] },
])(
  'P6: a chain of mergers is taken back in the order $order, and everybody is where they replied',
  async ({ order }) => {
    const scene = await makeScene([null, null, null])
    for (const city of [0, 1, 2]) await reply(scene, city, city + 2)
    await merge(scene, 0, 1)
    expect(await countsOf(scene)).toEqual([0, 5, 4])
    await merge(scene, 1, 2)
    expect(await countsOf(scene)).toEqual([0, 0, 9])
    for (const [step, city] of order.entries()) {
      await unmerge(scene, city)
      const afterFirst = city === 1 ? [0, 5, 4] : [2, 0, 7]
      expect(await countsOf(scene)).toEqual(step === 0 ? afterFirst : [2, 3, 4])
    }
    expect((await replyRows(scene)).map((row) => row.merged_from)).toEqual([null, null, null])
    const named = (await meetingRows(scene)).flatMap((row) => JSON.parse(row.merged_from) as unknown[])
    expect(named).toEqual([])
  },
)

test('P6: whoever moved by themselves, or replied again, stays where they chose to be', async () => {
  const scene = await makeScene([null, null, null])
  const [stays, moves, returns] = [
    await reply(scene, 0, 1),
    await reply(scene, 0, 2),
    await reply(scene, 0, 4),
  ]
  await merge(scene, 0, 1)
  const [, second = '', third = ''] = scene.cities
  accepted(await scene.ask('moveReply', { toMeetingId: third }, moves.credential))
  accepted(await scene.ask('moveReply', { toMeetingId: second }, moves.credential))
  accepted(await scene.ask('cancelReply', {}, returns.credential))
  accepted(await scene.ask('replyToMeeting', { meetingId: second, partySize: 4 }, returns.credential))
  await unmerge(scene, 0)
  expect(await countsOf(scene)).toEqual([1, 6, 0])
  const row = (await replyRows(scene)).find((each) => each.attendance_id === stays.attendanceId)
  expect(row?.meeting_id).toBe(scene.cities[0])
})

test('P7: the next host does not know those whom the former host vouched for; back again, the former host still does', async () => {
  const scene = await makeScene([null, null, null])
  const { attendanceId } = await reply(scene, 0, 1)
  accepted(await scene.ask('vouchForReply', { attendanceId, vouched: true }))
  const vouched = async () => (await replyRows(scene))[0]?.vouched
  await merge(scene, 0, 1)
  expect(await vouched()).toBe(0)
  await merge(scene, 1, 2)
  accepted(await scene.ask('vouchForReply', { attendanceId, vouched: true }))
  await unmerge(scene, 1)
  expect(await vouched()).toBe(0)
  await unmerge(scene, 0)
  expect(await vouched()).toBe(1)
})

test('P8: codes at a door differ after a merger, also for whoever replies later, and come back as they were', async () => {
  const scene = await makeScene([null, null])
  const [from = '', into = ''] = scene.cities
  const { db } = app.store()
  const mine = await reply(scene, 0, 1)
  const theirs = await reply(scene, 1, 1)
  const [early, late] = await Promise.all([reply(scene, 0, 1), reply(scene, 0, 1)])
  const take = (attendanceId: string, code: string) =>
    db.updateTable('attendances').set({ code }).where('attendance_id', '=', attendanceId).execute()
  await take(mine.attendanceId, theirs.code)
  // The codes that the other city's next two replies would get.
  const { doorCode } = await import('#server/commands/door-code.ts')
  const [{ next_queue_order: next }, { door_key: key }] = await Promise.all([
    db
      .selectFrom('gatherings')
      .select('next_queue_order')
      .where('gathering_id', '=', scene.gatheringId)
      .executeTakeFirstOrThrow(),
    db.selectFrom('meetings').select('door_key').where('meeting_id', '=', into).executeTakeFirstOrThrow(),
  ])
  await take(early.attendanceId, doorCode(next, key))
  await take(late.attendanceId, doorCode(next + 1, key))
  await merge(scene, 0, 1)
  await reply(scene, 1, 1)
  await reply(scene, 1, 1)
  const there = (await replyRows(scene)).filter((row) => row.meeting_id === into)
  expect(there).toHaveLength(6)
  expect(new Set(there.map(({ code }) => code)).size).toBe(6)
  await unmerge(scene, 0)
  const back = (await replyRows(scene)).filter((row) => row.meeting_id === from)
  expect(new Map(back.map((row) => [row.attendance_id, row.code]))).toEqual(
    new Map([
      [mine.attendanceId, theirs.code],
      [early.attendanceId, doorCode(next, key)],
      [late.attendanceId, doorCode(next + 1, key)],
    ]),
  )
})

test('P6: a merger is taken back from a meeting that was withdrawn since, and arrivals go along', async () => {
  const scene = await makeScene([null, null])
  const { attendanceId } = await reply(scene, 0, 3)
  const { db } = app.store()
  await db.updateTable('attendances').set({ arrived: 2 }).where('attendance_id', '=', attendanceId).execute()
  await db
    .updateTable('meetings')
    .set({ arrived: 2 })
    .where('meeting_id', '=', scene.cities[0] as string)
    .execute()
  await merge(scene, 0, 1)
  accepted(await scene.ask('withdrawMeeting', { meetingId: scene.cities[1] as string }))
  await unmerge(scene, 0)
  const rows = await meetingRows(scene)
  const peopleAt = (city: number) => {
    const row = rows.find((each) => each.meeting_id === scene.cities[city])
    return { status: row?.status, confirmed: row?.confirmed, arrived: row?.arrived }
  }
  expect(peopleAt(0)).toEqual({ status: 'approved', confirmed: 3, arrived: 2 })
  expect(peopleAt(1)).toEqual({ status: 'withdrawn', confirmed: 0, arrived: 0 })
})

test('C6: seats that are free because of a merger, or because one is taken back, go to those who wait', async () => {
  const stateOf = async (scene: Scene, { attendanceId }: { readonly attendanceId: string }) =>
    (await replyRows(scene)).find((row) => row.attendance_id === attendanceId)?.state

  const roomier = await makeScene([1, 2])
  await reply(roomier, 0, 1)
  const comesAlong = await reply(roomier, 0, 1)
  expect(await stateOf(roomier, comesAlong)).toBe('waiting')
  await merge(roomier, 0, 1)
  expect(await stateOf(roomier, comesAlong)).toBe('confirmed')

  const small = await makeScene([1, 1])
  await reply(small, 0, 1)
  await merge(small, 0, 1)
  const stays = await reply(small, 1, 1)
  expect(await stateOf(small, stays)).toBe('waiting')
  await unmerge(small, 0)
  expect(await stateOf(small, stays)).toBe('confirmed')

  const full = await makeScene([1, 1])
  const leaves = await reply(full, 0, 1)
  const returns = await reply(full, 0, 1)
  await reply(full, 1, 1)
  await merge(full, 0, 1)
  accepted(await full.ask('cancelReply', {}, leaves.credential))
  expect(await stateOf(full, returns)).toBe('waiting')
  await unmerge(full, 0)
  expect(await stateOf(full, returns)).toBe('confirmed')
})

test('P6: a city that was joined to another leaves the stage', async () => {
  const scene = await makeScene([null, null])
  const [meetingId = ''] = scene.cities
  const address = 'https://live.example.org/one.m3u8'
  accepted(await scene.ask('addStream', { meetingId, streamId: 'stream-main', role: 'main', address }))
  accepted(await scene.ask('setLink', { meetingId, status: 'ready' }))
  accepted(await scene.ask('handStage', { meetingId, seenFence: 0 }))
  await merge(scene, 0, 1)
  const stage = await app
    .store()
    .db.selectFrom('gatherings')
    .select(['stage_meeting_id', 'stage_fence'])
    .where('gathering_id', '=', scene.gatheringId)
    .executeTakeFirst()
  expect(stage).toEqual({ stage_meeting_id: null, stage_fence: 2 })
})

test('P7: the host of another city does not know those who move there by themselves', async () => {
  const scene = await makeScene([null, null])
  const { attendanceId, credential } = await reply(scene, 0, 1)
  accepted(await scene.ask('vouchForReply', { attendanceId, vouched: true }))
  accepted(await scene.ask('moveReply', { toMeetingId: scene.cities[1] as string }, credential))
  expect((await replyRows(scene))[0]?.vouched).toBe(0)
})

test('P6: a city that was joined to another, or withdrawn, is not next on the stage any more', async () => {
  const scene = await makeScene([null, null, null])
  const [first = '', , third = ''] = scene.cities
  const nextOf = async () =>
    (
      await app
        .store()
        .db.selectFrom('gatherings')
        .select('stage_next_meeting_id as next')
        .where('gathering_id', '=', scene.gatheringId)
        .executeTakeFirstOrThrow()
    ).next
  accepted(await scene.ask('putNext', { meetingId: first }))
  await merge(scene, 0, 1)
  expect(await nextOf()).toBeNull()
  accepted(await scene.ask('putNext', { meetingId: third }))
  accepted(await scene.ask('withdrawMeeting', { meetingId: third }))
  expect(await nextOf()).toBeNull()
})

test('a command that comes after a merger in the same batch finds the reply where it is now', async () => {
  const scene = await makeScene([2, null])
  const [seated] = [await reply(scene, 0, 2), await reply(scene, 0, 1)]
  const [from = '', into = ''] = scene.cities
  const answers = await Promise.all([
    scene.ask('mergeMeeting', { meetingId: from, intoMeetingId: into }),
    scene.ask('resizeReply', { partySize: 1 }, seated.credential),
  ])
  for (const answer of answers) accepted(answer)
  expect(await countsOf(scene)).toEqual([0, 2])
  expect((await replyRows(scene)).map((row) => row.meeting_id)).toEqual([into, into])
})

/** Neither the log nor the updates name each person of a long waiting list. */
test('C13: when many move up the log says so in one entry, and seats go in the order of waiting', async () => {
  const scene = await makeScene([1])
  const meetingId = scene.cities[0] as string
  const sizes = Array.from({ length: 130 }, (_, index) => (index === 0 ? 1 : 1 + (index % 3)))
  for (const size of sizes) await reply(scene, 0, size)
  accepted(await scene.ask('editMeeting', { meetingId, edit: { capacity: 200 } }))
  const rows = await replyRows(scene)
  const expected: string[] = []
  let people = 0
  let isOpen = true
  for (const size of sizes) {
    isOpen &&= people + size <= 200
    if (isOpen) people += size
    expected.push(isOpen ? 'confirmed' : 'waiting')
  }
  expect(rows.map((row) => row.state)).toEqual(expected)
  const [row] = await meetingRows(scene)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  expect(row).toMatchObject({ confirmed: people, waiting: all - people })
  const last = await app
    .store()
    .db.selectFrom('changes')
    .select('changes')
    .where('gathering_id', '=', scene.gatheringId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(last.changes)).toEqual([
    { type: 'meetingEdited', meetingId },
    { type: 'manyMovedUp', meetingId },
  ])
})

test('P6: a chain that the version before began, which kept the first meeting alone, is taken back as well', async () => {
  const scene = await makeScene([null, null, null])
  for (const city of [0, 1, 2]) await reply(scene, city, city + 2)
  await merge(scene, 0, 1)
  await merge(scene, 1, 2)
  const { db } = app.store()
  const [origin = '', middle = ''] = scene.cities
  await sql`update attendances set merged_from = ${origin} where merged_from = ${`${middle}/${origin}`}`.execute(
    db,
  )
  await sql`drop index attendances_merged_code`.execute(db)
  await db.schema.alterTable('meetings').dropColumn('holds_merged').execute()
  await bringToNewestShape(db as unknown as Kysely<never>)
  expect((await replyRows(scene)).map((row) => row.merged_from).sort()).toEqual(
    [`${middle}/${origin}`, middle, null].sort(),
  )
  const rows = await meetingRows(scene)
  expect(rows.filter((row) => row.holds_merged === 1).map((row) => row.meeting_id)).toEqual([scene.cities[2]])
  await unmerge(scene, 1)
  await unmerge(scene, 0)
  expect(await countsOf(scene)).toEqual([2, 3, 4])
})

type Step =
  | { readonly kind: 'merge' | 'unmerge' | 'withdraw' | 'approve'; readonly a: number; readonly b: number }
  | { readonly kind: 'reply'; readonly a: number; readonly b: number }
  | { readonly kind: 'move' | 'cancel' | 'again'; readonly a: number; readonly b: number }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    ...([
      'merge',
      'merge',
      'merge',
      'unmerge',
      'unmerge',
      'reply',
      'reply',
      'move',
      'cancel',
      'again',
    ] as const),
    ...(['withdraw', 'approve'] as const),
  ),
  a: fc.nat(7),
  b: fc.nat(7),
})

type Place = {
  readonly credential: string
  readonly size: number
  at: number
  path: number[]
  isCancelled: boolean
}

test('P6: any sequence of mergers, returns, replies and moves keeps everybody once, and taking all mergers back restores places', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async (steps) => {
      const scene = await makeScene([null, 4, 6, null])
      const places: Place[] = []
      const into: (number | null)[] = [null, null, null, null]
      const isOpen = [true, true, true, true]
      const open = async (city: number, size: number) => {
        const { credential } = await reply(scene, city, size)
        places.push({ credential, size, at: city, path: [], isCancelled: false })
      }
      for (const city of [0, 1, 2, 3]) await open(city, 1 + city)
      const takeBack = (city: number) => {
        for (const place of places) {
          const index = place.path.indexOf(city)
          if (index < 0) continue
          place.at = city
          place.path = place.path.slice(index + 1)
        }
        into[city] = null
        isOpen[city] = true
      }
      const idOf = (city: number) => scene.cities[city] as string

      async function take({ kind, a, b }: Step): Promise<void> {
        const [city, other] = [a % 4, b % 4]
        const place = places[a % places.length] as Place
        const shouldBe = (answer: Answer, isRight: boolean) => {
          expect({ kind, ok: answer.ok }).toEqual({ kind, ok: isRight })
          if (isRight) done += 1
          return isRight
        }
        const size = 1 + (b % 3)
        switch (kind) {
          case 'merge': {
            const answer = await scene.ask('mergeMeeting', {
              meetingId: idOf(city),
              intoMeetingId: idOf(other),
            })
            const isRight = city !== other && isOpen[city] === true && isOpen[other] === true
            if (!shouldBe(answer, isRight)) return
            for (const each of places) {
              if (each.at !== city) continue
              each.path.unshift(city)
              each.at = other
            }
            into[city] = other
            isOpen[city] = false
            return
          }
          case 'unmerge': {
            const answer = await scene.ask('unmergeMeeting', { meetingId: idOf(city) })
            if (shouldBe(answer, into[city] !== null)) takeBack(city)
            return
          }
          case 'withdraw': {
            const answer = await scene.ask('withdrawMeeting', { meetingId: idOf(city) })
            if (shouldBe(answer, isOpen[city] === true)) isOpen[city] = false
            return
          }
          case 'approve': {
            const answer = await scene.ask('approveMeeting', { meetingId: idOf(city) })
            if (shouldBe(answer, isOpen[city] === false && into[city] === null)) isOpen[city] = true
            return
          }
          case 'reply':
            if (isOpen[city]) await open(city, size)
            return
          case 'move': {
            const answer = await scene.ask('moveReply', { toMeetingId: idOf(other) }, place.credential)
            const isRight = !place.isCancelled && place.at !== other && isOpen[other] === true
            if (!shouldBe(answer, isRight)) return
            place.at = other
            place.path = []
            return
          }
          case 'cancel': {
            const answer = await scene.ask('cancelReply', {}, place.credential)
            if (shouldBe(answer, !place.isCancelled)) place.isCancelled = true
            return
          }
          case 'again': {
            const payload = { meetingId: idOf(other), partySize: place.size }
            const answer = await scene.ask('replyToMeeting', payload, place.credential)
            if (!shouldBe(answer, place.isCancelled && isOpen[other] === true)) return
            place.at = other
            place.path = []
            place.isCancelled = false
          }
        }
      }

      async function look(): Promise<void> {
        const [rows, meetings] = [await replyRows(scene), await meetingRows(scene)]
        expect(rows).toHaveLength(places.length)
        const { hashSecret } = await import('#server/secrets.ts')
        const at = new Map(rows.map((row) => [row.secret_hash, row.meeting_id]))
        for (const place of places) {
          expect(at.get(hashSecret(place.credential))).toBe(idOf(place.at))
        }
        for (const meeting of meetings) {
          const here = rows.filter((row) => row.meeting_id === meeting.meeting_id)
          const people = (state: string) =>
            here.filter((row) => row.state === state).reduce((sum, row) => sum + row.party_size, 0)
          const { confirmed, waiting } = meeting
          expect({ confirmed, waiting }).toEqual({
            confirmed: people('confirmed'),
            waiting: people('waiting'),
          })
          expect(new Set(here.map(({ code }) => code)).size).toBe(here.length)
          const [head] = here.filter((row) => row.state === 'waiting')
          if (meeting.status !== 'approved' || head === undefined) continue
          // The first party on the waiting list would not fit.
          expect(meeting.confirmed + head.party_size).toBeGreaterThan(
            meeting.capacity ?? Number.POSITIVE_INFINITY,
          )
        }
      }

      for (const each of steps) await take(each)
      await look()
      const origins = places.map((place) => place.path.at(-1) ?? place.at)
      for (const city of [2, 0, 3, 1]) {
        if (into[city] === null) continue
        accepted(await scene.ask('unmergeMeeting', { meetingId: idOf(city) }))
        takeBack(city)
        await look()
      }
      expect(places.map((place) => place.at)).toEqual(origins)
    }),
    { numRuns: 12 },
  )
  expect(done).toBeGreaterThan(30)
}, 60_000)
