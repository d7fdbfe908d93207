// Replies that the host must confirm: which ones, what each count includes, and what hosts and organizers may decide.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { solvePuzzle } from '#client/sync/solve-puzzle.ts'
import { findDamage } from '#server/store/check-rows.ts'
import { minuteOf } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { CommandInput } from '#shared/protocol/commands.ts'
import type { ReplyTimes } from '#shared/protocol/reply-times.ts'
import type { AttendanceView, CountsView } from '#shared/protocol/views.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { signInAnotherOrganizer } from '../support/second-organizer.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ trustedProxies: ['127.0.0.1'] })
})
afterEach(async () => {
  app.clock.set(testNow)
  expect(app.trouble).toEqual([])
  // Each count matches the replies in the store.
  expect(await findDamage(app.store())).toEqual([])
})
afterAll(() => app.close())

type Plan = Partial<CommandInput<'addMeeting'>['plan']>

async function makeCity(plan: Plan = {}) {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.gaziantep, { admission: 'held-when-odd', ...plan })
  const host = await app.connect()
  return { gathering, city, host }
}

type Placed = { readonly credential: string; readonly state: string | undefined }

/** Like a page: solves the puzzle when its source exceeds the rate limit. */
async function reply(
  person: Person,
  { gatheringId }: TestGathering,
  { meetingId }: TestCity,
  partySize = 1,
): Promise<Placed & { readonly attendanceId: string }> {
  const credential = makeSecret('r')
  const command = {
    commandId: makeTestId(),
    gatheringId,
    name: 'replyToMeeting',
    payload: { meetingId, partySize },
    credential,
  } as const
  const send = (proof?: string) => person.socket.timeout(5000).emitWithAck('command', { ...command, proof })
  const first = await send()
  const isOver = !first.ok && first.puzzle !== undefined
  const { outcome } = accepted(isOver ? await send(await solvePuzzle(first.puzzle)) : first)
  return { credential, state: outcome.exactState, attendanceId: outcome.attendanceId ?? '' }
}

async function numbers(gathering: TestGathering, { meetingId }: TestCity): Promise<CountsView | undefined> {
  const { counts } = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.gatheringId, as: 'organizer' }),
  )
  return counts.find((view) => view.meetingId === meetingId)
}

async function list(
  host: Person,
  { gatheringId }: TestGathering,
  { hostSecret }: TestCity,
): Promise<readonly AttendanceView[]> {
  const joined = await host.join({ gathering: gatheringId, as: 'host', credential: hostSecret })
  return snapshotOf(joined).attendances
}

async function decide(
  host: Person,
  { gatheringId }: TestGathering,
  { meetingId, hostSecret }: TestCity,
  decision: 'confirm' | 'decline',
  ...attendanceIds: string[]
) {
  const decisionId = makeTestId()
  const answer = await host.ask(
    'decideReplies',
    gatheringId,
    { meetingId, decision, decisionId, attendanceIds },
    { credential: hostSecret },
  )
  return { answer, decisionId }
}

test('E1: where the host confirms each reply, a reply takes no seat until then, and asked, confirmed, vouched and arrived are counted apart', async () => {
  const { gathering, city, host } = await makeCity({ admission: 'host-confirms', capacity: 4 })
  const person = await app.connect({ from: '192.0.2.1' })
  const first = await reply(person, gathering, city, 3)
  const second = await reply(person, gathering, city, 2)
  expect([first.state, second.state]).toEqual(['asked', 'asked'])
  expect(await numbers(gathering, city)).toMatchObject({
    asked: 5,
    confirmed: 0,
    vouched: 0,
    waiting: 0,
    left: 4,
  })
  accepted((await decide(host, gathering, city, 'confirm', first.attendanceId)).answer)
  expect(await numbers(gathering, city)).toMatchObject({ asked: 2, confirmed: 3, vouched: 0, left: 1 })
  const vouch = { attendanceId: first.attendanceId, vouched: true }
  accepted(await host.ask('vouchForReply', gathering.gatheringId, vouch, { credential: city.hostSecret }))
  app.clock.set(testInstant)
  const tick = { attendanceId: first.attendanceId, arrived: 2 }
  accepted(await host.ask('tickArrival', gathering.gatheringId, tick, { credential: city.hostSecret }))
  expect(await numbers(gathering, city)).toMatchObject({ asked: 2, confirmed: 3, vouched: 3, arrived: 2 })
  const refused = { attendanceId: second.attendanceId, arrived: 1 }
  expect(
    await host.ask('tickArrival', gathering.gatheringId, refused, { credential: city.hostSecret }),
  ).toMatchObject({ reason: 'still-asked' })
})

test('E2: clients of before show an asked reply as waiting and a declined one as cancelled', async () => {
  const { gathering, city, host } = await makeCity({ admission: 'host-confirms' })
  const person = await app.connect({ from: '192.0.2.1' })
  const { credential, attendanceId } = await reply(person, gathering, city)
  const held = await person.hold(credential)
  expect(held).toMatchObject({ ok: true, ticket: { state: 'waiting', exactState: 'asked', ahead: null } })
  expect(await list(host, gathering, city)).toMatchObject([{ state: 'waiting', exactState: 'asked' }])
  await decide(host, gathering, city, 'decline', attendanceId)
  await eventually(() => {
    const last = person.told.findLast(({ event }) => event === 'ticket')?.value
    expect(last).toMatchObject({ state: 'cancelled', exactState: 'declined' })
  })
})

test('E3: people of one source within ten minutes become asked beyond twenty replies, and those before them too; others do not', async () => {
  const { gathering, city } = await makeCity()
  const bots = await app.connect({ from: '198.51.100.7' })
  const states: (string | undefined)[] = []
  for (let bot = 0; bot < 25; bot += 1) states.push((await reply(bots, gathering, city)).state)
  expect(states.slice(20)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked'])
  expect(await numbers(gathering, city)).toMatchObject({ asked: 25, confirmed: 0 })
  const person = await app.connect({ from: '192.0.2.1' })
  expect((await reply(person, gathering, city)).state).toBe('confirmed')
  expect(await numbers(gathering, city)).toMatchObject({ asked: 25, confirmed: 1 })
})

test('E4: when very many reply to a city within two minutes, new replies are asked and the seats of those minutes are taken back, but not from those whom the host confirmed or knows', async () => {
  const { gathering, city, host } = await makeCity({ capacity: 200 })
  const person = await app.connect()
  app.clock.set(testNow - 30 * 60_000)
  const long = await reply(person, gathering, city, 5)
  app.clock.set(testNow)
  const known = await reply(person, gathering, city, 4)
  accepted(
    await host.ask(
      'vouchForReply',
      gathering.gatheringId,
      { attendanceId: known.attendanceId, vouched: true },
      { credential: city.hostSecret },
    ),
  )
  const burst: Placed[] = []
  for (let party = 0; party < 8; party += 1) burst.push(await reply(person, gathering, city, 8))
  expect(burst.at(-1)?.state).toBe('asked')
  expect(await numbers(gathering, city)).toMatchObject({ asked: 64, confirmed: 9, vouched: 4 })
  expect(await person.hold(burst[0]?.credential ?? '')).toMatchObject({ ticket: { exactState: 'asked' } })
  expect(await person.hold(long.credential)).toMatchObject({ ticket: { exactState: 'confirmed' } })
  // The burst ends ten minutes after the last suspicious minute.
  app.clock.set(testNow + 12 * 60_000)
  expect((await reply(person, gathering, city)).state).toBe('confirmed')
})

test('E4: an open city gives a seat to whoever comes first, however many come', async () => {
  const { gathering, city } = await makeCity({ admission: 'open', capacity: 60 })
  const person = await app.connect({ from: '198.51.100.8' })
  for (let party = 0; party < 7; party += 1) await reply(person, gathering, city, 10)
  expect(await numbers(gathering, city)).toMatchObject({ asked: 0, confirmed: 60, waiting: 10 })
})

const closedExposures = [exposurePresets.approximate, exposurePresets.vetted]

test('E5: a city with seats whose numbers are closed answers asked to each reply, and no answer tells whether it is full', async () => {
  for (const exposure of closedExposures) {
    const { gathering, city, host } = await makeCity({ admission: 'open', capacity: 3, exposure })
    const { gatheringId } = gathering
    const person = await app.connect()
    const first = await reply(person, gathering, city, 2)
    const second = await reply(person, gathering, city, 2)
    expect([first.state, second.state]).toEqual(['asked', 'asked'])
    await app.app().tellingBands.run()
    const stateOf = async ({ credential }: Placed) => {
      const held = await person.hold(credential)
      return held.ok ? held.ticket.exactState : held.reason
    }
    expect([await stateOf(first), await stateOf(second)]).toEqual(['confirmed', 'asked'])
    const more = await person.ask(
      'resizeReply',
      gatheringId,
      { partySize: 3 },
      { credential: first.credential },
    )
    expect(more).toMatchObject({ reason: 'size-needs-host' })
    const stranger = await app.connect()
    const { counts, meetings } = snapshotOf(await stranger.join({ gathering: gatheringId, as: 'public' }))
    expect(counts).toMatchObject([{ asked: null, vouched: null, waiting: null, left: null, full: false }])
    expect(meetings[0]?.capacity).toBeNull()
    // A freed seat is given by the next batch, not immediately.
    const { credential } = first
    accepted(await person.ask('cancelReply', gatheringId, {}, { credential }))
    expect(await person.hold(second.credential)).toMatchObject({
      ticket: { state: 'waiting', exactState: 'asked', ahead: null },
    })
    await app.app().tellingBands.run()
    expect(await stateOf(second)).toBe('confirmed')
    // The host may confirm before the batch.
    const third = await reply(person, gathering, city, 1)
    accepted((await decide(host, gathering, city, 'confirm', third.attendanceId)).answer)
    expect(await stateOf(third)).toBe('confirmed')
    const fourth = await reply(person, gathering, city, 1)
    const full = await decide(host, gathering, city, 'confirm', fourth.attendanceId)
    expect(full.answer).toMatchObject({ ok: false, reason: 'no-seats-for-more' })
  }
})

test('E5: in a city whose numbers are closed without a limit of seats a reply is confirmed at once', async () => {
  for (const exposure of closedExposures) {
    const { gathering, city } = await makeCity({ capacity: null, exposure })
    const person = await app.connect()
    expect((await reply(person, gathering, city, 2)).state).toBe('confirmed')
  }
})

test('E5: whatever the holder of a reply asks is answered alike whether it waits for a seat or for the host, where numbers are closed', async () => {
  for (const exposure of closedExposures) {
    const { gathering, city } = await makeCity({ capacity: 3, exposure })
    const other = await gathering.addCity(cityIds.berlin, { admission: 'host-confirms', exposure })
    const person = await app.connect()
    const { gatheringId } = gathering
    const [waiting, asked] = [
      await reply(person, gathering, city, 2),
      await reply(person, gathering, other, 2),
    ]
    const rows = await app
      .store()
      .db.selectFrom('attendances')
      .select(['attendance_id', 'state'])
      .where('attendance_id', 'in', [waiting.attendanceId, asked.attendanceId])
      .execute()
    expect(rows.map(({ state }) => state).sort()).toEqual(['asked', 'waiting'])
    const answersTo = async ({ credential }: Placed, { meetingId }: TestCity) => {
      const code = await app
        .store()
        .db.selectFrom('meetings')
        .select('arrival_code')
        .where('meeting_id', '=', meetingId)
        .executeTakeFirstOrThrow()
      const ask = async (
        name: 'resizeReply' | 'arrive' | 'replyToMeeting' | 'moveReply' | 'cancelReply',
        payload: object,
      ) => {
        const answer = await person.ask(name, gatheringId, payload as never, { credential })
        if (!answer.ok) return answer
        const { code: _c, attendanceId: _a, meetingId: _m, ...outcome } = answer.outcome
        return outcome
      }
      const held = await person.hold(credential)
      if (!held.ok) throw new Error(held.reason)
      const { state, exactState, ahead, queueOrder } = held.ticket
      const kept = await fetch(`${app.url()}/api/held`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: app.url() },
        body: JSON.stringify({ credential }),
      })
      return [
        { state, exactState, ahead, queueOrder },
        ((await kept.json()) as { held: { state: string } }).held.state,
        await ask('arrive', { arrivalCode: code.arrival_code, arrived: 1 }),
        await ask('resizeReply', { partySize: 1 }),
        await ask('resizeReply', { partySize: 4 }),
        await ask('resizeReply', { partySize: 11 }),
        await ask('replyToMeeting', { meetingId, partySize: 1 }),
        await ask('moveReply', { toMeetingId: meetingId }),
        await ask('cancelReply', {}),
        await ask('cancelReply', {}),
      ]
    }
    expect(await answersTo(waiting, city)).toEqual(await answersTo(asked, other))
  }
})

test('E5: who waited in a city whose numbers are closed since reads asked, and keeps the place', async () => {
  const { gathering, city } = await makeCity({ admission: 'open', capacity: 2 })
  const person = await app.connect()
  const first = await reply(person, gathering, city, 2)
  const second = await reply(person, gathering, city, 1)
  expect(second.state).toBe('waiting')
  const edit = { exposure: exposurePresets.vetted }
  await gathering.order('editMeeting', { meetingId: city.meetingId, edit })
  expect(await person.hold(second.credential)).toMatchObject({
    ticket: { state: 'waiting', exactState: 'asked', ahead: null },
  })
  await person.ask('cancelReply', gathering.gatheringId, {}, { credential: first.credential })
  await app.app().tellingBands.run()
  expect(await person.hold(second.credential)).toMatchObject({ ticket: { exactState: 'confirmed' } })
})

test('E6: a host confirms and declines single replies and a selection of their own city, and takes each decision back', async () => {
  const { gathering, city, host } = await makeCity({ admission: 'host-confirms', capacity: 3 })
  const other = await gathering.addCity(cityIds.berlin)
  const person = await app.connect()
  const replies = [
    await reply(person, gathering, city, 2),
    await reply(person, gathering, city, 2),
    await reply(person, gathering, city, 1),
  ]
  const ids = replies.map(({ attendanceId }) => attendanceId)
  const confirmed = await decide(host, gathering, city, 'confirm', ...ids)
  expect(confirmed.answer).toMatchObject({ ok: true, outcome: { decided: 3 } })
  // The second party does not fit, and later parties do not overtake it.
  expect(await numbers(gathering, city)).toMatchObject({ asked: 0, confirmed: 2, waiting: 3 })
  const back = { meetingId: city.meetingId, decisionId: confirmed.decisionId }
  accepted(await host.ask('takeBackDecision', gathering.gatheringId, back, { credential: city.hostSecret }))
  expect(await numbers(gathering, city)).toMatchObject({ asked: 5, confirmed: 0, waiting: 0 })
  accepted((await decide(host, gathering, city, 'confirm', ids[0] ?? '')).answer)
  const declined = await decide(host, gathering, city, 'decline', ids[0] ?? '', ids[1] ?? '')
  expect(await numbers(gathering, city)).toMatchObject({ asked: 1, confirmed: 0 })
  const again = { meetingId: city.meetingId, decisionId: declined.decisionId }
  accepted(await host.ask('takeBackDecision', gathering.gatheringId, again, { credential: city.hostSecret }))
  expect(await numbers(gathering, city)).toMatchObject({ asked: 3, confirmed: 2 })
  // Another city's host may decide nothing here, and an organizer may not decide single replies.
  const payload = {
    meetingId: city.meetingId,
    decision: 'decline',
    decisionId: makeTestId(),
    attendanceIds: ids,
  } as const
  expect(
    await host.ask('decideReplies', gathering.gatheringId, payload, { credential: other.hostSecret }),
  ).toMatchObject({ reason: 'not-allowed' })
  expect(await gathering.organizer.ask('decideReplies', gathering.gatheringId, payload)).toMatchObject({
    reason: 'not-allowed',
  })
  // A reply of another city in the list stays unchanged.
  const foreign = await reply(person, gathering, other)
  expect((await decide(host, gathering, city, 'decline', foreign.attendanceId)).answer).toMatchObject({
    reason: 'nothing-to-decide',
  })
})

test('E7: an organizer declines a whole burst without reading a reply, which leaves others alone, and takes it back', async () => {
  const { gathering, city, host } = await makeCity()
  const person = await app.connect({ from: '192.0.2.9' })
  app.clock.set(testNow - 60 * 60_000)
  const before = await reply(person, gathering, city)
  app.clock.set(testNow)
  const bots = await app.connect({ from: '198.51.100.9' })
  for (let bot = 0; bot < 60; bot += 1) await reply(bots, gathering, city)
  expect(await numbers(gathering, city)).toMatchObject({ asked: 60, confirmed: 1 })
  const burst = {
    meetingId: city.meetingId,
    decisionId: makeTestId(),
    fromMinute: minuteOf(testNow) - 10,
    toMinute: minuteOf(testNow),
  }
  const answer = await gathering.order('decideBurst', { ...burst, decision: 'decline' })
  expect(answer.outcome).toEqual({ decided: 60 })
  expect(await numbers(gathering, city)).toMatchObject({ asked: 0, confirmed: 1 })
  expect(await person.hold(before.credential)).toMatchObject({ ticket: { exactState: 'confirmed' } })
  const { meetingId, decisionId } = burst
  await gathering.order('takeBackDecision', { meetingId, decisionId })
  expect(await numbers(gathering, city)).toMatchObject({ asked: 60, confirmed: 1 })
  expect(
    await gathering.organizer.ask('decideBurst', gathering.gatheringId, { ...burst, decision: 'confirm' }),
  ).toMatchObject({ reason: 'not-allowed' })
  const confirmed = await host.ask(
    'decideBurst',
    gathering.gatheringId,
    { ...burst, decision: 'confirm' },
    { credential: city.hostSecret },
  )
  expect(confirmed).toMatchObject({ ok: true, outcome: { decided: 60 } })
  expect(await numbers(gathering, city)).toMatchObject({ asked: 0, confirmed: 61 })
})

test('E8: a held reply does not grow, and a declined one is neither changed nor placed again', async () => {
  const { gathering, city, host } = await makeCity({ admission: 'host-confirms' })
  const person = await app.connect()
  const { credential, attendanceId } = await reply(person, gathering, city)
  await decide(host, gathering, city, 'confirm', attendanceId)
  const resize = (partySize: number) =>
    person.ask('resizeReply', gathering.gatheringId, { partySize }, { credential })
  expect(await resize(10)).toMatchObject({ reason: 'size-needs-host' })
  await decide(host, gathering, city, 'decline', attendanceId)
  expect(await resize(1)).toMatchObject({ reason: 'reply-declined' })
  const again = { meetingId: city.meetingId, partySize: 1 }
  expect(await person.ask('replyToMeeting', gathering.gatheringId, again, { credential })).toMatchObject({
    reason: 'reply-declined',
  })
  expect(await person.ask('cancelReply', gathering.gatheringId, {}, { credential })).toMatchObject({
    reason: 'reply-declined',
  })
})

test('E9: of the time of a reply only its minute is stored', async () => {
  const { gathering, city, host } = await makeCity()
  const person = await app.connect()
  app.clock.set(testNow + 34_567)
  const { attendanceId } = await reply(person, gathering, city)
  expect(await list(host, gathering, city)).toMatchObject([
    { attendanceId, repliedMinute: minuteOf(testNow) },
  ])
  const row = await app
    .store()
    .db.selectFrom('attendances')
    .selectAll()
    .where('attendance_id', '=', attendanceId)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(`${testNow + 34_567}`)
})

test('E7: an organizer reads a city’s numbers by ten minutes and which are bursts, and nobody else reads them', async () => {
  const { gathering, city } = await makeCity()
  app.clock.set(testNow - 60 * 60_000)
  await reply(await app.connect({ from: '192.0.2.10' }), gathering, city, 2)
  app.clock.set(testNow)
  const bots = await app.connect({ from: '198.51.100.10' })
  for (let bot = 0; bot < 21; bot += 1) await reply(bots, gathering, city)
  const read = async (cookie?: string) => {
    const response = await fetch(`${app.url()}/api/gatherings/${gathering.slug}/reply-times`, {
      headers: cookie === undefined ? {} : { cookie },
    })
    return { status: response.status, body: (await response.json()) as ReplyTimes }
  }
  const fromMinute = minuteOf(testNow)
  const none = { asked: 0, confirmed: 0, waiting: 0, declined: 0, held: 0 }
  expect((await read(gathering.cookie)).body).toEqual({
    cities: [
      {
        meetingId: city.meetingId,
        stretches: [
          { ...none, fromMinute, asked: 21, held: 21, isBurst: true },
          { ...none, fromMinute: fromMinute - 60, confirmed: 2, isBurst: false },
        ],
      },
    ],
  })
  expect(await read()).toMatchObject({ status: 403 })
  expect(await read(await signInAnotherOrganizer(app))).toMatchObject({ status: 403 })
})

test('E12: in a flood a source of several replies is told to wait or to solve a puzzle, and others are not', async () => {
  const { gathering, city } = await makeCity({ admission: 'host-confirms' })
  const { gatheringId } = gathering
  const from = '198.51.100.12'
  const bots = await app.connect({ from })
  for (let bot = 0; bot < 53; bot += 1) await reply(bots, gathering, city)
  const payload = { meetingId: city.meetingId, partySize: 1 }
  const more = await bots.ask('replyToMeeting', gatheringId, payload, { credential: makeSecret('r') })
  expect(more).toMatchObject({ ok: false, reason: 'busy', puzzle: { bits: 16 } })
  expect((await reply(bots, gathering, city)).state).toBe('asked')
  const person = await app.connect({ from: '192.0.2.12' })
  expect((await reply(person, gathering, city)).state).toBe('asked')
  expect(await numbers(gathering, city)).toMatchObject({ asked: 55, confirmed: 0 })
})
