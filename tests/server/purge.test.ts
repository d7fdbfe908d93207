// What a purge erases and keeps, who is notified, and how a purged gathering can be used again.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findDamage } from '#server/store/check-rows.ts'
import { takeLease } from '#server/store/lease-rows.ts'
import { purgeWhenDue } from '#server/store/purge-rows.ts'
import { insertClaimLink, insertSession } from '#server/store/session-rows.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { purgeAt } from '../support/purge-in-test.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const [hourMs, dayMs] = [3_600_000, 86_400_000]
const lengthMs = 2 * hourMs
/** Thirty days after the end of the test gathering. */
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

const fact = (person: Person, event: string) => person.told.find((told) => told.event === event)?.value

async function rowOf(gatheringId: string) {
  return app
    .store()
    .db.selectFrom('gatherings')
    .selectAll()
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
}

async function codesOf({ meetingId }: TestCity) {
  return app
    .store()
    .db.selectFrom('meetings')
    .select(['arrival_code', 'invitation'])
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
}

async function replyTo(person: Person, { meetingId }: TestCity, partySize: number, invitation?: string) {
  const credential = makeSecret('r')
  const payload = { meetingId, partySize, ...(invitation === undefined ? {} : { invitation }) }
  const { outcome } = accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }),
  )
  return { credential, attendanceId: outcome.attendanceId ?? '', code: outcome.code ?? '' }
}

/** A link-up with a canary in every field that accepts user text. */
async function fillWithCanaries(berlin: TestCity): Promise<{ readonly directorSecret: string }> {
  const { order, gatheringId } = gathering
  const person = await app.connect()
  const directorSecret = makeSecret('d')
  await order('appointDirector', {
    directorId: makeTestId(),
    alias: 'canary-director',
    directorSecret,
  })
  await order('takeSeat', { seatId: 'canary-seat-id', alias: 'canary-seat', seenTerm: 0 })
  const seat = { seatId: 'canary-seat-id', term: 1 }
  await order('addStream', {
    meetingId: berlin.meetingId,
    streamId: makeTestId(),
    role: 'main',
    address: 'https://canary-stream.example/live.m3u8',
  })
  await order('setLink', { meetingId: berlin.meetingId, status: 'on-air' })
  await order('handStage', { meetingId: berlin.meetingId, seenFence: 0, seat })
  await order('startRehearsal', { rehearsalId: 'canary-rehearsal', seat })
  await order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'canary-message' })
  const plan = { ...openPlan, hostAlias: 'canary-proposer', note: 'canary-note', address: 'canary-home' }
  for (const placeId of [cityIds.idlib, cityIds.aleppo]) {
    const payload = { meetingId: makeTestId(), placeId, plan }
    accepted(await person.ask('proposeMeeting', gatheringId, payload, { credential: makeSecret('h') }))
    if (placeId === cityIds.aleppo)
      await order('declineMeeting', { meetingId: payload.meetingId, reason: 'canary-reason' })
  }
  return { directorSecret }
}

const canaryPlan = {
  hostAlias: 'canary-host',
  venue: 'canary-venue',
  address: 'canary-address',
  note: 'canary-note',
}

describe('what is erased', () => {
  test('A9: thirty days after the end nothing of anybody is left, on the disk neither; the numbers and how the hour ran stay', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await fillWithCanaries(berlin)
    const person = await app.connect()
    const { attendanceId, code, credential } = await replyTo(person, berlin, 4)
    const codes = await codesOf(berlin)
    const kept = await app.everythingKept()
    const personal = [
      attendanceId,
      code,
      codes.arrival_code,
      codes.invitation,
      'canary-director',
      'canary-seat',
      'canary-rehearsal',
      'canary-stream',
      'canary-proposer',
      'canary-address',
      'canary-reason',
    ]
    for (const text of personal)
      expect({ text, isThere: kept.includes(text) }).toEqual({ text, isThere: true })
    expect(await purgeAt(app, due - 1)).toBe(true)
    expect((await person.hold(credential)).ok).toBe(true)
    expect(await purgeAt(app, due)).toBe(true)
    expect((await person.hold(credential)).ok).toBe(false)
    const left = await app.everythingKept()
    for (const text of [...personal, 'canary'])
      expect({ text, isThere: left.includes(text) }).toEqual({ text, isThere: false })
    const snapshot = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
    expect(snapshot.counts).toMatchObject([{ confirmed: 4 }])
    const ran = await fetch(`${app.url()}/g/${gathering.slug}/as-it-ran.json`)
    expect(JSON.stringify(await ran.json())).toContain(berlin.meetingId)
  })

  test('a gathering that was removed leaves no row, and its holders are told', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    await fillWithCanaries(berlin)
    const person = await app.connect()
    const { credential, attendanceId } = await replyTo(person, berlin, 1)
    expect((await person.hold(credential)).ok).toBe(true)
    const { organizer, gatheringId } = gathering
    const first = accepted(
      await organizer.ask('removeGathering', gatheringId, {}, { commandId: 'remove-it' }),
    )
    await eventually(() => expect(fact(person, 'ticketGone')).toEqual({ attendanceId }))
    await eventually(async () => {
      const left = await app.everythingKept()
      for (const text of ['canary', gatheringId, berlin.meetingId])
        expect({ text, isThere: left.includes(text) }).toEqual({ text, isThere: false })
    })
    // C4: the log, which stores the answers, was deleted with the gathering.
    expect(await organizer.ask('removeGathering', gatheringId, {}, { commandId: 'remove-it' })).toEqual(first)
    const stranger = await app.connect()
    expect(
      await stranger.ask('removeGathering', gatheringId, {}, { credential: makeSecret('h') }),
    ).toMatchObject({ ok: false, reason: 'not-found' })
  })

  test('sessions that ran out, old links and old removals go with a purge, others stay', async () => {
    const { db } = app.store()
    const { organizer_id: organizerId } = await db
      .selectFrom('organizers')
      .select('organizer_id')
      .executeTakeFirstOrThrow()
    const now = testNow + dayMs
    await insertSession(db, { sessionHash: 'over', organizerId, now: testNow, expiresAt: now })
    await insertSession(db, { sessionHash: 'open', organizerId, now: testNow, expiresAt: now + 1 })
    await insertClaimLink(db, 'old', now - 2 * dayMs - 1)
    await insertClaimLink(db, 'new', now - 2 * dayMs)
    expect(await purgeAt(app, now)).toBe(true)
    const sessions = await db.selectFrom('sessions').select('session_hash').execute()
    const links = await db.selectFrom('claim_links').select('token_hash').execute()
    expect(sessions.map((row) => row.session_hash)).toContain('open')
    expect(sessions.map((row) => row.session_hash)).not.toContain('over')
    expect(links.map((row) => row.token_hash)).toContain('new')
    expect(links.map((row) => row.token_hash)).not.toContain('old')
  })
})

describe('when', () => {
  test('at the same local hour a purge waits for the last city on earth', async () => {
    await gathering.order('editGathering', { clockRule: 'same-local-hour' })
    await purgeAt(app, due + 26 * hourMs - 1)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(null)
    await purgeAt(app, due + 26 * hourMs)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(due + 26 * hourMs)
  })

  test('a postponed gathering keeps the date of its former instant, also when its words are edited', async () => {
    await gathering.order('postponeGathering', {})
    await gathering.order('editGathering', { texts: { en: { title: 'Another hour' } } })
    expect((await rowOf(gathering.gatheringId)).purge_at).toBe(due)
    await purgeAt(app, due)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(due)
  })

  test('a date that was moved after the list was read is not purged', async () => {
    await gathering.order('editGathering', { startsAt: testInstant + dayMs })
    const purged = await app
      .store()
      .db.transaction()
      .execute((transaction) => purgeWhenDue(transaction, gathering.gatheringId, due))
    expect(purged).toBe(null)
    expect((await rowOf(gathering.gatheringId)).purge_at).toBe(due + dayMs)
  })

  test('one gathering that cannot be purged keeps no later one from it', async () => {
    const other = await makeGathering(app, { title: 'Another' })
    await app
      .store()
      .db.updateTable('gatherings')
      .set({ programme: 'no JSON', purge_at: due - 1 })
      .where('gathering_id', '=', gathering.gatheringId)
      .execute()
    await purgeAt(app, due)
    expect((await rowOf(other.gatheringId)).purged_at).toBe(due)
    // Other jobs that read every gathering may have failed on it too.
    await app.store().db.updateTable('gatherings').set({ programme: '[]' }).execute()
    expect(new Set(app.trouble.splice(0).map(String))).toEqual(
      new Set(['SyntaxError: Unexpected token \'o\', "no JSON" is not valid JSON']),
    )
  })

  test('while another process has the lease nothing is purged here', async () => {
    const lease = { name: 'purge', holder: 'another', now: due, lastsMs: 60_000 }
    await app.store().db.deleteFrom('leases').execute()
    expect(await takeLease(app.store().db, lease)).toBe(true)
    expect(await purgeAt(app, due)).toBe(false)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(null)
    expect(await purgeAt(app, due + 60_001)).toBe(true)
    expect((await rowOf(gathering.gatheringId)).purged_at).toBe(due + 60_001)
  })
})

describe('who hears of it', () => {
  test('G1: nobody is served from memory what was purged: screens, pages, files and feeds', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, canaryPlan)
    const person = await app.connect()
    const { credential } = await replyTo(person, berlin, 2)
    const join = { gathering: gathering.slug, as: 'public' } as const
    const before = snapshotOf(await person.join(join))
    expect(JSON.stringify(before)).toContain('canary-host')
    const held = await person.hold(credential)
    const feed = held.ok ? held.ticket.feed : ''
    const paths = [
      `/g/${gathering.slug}/export.json`,
      `/g/${gathering.slug}.ics`,
      `/g/${gathering.slug}/${berlin.meetingId}.ics`,
      `/api/gatherings/${gathering.slug}`,
      `/g/${gathering.slug}/feed.atom`,
      `/embed/g/${gathering.slug}`,
      `/feed/${feed}.ics`,
    ]
    const read = (path: string) => fetch(`${app.url()}${path}`).then((response) => response.text())
    const texts = await Promise.all(paths.map(read))
    expect(texts.filter((text) => text.includes('canary')).length).toBeGreaterThanOrEqual(3)
    await purgeAt(app, due)
    for (const path of paths)
      expect({ path, isThere: (await read(path)).includes('canary') }).toEqual({ path, isThere: false })
    // A page that is open gets a gap, asks with its known version, and receives a full snapshot.
    const update = await eventually(() => {
      const told = person.updates().find(({ to }) => to > before.version)
      if (told === undefined) throw new Error('nothing was told')
      return told
    })
    expect(applyUpdate(before, update)).toEqual({ kind: 'gap' })
    const { epoch, version } = before
    const after = await person.join({ ...join, known: { epoch, version } })
    expect(JSON.stringify(snapshotOf(after))).not.toContain('canary')
  })

  test('G2: rights by a secret end with a purge, and whoever follows a reply hears that it is gone', async () => {
    const city = await gathering.addCity(cityIds.berlin, { ...canaryPlan, exposure: invited })
    const { directorSecret } = await fillWithCanaries(city)
    const { invitation } = await codesOf(city)
    const secrets = { host: city.hostSecret, guest: invitation, director: directorSecret } as const
    const readers = new Map<string, Person>()
    for (const as of ['host', 'guest', 'director'] as const) {
      const reader = await app.connect()
      expect((await reader.join({ gathering: gathering.slug, as, credential: secrets[as] })).ok).toBe(true)
      readers.set(as, reader)
    }
    const holder = await app.connect()
    const { credential, attendanceId } = await replyTo(holder, city, 1, invitation)
    expect((await holder.hold(credential)).ok).toBe(true)
    await purgeAt(app, due)
    await eventually(() => expect(fact(holder, 'ticketGone')).toEqual({ attendanceId }))
    for (const reader of readers.values()) {
      await eventually(() => expect(reader.socket.connected).toBe(false))
      expect(fact(reader, 'revoked')).toEqual({ gatheringId: gathering.gatheringId })
    }
    for (const as of ['host', 'guest', 'director'] as const) {
      const again = await app.connect()
      expect(await again.join({ gathering: gathering.slug, as, credential: secrets[as] })).toMatchObject({
        ok: false,
        reason: 'link-not-valid',
      })
    }
  })
})

describe('G3: a purged gathering that is used again', () => {
  const next = due + 10 * dayMs
  const doors = next - hourMs

  test('has new codes at the door and new invitations, and its numbers begin at zero', async () => {
    const open = await gathering.addCity(cityIds.berlin, { capacity: 4 })
    const person = await app.connect()
    await replyTo(person, open, 4)
    await purgeAt(app, due)
    await signedInAgain()
    await gathering.order('editGathering', { startsAt: next })
    // A purge deletes closed cities, so this one is new.
    const closed = { meetingId: makeTestId(), hostSecret: makeSecret('h') }
    const plan = { ...openPlan, exposure: invited }
    await gathering.order('addMeeting', { ...closed, placeId: cityIds.aleppo, plan })
    const { credential } = await replyTo(person, open, 4)
    const { invitation } = await codesOf(closed)
    await replyTo(person, closed, 1, invitation)
    const { counts } = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
    expect(counts).toMatchObject([{ confirmed: 4, left: 0 }])
    app.clock.set(doors)
    const arrive = (arrivalCode: string) =>
      person.ask('arrive', gathering.gatheringId, { arrivalCode, arrived: 4 }, { credential })
    expect(await arrive('-')).toMatchObject({ ok: false, reason: 'arrival-code-wrong' })
    expect((await arrive((await codesOf(open)).arrival_code)).ok).toBe(true)
    expect((await rowOf(gathering.gatheringId)).purge_at).toBe(next + lengthMs + 30 * dayMs)
  })

  test('that has no date when it is purged keeps no seats taken, and counts those who reply before it gets one', async () => {
    const berlin = await gathering.addCity(cityIds.berlin, { capacity: 4 })
    const person = await app.connect()
    await replyTo(person, berlin, 4)
    await gathering.order('postponeGathering', {})
    await purgeAt(app, due)
    await signedInAgain()
    const { credential } = await replyTo(person, berlin, 3)
    const counts = async () =>
      snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' })).counts
    expect(await counts()).toMatchObject([{ confirmed: 3, waiting: 0, left: 1 }])
    await gathering.order('editGathering', { startsAt: next })
    expect(await counts()).toMatchObject([{ confirmed: 3, waiting: 0, left: 1 }])
    accepted(await person.ask('cancelReply', gathering.gatheringId, {}, { credential }))
    expect(await counts()).toMatchObject([{ confirmed: 0, waiting: 0, left: 4 }])
    expect(await findDamage(app.store())).toEqual([])
  })

  test('what is written into it without a new date is erased a day later', async () => {
    const berlin = await gathering.addCity(cityIds.berlin)
    await purgeAt(app, due)
    await signedInAgain()
    const edit = { hostAlias: 'canary-late' }
    await gathering.order('editMeeting', { meetingId: berlin.meetingId, edit })
    await purgeAt(app, due + dayMs - 1)
    expect(await app.everythingKept()).toContain('canary-late')
    await purgeAt(app, due + dayMs)
    expect(await app.everythingKept()).not.toContain('canary-late')
  })

  test('a code that is empty opens nothing, whatever is typed', async () => {
    const open = await gathering.addCity(cityIds.berlin)
    const closed = await gathering.addCity(cityIds.aleppo, { exposure: invited })
    await app.store().db.updateTable('meetings').set({ arrival_code: '', invitation: '' }).execute()
    const person = await app.connect()
    const { credential } = await replyTo(person, open, 1)
    app.clock.set(testInstant)
    for (const arrivalCode of ['-', ' ', '- -'])
      expect(
        (await person.ask('arrive', gathering.gatheringId, { arrivalCode, arrived: 1 }, { credential })).ok,
      ).toBe(false)
    const payload = { meetingId: closed.meetingId, partySize: 1, invitation: '' }
    const forged = await person.ask('replyToMeeting', gathering.gatheringId, payload, {
      credential: makeSecret('r'),
    })
    expect(forged.ok).toBe(false)
  })

  /** The first session is as old as the purge. */
  async function signedInAgain(): Promise<void> {
    const organizer = await app.connect({ cookie: await app.signIn() })
    const { gatheringId } = gathering
    gathering = {
      ...gathering,
      organizer,
      order: async (name, payload) => accepted(await organizer.ask(name, gatheringId, payload)),
    }
  }
})
