import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Snapshot } from '#shared/protocol/views.ts'
import { grown, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let person: Person

beforeAll(async () => {
  app = await startTestApp()
  person = await app.connect()
})
beforeEach(async () => {
  gathering = await makeGathering(app)
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const seen = async (): Promise<Snapshot> =>
  snapshotOf(await person.join({ gathering: gathering.gatheringId, as: 'public' }))

async function reply(meetingId: string, partySize: number): Promise<string> {
  const credential = makeSecret('r')
  const payload = { meetingId, partySize }
  accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  return credential
}

async function ticketOf(credential: string) {
  const held = await person.hold(credential)
  if (!held.ok) throw new Error(held.reason)
  return held.ticket
}

test('P2: a moved instant shows the one before; moved back, it is as if nothing had been, but calendars are told', async () => {
  const later = testInstant + 86_400_000
  await gathering.order('editGathering', { startsAt: later })
  const moved = (await seen()).gathering
  expect(moved).toMatchObject({ startsAt: later, formerStartsAt: testInstant, standing: 'planned' })
  await gathering.order('editGathering', { startsAt: testInstant })
  const back = (await seen()).gathering
  expect(back).toMatchObject({ startsAt: testInstant, formerStartsAt: null })
  expect(back.revision).toBeGreaterThan(moved.revision)
})

test('P2: postponed, it has no instant but shows the one before; it is taken back, or gets another one', async () => {
  await gathering.order('postponeGathering', {})
  expect((await seen()).gathering).toMatchObject({
    startsAt: null,
    formerStartsAt: testInstant,
    standing: 'postponed',
  })
  await gathering.order('reinstateGathering', {})
  expect((await seen()).gathering).toMatchObject({
    startsAt: testInstant,
    formerStartsAt: null,
    standing: 'planned',
  })
  await gathering.order('postponeGathering', {})
  await gathering.order('editGathering', { startsAt: testInstant + 3_600_000 })
  expect((await seen()).gathering).toMatchObject({
    startsAt: testInstant + 3_600_000,
    formerStartsAt: testInstant,
    standing: 'planned',
  })
})

test('P14: postponed or cancelled for a reason, everybody reads it; planned again, it is gone', async () => {
  const reason = async () => (await seen()).gathering.standingReason
  expect(await reason()).toBe('')
  await gathering.order('postponeGathering', { reason: '  The hall was\nclosed. ' })
  expect(await reason()).toBe('The hall was closed.')
  await gathering.order('reinstateGathering', {})
  expect(await reason()).toBe('')
  await gathering.order('postponeGathering', { reason: 'The roads are closed.' })
  await gathering.order('editGathering', { startsAt: testInstant + 3_600_000 })
  expect(await reason()).toBe('')
  await gathering.order('cancelGathering', { reason: 'It is not safe.' })
  expect(await reason()).toBe('It is not safe.')
  await gathering.order('editGathering', { texts: { en: { slogan: 'Later' } } })
  expect(await reason()).toBe('It is not safe.')
  await gathering.order('reinstateGathering', {})
  await gathering.order('cancelGathering', {})
  expect(await reason()).toBe('')
})

test('P5: cancelled, nobody can reply or propose any more, and who replied still can cancel; it can be taken back', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const earlier = await reply(meetingId, 2)
  await gathering.order('cancelGathering', {})
  expect((await seen()).gathering.standing).toBe('cancelled')
  const credential = makeSecret('r')
  expect(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 1 }, { credential }),
  ).toMatchObject({ ok: false, reason: 'gathering-cancelled' })
  const proposal = { meetingId: makeTestId(), placeId: cityIds.toronto, plan: openPlan }
  const propose = () =>
    person.ask('proposeMeeting', gathering.gatheringId, proposal, { credential: makeSecret('h') })
  expect(await propose()).toMatchObject({ ok: false, reason: 'gathering-cancelled' })
  accepted(await person.ask('cancelReply', gathering.gatheringId, {}, { credential: earlier }))
  await gathering.order('reinstateGathering', {})
  expect((await seen()).gathering.standing).toBe('planned')
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 1 }, { credential }),
  )
  accepted(await propose())
})

test('only its organizer changes plans', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin)
  for (const name of ['postponeGathering', 'cancelGathering', 'reinstateGathering'] as const) {
    const answer = await person.ask(name, gathering.gatheringId, {}, { credential: hostSecret })
    expect(answer).toMatchObject({ ok: false, reason: 'not-allowed' })
  }
  const payload = { meetingId, placeId: cityIds.toronto }
  expect(
    await person.ask('moveMeeting', gathering.gatheringId, payload, { credential: hostSecret }),
  ).toMatchObject({ ok: false, reason: 'not-allowed' })
})

test('published without an instant it is to be confirmed, and confirmed once for all', async () => {
  await gathering.order('editGathering', { startsAt: null })
  // There is nothing to reinstate: it was neither postponed nor cancelled.
  expect(await gathering.organizer.ask('reinstateGathering', gathering.gatheringId, {})).toMatchObject({
    ok: false,
    reason: 'nothing-to-reinstate',
  })
  const open = (await seen()).gathering
  // P2: clients receive the announced date as the former one.
  expect(open).toMatchObject({ startsAt: null, formerStartsAt: testInstant, standing: 'planned' })
  await gathering.order('editGathering', { startsAt: testInstant })
  expect((await seen()).gathering).toMatchObject({ startsAt: testInstant, formerStartsAt: null })
})

test('P2: a city that moved shows where it was; moved back, it does not', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const meeting = async () => (await seen()).meetings.find((view) => view.meetingId === meetingId)
  await gathering.order('moveMeeting', { meetingId, placeId: cityIds.toronto })
  expect(await meeting()).toMatchObject({
    place: { placeId: cityIds.toronto },
    formerPlace: { placeId: cityIds.berlin },
    revision: 1,
  })
  await gathering.order('moveMeeting', { meetingId, placeId: cityIds.berlin })
  expect(await meeting()).toMatchObject({
    place: { placeId: cityIds.berlin },
    formerPlace: null,
    revision: 2,
  })
})

test('P2: a city that moved takes neither venue nor street along, in no file and for nobody', async () => {
  const plan = { venue: 'Old hall', address: '7 Former Street' }
  const { meetingId } = await gathering.addCity(cityIds.berlin, plan)
  const credential = await reply(meetingId, 1)
  const paths = async () => {
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    const own = `/g/${gathering.slug}`
    return [
      `${own}/${meetingId}.ics`,
      `${own}.ics`,
      `${own}/feed.atom`,
      `${own}/feed.json`,
      `/api/gatherings/${gathering.slug}`,
      `/feed/${held.ticket.feed}.ics`,
    ]
  }
  const texts = async () =>
    Promise.all((await paths()).map(async (path) => (await fetch(`${app.url()}${path}`)).text()))
  expect((await texts())[0]).toContain('7 Former Street')
  await gathering.order('moveMeeting', { meetingId, placeId: cityIds.toronto })
  for (const text of await texts()) expect(text).not.toMatch(/Former Street|Old hall/)
  const held = await person.hold(credential)
  expect(held.ok && held.ticket.meeting.address).toEqual({ venue: '', address: '' })
})

test('P2, P4: merged, everybody keeps their seat or place in the queue at the other meeting, also beyond its capacity; taken back, they return', async () => {
  const from = await gathering.addCity(cityIds.berlin, { capacity: 3 })
  const into = await gathering.addCity(cityIds.berlin, { capacity: 3 })
  const [seated, waiting] = [await reply(from.meetingId, 3), await reply(from.meetingId, 2)]
  const there = await reply(into.meetingId, 2)
  await gathering.order('mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId })
  const merged = await seen()
  expect(merged.meetings.map((view) => view.meetingId)).toEqual([into.meetingId])
  expect(merged.meetings[0]?.mergedFrom.map((view) => view.meetingId)).toEqual([from.meetingId])
  expect(merged.counts).toMatchObject([{ meetingId: into.meetingId, confirmed: 5, waiting: 2, left: 0 }])
  expect(await ticketOf(seated)).toMatchObject({ meetingId: into.meetingId, state: 'confirmed' })
  expect(await ticketOf(waiting)).toMatchObject({ meetingId: into.meetingId, state: 'waiting' })
  const approved = await gathering.organizer.ask('approveMeeting', gathering.gatheringId, {
    meetingId: from.meetingId,
  })
  expect(approved).toMatchObject({ ok: false, reason: 'meeting-merged' })
  await gathering.order('unmergeMeeting', { meetingId: from.meetingId })
  const parted = await seen()
  const confirmed = Object.fromEntries(parted.counts.map((view) => [view.meetingId, view.confirmed]))
  expect(confirmed).toEqual({ [from.meetingId]: 3, [into.meetingId]: 2 })
  expect(await ticketOf(seated)).toMatchObject({ meetingId: from.meetingId, state: 'confirmed' })
  expect(await ticketOf(waiting)).toMatchObject({ meetingId: from.meetingId, state: 'waiting' })
  expect(await ticketOf(there)).toMatchObject({ meetingId: into.meetingId, state: 'confirmed' })
  expect(parted.meetings.flatMap((view) => view.mergedFrom)).toEqual([])
})

test('P4: a merged city that strangers did not learn of is not named to them', async () => {
  const from = await gathering.addCity(cityIds.berlin, { exposure: invited })
  const into = await gathering.addCity(cityIds.berlin)
  await gathering.order('mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId })
  expect(JSON.stringify(await seen())).not.toContain(from.meetingId)
})

test('A11, P4: a merged city that is closed to strangers afterwards is named to them no longer', async () => {
  const [one, two, three] = [
    await gathering.addCity(cityIds.aleppo),
    await gathering.addCity(cityIds.idlib),
    await gathering.addCity(cityIds.berlin),
  ]
  await gathering.order('mergeMeeting', { meetingId: one.meetingId, intoMeetingId: two.meetingId })
  await gathering.order('mergeMeeting', { meetingId: two.meetingId, intoMeetingId: three.meetingId })
  const stranger = await app.connect()
  const joined = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  expect(JSON.stringify(joined)).toContain(one.meetingId)
  await gathering.order('editMeeting', { meetingId: one.meetingId, edit: { exposure: invited } })
  await gathering.allTold(stranger)
  expect(JSON.stringify(grown(joined, stranger.updates()))).not.toContain(one.meetingId)
  expect(JSON.stringify(joined.meetings)).toContain(two.meetingId)
  const calendar = await fetch(`${app.url()}/g/${gathering.slug}.ics`).then((response) => response.text())
  expect(calendar).not.toMatch(/Aleppo|حلب/)
  await gathering.order('unmergeMeeting', { meetingId: one.meetingId })
})

test('where a city was while only the invited knew of it is forgotten when all may see it', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { exposure: invited })
  await gathering.order('moveMeeting', { meetingId, placeId: cityIds.toronto })
  const exposure = { ...invited, existence: 'public' } as const
  await gathering.order('editMeeting', { meetingId, edit: { exposure } })
  const shown = (await seen()).meetings.find((view) => view.meetingId === meetingId)
  expect(shown).toMatchObject({ place: { placeId: cityIds.toronto }, formerPlace: null })
})

test('P1: at the same local hour each city is open for arrivals by its own clock', async () => {
  await gathering.order('editGathering', { clockRule: 'same-local-hour', startsAt: app.clock.now() })
  const near = await gathering.addCity(cityIds.gaziantep)
  const far = await gathering.addCity(cityIds.toronto)
  const [here, there] = [await reply(near.meetingId, 1), await reply(far.meetingId, 1)]
  const organizer = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.gatheringId, as: 'organizer' }),
  )
  const arrive = (credential: string, meetingId: string) => {
    const crew = organizer.meetings.find((view) => view.meetingId === meetingId)?.crew
    const payload = { arrivalCode: crew?.arrivalCode ?? '', arrived: 1 }
    return person.ask('arrive', gathering.gatheringId, payload, { credential })
  }
  expect(await arrive(here, near.meetingId)).toMatchObject({ ok: true })
  expect(await arrive(there, far.meetingId)).toMatchObject({ ok: false, reason: 'too-early' })
})
