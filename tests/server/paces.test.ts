// The sparing pace over real sockets: the same final state in few messages, without delaying urgent changes.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGatheringStore, readCounts } from '#client/sync/gathering-store.ts'
import { sparingTickMs } from '#server/sync/room-clock.ts'
import { eventually, type Person, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
})
afterAll(() => app.close())

/** A phone with the client's own store. */
async function openPhone() {
  const person = await app.connect()
  const store = createGatheringStore({ gathering: gathering.slug, as: 'public', pace: 'sparing' }, null, {
    now: () => app.clock.now(),
    askAgain: () => void join(),
  })
  const join = async () => store.answered(await person.join(store.request()))
  person.socket.on('update', store.told)
  person.socket.on('c', (...values) => store.toldCounts(readCounts(values)))
  await join()
  return { person, snapshot: () => store.store.getState().confirmed }
}

const replyAt = async (person: Person, meetingId: string) =>
  accepted(
    await person.ask(
      'replyToMeeting',
      gathering.gatheringId,
      { meetingId, partySize: 1 },
      { credential: makeSecret('r') },
    ),
  )

test('U9: forty replies in two seconds are a few short messages to a phone, and the same numbers', async () => {
  const phone = await openPhone()
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  // After the city's first update, only its counts change.
  const cities = () => phone.snapshot()?.meetings.map((view) => view.meetingId)
  await eventually(() => expect(cities()).toContain(meetingId), 3000)
  phone.person.told.length = 0
  const person = await app.connect()
  const startedAt = performance.now()
  for (let reply = 0; reply < 40; reply += 1) {
    await replyAt(person, meetingId)
    await pause(50)
  }
  const confirmed = () => phone.snapshot()?.counts.find((view) => view.meetingId === meetingId)?.confirmed
  await eventually(() => expect(confirmed()).toBe(40), 3000)
  const messages = phone.person.told.filter(({ event }) => event === 'c')
  expect(messages.length).toBeGreaterThan(0)
  // One per 900 ms, one that was due at the first reply, and one for the last reply.
  expect(messages.length).toBeLessThanOrEqual(2 + (performance.now() - startedAt) / sparingTickMs)
  expect(phone.person.updates()).toEqual([])
  const fresh = snapshotOf(await (await app.connect()).join({ gathering: gathering.slug, as: 'public' }))
  expect(phone.snapshot()?.counts).toEqual(fresh.counts)
  expect(phone.snapshot()?.version).toBe(fresh.version)
})

test('U9: a stage that is handed over reaches a phone as soon as anybody, in the middle of replies', async () => {
  const { meetingId } = await gathering.addCity(cityIds.idlib)
  const address = 'https://example.org/live.m3u8'
  await gathering.order('addStream', { meetingId, streamId: 'stream-one', role: 'main', address })
  await gathering.order('setLink', { meetingId, status: 'ready' })
  const phone = await openPhone()
  const screen = await app.connect()
  await screen.join({ gathering: gathering.slug, as: 'public' })
  const person = await app.connect()
  let isOver = false
  const replying = (async () => {
    while (!isOver) {
      await replyAt(person, meetingId)
      await pause(40)
    }
  })()
  const holders = ({ person: { updates } }: { readonly person: Person }) =>
    updates().flatMap(({ stage }) => (stage === undefined ? [] : [stage.meetingId]))
  const lags: number[] = []
  for (let fence = 1; fence <= 5; fence += 1) {
    const next = fence % 2 === 1 ? meetingId : null
    await gathering.order('handStage', { meetingId: next, seenFence: fence - 1 })
    await eventually(() => expect(holders({ person: screen }).at(-1)).toBe(next))
    const shownAt = performance.now()
    await eventually(() => expect(phone.snapshot()?.stage.meetingId ?? null).toBe(next))
    lags.push(performance.now() - shownAt)
  }
  // Counts are sent every 900 ms: if the stage waited for them, one of five would arrive later than half of that.
  expect(Math.max(...lags)).toBeLessThan(450)
  isOver = true
  await replying
})
