import { expect, test } from 'vitest'
import { limits } from '#shared/protocol/limits.ts'
import { startFileApp } from '../support/file-app.ts'
import { snapshotOf } from '../support/person.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
} from '../support/test-gathering.ts'

const app = startFileApp({ trustedProxies: ['127.0.0.1'] })

async function propose(
  gatheringId: string,
  from: string | undefined,
  { placeId = cityIds.berlin, exposure = invited } = {},
) {
  const person = await app.connect(from === undefined ? {} : { from })
  const meetingId = makeTestId()
  const payload = { meetingId, placeId, plan: { ...openPlan, exposure } }
  const answer = await person.ask('proposeMeeting', gatheringId, payload, { credential: makeSecret('h') })
  person.socket.close()
  return { meetingId, answer }
}

test('E10: each source may propose five cities a day, and what others propose takes none of that', async () => {
  const { gatheringId } = await makeGathering(app)
  for (let count = 0; count < limits.proposalsOfSource; count += 1)
    accepted((await propose(gatheringId, '198.51.100.1')).answer)
  const more = await propose(gatheringId, '198.51.100.1')
  expect(more.answer).toEqual({ ok: false, reason: 'too-many-proposals' })
  accepted((await propose(gatheringId, '192.0.2.1')).answer)
})

test('A2: a reply to a proposal is answered as one to a city that never was', async () => {
  const { gatheringId, order, addCity } = await makeGathering(app)
  const { meetingId } = await propose(gatheringId, '198.51.100.7', { exposure: openPlan.exposure })
  const person = await app.connect({ from: '198.51.100.8' })
  const credential = makeSecret('r')
  const { meetingId: open } = await addCity(cityIds.gaziantep)
  accepted(await person.ask('replyToMeeting', gatheringId, { meetingId: open, partySize: 1 }, { credential }))
  const answers = async (city: string) => [
    await person.ask(
      'replyToMeeting',
      gatheringId,
      { meetingId: city, partySize: 1 },
      { credential: makeSecret('r') },
    ),
    await person.ask('moveReply', gatheringId, { toMeetingId: city }, { credential }),
  ]
  const ofNothing = await answers(makeTestId())
  expect(await answers(meetingId)).toEqual(ofNothing)
  await order('declineMeeting', { meetingId, reason: 'Too far away' })
  expect(await answers(meetingId)).toEqual(ofNothing)
})

test('E10: where sources are not known proposals share one bound, which takes no room from organizers and from known sources', async () => {
  const { gatheringId, addCity } = await makeGathering(app)
  const flood = []
  for (let count = 0; count < limits.proposals; count += 1) flood.push(await propose(gatheringId, undefined))
  for (const { answer } of flood) accepted(answer)
  expect((await propose(gatheringId, undefined)).answer).toEqual({ ok: false, reason: 'too-many-proposals' })
  accepted((await propose(gatheringId, '192.0.2.2')).answer)
  await addCity(cityIds.gaziantep)
})

test('E10: proposals keep no city for themselves, and an organizer declines many together and takes that back', async () => {
  const { gatheringId, order, organizer } = await makeGathering(app)
  const made = [await propose(gatheringId, '192.0.2.3'), await propose(gatheringId, '192.0.2.4')]
  for (const { answer } of made) accepted(answer)
  const meetingIds = made.map(({ meetingId }) => meetingId)
  const statuses = async () => {
    const { meetings } = snapshotOf(await organizer.join({ gathering: gatheringId, as: 'organizer' }))
    return meetings.map(({ status }) => status)
  }
  const declined = await order('declineProposals', { meetingIds, reason: 'Unknown to us' })
  expect(declined.outcome).toEqual({ decided: 2 })
  expect(await statuses()).toEqual(['declined', 'declined'])
  await order('reproposeMeetings', { meetingIds })
  expect(await statuses()).toEqual(['proposed', 'proposed'])
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
  // Once approved, the same rows count against the limit of cities.
  await db
    .updateTable('meetings')
    .set({ status: 'approved' })
    .where('gathering_id', '=', gatheringId)
    .where('status', '=', 'declined')
    .execute()
  await expect(addCity(cityIds.gaziantep)).rejects.toThrow('too-many-meetings')
})
