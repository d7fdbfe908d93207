// Catching up with a gathering after a disconnection, and the limits and races of joining: on a real store, mostly over real sockets.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catchUpFrom, catchUpStart } from '#server/reading/catch-up.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { joinVersions } from '#server/reading/layers.ts'
import { makeUpdate, readShared } from '#server/reading/update.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { raiseAll, raiseHostList } from '#server/store/audience-rows.ts'
import type { Store } from '#server/store/open-store.ts'
import { hold, join } from '#server/sync/join.ts'
import { createListeners } from '#server/sync/listeners.ts'
import type { SyncSocket } from '#server/sync/sync-server.ts'
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import type { Update } from '#shared/protocol/views.ts'
import { grown, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'
import { watchStore } from '../support/watched-store.ts'

let kept: TestStore
/** The app's database, over a separate connection. */
let otherStore: Store
let app: TestApp
let gathering: TestGathering
let [berlin, toronto]: TestCity[] = []
let person: Person

beforeAll(async () => {
  kept = await makeTestStore()
  app = await startTestApp({ sharedStore: kept })
  otherStore = await kept.open()
  person = await app.connect()
})
beforeEach(async () => {
  gathering = await makeGathering(app)
  berlin = await gathering.addCity(cityIds.berlin, { capacity: 1 })
  toronto = await gathering.addCity(cityIds.toronto)
})
afterAll(async () => {
  await app.close()
  await otherStore.close()
  await kept.remove()
  expect(app.trouble).toEqual([])
})

const idOf = (city: TestCity | undefined) => city?.meetingId ?? ''

async function reply(city: TestCity | undefined) {
  const credential = makeSecret('r')
  const payload = { meetingId: idOf(city), partySize: 1 }
  accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  return credential
}

function updateOf(answer: JoinAnswer): Update {
  if (!answer.ok || !('update' in answer)) throw new Error(`no update: ${JSON.stringify(answer)}`)
  return answer.update
}

describe('J1: where a catch-up starts', () => {
  test.each([
    [0, 500],
    [499, 500],
    [10_000, 10_400],
    [10_000, 10_500],
  ])(
    'from version %i of %i: at a known version or an earlier one, never further back than 500',
    (version, head) => {
      const start = catchUpStart(version, head)
      expect(start).toBeLessThanOrEqual(version)
      expect(start).toBeGreaterThanOrEqual(head - 500)
    },
  )

  test('501 behind is a snapshot, and of one head there are fewer than 30 starts', () => {
    expect(catchUpStart(9_499, 10_000)).toBeNull()
    const starts = Array.from({ length: 501 }, (_, behind) => catchUpStart(10_000 - behind, 10_000))
    expect(new Set(starts).size).toBeLessThan(30)
    expect(starts.slice(0, 18)).toEqual([...Array.from({ length: 17 }, (_, at) => 10_000 - at), 9968])
    expect([starts[64], starts[65], starts[192], starts[193]]).toEqual([9936, 9920, 9792, 9728])
    expect(starts).not.toContain(null)
  })

  test('J5: a version that is later in either of its parts was told by another store, and gives a snapshot', () => {
    const host = { kind: 'host', meetingId: 'berlin' } as const
    const at = (common: number, own: number) => joinVersions(host, { common, own })
    expect(catchUpFrom(host, at(5, 7), at(6, 8))).toBe(at(5, 7))
    expect(catchUpFrom(host, at(6, 8), at(6, 8))).toBe(at(6, 8))
    expect(catchUpFrom(host, at(7, 7), at(6, 8))).toBeNull()
    expect(catchUpFrom(host, at(5, 9), at(6, 8))).toBeNull()
    expect(catchUpFrom(host, at(0, 8), at(501, 8))).toBeNull()
    expect(catchUpFrom(host, at(6, 0), at(6, 501))).toBeNull()
  })
})

describe('catching up', () => {
  const public_ = () => ({ gathering: gathering.slug, as: 'public' }) as const
  const audience = { kind: 'public' } as const
  const readSince = async (version: number, epoch = app.store().epoch) => {
    // Has its own heads, so it does not know the changes of other processes.
    const readings = createReadings(app.store(), createHeads())
    return readings.since(gathering.gatheringId, audience, { epoch, version })
  }
  async function countWalkIns(many: number): Promise<void> {
    for (let walkIns = 1; walkIns <= many; walkIns += 1) {
      await gathering.order('countWalkIns', { meetingId: idOf(berlin), walkIns })
    }
  }

  test('J1: from an earlier version gives one update, from further behind than 500 a snapshot', async () => {
    const { version } = snapshotOf(await person.join(public_()))
    await countWalkIns(2)
    expect(await readSince(version)).toMatchObject({ update: { from: version, to: version + 2 } })
    const { db } = app.store()
    const raise = (to: number) =>
      db
        .updateTable('gatherings')
        .set({ public_version: to })
        .where('gathering_id', '=', gathering.gatheringId)
        .execute()
    await raise(version + 501)
    expect(await readSince(version)).toMatchObject({ snapshot: { version: version + 501 } })
    expect(await readSince(version + 1)).toMatchObject({ update: { from: version + 1, to: version + 501 } })
  })

  test('J1: with the newest version gives an update of nothing', async () => {
    const { version } = snapshotOf(await person.join(public_()))
    const { epoch } = app.store()
    const { gatheringId } = gathering
    expect(await readSince(version)).toEqual({ update: { epoch, gatheringId, from: version, to: version } })
  })

  test('J5: from a later version than the store has, and from another store, gives a snapshot', async () => {
    const { version } = snapshotOf(await person.join(public_()))
    expect(await readSince(version + 1)).toMatchObject({ snapshot: { version } })
    expect(await readSince(version - 1, 'another')).toMatchObject({ snapshot: { version } })
  })

  test('J1: over a purge gives a snapshot, and after it an update', async () => {
    const { version } = snapshotOf(await person.join(public_()))
    await countWalkIns(1)
    await raiseAll(app.store().db, gathering.gatheringId)
    await countWalkIns(2)
    expect(await readSince(version + 1)).toMatchObject({ snapshot: {} })
    expect(await readSince(version + 2)).toMatchObject({ update: { from: version + 2 } })
  })

  test('U6: a reply that is erased by itself raises the version of its host alone', async () => {
    const erased = await reply(berlin)
    const host = { gathering: gathering.slug, as: 'host', credential: berlin?.hostSecret ?? '' } as const
    const before = snapshotOf(await person.join(host))
    const { version } = snapshotOf(await person.join(public_()))
    const held = await person.hold(erased)
    await app
      .store()
      .db.transaction()
      .execute(async (db) => {
        const attendanceId = held.ok ? held.ticket.attendanceId : ''
        await db.deleteFrom('attendances').where('attendance_id', '=', attendanceId).execute()
        await raiseHostList(db, gathering.gatheringId, idOf(berlin))
      })
    const readings = createReadings(app.store(), createHeads())
    const audience = { kind: 'host', meetingId: idOf(berlin) } as const
    const known = { epoch: before.epoch, version: before.version }
    expect(await readings.since(gathering.gatheringId, audience, known)).toMatchObject({
      update: { isWholeList: true },
    })
    expect(await readings.versionFor(gathering.gatheringId, { kind: 'public' })).toBe(version)
  })

  test('U3: a reply that left a host’s list and came back is told as there, not as gone', async () => {
    const host = { gathering: gathering.slug, as: 'host', credential: berlin?.hostSecret ?? '' } as const
    const [moving, leaving] = [await reply(toronto), await reply(toronto)]
    accepted(
      await person.ask(
        'moveReply',
        gathering.gatheringId,
        { toMeetingId: idOf(berlin) },
        { credential: moving },
      ),
    )
    const known = snapshotOf(await person.join(host))
    const move = async (credential: string, to: TestCity | undefined) =>
      accepted(
        await person.ask('moveReply', gathering.gatheringId, { toMeetingId: idOf(to) }, { credential }),
      )
    await move(moving, toronto)
    await move(moving, berlin)
    await move(leaving, berlin)
    await move(leaving, toronto)
    const update = updateOf(await person.join({ ...host, known }))
    const [back] = known.attendances
    const left = await person.hold(leaving)
    expect(update.attendances).toMatchObject([{ attendanceId: back?.attendanceId, state: 'confirmed' }])
    // The log does not record which reply left, so the update contains the whole list.
    expect(update.isWholeList).toBe(true)
    expect(
      left.ok && update.attendances?.some((view) => view.attendanceId === left.ticket.attendanceId),
    ).toBe(false)
    expect(grown(known, [update]).attendances).toEqual(snapshotOf(await person.join(host)).attendances)
  })
})

/** An open socket that records the rooms it joins and leaves. */
function openSocket() {
  const rooms = new Set<string>()
  const socket = {
    connected: true,
    data: { organizerId: null, sessionHash: null, audiences: new Map(), tickets: new Set(), months: null },
    join: (room: string) => void rooms.add(room),
    leave: (room: string) => void rooms.delete(room),
  } as unknown as SyncSocket
  return { socket, rooms }
}

describe('what one socket follows', () => {
  test('is at most twenty gatherings: the one it followed first gives way, and joining one again takes no place', async () => {
    const listeners = createListeners()
    const { socket, rooms } = openSocket()
    const means = { store: app.store(), readings: createReadings(app.store(), createHeads()), listeners }
    const others = Array.from({ length: 19 }, (_, index) => `gathering-${index}`)
    for (const gatheringId of others) {
      socket.data.audiences.set(gatheringId, {
        audience: { kind: 'public' },
        pace: 'prompt',
        credentialHash: null,
        isAnswered: true,
      })
      rooms.add(`gathering:${gatheringId}:public:prompt`)
      listeners.addAudience(gatheringId, { kind: 'public' }, 'prompt')
    }
    const request = { gathering: gathering.slug, as: 'public' }
    for (let time = 0; time < 2; time += 1) expect((await join(socket, means, request)).ok).toBe(true)
    expect(listeners.gatherings()).toEqual(new Set([...others, gathering.gatheringId]))
    const next = await makeGathering(app)
    expect((await join(socket, means, { gathering: next.slug, as: 'public' })).ok).toBe(true)
    const followed = new Set([...others.slice(1), gathering.gatheringId, next.gatheringId])
    expect(listeners.gatherings()).toEqual(followed)
    expect(new Set(socket.data.audiences.keys())).toEqual(followed)
    expect(rooms).toEqual(new Set([...followed].map((id) => `gathering:${id}:public:prompt`)))
  })

  test('is at most twenty replies: one more is answered and not followed', async () => {
    const listeners = createListeners()
    const { socket, rooms } = openSocket()
    const means = { store: app.store(), readings: createReadings(app.store(), createHeads()), listeners }
    for (let index = 0; index < 19; index += 1) socket.data.tickets.add(`reply-${index}`)
    const [last, more] = [await reply(toronto), await reply(toronto)]
    for (const credential of [last, more, last]) {
      expect(await hold(socket, means, { credential })).toMatchObject({ ok: true, slug: gathering.slug })
    }
    expect([socket.data.tickets.size, rooms.size, listeners.size()]).toEqual([20, 1, 1])
  })
})

test('T2: a reply that changes while it is looked up is answered as it stands once its changes are told', async () => {
  await reply(berlin)
  const waiting = await reply(berlin)
  let isFirst = true
  const store = watchStore(otherStore, async () => {
    if (!isFirst) return
    isFirst = false
    // Changes the city after the reply was read, and before the socket is in the room that receives its changes.
    await gathering.order('editMeeting', { meetingId: idOf(berlin), edit: { capacity: 2 } })
  })
  const { socket } = openSocket()
  const means = { store, readings: createReadings(store, createHeads()), listeners: createListeners() }
  expect(await hold(socket, means, { credential: waiting })).toMatchObject({
    ok: true,
    ticket: { state: 'confirmed', ahead: null },
  })
})

test('a reply that is erased while it is looked up is answered as one that is not there, and followed by nobody', async () => {
  const credential = await reply(toronto)
  let isFirst = true
  const store = watchStore(otherStore, async () => {
    if (!isFirst) return
    isFirst = false
    accepted(await person.ask('eraseReply', gathering.gatheringId, {}, { credential }))
  })
  const { socket, rooms } = openSocket()
  const listeners = createListeners()
  const means = { store, readings: createReadings(store, createHeads()), listeners }
  expect(await hold(socket, means, { credential })).toEqual({ ok: false, reason: 'link-not-valid' })
  expect([listeners.size(), rooms.size, socket.data.tickets.size]).toEqual([0, 0, 0])
})

test('a reply that others know by an earlier state is told to all of them when somebody reads it again', async () => {
  const credential = await reply(toronto)
  const listeners = createListeners()
  const told: string[] = []
  listeners.follow(
    () => undefined,
    (attendanceId) => told.push(attendanceId),
  )
  const means = { store: otherStore, readings: createReadings(otherStore, createHeads()), listeners }
  const first = await hold(openSocket().socket, means, { credential })
  accepted(await person.ask('resizeReply', gathering.gatheringId, { partySize: 2 }, { credential }))
  await hold(openSocket().socket, means, { credential })
  expect(told).toEqual([first.ok && first.ticket.attendanceId])
})

test('A7: whoever asks for a draft as a stranger is told that it is not there, and stays in no room', async () => {
  await gathering.order('unpublishGathering', {})
  const { socket, rooms } = openSocket()
  const listeners = createListeners()
  const means = { store: otherStore, readings: createReadings(otherStore, createHeads()), listeners }
  const asked = { gathering: gathering.gatheringId, as: 'public' }
  expect(await join(socket, means, asked)).toEqual({ ok: false, reason: 'not-found' })
  expect([listeners.size(), rooms.size, socket.data.audiences.size]).toEqual([0, 0, 0])
})

test('U1: an update tells no part of a later version than its own when a commit falls between its reads', async () => {
  const { gatheringId } = gathering
  const audience = { kind: 'public' } as const
  const readings = createReadings(otherStore, createHeads())
  const from = (await readings.versionFor(gatheringId, audience)) ?? 0
  await reply(toronto)
  let isEdited = false
  const store = watchStore(otherStore, async () => {
    if (isEdited) return
    isEdited = true
    await gathering.order('editGathering', { texts: { en: { slogan: 'At one moment' } } })
  })
  const rows = await readShared(store, gatheringId, [{ audience, from }])
  if (rows === null) throw new Error('the gathering is gone')
  const made = await makeUpdate(store, rows, { audience, from }, null)
  if (made.kind !== 'update') throw new Error(made.kind)
  expect(isEdited).toBe(true)
  const versions = [...(rows.parts.get('public')?.values() ?? [])]
  expect(Math.max(...versions)).toBe(made.update.to)
  expect(made.update).toMatchObject({
    from,
    to: from + 2,
    gathering: { texts: { en: { slogan: 'At one moment' } } },
  })
})
