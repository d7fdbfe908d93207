// Two servers of one installation: rights that a city's new state grants or ends apply on both within a second, with or without a bus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBusPool } from '#server/store/postgres-database.ts'
import { type Bus, openPostgresBus } from '#server/sync/bus.ts'
import { bringCityTo, startLinkUp } from '../support/crew-states.ts'
import { eventually, grown, type Person, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

/** A hint, or without a bus the poll every 0.8 s, and then a tick. */
const withinMs = 1000

describe.each(['a bus', 'no bus'])('with %s', (kind) => {
  let shared: TestStore
  let one: TestApp
  let other: TestApp
  let gathering: TestGathering
  let open: TestCity
  let stranger: Person

  beforeAll(async () => {
    shared = await makeTestStore()
    const openBus = (onTrouble: (error: unknown) => void): Bus =>
      openPostgresBus(openBusPool(shared.environment.DATABASE_URL), onTrouble)
    const options = { sharedStore: shared, ...(kind === 'a bus' ? { openBus } : {}) }
    one = await startTestApp(options)
    other = await startTestApp(options)
    for (const app of [one, other]) app.clock.set(testInstant)
    gathering = await makeGathering(one)
    open = await gathering.addCity(cityIds.gaziantep)
    await startLinkUp(gathering)
    stranger = await one.connect()
    // Until both are subscribed.
    await pause(500)
  })
  afterAll(async () => {
    await one.close()
    await other.close()
    await shared.remove()
    expect([...one.trouble, ...other.trouble]).toEqual([])
  })

  test('A8, K14: each change of state, made on one server, is on the pages of the other within a second', async () => {
    const city = await bringCityTo('proposed', gathering, stranger, open)
    const { meetingId, hostSecret } = city
    const host = await other.connect()
    const joined = snapshotOf(
      await host.join({ gathering: gathering.slug, as: 'host', credential: hostSecret }),
    )
    const now = () => grown(joined, host.updates())
    const isOfCrew = () => now().control !== null && now().messages.length > 0
    expect(isOfCrew()).toBe(false)
    const steps = [
      { to: true, change: () => gathering.order('approveMeeting', { meetingId }) },
      { to: false, change: () => gathering.order('withdrawMeeting', { meetingId }) },
      { to: true, change: () => gathering.order('approveMeeting', { meetingId }) },
      {
        to: false,
        change: () => gathering.order('mergeMeeting', { meetingId, intoMeetingId: open.meetingId }),
      },
      { to: true, change: () => gathering.order('unmergeMeeting', { meetingId }) },
    ]
    for (const { to, change } of steps) {
      await change()
      await eventually(() => expect(isOfCrew()).toBe(to), withinMs)
      const { control, messages, attendances } = now()
      if (!to)
        expect({ control, messages, attendances }).toEqual({ control: null, messages: [], attendances: [] })
    }
    const text = 'after the decline'
    const declined = await bringCityTo('proposed', gathering, stranger, open)
    const proposer = await other.connect()
    await proposer.join({ gathering: gathering.slug, as: 'host', credential: declined.hostSecret })
    await gathering.order('declineMeeting', { meetingId: declined.meetingId, reason: 'Too near' })
    await gathering.order('sendMessage', { messageId: makeTestId(), meetingId: null, text })
    await eventually(() => expect(JSON.stringify(proposer.told)).toContain('Too near'), withinMs)
    await eventually(() => expect(JSON.stringify(host.told)).toContain(text), withinMs)
    expect(JSON.stringify(proposer.told)).not.toContain(text)
  })

  test('A8, K16: renewed links, a renewed invitation and a dismissal end the sockets on the other server within a second', async () => {
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin)
    const { meetings } = snapshotOf(
      await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
    )
    const invitation = meetings.find((view) => view.meetingId === meetingId)?.crew?.invitation ?? ''
    const [directorId, directorSecret] = [makeTestId(), makeSecret('d')]
    await gathering.order('appointDirector', { directorId, alias: 'Rima', directorSecret })
    const { slug } = gathering
    const ends = [
      {
        request: { gathering: slug, as: 'host', credential: hostSecret } as const,
        end: () => gathering.order('renewHostLink', { meetingId, hostSecret: makeSecret('h') }),
      },
      {
        request: { gathering: slug, as: 'guest', credential: invitation } as const,
        end: () => gathering.order('renewInvitation', { meetingId }),
      },
      {
        request: { gathering: slug, as: 'director', credential: directorSecret } as const,
        end: () => gathering.order('dismissDirector', { directorId }),
      },
    ]
    for (const { request, end } of ends) {
      const reader = await other.connect()
      expect(await reader.join(request)).toMatchObject({ ok: true })
      await end()
      await eventually(() => expect(reader.socket.connected).toBe(false), withinMs)
      expect(reader.told.at(-1)?.event).toBe('revoked')
    }
  })
})
