// Renewed invitations and arrival codes: the old ones stop working at once, and actions made with them remain.
import { beforeEach, expect, test } from 'vitest'
import { up as addDoorKey } from '#server/store/migrations/009-door-key.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, type Person, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let city: TestCity
let person: Person
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  city = await gathering.addCity(cityIds.aleppo, { exposure: invited, capacity: 10 })
  person = await app.connect()
})

const asHost = () => ({ gathering: gathering.slug, as: 'host', credential: city.hostSecret }) as const
const asGuest = (credential: string) => ({ gathering: gathering.slug, as: 'guest', credential }) as const
const crewOf = (snapshot: Snapshot) => {
  const crew = snapshot.meetings.find(({ meetingId }) => meetingId === city.meetingId)?.crew
  if (!crew) throw new Error('no crew')
  return crew
}
const readCrew = async () => crewOf(snapshotOf(await (await app.connect()).join(asHost())))
const reply = (invitation: string | undefined, credential = makeSecret('r')) =>
  person.ask(
    'replyToMeeting',
    gathering.gatheringId,
    { meetingId: city.meetingId, partySize: 1, ...(invitation === undefined ? {} : { invitation }) },
    { credential },
  )

test('K16: a renewed invitation ends the old one within a second; replies that were given by it stay', async () => {
  const before = await readCrew()
  const credential = makeSecret('r')
  accepted(await reply(before.invitation, credential))
  const [prompt, sparing, host] = [await app.connect(), await app.connect(), await app.connect()]
  expect(await prompt.join(asGuest(before.invitation))).toMatchObject({ ok: true })
  expect(await sparing.join({ ...asGuest(before.invitation), pace: 'sparing' })).toMatchObject({ ok: true })
  const hostSnapshot = snapshotOf(await host.join(asHost()))
  const { meetingId } = city
  accepted(
    await person.ask(
      'renewInvitation',
      gathering.gatheringId,
      { meetingId },
      { credential: city.hostSecret },
    ),
  )
  for (const guest of [prompt, sparing]) {
    await eventually(() => expect(guest.socket.connected).toBe(false), 1000)
    expect(guest.told.at(-1)?.event).toBe('revoked')
  }
  // The host sees the new code on the open page.
  const renewed = await eventually(() => {
    const { invitation, arrivalCode } = crewOf(grown(hostSnapshot, host.updates()))
    expect(invitation).not.toBe(before.invitation)
    expect(arrivalCode).toBe(before.arrivalCode)
    return invitation
  })
  expect(await person.join(asGuest(before.invitation))).toMatchObject({ reason: 'link-not-valid' })
  expect(await person.join(asGuest(renewed))).toMatchObject({ ok: true })
  expect(await reply(before.invitation)).toMatchObject({ reason: 'not-found' })
  accepted(await reply(renewed))
  expect(await person.hold(credential)).toMatchObject({ ok: true, ticket: { state: 'confirmed' } })
  accepted(await person.ask('cancelReply', gathering.gatheringId, {}, { credential }))
  // People who were admitted before need no invitation to return.
  accepted(await reply(undefined, credential))
})

test('K16: a renewed arrival code is the only one that counts an arrival; those who arrived stay', async () => {
  const before = await readCrew()
  const tickets = [makeSecret('r'), makeSecret('r')] as const
  for (const credential of tickets) accepted(await reply(before.invitation, credential))
  const arrive = (credential: string, arrivalCode: string) =>
    person.ask('arrive', gathering.gatheringId, { arrivalCode, arrived: 1 }, { credential })
  accepted(await arrive(tickets[0], before.arrivalCode))
  await gathering.order('renewArrivalCode', { meetingId: city.meetingId })
  const after = await readCrew()
  expect(after.arrivalCode).not.toBe(before.arrivalCode)
  expect(after.invitation).toBe(before.invitation)
  expect(await arrive(tickets[1], before.arrivalCode)).toMatchObject({ reason: 'arrival-code-wrong' })
  accepted(await arrive(tickets[1], after.arrivalCode))
  expect((await readCrew()).checkedIn).toBe(2)
})

test('K16: codes are renewed by organizers and by the host of an open city, by nobody else', async () => {
  const { meetingId } = city
  const other = await gathering.addCity(cityIds.berlin)
  const crew = await readCrew()
  const strangers = [other.hostSecret, makeSecret('h'), makeSecret('r'), crew.invitation]
  for (const name of ['renewInvitation', 'renewArrivalCode'] as const) {
    for (const credential of strangers) {
      const answer = await person.ask(name, gathering.gatheringId, { meetingId }, { credential })
      expect(answer).toMatchObject({ reason: 'not-allowed' })
    }
    expect(await person.ask(name, gathering.gatheringId, { meetingId })).toMatchObject({
      reason: 'not-allowed',
    })
    await gathering.order(name, { meetingId })
  }
  await gathering.order('withdrawMeeting', { meetingId })
  for (const name of ['renewInvitation', 'renewArrivalCode'] as const) {
    const answer = await person.ask(
      name,
      gathering.gatheringId,
      { meetingId },
      { credential: city.hostSecret },
    )
    expect(answer).toMatchObject({ reason: 'not-allowed' })
  }
})

test('K16: strangers, directors and guests are not told even the moment at which a code was renewed', async () => {
  const directorSecret = makeSecret('d')
  await gathering.order('appointDirector', { directorId: 'director-one', alias: 'Rima', directorSecret })
  const { slug } = gathering
  const { invitation } = await readCrew()
  const readers = [
    { gathering: slug, as: 'public' } as const,
    { gathering: slug, as: 'director', credential: directorSecret } as const,
    asGuest(invitation),
  ]
  await pause(300)
  const watching = await Promise.all(
    readers.map(async (request) => {
      const reader = await app.connect()
      expect(await reader.join(request)).toMatchObject({ ok: true })
      return reader
    }),
  )
  await gathering.order('renewArrivalCode', { meetingId: city.meetingId })
  await pause(150)
  await gathering.order('editGathering', { texts: { en: { slogan: 'marker' } } })
  for (const reader of watching) {
    await eventually(() => expect(JSON.stringify(reader.updates().at(-1) ?? '')).toContain('marker'))
    expect(reader.updates()).toHaveLength(1)
  }
})

test('K16: codes of a door stay different from one another after the invitation was renewed', async () => {
  const open = await gathering.addCity(cityIds.berlin)
  const codes: string[] = []
  const replyThere = async () => {
    const answer = accepted(
      await person.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId: open.meetingId, partySize: 1 },
        { credential: makeSecret('r') },
      ),
    )
    codes.push(answer.outcome.code ?? '')
  }
  const key = async () => (await doorKeys()).get(open.meetingId)
  const before = await key()
  for (let time = 0; time < 20; time += 1) await replyThere()
  await gathering.order('renewInvitation', { meetingId: open.meetingId })
  for (let time = 0; time < 20; time += 1) await replyThere()
  expect(new Set(codes).size).toBe(40)
  expect(await key()).toBe(before)
  expect(before).not.toBe('')
})

test('a database of the version before keeps the key that its codes were made from', async () => {
  const old = await startTestApp()
  const { db } = old.store()
  const made = await makeGathering(old)
  const { meetingId } = await made.addCity(cityIds.berlin)
  await db.schema.alterTable('meetings').dropColumn('door_key').execute()
  await addDoorKey(db as never)
  const row = await db
    .selectFrom('meetings')
    .select(['invitation', 'door_key'])
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  expect(row.invitation).not.toBe('')
  expect(row.door_key).toBe(row.invitation)
  await old.close()
})

async function doorKeys(): Promise<ReadonlyMap<string, string>> {
  const rows = await app.store().db.selectFrom('meetings').select(['meeting_id', 'door_key']).execute()
  return new Map(rows.map((row) => [row.meeting_id, row.door_key]))
}
