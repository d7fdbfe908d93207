import { beforeAll, expect, test } from 'vitest'
import type { Answer } from '#shared/protocol/answers.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let person: Person

beforeAll(async () => {
  gathering = await makeGathering(app)
  person = await app.connect()
})

async function reply(
  meetingId: string,
  partySize: number,
): Promise<{ credential: string; state: string | undefined }> {
  const credential = makeSecret('r')
  const payload = { meetingId, partySize }
  const answer = accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  return { credential, state: answer.outcome.state }
}

const asHolder = (credential: string) => ({
  resize: (partySize: number): Promise<Answer> =>
    person.ask('resizeReply', gathering.gatheringId, { partySize }, { credential }),
  cancel: (): Promise<Answer> => person.ask('cancelReply', gathering.gatheringId, {}, { credential }),
})

async function stateOf(credential: string) {
  const held = await person.hold(credential)
  return held.ok ? { state: held.ticket.state, ahead: held.ticket.ahead } : held
}

test('C6: nobody is overtaken: a large party at the head of the list holds the others back until it fits', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { capacity: 4 })
  const first = await reply(meetingId, 2)
  const second = await reply(meetingId, 2)
  const large = await reply(meetingId, 3)
  const small = await reply(meetingId, 1)
  expect([first, second, large, small].map(({ state }) => state)).toEqual([
    'confirmed',
    'confirmed',
    'waiting',
    'waiting',
  ])
  accepted(await asHolder(first.credential).cancel())
  expect(await stateOf(large.credential)).toEqual({ state: 'waiting', ahead: 0 })
  expect(await stateOf(small.credential)).toEqual({ state: 'waiting', ahead: 1 })
  accepted(await asHolder(second.credential).resize(1))
  expect(await stateOf(large.credential)).toEqual({ state: 'confirmed', ahead: null })
  expect(await stateOf(small.credential)).toEqual({ state: 'waiting', ahead: 0 })
})

test('a waiting party that grows smaller and now fits is told at once that it has its seats', async () => {
  const { meetingId } = await gathering.addCity(cityIds.idlib, { capacity: 4 })
  await reply(meetingId, 3)
  const { credential, state } = await reply(meetingId, 2)
  expect(state).toBe('waiting')
  expect(await asHolder(credential).resize(1)).toMatchObject({ ok: true, outcome: { state: 'confirmed' } })
})

test('a waiting party that grows goes to the end of the list', async () => {
  const { meetingId } = await gathering.addCity(cityIds.aleppo, { capacity: 1 })
  await reply(meetingId, 1)
  const [first, second] = [await reply(meetingId, 1), await reply(meetingId, 1)]
  expect(await asHolder(first.credential).resize(2)).toMatchObject({
    ok: true,
    outcome: { state: 'waiting' },
  })
  expect(await stateOf(first.credential)).toEqual({ state: 'waiting', ahead: 1 })
  expect(await stateOf(second.credential)).toEqual({ state: 'waiting', ahead: 0 })
})

test('seats that came free while a city was withdrawn go to those who wait when it is opened again', async () => {
  const { meetingId } = await gathering.addCity(cityIds.toronto, { capacity: 2 })
  const seated = await reply(meetingId, 2)
  const waiting = await reply(meetingId, 1)
  await gathering.order('withdrawMeeting', { meetingId })
  accepted(await asHolder(seated.credential).cancel())
  expect(await stateOf(waiting.credential)).toEqual({ state: 'waiting', ahead: 0 })
  await gathering.order('approveMeeting', { meetingId })
  expect(await stateOf(waiting.credential)).toEqual({ state: 'confirmed', ahead: null })
})

test('C6: cancellations and replies in a race keep the order of the list and never oversell', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.gaziantep, { capacity: 10 })
  const seated = await Promise.all(Array.from({ length: 10 }, () => reply(meetingId, 1)))
  const queue = []
  for (let place = 0; place < 8; place += 1) queue.push(await reply(meetingId, 1 + (place % 3)))
  await Promise.all([
    ...seated.slice(0, 7).map(({ credential }) => asHolder(credential).cancel()),
    ...Array.from({ length: 10 }, () => reply(meetingId, 1)),
  ])
  const host = await app.connect()
  const { attendances, counts } = snapshotOf(
    await host.join({ gathering: gathering.slug, as: 'host', credential: hostSecret }),
  )
  const people = (state: string) =>
    attendances.filter((view) => view.state === state).reduce((sum, view) => sum + view.partySize, 0)
  const own = counts.find((view) => view.meetingId === meetingId)
  expect(own).toMatchObject({ confirmed: people('confirmed'), waiting: people('waiting') })
  expect(people('confirmed')).toBeLessThanOrEqual(10)
  const head = attendances.find((view) => view.state === 'waiting')
  expect(head?.partySize).toBeGreaterThan(own?.left ?? 0)
  const lastSeated = Math.max(...attendances.filter((v) => v.state === 'confirmed').map((v) => v.queueOrder))
  expect(head?.queueOrder).toBeGreaterThan(lastSeated)
})

test('T2: everybody who waits is told when the line moves', async () => {
  const { meetingId } = await gathering.addCity(cityIds.idlib, { capacity: 1 })
  const seated = await reply(meetingId, 1)
  const line = [await reply(meetingId, 1), await reply(meetingId, 1), await reply(meetingId, 1)]
  const holder = await app.connect()
  const ids: string[] = []
  for (const { credential } of line) {
    const held = await holder.hold(credential)
    if (held.ok) ids.push(held.ticket.attendanceId)
  }
  accepted(await asHolder(seated.credential).cancel())
  await eventually(() => {
    // Earlier states may still arrive; only the last one of each counts.
    const told = ids.map((id) =>
      holder.told.map(({ value }) => value as TicketView).findLast(({ attendanceId }) => attendanceId === id),
    )
    const states = told.flatMap((last) => (last ? [{ state: last.state, ahead: last.ahead }] : []))
    expect(states.sort((one, other) => (one.ahead ?? -1) - (other.ahead ?? -1))).toEqual([
      { state: 'confirmed', ahead: null },
      { state: 'waiting', ahead: 0 },
      { state: 'waiting', ahead: 1 },
    ])
  })
})

test('T2: those behind somebody who moves to another city are told that the line moved', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { capacity: 1 })
  const { meetingId: toMeetingId } = await gathering.addCity(cityIds.aleppo)
  await reply(meetingId, 1)
  const [first, second] = [await reply(meetingId, 1), await reply(meetingId, 1)]
  const holder = await app.connect()
  expect(await holder.hold(second.credential)).toMatchObject({ ticket: { state: 'waiting', ahead: 1 } })
  accepted(
    await person.ask('moveReply', gathering.gatheringId, { toMeetingId }, { credential: first.credential }),
  )
  await eventually(() =>
    expect(holder.told).toContainEqual({
      event: 'ticket',
      value: expect.objectContaining({ state: 'waiting', ahead: 0 }),
    }),
  )
})

test('T2: a reply that moved is told of what changes at its new city', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const { meetingId: toMeetingId } = await gathering.addCity(cityIds.aleppo)
  const { credential } = await reply(meetingId, 1)
  const holder = await app.connect()
  await holder.hold(credential)
  const told = () => holder.told.findLast(({ event }) => event === 'ticket')?.value as TicketView | undefined
  accepted(await person.ask('moveReply', gathering.gatheringId, { toMeetingId }, { credential }))
  await eventually(() => expect(told()?.meetingId).toBe(toMeetingId))
  await gathering.order('editMeeting', { meetingId: toMeetingId, edit: { note: 'Bring tea' } })
  await eventually(() => expect(told()?.meeting.note).toBe('Bring tea'))
})

test('T2: more replies than a statement can name are told to those who hold them', async () => {
  const { loadAttendances } = await import('#server/store/attendance-rows.ts')
  const ids = Array.from({ length: 40_000 }, (_, index) => `nobody-${index}`)
  expect(await loadAttendances(app.store().db, ids)).toEqual([])
})
