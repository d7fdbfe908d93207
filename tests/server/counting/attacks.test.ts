// Known ways to count the replies of closed cities, each tried by readers who must not learn the number.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { heardAll } from '../../support/heard-all.ts'
import { type Person, snapshotOf } from '../../support/person.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { accepted, makeSecret, makeTestId } from '../../support/test-gathering.ts'
import { segmentOf } from '../link-up-cases.ts'
import { type CountingScene, closedKinds, makeCountingScene, openObserver, replyIn } from './scene.ts'

let app: TestApp
let scene: CountingScene
let person: Person

beforeAll(async () => {
  app = await startTestApp()
  person = await app.connect()
})
beforeEach(async () => {
  scene = await makeCountingScene(app)
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** Every kind of change to the replies of one city. */
async function moveReplies(city: CountingScene['open']): Promise<void> {
  const { gatheringId, order } = scene.gathering
  const ask = (name: 'resizeReply' | 'cancelReply', payload: object, credential: string) =>
    person.ask(name, gatheringId, payload as never, { credential })
  const [one, other] = [await replyIn(scene, person, city, 3), await replyIn(scene, person, city, 2)]
  // The reply cannot grow: with hidden counts, the answer would reveal whether seats are free.
  accepted(await ask('resizeReply', { partySize: 1 }, one))
  accepted(await ask('cancelReply', {}, other))
  const held = await (await app.connect()).hold(one)
  const attendanceId = held.ok ? held.ticket.attendanceId : ''
  await order('vouchForReply', { attendanceId, vouched: true })
  await order('countWalkIns', { meetingId: city.meetingId, walkIns: 4 })
}

/** The versions in a stranger's text. One marker adds a fixed number, and changes elsewhere must not add to it. */
const versionsOf = (text: string) =>
  [...text.matchAll(/"version":(\d+)/g)].map(([, version]) => Number(version))

test.each(closedKinds)(
  'U6: replies in a %s city change nothing that strangers, holders of replies and hosts of other cities receive',
  async (kind) => {
    const city = scene.closed[kind]
    const { read, toldBesideMarker } = await openObserver(scene, city)
    const before = await read()
    expect(await read()).toBe(before)
    await moveReplies(city)
    expect(await read()).toBe(before)
    expect(await toldBesideMarker()).toEqual([])
    const after = versionsOf(await read())
    await toldBesideMarker()
    const later = versionsOf(await read())
    // One marker makes two changes that strangers read; nothing else may add versions in between.
    expect(after[0]).toBe((versionsOf(before)[0] ?? 0) + 2)
    expect(later[0]).toBe((after[0] ?? 0) + 2)
  },
  30_000,
)

test('C6: neither the answer to a reply nor its ticket counts the replies before it', async () => {
  const { gatheringId } = scene.gathering
  const answers: unknown[] = []
  const orders = new Set<number>()
  const ids: string[] = []
  for (const others of [0, 3, 7]) {
    for (let at = 0; at < others; at += 1) await replyIn(scene, person, scene.closed.hidden)
    const credential = await replyIn(scene, person, scene.closed.hidden, 3)
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    orders.add(held.ticket.queueOrder)
    ids.push(held.ticket.attendanceId)
    const answer = await person.ask('resizeReply', gatheringId, { partySize: 2 }, { credential })
    answers.push(accepted(answer).version)
  }
  expect(orders.size).toBe(1)
  expect(new Set(answers).size).toBe(1)
  // One id reveals nothing about the next: it has no counter and no timestamp.
  const [one = '', , last = ''] = ids
  expect([...one.slice(5)].filter((letter, at) => letter === last.slice(5)[at]).length).toBeLessThan(6)
})

test('C6: a host’s list is in order, and its numbers tell nothing of replies in other cities', async () => {
  const { open, closed, gathering } = scene
  const host = await app.connect()
  for (let at = 0; at < 4; at += 1) {
    await replyIn(scene, person, open)
    for (let more = 0; more <= at; more += 1) await replyIn(scene, person, closed.hidden)
  }
  const request = { gathering: gathering.slug, as: 'host', credential: open.hostSecret } as const
  const { attendances } = snapshotOf(await host.join(request))
  expect(attendances.map(({ queueOrder }) => queueOrder)).toEqual([1, 2, 3, 4])
})

test('K5: hand-overs among closed cities move no fence, stage or version that a stranger reads', async () => {
  const { order } = scene.gathering
  const { secret } = scene.closed
  const address = 'https://media.example.org/live.m3u8'
  await order('addStream', { meetingId: secret.meetingId, streamId: 'stream-secret', role: 'main', address })
  await order('setLink', { meetingId: secret.meetingId, status: 'ready' })
  const { read, toldBesideMarker } = await openObserver(scene, secret)
  const before = await read()
  for (const [at, meetingId] of [secret.meetingId, null, secret.meetingId, null].entries()) {
    await order('handStage', { meetingId, seenFence: at })
  }
  expect(await read()).toBe(before)
  expect(await toldBesideMarker()).toEqual([])
}, 30_000)

test('A2: a band stays as it is told until the next batch, whatever anybody does meanwhile', async () => {
  const { banded } = scene.closed
  const own = await replyIn(scene, person, banded, 10)
  const { read, toldBesideMarker } = await openObserver(scene, banded)
  const before = await read()
  for (let at = 0; at < 8; at += 1) await replyIn(scene, person, banded, 10)
  for (const partySize of [9, 8, 5, 2, 1]) {
    accepted(await person.ask('resizeReply', scene.gathering.gatheringId, { partySize }, { credential: own }))
  }
  expect(await read()).toBe(before)
  expect(await toldBesideMarker()).toEqual([])
  const stranger = await app.connect()
  const told = async () =>
    snapshotOf(await stranger.join({ gathering: scene.gathering.slug, as: 'public' })).counts.find(
      ({ meetingId }) => meetingId === banded.meetingId,
    )
  expect(await told()).toMatchObject({ confirmed: 0, arrived: 0, rounded: true })
  await app.app().tellingBands.run()
  await heardAll(stranger)
  expect((await told())?.confirmed).toBeGreaterThanOrEqual(25)
  // Then the number stays the same for long: each batch draws its own secret again, but the people are the same.
  for (let batch = 0; batch < 3; batch += 1) await app.app().tellingBands.run()
  expect((await told())?.confirmed).toBeLessThanOrEqual(50)
}, 30_000)

test('A2: whoever cancels one reply and places it again, batch after batch, moves a band once at most', async () => {
  const { banded } = scene.closed
  for (let at = 0; at < 6; at += 1) await replyIn(scene, person, banded, 4)
  const { gatheringId } = scene.gathering
  const credential = makeSecret('r')
  const payload = { meetingId: banded.meetingId, partySize: 10 }
  const told: (number | null | undefined)[] = []
  for (let batch = 0; batch < 12; batch += 1) {
    accepted(
      batch % 2 === 0
        ? await person.ask('replyToMeeting', gatheringId, payload, { credential })
        : await person.ask('cancelReply', gatheringId, {}, { credential }),
    )
    await app.app().tellingBands.run()
    const stranger = await app.connect()
    const { counts } = snapshotOf(await stranger.join({ gathering: scene.gathering.slug, as: 'public' }))
    told.push(counts.find(({ meetingId }) => meetingId === banded.meetingId)?.confirmed)
    stranger.socket.close()
  }
  const moves = told.filter((floor, at) => at > 0 && floor !== told[at - 1])
  expect(moves.length).toBeLessThanOrEqual(1)
})

test('A2: a batch tells nobody of a hidden city', async () => {
  const { hidden } = scene.closed
  for (let at = 0; at < 5; at += 1) await replyIn(scene, person, hidden, 10)
  const { read } = await openObserver(scene, hidden)
  const before = await read()
  expect(await app.app().tellingBands.run()).toBe(0)
  expect(await read()).toBe(before)
}, 30_000)

test('K9: what is edited of a closed city’s part of the programme changes nothing in the programme’s calendar', async () => {
  const { gathering, closed, open } = scene
  const put = async (meetingId: string, segmentId: string, title: string, after: string | null) => {
    const { segment } = segmentOf(meetingId, segmentId)
    await gathering.order('putSegment', { segment: { ...segment, title }, afterSegmentId: after })
  }
  const read = async () => (await fetch(`${app.url()}/g/${gathering.slug}/programme.ics`)).text()
  await put(open.meetingId, 'segment-open', 'Welcome', null)
  await put(closed.secret.meetingId, 'segment-closed', 'One', 'segment-open')
  const before = await read()
  for (const title of ['Two', 'Three', 'Four']) {
    await put(closed.secret.meetingId, 'segment-closed', title, 'segment-open')
  }
  expect(await read()).toBe(before)
  await put(open.meetingId, 'segment-open', 'Good evening', null)
  expect(await read()).not.toBe(before)
})

test('K9: the order of what a host hears tells nothing of what is said among other cities', async () => {
  const { gathering, closed, open } = scene
  const startsAt = app.clock.now()
  const say = (meetingId: string, text: string) =>
    gathering.order('sendMessage', { messageId: makeTestId(), meetingId, text })
  for (const [at, others] of [0, 3, 1].entries()) {
    for (let said = 0; said < others; said += 1) await say(closed.secret.meetingId, 'Among others')
    app.clock.set(startsAt + (at + 1) * 1000)
    await say(open.meetingId, 'To the open city')
  }
  const host = await app.connect()
  const request = { gathering: gathering.slug, as: 'host', credential: open.hostSecret } as const
  const { messages } = snapshotOf(await host.join(request))
  app.clock.set(startsAt)
  expect(messages.map(({ order }) => order - startsAt)).toEqual([1000, 2000, 3000])
})

test('P3: a secret city that joins a hidden one, and leaves it again, changes nothing that strangers read', async () => {
  const { gathering, closed } = scene
  const { slug, order } = gathering
  const { meetingId } = closed.secret
  const into = closed.hidden.meetingId
  await replyIn(scene, person, closed.secret, 3)
  const read = async () => {
    const seen: string[] = []
    for (const path of [
      `/api/gatherings/${slug}`,
      `/g/${slug}.ics`,
      `/g/${slug}/${into}.ics`,
      '/api/calendar',
    ]) {
      const response = await fetch(`${app.url()}${path}`)
      seen.push(`${path} ${response.headers.get('etag')} ${await response.text()}`)
    }
    return seen
  }
  const before = await read()
  await order('mergeMeeting', { meetingId, intoMeetingId: into })
  expect(await read()).toEqual(before)
  await order('unmergeMeeting', { meetingId })
  expect(await read()).toEqual(before)
})
