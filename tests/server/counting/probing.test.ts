// Attackers who count a closed city with their own replies: by bursts, erasing, averaging bands, a third sender, and mergers.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { identify } from '#server/commands/actor.ts'
import { createExecute } from '#server/commands/execute.ts'
import { secretDraw } from '#server/commands/secret-draw.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { Meeting } from '#shared/domain/meeting.ts'
import { limits } from '#shared/protocol/limits.ts'
import { type Person, snapshotOf } from '../../support/person.ts'
import { startTestApp, type TestApp, testNow } from '../../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../../support/test-gathering.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ trustedProxies: ['127.0.0.1'] })
})
afterEach(() => {
  app.clock.set(testNow)
  expect(app.trouble).toEqual([])
})
afterAll(() => app.close())

let addresses = 0
/** A person with an address of their own. */
const somebody = () => {
  addresses += 1
  return app.connect({ from: `198.18.${Math.floor(addresses / 250)}.${1 + (addresses % 250)}` })
}

async function replyAs(
  person: Person,
  { gatheringId }: TestGathering,
  { meetingId }: TestCity,
  partySize = 1,
) {
  const credential = makeSecret('r')
  const answer = await person.ask('replyToMeeting', gatheringId, { meetingId, partySize }, { credential })
  return { credential, state: answer.ok ? answer.outcome.exactState : answer.reason }
}

/** The most people within two minutes that are not a burst, in a closed city without a capacity, at this time. */
async function limitOf({ meetingId }: TestCity): Promise<number> {
  const { count_key } = await app
    .store()
    .db.selectFrom('meetings')
    .select('count_key')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const hour = Math.floor(app.clock.now() / minuteMs / 60)
  return 120 * (0.5 + secretDraw(count_key, `burst ${hour}`) / 2)
}

const closed = exposurePresets.vetted
const odd = { admission: 'held-when-odd', capacity: null } as const

test('E4: a single source cannot bring about a burst in a closed city, whatever it does', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.idlib, { ...odd, exposure: closed })
  const prober = await somebody()
  let people = 0
  // More than a burst in any closed city.
  for (let at = 0; at < 14; at += 1) {
    const own = await replyAs(prober, gathering, city, 10)
    if (own.state === 'confirmed') people += 10
    // At the end the server demands a puzzle, and places nothing.
    if (own.state === 'busy') continue
    accepted(await prober.ask('eraseReply', gathering.gatheringId, {}, { credential: own.credential }))
  }
  // A source may bring fewer people than a burst needs, and erasing restores none of its limit.
  expect(people).toBeLessThanOrEqual(20)
  expect((await replyAs(await somebody(), gathering, city, 10)).state).toBe('confirmed')
}, 120_000)

test('E4: replies that were erased or cancelled still count, so that a burst is not sounded twice by the same replies', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.idlib, { ...odd, exposure: closed })
  const { gatheringId } = gathering
  const limit = await limitOf(city)
  let people = 0
  let state: string | undefined = 'confirmed'
  while (state === 'confirmed' && people < 200) {
    const prober = await somebody()
    const own = await replyAs(prober, gathering, city, 5)
    state = own.state
    people += 5
    const { credential } = own
    accepted(await prober.ask('eraseReply', gatheringId, {}, { credential }))
  }
  expect(people).toBeGreaterThan(limit)
  expect(people).toBeLessThanOrEqual(limit + 5)
  // Replies now need confirmation, although nobody is left: repeating the attack reveals nothing.
  expect((await replyAs(await somebody(), gathering, city)).state).toBe('asked')
})

test('E4: where a burst begins in a closed city differs from city to city and from hour to hour, and never lies above that of an open one', async () => {
  const gathering = await makeGathering(app)
  const places = [cityIds.idlib, cityIds.berlin, cityIds.aleppo]
  const cities: TestCity[] = []
  for (const place of places) cities.push(await gathering.addCity(place, { ...odd, exposure: closed }))
  const found = new Set<number>()
  for (const city of cities) {
    for (const hours of [0, 1, 2]) {
      app.clock.set(testNow + hours * 60 * minuteMs)
      found.add(await limitOf(city))
    }
  }
  expect(found.size).toBe(9)
  for (const limit of found) {
    expect(limit).toBeGreaterThanOrEqual(60)
    expect(limit).toBeLessThanOrEqual(120)
  }
})

test('E5: nothing that a holder reads says that a burst is why a reply in a closed city is asked', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const city = await gathering.addCity(cityIds.idlib, { ...odd, exposure: closed })
  const confirmed = await gathering.addCity(cityIds.berlin, {
    exposure: closed,
    admission: 'host-confirms',
  })
  for (let at = 0; at < 14; at += 1) await replyAs(await somebody(), gathering, city, 10)
  const person = await somebody()
  const shapes: unknown[] = []
  for (const { meetingId } of [city, confirmed]) {
    const credential = makeSecret('r')
    const answer = accepted(
      await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential }),
    )
    const { code: _c, attendanceId: _a, meetingId: _m, ...outcome } = answer.outcome
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    const { meeting: _meeting, feed: _f, code: _d, attendanceId: _i, meetingId: _n, ...read } = held.ticket
    // The two cities are in different zones.
    const { clock: _clock, ...own } = read
    shapes.push({ outcome, own })
  }
  expect(shapes[0]).toEqual(shapes[1])
  expect(shapes[0]).toMatchObject({ outcome: { exactState: 'asked' } })
})

test('E12: a flood of asked replies in a closed city is not noticed by who sends to another city', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const city = await gathering.addCity(cityIds.idlib, { exposure: closed, admission: 'host-confirms' })
  const secret = await gathering.addCity(cityIds.aleppo, {
    exposure: { ...closed, existence: 'public', counts: 'band' },
    capacity: 10,
    admission: 'held-when-odd',
  })
  const open = await gathering.addCity(cityIds.gaziantep)
  for (let at = 0; at < 60; at += 1) {
    expect((await replyAs(await somebody(), gathering, at % 2 === 0 ? city : secret)).state).toBe('asked')
  }
  // Two replies from one source: during a flood the second must wait.
  const third = await somebody()
  for (let at = 0; at < 2; at += 1) {
    const { meetingId } = open
    const payload = { meetingId, partySize: 1 }
    const answer = await third.ask('replyToMeeting', gatheringId, payload, { credential: makeSecret('r') })
    expect(answer).toMatchObject({ ok: true })
  }
})

test('E12: a source that sends very many replies to closed cities pays for more by itself, whatever others do', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.idlib, { exposure: closed, capacity: 100 })
  const bots = await somebody()
  const states: (string | undefined)[] = []
  for (let at = 0; at < 14; at += 1) states.push((await replyAs(bots, gathering, city)).state)
  expect(states.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'asked'))
  expect(states.at(-1)).toBe('busy')
})

test('A2: whoever moves a band up and down with replies of their own sees it fall once a day and rise at one place', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId, slug } = gathering
  const city = await gathering.addCity(cityIds.berlin, {
    exposure: exposurePresets.approximate,
    capacity: null,
    admission: 'open',
  })
  const prober = await app.connect()
  const stranger = await app.connect()
  const told = async () => {
    await app.app().tellingBands.run()
    const { counts } = snapshotOf(await stranger.join({ gathering: slug, as: 'public' }))
    return counts.find(({ meetingId }) => meetingId === city.meetingId)?.confirmed ?? 0
  }
  const rounds: { rises: number; falls: number }[] = []
  for (let round = 0; round < 4; round += 1) {
    const credentials: string[] = []
    const before = await told()
    let floor = before
    while (floor === before && credentials.length < 8) {
      credentials.push((await replyAs(prober, gathering, city, 10)).credential)
      floor = await told()
    }
    const rises = credentials.length
    for (const credential of credentials)
      accepted(await prober.ask('cancelReply', gatheringId, {}, { credential }))
    const after = await told()
    rounds.push({ rises, falls: after < floor ? 1 : 0 })
  }
  expect(rounds[0]).toMatchObject({ falls: 1 })
  expect(rounds.reduce((sum, { falls }) => sum + falls, 0)).toBe(1)
  // On the next day it may decrease again.
  app.clock.set(testNow + dayMs)
  expect(await told()).toBe(0)
}, 30_000)

const countsOf = async (gathering: TestGathering, meetingId: string) => {
  const stranger = await app.connect()
  const { counts, meetings } = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  stranger.socket.close()
  const summary = await (await fetch(`${app.url()}/api/gatherings/${gathering.slug}`)).text()
  return {
    confirmed: counts.find((view) => view.meetingId === meetingId)?.confirmed,
    exposure: meetings.find((view) => view.meetingId === meetingId)?.exposure.counts,
    summary,
  }
}

const invitedExact: Meeting['exposure'] = { existence: 'invited', counts: 'exact', address: 'public' }

test.each([
  ['hidden', exposurePresets.vetted, null, 'hidden'],
  ['banded', exposurePresets.approximate, 0, 'band'],
  ['secret', invitedExact, null, 'hidden'],
] as const)(
  'P9: a city that a %s one joins is told by the stricter rule of both, until that merger is taken back',
  async (_what, exposure, told, rule) => {
    const gathering = await makeGathering(app)
    const into = await gathering.addCity(cityIds.gaziantep, { admission: 'open' })
    const last = await gathering.addCity(cityIds.aleppo, { admission: 'open' })
    const from = await gathering.addCity(cityIds.idlib, { admission: 'open', capacity: null })
    const person = await app.connect()
    for (let at = 0; at < 3; at += 1) await replyAs(person, gathering, into, 2)
    await replyAs(person, gathering, from, 7)
    const { order } = gathering
    await order('editMeeting', { meetingId: from.meetingId, edit: { exposure } })
    expect(await countsOf(gathering, into.meetingId)).toMatchObject({ confirmed: 6, exposure: 'exact' })
    await order('mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId })
    expect(await countsOf(gathering, into.meetingId)).toMatchObject({ confirmed: told, exposure: rule })
    // Its host cannot relax the rule, and editing another field does not make it the host's own choice.
    const edit = { exposure: exposurePresets.open, note: 'Bring a lamp' }
    accepted(
      await person.ask(
        'editMeeting',
        gathering.gatheringId,
        { meetingId: into.meetingId, edit },
        { credential: into.hostSecret },
      ),
    )
    expect(await countsOf(gathering, into.meetingId)).toMatchObject({ confirmed: told, exposure: rule })
    // The rule also applies after the closed city's row is erased: its people are counted here.
    const { db } = app.store()
    const row = db.updateTable('meetings').where('meeting_id', '=', from.meetingId)
    await row.set({ merged_into: null }).execute()
    await order('editMeeting', { meetingId: into.meetingId, edit: { exposure: exposurePresets.open } })
    expect(await countsOf(gathering, into.meetingId)).toMatchObject({ confirmed: told, exposure: rule })
    await row.set({ merged_into: into.meetingId }).execute()
    // The rule is inherited when that city is merged into another one.
    await order('mergeMeeting', { meetingId: into.meetingId, intoMeetingId: last.meetingId })
    expect(await countsOf(gathering, last.meetingId)).toMatchObject({ confirmed: told, exposure: rule })
    await order('unmergeMeeting', { meetingId: from.meetingId })
    expect(await countsOf(gathering, last.meetingId)).toMatchObject({ confirmed: 6, exposure: 'exact' })
    await order('unmergeMeeting', { meetingId: into.meetingId })
    expect(await countsOf(gathering, into.meetingId)).toMatchObject({ confirmed: 6, exposure: 'exact' })
  },
)

test('E10: how many replies senders without a source may still place in a closed city does not tell how many there are', async () => {
  const unknown = await startTestApp()
  try {
    const gathering = await makeGathering(unknown)
    const person = await unknown.connect()
    const answersAt = async (waiting: number, exposure: Meeting['exposure']) => {
      const city = await gathering.addCity(exposure.counts === 'exact' ? cityIds.gaziantep : cityIds.idlib, {
        exposure,
        admission: 'host-confirms',
      })
      const { db } = unknown.store()
      await db
        .updateTable('meetings')
        .set({ asked: waiting })
        .where('meeting_id', '=', city.meetingId)
        .execute()
      const answer = (await replyAs(person, gathering, city)).state
      await gathering.order('withdrawMeeting', { meetingId: city.meetingId })
      return answer
    }
    expect(await answersAt(limits.waitingOfUnknown, exposurePresets.open)).toBe('too-many-waiting')
    const states: (string | undefined)[] = []
    for (let at = 0; at < 6; at += 1) states.push(await answersAt(limits.waitingOfUnknown + 1, closed))
    expect(states).toContain('asked')
    expect(await answersAt(limits.waitingOfUnknown * 2, closed)).toBe('too-many-waiting')
    expect(unknown.trouble).toEqual([])
  } finally {
    await unknown.close()
  }
})

test('X7: erasing a reply reads nothing of the log within the command, however short it is; the job takes it out right after', async () => {
  const gathering = await makeGathering(app)
  const { gatheringId } = gathering
  const city = await gathering.addCity(cityIds.idlib, { ...odd, exposure: closed })
  const person = await app.connect()
  const { credential } = await replyAs(person, gathering, city)
  const held = await person.hold(credential)
  const id = held.ok ? held.ticket.attendanceId : ''
  const { db } = app.store()
  const naming = () =>
    db.selectFrom('changes').select('version').where('changes', 'like', `%${id}%`).execute()
  expect(await naming()).toHaveLength(1)
  const means = { clock: app.clock, ids: { next: makeTestId }, findPlace: () => undefined }
  const execute = createExecute(app.store(), means, {
    onCommitted: () => undefined,
    onTrouble: (error) => app.trouble.push(error),
  })
  const actor = identify(credential, null)
  if (actor === null) throw new Error('nobody')
  const command = {
    commandId: makeTestId(),
    gatheringId,
    name: 'eraseReply',
    payload: {},
    credential,
  } as const
  accepted(await execute(command, actor))
  expect(await naming()).toHaveLength(1)
  await app.app().takenAway.run()
  expect(await naming()).toEqual([])
  expect(await db.selectFrom('erased_replies').selectAll().execute()).toEqual([])
})
