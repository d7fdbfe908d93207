import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '#shared/protocol/limits.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
} from '../support/test-gathering.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

test('a flood of proposals is stopped, and takes no room from the organizers nor from proposals after it', async () => {
  const { gatheringId, addCity, order } = await makeGathering(app)
  // Many sockets, because each has a budget of its own.
  const propose = async (meetingId: string) => {
    const person = await app.connect()
    const payload = { meetingId, placeId: cityIds.berlin, plan: { ...openPlan, exposure: invited } }
    const answer = await person.ask('proposeMeeting', gatheringId, payload, { credential: makeSecret('h') })
    person.socket.close()
    return answer
  }
  const ids = Array.from({ length: limits.proposals }, makeTestId)
  for (const meetingId of ids) accepted(await propose(meetingId))
  expect(await propose(makeTestId())).toEqual({ ok: false, reason: 'too-many-proposals' })
  await addCity(cityIds.gaziantep)
  await order('declineMeeting', { meetingId: ids[0] ?? '', reason: 'Unknown to us' })
  accepted(await propose(makeTestId()))
})

test('C4: a host secret runs one city: a second proposal by it is refused, the same one sent again is answered', async () => {
  const { gatheringId } = await makeGathering(app)
  const person = await app.connect()
  const options = { credential: makeSecret('h'), commandId: makeTestId() }
  const first = { meetingId: makeTestId(), placeId: cityIds.berlin, plan: openPlan }
  accepted(await person.ask('proposeMeeting', gatheringId, first, options))
  accepted(await person.ask('proposeMeeting', gatheringId, first, options))
  const second = { ...first, meetingId: makeTestId(), placeId: cityIds.toronto }
  const { credential } = options
  expect(await person.ask('proposeMeeting', gatheringId, second, { credential })).toEqual({
    ok: false,
    reason: 'already-exists',
  })
})

test('declined proposals, however many they have become, leave room for every city that an organizer may add', async () => {
  const { gatheringId, addCity, order } = await makeGathering(app)
  const proposer = await app.connect()
  const meetingId = makeTestId()
  const payload = { meetingId, placeId: cityIds.berlin, plan: openPlan }
  accepted(await proposer.ask('proposeMeeting', gatheringId, payload, { credential: makeSecret('h') }))
  await order('declineMeeting', { meetingId, reason: 'Unknown to us' })
  const { db } = app.store()
  const declined = await db
    .selectFrom('meetings')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const more = Array.from({ length: limits.meetings }, () => ({
    ...declined,
    meeting_id: makeTestId(),
    host_hash: makeTestId(),
  }))
  for (let from = 0; from < more.length; from += 100) {
    await db
      .insertInto('meetings')
      .values(more.slice(from, from + 100))
      .execute()
  }
  await addCity(cityIds.gaziantep)
  // The same rows as cities do take the room.
  await db
    .updateTable('meetings')
    .set({ status: 'approved' })
    .where('gathering_id', '=', gatheringId)
    .where('status', '=', 'declined')
    .execute()
  await expect(addCity(cityIds.gaziantep)).rejects.toThrow('too-many-meetings')
})
