// People added to a reply count like new replies: nobody passes a limit by placing small parties and enlarging them.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

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
const somebody = () => {
  addresses += 1
  return app.connect({ from: `198.18.${Math.floor(addresses / 250)}.${1 + (addresses % 250)}` })
}

async function place(person: Person, { gatheringId }: TestGathering, { meetingId }: TestCity) {
  const credential = makeSecret('r')
  accepted(await person.ask('replyToMeeting', gatheringId, { meetingId, partySize: 1 }, { credential }))
  return (partySize: number) => person.ask('resizeReply', gatheringId, { partySize }, { credential })
}

async function confirmedAt({ slug, cookie }: TestGathering, { meetingId }: TestCity) {
  const crew = await app.connect({ cookie })
  const { counts } = snapshotOf(await crew.join({ gathering: slug, as: 'organizer' }))
  crew.socket.close()
  return counts.find((view) => view.meetingId === meetingId)
}

const odd = { admission: 'held-when-odd' } as const

test('E4: parties that grow make a burst as new ones do, and grow no further then', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.gaziantep, { ...odd, capacity: 160 })
  const grow = []
  for (let at = 0; at < 20; at += 1) grow.push(await place(await somebody(), gathering, city))
  const answers = []
  for (const each of grow) answers.push(await each(10))
  // A quarter of the seats, but at least 40, within two minutes.
  expect((await confirmedAt(gathering, city))?.confirmed).toBeLessThanOrEqual(40)
  expect(answers.at(-1)).toMatchObject({ ok: false, reason: 'size-needs-host' })
  // An hour later, a party may grow again.
  app.clock.set(testNow + 71 * 60_000)
  accepted((await grow.at(-1)?.(4)) ?? { ok: false, reason: 'not-found' })
})

test('E4: one source brings no more people to a closed city by growing its replies', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.idlib, {
    ...odd,
    exposure: exposurePresets.vetted,
    capacity: 500,
  })
  const bots = await somebody()
  for (let at = 0; at < 5; at += 1) {
    const grow = await place(bots, gathering, city)
    // The outcome is the same before and after, whatever happened to the reply.
    expect(accepted(await grow(10)).outcome).toMatchObject({ state: 'waiting', exactState: 'asked' })
  }
  await app.app().tellingBands.run()
  const counts = await confirmedAt(gathering, city)
  expect(counts?.confirmed).toBeLessThanOrEqual(20)
  expect(counts?.asked).toBeGreaterThanOrEqual(30)
})

test('E3: one source brings no more people to a city within 70 minutes than are usual in two, at whatever pace', async () => {
  const gathering = await makeGathering(app)
  const city = await gathering.addCity(cityIds.gaziantep, { ...odd, capacity: 400 })
  const bots = await somebody()
  const { gatheringId } = gathering
  const states: (string | undefined)[] = []
  for (let at = 0; at < 18; at += 1) {
    // Slow enough that no burst is detected.
    app.clock.set(testNow + at * 60_000)
    const payload = { meetingId: city.meetingId, partySize: 10 }
    const answer = await bots.ask('replyToMeeting', gatheringId, payload, { credential: makeSecret('r') })
    states.push(answer.ok ? answer.outcome.exactState : answer.reason)
  }
  expect(states.filter((state) => state === 'confirmed')).toHaveLength(10)
  expect(states.slice(10)).toEqual(Array.from({ length: 8 }, () => 'asked'))
  // Replies from another source are not held.
  const payload = { meetingId: city.meetingId, partySize: 10 }
  const other = await (await somebody()).ask('replyToMeeting', gatheringId, payload, {
    credential: makeSecret('r'),
  })
  expect(accepted(other).outcome.exactState).toBe('confirmed')
})
