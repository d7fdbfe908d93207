// Erasure by a job, by a participant, and by a host after the day: from the rows, the log and the write-ahead log.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendChanges } from '#server/store/change-rows.ts'
import { findDamage } from '#server/store/check-rows.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
import { confirmClock, purgeAt } from '../support/purge-in-test.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
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

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const lengthMs = 2 * hourMs
const due = testInstant + lengthMs + 30 * dayMs

let app: TestApp
let gathering: TestGathering
beforeEach(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
}, 60_000)
afterEach(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

async function replyTo(person: Person, { meetingId }: TestCity, partySize = 3) {
  const credential = makeSecret('r')
  const { outcome } = accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize }, { credential }),
  )
  const { secret_hash: secretHash } = await app
    .store()
    .db.selectFrom('attendances')
    .select('secret_hash')
    .where('attendance_id', '=', outcome.attendanceId ?? '')
    .executeTakeFirstOrThrow()
  const { actor_key: actorKey } = await app
    .store()
    .db.selectFrom('changes')
    .select('actor_key')
    .where('gathering_id', '=', gathering.gatheringId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { credential, attendanceId: outcome.attendanceId ?? '', secretHash, actorKey }
}

type Reply = Awaited<ReturnType<typeof replyTo>>

/** The values that would identify this reply. */
const tracesOf = ({ attendanceId, secretHash, actorKey }: Reply) => [attendanceId, secretHash, actorKey]

async function left(texts: readonly string[]): Promise<readonly string[]> {
  const kept = await app.everythingKept()
  return texts.filter((text) => kept.includes(text))
}

const isTold = (person: Person, attendanceId: string) =>
  eventually(() =>
    expect(person.told.filter(({ event }) => event === 'ticketGone').map(({ value }) => value)).toEqual([
      { attendanceId },
    ]),
  )

const ask = (person: Person, name: 'cancelReply' | 'eraseReply', { credential }: Reply) =>
  person.ask(name, gathering.gatheringId, {}, { credential })

async function rowOf(gatheringId: string) {
  return app
    .store()
    .db.selectFrom('gatherings')
    .select(['purge_at', 'purged_at'])
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
}

describe('X6: a cancelled reply', () => {
  test('can be taken back for ten minutes; then rows, log and write-ahead log hold no trace of it, and other replies stay', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, { capacity: 4 })
    const [person, neighbour] = [await app.connect(), await app.connect()]
    const other = await replyTo(neighbour, berlin, 1)
    const reply = await replyTo(person, berlin, 3)
    const waiting = await replyTo(neighbour, berlin, 2)
    const host = await app.connect()
    const listed = snapshotOf(
      await host.join({ gathering: gathering.slug, as: 'host', credential: berlin.hostSecret }),
    )
    expect(listed.attendances).toHaveLength(3)
    expect((await person.hold(reply.credential)).ok).toBe(true)
    accepted(await ask(person, 'cancelReply', reply))
    app.clock.set(testNow + 10 * minuteMs - 1)
    expect(await app.app().takenAway.run()).toEqual({ replies: 0, cities: 0 })
    const again = { meetingId: berlin.meetingId, partySize: 1 }
    const { credential } = reply
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, again, { credential }))
    accepted(await ask(person, 'cancelReply', reply))
    app.clock.set(testNow + 20 * minuteMs)
    expect(await left(tracesOf(reply))).toEqual(tracesOf(reply))
    expect(await app.app().takenAway.run()).toEqual({ replies: 1, cities: 0 })
    await isTold(person, reply.attendanceId)
    await eventually(async () => expect(await left(tracesOf(reply))).toEqual([]))
    expect(await left(tracesOf(other))).toHaveLength(3)
    // The person who got the freed seat is not erased too.
    expect(await left([waiting.attendanceId, waiting.secretHash])).toHaveLength(2)
    expect(await findDamage(app.store())).toEqual([])
    // Live updates, catch-up and a fresh snapshot agree.
    await eventually(() =>
      expect(grown(listed, host.updates()).attendances.map(({ attendanceId }) => attendanceId)).toEqual([
        other.attendanceId,
        waiting.attendanceId,
      ]),
    )
    const late = await app.connect()
    const { epoch, version } = listed
    const caughtUp = await late.join({
      gathering: gathering.slug,
      as: 'host',
      credential: berlin.hostSecret,
      known: { epoch, version },
    })
    expect(JSON.stringify(caughtUp)).not.toContain(reply.attendanceId)
    if (!caughtUp.ok || !('update' in caughtUp)) throw new Error('no catch-up')
    expect(grown(listed, [caughtUp.update]).attendances).toHaveLength(2)
  })

  test('by many is erased in pieces, while others reply', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const replies: Reply[] = []
    for (let made = 0; made < 25; made += 1) replies.push(await replyTo(person, berlin, 1))
    for (const reply of replies) accepted(await ask(person, 'cancelReply', reply))
    app.clock.set(testNow + 10 * minuteMs)
    const [{ replies: erased }] = await Promise.all([app.app().takenAway.run(), replyTo(person, berlin, 2)])
    expect(erased).toBe(25)
    await eventually(async () => expect(await left(replies.flatMap(tracesOf))).toEqual([]))
    expect(await findDamage(app.store())).toEqual([])
  })
})

describe('X7: a participant erases their reply', () => {
  test('at once and without a trace, not even of having asked; the seat goes to who waits', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, { capacity: 3 })
    const [person, next] = [await app.connect(), await app.connect()]
    const reply = await replyTo(person, berlin, 3)
    const waiting = await replyTo(next, berlin, 2)
    expect((await person.hold(reply.credential)).ok).toBe(true)
    accepted(await ask(person, 'eraseReply', reply))
    await isTold(person, reply.attendanceId)
    await eventually(async () => expect(await left(tracesOf(reply))).toEqual([]))
    expect(await next.hold(waiting.credential)).toMatchObject({ ok: true, ticket: { state: 'confirmed' } })
    expect(await findDamage(app.store())).toEqual([])
    expect(await ask(person, 'eraseReply', reply)).toMatchObject({ ok: false, reason: 'link-not-valid' })
    expect((await person.hold(reply.credential)).ok).toBe(false)
  })

  test('also where other commands about it are carried out in the same transaction', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const [person, host] = [await app.connect(), await app.connect()]
    const reply = await replyTo(person, berlin)
    const held = await person.hold(reply.credential)
    const attendanceId = held.ok ? held.ticket.attendanceId : ''
    const payload = { attendanceId, vouched: true }
    await Promise.all([
      host.ask('vouchForReply', gathering.gatheringId, payload, { credential: berlin.hostSecret }),
      ask(person, 'cancelReply', reply),
      ask(person, 'eraseReply', reply),
    ])
    await eventually(async () => expect(await left([attendanceId, ...tracesOf(reply)])).toEqual([]))
  })

  test('out of a log that is too long to be read within a command a moment later', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const reply = await replyTo(person, berlin)
    // A version as high as after many commands.
    await app.store().db.updateTable('gatherings').set({ version: 6000 }).execute()
    const entry = {
      gatheringId: gathering.gatheringId,
      at: testNow,
      changes: [],
      outcome: {},
      publicVersion: 0,
    }
    const more = Array.from({ length: 50 }, (_, index) => ({
      ...entry,
      version: 5900 + index,
      actorKey: 'nobody',
      commandId: `filler-${index}`,
    }))
    await appendChanges(app.store().db, more)
    accepted(await ask(person, 'eraseReply', reply))
    await eventually(async () => expect(await left(tracesOf(reply))).toEqual([]))
    expect(await app.store().db.selectFrom('erased_replies').selectAll().execute()).toEqual([])
  })

  test('also after they came: they stay counted as people in the room', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const reply = await replyTo(person, berlin, 3)
    app.clock.set(testInstant)
    const host = await app.connect()
    const { attendanceId } = reply
    accepted(
      await host.ask(
        'tickArrival',
        gathering.gatheringId,
        { attendanceId, arrived: 2 },
        { credential: berlin.hostSecret },
      ),
    )
    app.clock.set(testInstant + 3 * hourMs)
    accepted(await ask(person, 'eraseReply', reply))
    await eventually(async () => expect(await left([attendanceId, reply.secretHash])).toEqual([]))
    const { counts } = snapshotOf(await host.join({ gathering: gathering.slug, as: 'public' }))
    expect(counts).toMatchObject([{ confirmed: 0, arrived: 2 }])
    expect(await findDamage(app.store())).toEqual([])
  })
})

describe('X11: what is kept', () => {
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${app.url()}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.url(), ...headers },
      body: JSON.stringify(body),
    })

  test('is told to whoever holds the secret, and to nobody else; of a draft nothing', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const reply = await replyTo(person, berlin)
    const { credential } = reply
    const read = async () => (await post('/api/held', { credential })).json()
    const midnight = Math.ceil(due / dayMs) * dayMs
    expect(await read()).toMatchObject({
      ok: true,
      held: { partySize: 3, state: 'confirmed', cancelledUntil: null, purgeAt: midnight },
    })
    const stranger = await post('/api/held', { credential: makeSecret('r') })
    expect({ status: stranger.status, answer: await stranger.json() }).toEqual({
      status: 403,
      answer: { ok: false, reason: 'link-not-valid' },
    })
    expect((await post('/api/held', { credential }, { origin: 'https://elsewhere.example' })).status).toBe(
      400,
    )
    accepted(await ask(person, 'cancelReply', reply))
    expect(await read()).toMatchObject({ held: { cancelledUntil: testNow + 10 * minuteMs } })
    await gathering.order('unpublishGathering', {})
    expect(await read()).toEqual({ ok: false, reason: 'link-not-valid' })
  })

  test('on the device is cleared by the answer to one post, and its session ends', async () => {
    const { cookie } = gathering
    for (const site of ['cross-site', 'same-site']) {
      const foreign = await post('/clear', null, { cookie, 'sec-fetch-site': site, origin: 'null' })
      expect(foreign.status).toBe(403)
    }
    const answer = await post('/clear?lang=ar', null, { cookie, 'sec-fetch-site': 'same-origin' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/cleared?lang=ar')
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    await eventually(() => expect(gathering.organizer.socket.connected).toBe(false))
    const session = await fetch(`${app.url()}/api/session`, { headers: { cookie } })
    expect(await session.json()).toEqual({ signedIn: false })
  })
})

describe('X8: a withdrawn city', () => {
  test('can be opened again with its replies for a day; then replies and host are gone, and of a closed city everything', async () => {
    const plan = { hostAlias: 'canary-host', address: 'canary-address' }
    const berlin = await gathering.addCity(cityIds.berlin, plan)
    const idlib = await gathering.addCity(cityIds.idlib, { ...plan, exposure: invited })
    const person = await app.connect()
    const reply = await replyTo(person, berlin)
    for (const { meetingId } of [berlin, idlib]) await gathering.order('withdrawMeeting', { meetingId })
    await confirmClock(app, testNow + dayMs - 1)
    await app.app().purging.run()
    expect(await app.app().takenAway.run()).toEqual({ replies: 0, cities: 0 })
    await gathering.order('approveMeeting', { meetingId: berlin.meetingId })
    expect(await person.hold(reply.credential)).toMatchObject({ ok: true, ticket: { state: 'confirmed' } })
    await gathering.order('withdrawMeeting', { meetingId: berlin.meetingId })
    await confirmClock(app, testNow + 2 * dayMs)
    await app.app().purging.run()
    expect(await app.app().takenAway.run()).toEqual({ replies: 0, cities: 2 })
    await eventually(async () =>
      expect(await left(['canary', ...tracesOf(reply), idlib.meetingId])).toEqual([]),
    )
    expect(await findDamage(app.store())).toEqual([])
  })

  test('stays while the clock is in doubt', async () => {
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    await gathering.order('withdrawMeeting', { meetingId })
    app.clock.set(testNow + 3 * dayMs)
    await app.app().purging.run()
    expect(app.app().purging.trust()).toBe('ahead')
    expect(await app.app().takenAway.run()).toEqual({ replies: 0, cities: 0 })
  })
})

describe('X9: after the day', () => {
  test('a host erases the list, and the numbers stay; a new date counts the replies that come then', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const reply = await replyTo(person, berlin)
    const host = await app.connect()
    await host.join({ gathering: gathering.slug, as: 'host', credential: berlin.hostSecret })
    const { meetingId } = berlin
    const erase = () =>
      host.ask('eraseReplies', gathering.gatheringId, { meetingId }, { credential: berlin.hostSecret })
    expect(await erase()).toMatchObject({ ok: false, reason: 'day-not-over' })
    app.clock.set(testInstant + 3 * hourMs)
    accepted(await erase())
    await eventually(async () => expect(await left(tracesOf(reply))).toEqual([]))
    const now = async () =>
      snapshotOf(await host.join({ gathering: gathering.slug, as: 'host', credential: berlin.hostSecret }))
    expect(await now()).toMatchObject({ attendances: [], counts: [{ confirmed: 3 }] })
    expect(await findDamage(app.store())).toEqual([])
    await gathering.order('editGathering', { startsAt: testInstant + 10 * dayMs })
    await replyTo(person, berlin, 2)
    expect((await now()).counts).toMatchObject([{ confirmed: 2 }])
    expect(await findDamage(app.store())).toEqual([])
  })
})

describe('X10: the purge date', () => {
  const controlOf = async () =>
    snapshotOf(await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' })).control

  test('is there for every gathering from its beginning, also without an instant', async () => {
    const order = async (gatheringId: string, name: 'createGathering' | 'editGathering', payload: object) =>
      accepted(await gathering.organizer.ask(name, gatheringId, payload as never))
    const gatheringId = makeTestId()
    await order(gatheringId, 'createGathering', { language: 'en' })
    expect((await rowOf(gatheringId)).purge_at).toBe(testNow + 180 * dayMs)
    await order(gatheringId, 'editGathering', { startsAt: testInstant, lengthMs })
    expect((await rowOf(gatheringId)).purge_at).toBe(due)
    await order(gatheringId, 'editGathering', { startsAt: null })
    expect((await rowOf(gatheringId)).purge_at).toBe(testNow + 180 * dayMs)
    // A date that was moved earlier stays, whatever is edited.
    const nearer = testNow + 90 * dayMs
    accepted(await gathering.organizer.ask('bringPurgeNearer', gatheringId, { purgeAt: nearer }))
    await order(gatheringId, 'editGathering', { texts: { en: { title: 'Some day' } } })
    expect((await rowOf(gatheringId)).purge_at).toBe(nearer)
    const meetingId = makeTestId()
    accepted(
      await gathering.organizer.ask('addMeeting', gatheringId, {
        meetingId,
        placeId: cityIds.berlin,
        hostSecret: makeSecret('h'),
        plan: {
          hostAlias: 'canary-undated',
          venue: '',
          address: '',
          note: '',
          capacity: null,
          languages: [],
          doorsMinutesBefore: 0,
          exposure: invited,
        },
      }),
    )
    await purgeAt(app, nearer)
    expect(await app.everythingKept()).not.toContain('canary-undated')
  })

  test('is read by the organizers, who may bring it nearer and never farther; it stays as near when the instant moves', async () => {
    expect((await controlOf())?.purgeAt).toBe(due)
    const bring = (purgeAt: number) =>
      gathering.organizer.ask('bringPurgeNearer', gathering.gatheringId, { purgeAt })
    expect(await bring(due + 1)).toMatchObject({ ok: false, reason: 'purge-date-not-nearer' })
    expect(await bring(testInstant)).toMatchObject({ ok: false, reason: 'purge-date-too-early' })
    const stranger = await app.connect()
    await stranger.join({ gathering: gathering.slug, as: 'public' })
    accepted(await bring(due - 20 * dayMs))
    await gathering.allTold(stranger)
    // Only the crew reads it.
    expect(JSON.stringify(stranger.told)).not.toContain(`${due - 20 * dayMs}`)
    expect((await controlOf())?.purgeAt).toBe(due - 20 * dayMs)
    await gathering.order('editGathering', { startsAt: testInstant + 5 * dayMs })
    expect((await controlOf())?.purgeAt).toBe(due - 15 * dayMs)
    await purgeAt(app, due - 15 * dayMs)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(due - 15 * dayMs)
  })

  test('of a cancelled gathering is kept, so that it can be taken back with its replies, and may be brought to now', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    const person = await app.connect()
    const reply = await replyTo(person, berlin)
    await gathering.order('cancelGathering', {})
    app.clock.set(testNow + hourMs)
    await app.app().takenAway.run()
    expect((await person.hold(reply.credential)).ok).toBe(true)
    expect((await rowOf(gathering.gatheringId)).purge_at).toBe(due)
    await gathering.order('bringPurgeNearer', { purgeAt: testNow + 2 * hourMs })
    await purgeAt(app, testNow + 2 * hourMs)
    await eventually(async () => expect(await left(tracesOf(reply))).toEqual([]))
  })

  test('A9: what is left then is what strangers could read: no closed city, no hidden number, the floor of a band', async () => {
    const exact = await gathering.addCity(cityIds.berlin)
    const band = await gathering.addCity(cityIds.gaziantep, {
      exposure: { existence: 'public', counts: 'band', address: 'replied' },
    })
    const hidden = await gathering.addCity(cityIds.toronto, {
      exposure: { existence: 'public', counts: 'hidden', address: 'vouched' },
    })
    const closed = await gathering.addCity(cityIds.idlib, { exposure: invited })
    const person = await app.connect()
    for (const city of [exact, band, hidden])
      for (const partySize of [10, 10, 10, 10, 10, 10]) await replyTo(person, city, partySize)
    await app.app().tellingBands.run()
    const before = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
    const told = before.counts.find(({ meetingId }) => meetingId === band.meetingId)?.confirmed
    expect(told).toBeGreaterThan(0)
    const segment = {
      segmentId: makeTestId(),
      meetingId: closed.meetingId,
      kind: 'report',
      language: 'ar',
      title: 'canary-title',
      lengthMs: minuteMs,
      pinnedMs: null,
      overrun: 'push',
    } as const
    await gathering.order('putSegment', { segment, afterSegmentId: null })
    await purgeAt(app, due)
    const rows = await app.store().db.selectFrom('meetings').select(['meeting_id', 'confirmed']).execute()
    expect(Object.fromEntries(rows.map((row) => [row.meeting_id, row.confirmed]))).toEqual({
      [exact.meetingId]: 60,
      [band.meetingId]: told,
      [hidden.meetingId]: 0,
    })
    expect(await left(['canary-title', closed.meetingId])).toEqual([])
    const { programme } = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
    expect(programme).toMatchObject([{ isClosed: true, title: '' }])
  })
})
