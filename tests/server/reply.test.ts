import { beforeAll, expect, test } from 'vitest'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, makeCommandId, snapshotOf } from '../support/person.ts'
import { startTestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering

beforeAll(async () => {
  gathering = await makeGathering(app)
})

async function countsNow(meetingId: string) {
  const reader = await app.connect()
  const { counts } = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  return counts.find((view) => view.meetingId === meetingId)
}

test('a reply is acknowledged and then moves the number on another screen', async () => {
  const { meetingId } = await gathering.addCity(cityIds.gaziantep)
  const [reader, participant] = [await app.connect(), await app.connect()]
  const before = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  const answer = await participant.ask(
    'replyToMeeting',
    gathering.gatheringId,
    { meetingId, partySize: 3 },
    { credential: makeSecret('r') },
  )
  expect(answer).toMatchObject({ ok: true, outcome: { state: 'confirmed', meetingId } })
  await eventually(() => {
    const now = grown(before, reader.updates())
    expect(now.counts.find((view) => view.meetingId === meetingId)).toMatchObject({ confirmed: 3 })
  })
})

test('C4: a retry of an accepted command gets the first answer, also after a restart', async () => {
  const own = await startTestApp()
  const { gatheringId, slug, addCity } = await makeGathering(own)
  const { meetingId } = await addCity(cityIds.berlin, { capacity: 5 })
  const options = { credential: makeSecret('r'), commandId: makeCommandId() }
  const payload = { meetingId, partySize: 2 }
  const participant = await own.connect()
  const first = accepted(await participant.ask('replyToMeeting', gatheringId, payload, options))
  expect(await participant.ask('replyToMeeting', gatheringId, payload, options)).toEqual(first)
  await own.restart()
  const again = await own.connect()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => again.ask('replyToMeeting', gatheringId, payload, options)),
  )
  for (const answer of answers) expect(answer).toEqual(first)
  const { counts } = snapshotOf(await again.join({ gathering: slug, as: 'public' }))
  expect(counts).toMatchObject([{ meetingId, confirmed: 2 }])
  await own.close()
})

test('C6: 200 replies at once for 50 places give exactly 50 seats, and the others wait in the order they came', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.idlib, { capacity: 50 })
  const people = await Promise.all(Array.from({ length: 20 }, () => app.connect()))
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      people[index % 20]?.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId, partySize: 1 },
        { credential: makeSecret('r') },
      ),
    ),
  )
  const states = answers.map((answer) => (answer?.ok ? answer.outcome.state : answer))
  expect(states.filter((state) => state === 'confirmed')).toHaveLength(50)
  expect(states.filter((state) => state === 'waiting')).toHaveLength(150)
  expect(await countsNow(meetingId)).toMatchObject({ confirmed: 50, waiting: 150, left: 0, full: true })
  const host = await app.connect()
  const { attendances } = snapshotOf(
    await host.join({ gathering: gathering.slug, as: 'host', credential: hostSecret }),
  )
  expect(attendances.map(({ state }) => state)).toEqual([
    ...Array<string>(50).fill('confirmed'),
    ...Array<string>(150).fill('waiting'),
  ])
})

test('T1: two connections with one secret make one attendance', async () => {
  const { meetingId } = await gathering.addCity(cityIds.aleppo)
  const credential = makeSecret('r')
  const [one, other] = [await app.connect(), await app.connect()]
  const answers = await Promise.all(
    [one, other].map((person) =>
      person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 4 }, { credential }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers).toContainEqual({ ok: false, reason: 'already-replied' })
  expect(await countsNow(meetingId)).toMatchObject({ confirmed: 4 })
})

test('C5: moving to another city is one change: never in both, never in none', async () => {
  const from = await gathering.addCity(cityIds.toronto, { capacity: 2 })
  const to = await gathering.addCity(cityIds.gaziantep, { capacity: 10 })
  const [mover, waiter, reader] = [await app.connect(), await app.connect(), await app.connect()]
  const credential = makeSecret('r')
  const { gatheringId } = gathering
  accepted(
    await mover.ask(
      'replyToMeeting',
      gatheringId,
      { meetingId: from.meetingId, partySize: 2 },
      { credential },
    ),
  )
  const waiting = makeSecret('r')
  accepted(
    await waiter.ask(
      'replyToMeeting',
      gatheringId,
      { meetingId: from.meetingId, partySize: 1 },
      { credential: waiting },
    ),
  )
  const before = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  accepted(await mover.ask('moveReply', gatheringId, { toMeetingId: to.meetingId }, { credential }))
  const after = await eventually(() => {
    // An update about an earlier reply may come first, even to a reader who has already read it.
    const update = reader.updates().find(({ to: toldTo }) => toldTo > before.version)
    if (update === undefined) throw new Error('nothing told')
    return grown(before, [update])
  })
  const told = new Map(after.counts.map((view) => [view.meetingId, view]))
  expect(told.get(from.meetingId)).toMatchObject({ confirmed: 1, waiting: 0 })
  expect(told.get(to.meetingId)).toMatchObject({ confirmed: 2 })
  expect(await waiter.hold(waiting)).toMatchObject({ ok: true, ticket: { state: 'confirmed', ahead: null } })
})

test('whoever cancelled at a meeting of invited people may take it back without the invitation', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin, { exposure: invited })
  const { gatheringId, slug } = gathering
  const [host, guest] = [await app.connect(), await app.connect()]
  const run = snapshotOf(await host.join({ gathering: slug, as: 'host', credential: hostSecret }))
  const invitation = run.meetings.find((view) => view.meetingId === meetingId)?.crew?.invitation
  const credential = makeSecret('r')
  const payload = { meetingId, partySize: 1 }
  expect(await guest.ask('replyToMeeting', gatheringId, payload, { credential })).toMatchObject({
    reason: 'not-found',
  })
  accepted(await guest.ask('replyToMeeting', gatheringId, { ...payload, invitation }, { credential }))
  accepted(await guest.ask('cancelReply', gatheringId, {}, { credential }))
  accepted(await guest.ask('replyToMeeting', gatheringId, payload, { credential }))
  const stranger = { credential: makeSecret('r') }
  expect(await guest.ask('replyToMeeting', gatheringId, payload, stranger)).toMatchObject({
    reason: 'not-found',
  })
})

test('A7: a cancelled reply opens nothing of a gathering that was taken back to be a draft, and is told nothing of it', async () => {
  const gathering = await makeGathering(app)
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const [person, credential] = [await app.connect(), makeSecret('r')]
  const { gatheringId, order } = gathering
  accepted(await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential }))
  const held = await person.hold(credential)
  accepted(await person.ask('cancelReply', gatheringId, {}, { credential }))
  await eventually(() => expect(person.told.at(-1)?.value).toMatchObject({ state: 'cancelled' }))
  await order('unpublishGathering', {})
  const told = person.told.length
  await order('editMeeting', { meetingId, edit: { note: 'canary-of-the-draft' } })
  await gathering.allTold()
  expect(await (await app.connect()).hold(credential)).toEqual({ ok: false, reason: 'link-not-valid' })
  const page = await fetch(`${app.url()}/feed/${held.ok ? held.ticket.feed : ''}.ics`)
  expect(page.status).toBe(404)
  expect(person.told.slice(told)).toEqual([])
  await order('publishGathering', {})
  expect((await person.hold(credential)).ok).toBe(true)
})
