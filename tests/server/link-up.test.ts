// The link-up over real sockets: one director at a time, what each crew member may read, and a rehearsal that leaves no traces.
import { beforeEach, expect, test } from 'vitest'
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { CrewNow } from '#shared/protocol/crew-presence.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { allTold, heardAll } from '../support/heard-all.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { segmentOf } from './link-up-cases.ts'

const app = startFileApp()
let gathering: TestGathering
let [gaziantep, berlin, hidden]: TestCity[] = []
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  gaziantep = await gathering.addCity(cityIds.gaziantep)
  berlin = await gathering.addCity(cityIds.berlin)
  hidden = await gathering.addCity(cityIds.aleppo, { exposure: invited })
  for (const { meetingId } of [gaziantep, berlin, hidden]) {
    const address = `https://live.example.org/${meetingId}.m3u8`
    await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }
  await gathering.allTold()
})

const settled = () => allTold(app, gathering)

const idOf = (city: TestCity | undefined) => city?.meetingId ?? ''
const read = async (person: Person, as: 'public' | 'organizer' | 'host' | 'director', credential?: string) =>
  snapshotOf(await person.join({ gathering: gathering.slug, as, ...(credential ? { credential } : {}) }))
const organizerReads = () => read(gathering.organizer, 'organizer')

async function appoint(alias = 'Sami') {
  const credential = makeSecret('d')
  const directorId = makeTestId()
  await gathering.order('appointDirector', { directorId, alias, directorSecret: credential })
  return { person: await app.connect(), credential, directorId }
}

test('K3: two directors: the second is told, an order of the first from before is refused', async () => {
  const sami = await appoint()
  const ask: Person['ask'] = (name, gatheringId, payload, options) =>
    sami.person.ask(name, gatheringId, payload, { ...options, credential: sami.credential })
  await gathering.order('takeSeat', { seatId: 'seat-of-layla', alias: 'Layla', seenTerm: 0 })
  const { gatheringId } = gathering
  const taking = { seatId: 'seat-of-sami', alias: 'Sami' }
  // Refused both for a client that saw the role free and for one that saw it taken.
  expect(await ask('takeSeat', gatheringId, { ...taking, seenTerm: 0 })).toMatchObject({
    reason: 'seat-lost',
  })
  expect(await ask('takeSeat', gatheringId, { ...taking, seenTerm: 1 })).toMatchObject({
    reason: 'seat-taken',
  })
  const toBerlin = { meetingId: idOf(berlin), seenFence: 0 }
  expect(await ask('handStage', gatheringId, toBerlin)).toMatchObject({ reason: 'seat-taken' })
  const forged = { ...toBerlin, seat: { seatId: 'seat-of-sami', term: 1 } }
  expect(await ask('handStage', gatheringId, forged)).toMatchObject({ reason: 'seat-lost' })
  accepted(await ask('askForSeat', gatheringId, taking))
  const layla = { seatId: 'seat-of-layla', term: 1 }
  await gathering.order('giveSeat', { seat: layla, toSeatId: 'seat-of-sami' })
  // A command that Layla sent before she saw that she had lost the role.
  expect(await gathering.organizer.ask('handStage', gatheringId, { ...toBerlin, seat: layla })).toMatchObject(
    { reason: 'seat-lost' },
  )
  accepted(await ask('handStage', gatheringId, { ...toBerlin, seat: { seatId: 'seat-of-sami', term: 2 } }))
  expect((await organizerReads()).stage).toMatchObject({ meetingId: idOf(berlin), fence: 1 })
})

test('K3: a holder who has vanished is followed after the lease, one who says so stays', async () => {
  const layla = await app.connect({ cookie: gathering.cookie })
  await read(layla, 'organizer')
  const { gatheringId } = gathering
  const seatId = 'seat-of-layla'
  accepted(await layla.ask('takeSeat', gatheringId, { seatId, alias: 'Layla', seenTerm: 0 }))
  const sami = await appoint()
  const take = () =>
    sami.person.ask(
      'takeSeat',
      gatheringId,
      { seatId: 'seat-of-sami', alias: 'Sami', seenTerm: 1 },
      { credential: sami.credential },
    )
  const stay = () => layla.socket.timeout(2000).emitWithAck('seat', { gatheringId, seatId })
  app.clock.set(testInstant + seatLastsMs - 1)
  expect(await stay()).toBe(true)
  app.clock.set(testInstant + seatLastsMs + 1)
  expect(await take()).toMatchObject({ reason: 'seat-taken' })
  app.clock.set(testInstant + 2 * seatLastsMs)
  accepted(await take())
  expect(await stay()).toBe(false)
  expect((await organizerReads()).control?.seat).toMatchObject({ alias: 'Sami', term: 2 })
})

test('K11: a city put next by hand is no act on the stage, and nobody reads of it who may not know the city', async () => {
  const { gatheringId } = gathering
  const stranger = await app.connect()
  const sami = await appoint()
  const nextFor = async () => ({
    stranger: (await read(stranger, 'public')).stage.nextMeetingId,
    host: (await read(stranger, 'host', berlin?.hostSecret)).stage.nextMeetingId,
    director: (await read(sami.person, 'director', sami.credential)).stage.nextMeetingId,
    organizer: (await organizerReads()).stage.nextMeetingId,
  })
  await gathering.order('putNext', { meetingId: idOf(hidden) })
  expect(await nextFor()).toEqual({
    stranger: null,
    host: null,
    director: idOf(hidden),
    organizer: idOf(hidden),
  })
  const toBerlin = { meetingId: idOf(berlin) }
  expect(await stranger.ask('putNext', gatheringId, toBerlin)).toMatchObject({ reason: 'not-allowed' })
  const asHost = { credential: berlin?.hostSecret ?? '' }
  expect(await stranger.ask('putNext', gatheringId, toBerlin, asHost)).toMatchObject({
    reason: 'not-allowed',
  })
  await gathering.order('putNext', toBerlin)
  expect(new Set(Object.values(await nextFor()))).toEqual(new Set([idOf(berlin)]))
  expect((await organizerReads()).stage.fence).toBe(0)
  await gathering.order('handStage', { ...toBerlin, seenFence: 0 })
  expect(new Set(Object.values(await nextFor()))).toEqual(new Set([null]))
  expect(await gathering.organizer.ask('putNext', gatheringId, toBerlin)).toMatchObject({
    reason: 'already-on-stage',
  })
  await gathering.order('takeSeat', { seatId: 'seat-of-layla', alias: 'Layla', seenTerm: 0 })
  const other = { meetingId: idOf(gaziantep) }
  const refused = await sami.person.ask('putNext', gatheringId, other, { credential: sami.credential })
  expect(refused).toMatchObject({ reason: 'seat-taken' })
  const ran = await fetch(`${app.url()}/g/${gathering.slug}/as-it-ran.json`)
  expect((await ran.json()).runs).toHaveLength(1)
})

test('A4: what a closed city does that has the stage or is put next, strangers are not told even the moment of', async () => {
  const meetingId = idOf(hidden)
  const stranger = await app.connect()
  await read(stranger, 'public')
  const stagesTold = () => stranger.updates().flatMap(({ stage }) => (stage === undefined ? [] : [stage]))
  await gathering.order('putNext', { meetingId })
  await gathering.order('setLink', { meetingId, status: 'trouble' })
  await gathering.order('setLink', { meetingId, status: 'ready' })
  await settled()
  await heardAll(stranger)
  expect(stagesTold()).toEqual([])
  await gathering.order('handStage', { meetingId, seenFence: 0 })
  await gathering.order('setLink', { meetingId, status: 'trouble' })
  await settled()
  await heardAll(stranger)
  // The stage stays empty.
  expect(stagesTold()).toEqual([])
  await gathering.order('editMeeting', { meetingId, edit: { exposure: exposurePresets.open } })
  await eventually(() => expect(stagesTold().at(-1)).toMatchObject({ meetingId }))
})

test('a stranger, a host, a director who was dismissed: nobody of them directs', async () => {
  const { gatheringId } = gathering
  const sami = await appoint()
  await read(sami.person, 'director', sami.credential)
  const stranger = await app.connect()
  const toBerlin = { meetingId: idOf(berlin), seenFence: 0 }
  expect(await stranger.ask('handStage', gatheringId, toBerlin)).toMatchObject({ reason: 'not-allowed' })
  for (const credential of [makeSecret('d'), berlin?.hostSecret ?? '']) {
    const answer = await stranger.ask('handStage', gatheringId, toBerlin, { credential })
    expect(answer).toMatchObject({ reason: 'not-allowed' })
  }
  const again = { directorId: makeTestId(), alias: 'Again', directorSecret: sami.credential }
  expect(await gathering.organizer.ask('appointDirector', gatheringId, again)).toMatchObject({
    reason: 'already-exists',
  })
  await gathering.order('dismissDirector', { directorId: sami.directorId })
  await eventually(() => expect(sami.person.socket.connected).toBe(false))
  expect(sami.person.told.map(({ event }) => event)).toContain('revoked')
  const answer = await stranger.ask('handStage', gatheringId, toBerlin, { credential: sami.credential })
  expect(answer).toMatchObject({ reason: 'not-allowed' })
})

test('K6: a director knows every open city and its streams, and no address, code or invitation', async () => {
  const sami = await appoint()
  const { meetings, attendances } = await read(sami.person, 'director', sami.credential)
  expect(meetings.map(({ meetingId }) => meetingId).sort()).toEqual(
    [idOf(gaziantep), idOf(berlin), idOf(hidden)].sort(),
  )
  expect(meetings.every(({ streams, crew }) => streams.length === 1 && crew === null)).toBe(true)
  expect(attendances).toEqual([])
})

test('K5: strangers read of a hidden city in the programme that it has a time, and no more', async () => {
  await gathering.order('putSegment', segmentOf(idOf(hidden), 'segment-hidden'))
  await gathering.order('callRoll', { rollId: 'roll-of-the-day' })
  const stranger = await app.connect()
  const known = await read(stranger, 'public')
  expect(known.programme).toEqual([
    expect.objectContaining({ meetingId: null, title: '', language: '', isClosed: true }),
  ])
  const host = await app.connect()
  const answered = { rollId: 'roll-of-the-day', meetingId: idOf(hidden) }
  const { gatheringId } = gathering
  accepted(await host.ask('answerRoll', gatheringId, answered, { credential: hidden?.hostSecret ?? '' }))
  await gathering.order('handStage', { meetingId: idOf(hidden), segmentId: 'segment-hidden', seenFence: 0 })
  await settled()
  await heardAll(stranger)
  const seen = grown(known, stranger.updates())
  expect(seen.stage).toEqual(known.stage)
  expect(seen.stage).toMatchObject({ meetingId: null, segmentId: null, fence: 0 })
  expect(seen.rollCall?.answers).toEqual({})
  await settled()
  await heardAll(stranger)
  expect(JSON.stringify([seen, stranger.told])).not.toContain(idOf(hidden))
})

test('K7: cues and words: a city hears the control room and itself, never another city; strangers hear nothing', async () => {
  const { gatheringId } = gathering
  const [one, other, stranger] = [await app.connect(), await app.connect(), await app.connect()]
  const credential = gaziantep?.hostSecret ?? ''
  const known = {
    one: await read(one, 'host', credential),
    other: await read(other, 'host', berlin?.hostSecret),
    stranger: await read(stranger, 'public'),
  }
  await gathering.order('sendCue', { messageId: 'cue-to-all-0', meetingId: null, cue: 'stand-by' })
  await gathering.order('sendCue', {
    messageId: 'cue-to-one-0',
    meetingId: idOf(gaziantep),
    cue: 'sound-low',
  })
  accepted(
    await one.ask(
      'sendMessage',
      gatheringId,
      { messageId: 'words-of-one', meetingId: idOf(gaziantep), text: 'ثلاث دقائق' },
      { credential },
    ),
  )
  const said = (snapshot: Snapshot, person: Person) =>
    grown(snapshot, person.updates()).messages.map(({ messageId }) => messageId)
  await eventually(() =>
    expect(said(known.one, one)).toEqual(['cue-to-all-0', 'cue-to-one-0', 'words-of-one']),
  )
  await eventually(() => expect(said(known.other, other)).toEqual(['cue-to-all-0']))
  await settled()
  await heardAll(stranger, other)
  expect(said(known.other, other)).toEqual(['cue-to-all-0'])
  expect(stranger.told).toEqual([])
  // Nobody sends for another city, and each side has its own cues.
  const wrong = { messageId: 'wrong-message', meetingId: idOf(berlin) }
  expect(await one.ask('sendCue', gatheringId, { ...wrong, cue: 'ready' }, { credential })).toMatchObject({
    reason: 'not-allowed',
  })
  const ownCity = { ...wrong, meetingId: idOf(gaziantep) }
  expect(
    await one.ask('sendCue', gatheringId, { ...ownCity, cue: 'stand-by' }, { credential }),
  ).toMatchObject({
    reason: 'not-allowed',
  })
})

test('K8: a rehearsal has its own stage and roll, is unseen outside the crew, and leaves no trace', async () => {
  await gathering.order('putSegment', segmentOf(idOf(gaziantep), 'segment-first'))
  await gathering.allTold()
  const stranger = await app.connect()
  const before = await read(stranger, 'public')
  const told = stranger.told.length
  const rehearsalId = 'rehearsal-of-monday'
  await gathering.order('startRehearsal', { rehearsalId })
  await gathering.order('handStage', {
    meetingId: idOf(gaziantep),
    segmentId: 'segment-first',
    seenFence: 0,
    isRehearsal: true,
  })
  await gathering.order('holdStage', { isHeld: true, seenFence: 1, isRehearsal: true })
  await gathering.order('callRoll', { rollId: 'roll-of-monday', isRehearsal: true })
  await gathering.order('sendMessage', {
    messageId: 'words-of-monday',
    meetingId: null,
    text: 'Only a try',
    isRehearsal: true,
  })
  const during = await organizerReads()
  expect(during.control?.rehearsal).toMatchObject({ stage: { meetingId: idOf(gaziantep), isHeld: true } })
  expect(during.stage.fence).toBe(0)
  expect(during.messages.length).toBe(1)
  await gathering.order('endRehearsal', { rehearsalId })
  const after = await organizerReads()
  expect(after).toMatchObject({ control: { rehearsal: null }, messages: [], rollCall: null })
  expect(
    await app
      .store()
      .db.selectFrom('stage_runs')
      .selectAll()
      .where('gathering_id', '=', gathering.gatheringId)
      .execute(),
  ).toEqual([])
  const log = JSON.stringify(
    await app
      .store()
      .db.selectFrom('changes')
      .select('changes')
      .where('gathering_id', '=', gathering.gatheringId)
      .execute(),
  )
  expect(log).not.toContain('stageHanded')
  // A change that the organizer receives, but no stranger.
  await gathering.order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'All done' })
  await settled()
  await heardAll(stranger)
  expect(stranger.told.length).toBe(told)
  expect((await read(stranger, 'public')).stage).toEqual(before.stage)
})

test('K2: how the hour really ran is kept, act by act', async () => {
  await gathering.order('handStage', { meetingId: idOf(gaziantep), seenFence: 0 })
  app.clock.set(testInstant + 60_000)
  await gathering.order('holdStage', { isHeld: true, seenFence: 1 })
  await gathering.order('handStage', { meetingId: null, seenFence: 2 })
  const rows = await app
    .store()
    .db.selectFrom('stage_runs')
    .select(['at', 'meeting_id', 'is_held'])
    .where('gathering_id', '=', gathering.gatheringId)
    .orderBy('fence')
    .execute()
  expect(rows).toEqual([
    { at: testInstant, meeting_id: idOf(gaziantep), is_held: 0 },
    { at: testInstant + 60_000, meeting_id: idOf(gaziantep), is_held: 1 },
    { at: testInstant + 60_000, meeting_id: null, is_held: 0 },
  ])
})

test('the crew learns in passing who is there and how well each city is seen; a few who lie move it little', async () => {
  const { gatheringId } = gathering
  await gathering.order('handStage', { meetingId: idOf(berlin), seenFence: 0 })
  const [control, host] = [await app.connect({ cookie: gathering.cookie }), await app.connect()]
  await read(control, 'organizer')
  await read(host, 'host', berlin?.hostSecret)
  const screens = await Promise.all(Array.from({ length: 12 }, () => app.connect()))
  for (const [index, screen] of screens.entries()) {
    await read(screen, 'public')
    const isLiar = index < 2
    screen.socket.emit('watching', {
      gatheringId,
      meetingId: idOf(berlin),
      state: isLiar ? 'not' : 'well',
      delayMs: isLiar ? 600_000 : 12_000,
      kbps: 800,
    })
  }
  const last = (person: Person) => person.told.findLast(({ event }) => event === 'crew')?.value as CrewNow
  const seen = await eventually(() => {
    const now = last(control)
    expect(now.seenWell[0]?.screens).toBe(12)
    return now
  }, 6000)
  expect(seen).toMatchObject({ hosts: [idOf(berlin)] })
  expect(seen.seenWell).toEqual([
    { meetingId: idOf(berlin), screens: 12, well: 10, delayMs: 15_000, kbps: 1000 },
  ])
  await heardAll(...screens)
  expect(screens.every((screen) => screen.told.every(({ event }) => event !== 'crew'))).toBe(true)
  // A second device of the same host changes nothing, and receives it just as quickly.
  const second = await app.connect()
  await read(second, 'host', berlin?.hostSecret)
  await eventually(() => expect(last(second).hosts).toEqual([idOf(berlin)]), 4000)
}, 20_000)
