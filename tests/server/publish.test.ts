// What each audience is told, when, and in which order: the publisher on a real store, with what it sends written down.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHeads } from '#server/reading/heads.ts'
import type { Store } from '#server/store/open-store.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'
import type { Tell } from '#server/sync/tell.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { Pace } from '#shared/protocol/socket-events.ts'
import type { Audience, TicketView, Update } from '#shared/protocol/views.ts'
import { eventually, type Person } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { watchStore } from '../support/watched-store.ts'
import { segmentOf } from './link-up-cases.ts'

let app: TestApp
let gathering: TestGathering
let [berlin, hidden]: TestCity[] = []
let person: Person
const opened: { readonly close: () => void }[] = []

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  berlin = await gathering.addCity(cityIds.berlin)
  hidden = await gathering.addCity(cityIds.aleppo, { exposure: invited })
  person = await app.connect()
  // All that is told again where a city is shown or hidden.
  await gathering.order('putSegment', segmentOf(berlin.meetingId))
  await gathering.order('callRoll', { rollId: 'roll-of-the-test' })
  await gathering.order('startRehearsal', { rehearsalId: 'rehearsal-of-the-test' })
  await gathering.order('setRecording', {
    meetingId: berlin.meetingId,
    segmentId: null,
    address: 'https://videos.example.org/watch',
  })
})
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

type Sent = { readonly room: string; readonly event: string; readonly values: readonly unknown[] }

function openPublisher(store: Store = app.store()) {
  const sent: Sent[] = []
  const tell: Tell = (rooms, { event, values }) => {
    for (const room of rooms) sent.push({ room, event, values })
  }
  const heads = createHeads()
  const listeners = createListeners()
  const trouble: unknown[] = []
  const publisher = createPublisher(
    { store, heads, listeners, tell, endRights: async () => undefined, forgetTicket: () => undefined },
    (error) => trouble.push(error),
  )
  const close = () => publisher.stop()
  opened.push({ close })
  const { gatheringId } = gathering
  return {
    heads,
    listeners,
    trouble,
    sent,
    close,
    /** Somebody reads, and has read the version `joinedAt`. */
    listen: (audience: Audience, pace: Pace = 'prompt', joinedAt = 0) =>
      listeners.addAudience(gatheringId, audience, pace)(joinedAt),
    /** This process wrote this. */
    write: (to: number, ...changes: readonly Change[]) => heads.advance(gatheringId, to - 1, to, changes),
    /** Another process wrote up to this version. */
    hear: (to: number) => heads.raise(gatheringId, to),
    updatesTo: (kind: Audience['kind']) =>
      sent
        .filter(({ room, event }) => event === 'update' && room.includes(`:${kind}`))
        .map(({ values }) => values[0] as Update),
    tickets: () =>
      sent.filter(({ event }) => event === 'ticket').map(({ values }) => values[0] as TicketView),
  }
}

const stretchOf = ({ from, to }: Update) => [from, to]
const edited = (city: TestCity | undefined): Change => ({
  type: 'meetingEdited',
  meetingId: city?.meetingId ?? '',
})
const counted = (city: TestCity | undefined): Change => ({
  type: 'walkInsCounted',
  meetingId: city?.meetingId ?? '',
  walkIns: 0,
})
const strangers = { kind: 'public' } as const
const organizers = { kind: 'organizer' } as const

describe('U6: when nothing concerns an audience it is not told', () => {
  test('and the next update reaches back to where it was told last', async () => {
    const { listen, write, updatesTo } = openPublisher()
    listen(strangers)
    listen(organizers)
    write(6, edited(berlin))
    await eventually(() => expect(updatesTo('organizer').map(stretchOf)).toEqual([[5, 6]]))
    write(7, edited(hidden))
    await eventually(() => expect(updatesTo('organizer').map(stretchOf).at(-1)).toEqual([6, 7]))
    write(8, edited(berlin))
    await eventually(() => expect(updatesTo('organizer').map(stretchOf).at(-1)).toEqual([7, 8]))
    expect(updatesTo('public').map(stretchOf)).toEqual([
      [5, 6],
      [6, 8],
    ])
  })

  test('an audience that was never told before is told from the first change that concerns it', async () => {
    const { listen, write, updatesTo } = openPublisher()
    listen(strangers)
    listen(organizers)
    write(6, edited(hidden))
    await eventually(() => expect(updatesTo('organizer')).toHaveLength(1))
    write(7, edited(berlin))
    await eventually(() => expect(updatesTo('public').map(stretchOf)).toEqual([[5, 7]]))
  })
})

test('A4: neither strangers nor another city’s host are told even the moment at which something of a closed city changed', async () => {
  const { listen, write, updatesTo } = openPublisher()
  listen(strangers)
  listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  listen({ kind: 'preview' })
  listen(organizers)
  const meetingId = hidden?.meetingId ?? ''
  const reply = { meetingId, attendanceId: 'nobody', partySize: 1 }
  const changes: readonly Change[] = [
    { type: 'meetingProposed', meetingId },
    { type: 'meetingApproved', meetingId },
    { type: 'meetingDeclined', meetingId },
    { type: 'meetingWithdrawn', meetingId, wasPublic: false },
    { type: 'hostLinkRenewed', meetingId },
    { type: 'streamsChanged', meetingId },
    { type: 'linkChanged', meetingId, status: 'ready' },
    { type: 'nextPut', meetingId, fromMeetingId: null },
    { type: 'nextPut', meetingId: null, fromMeetingId: meetingId },
    { type: 'rollCallChanged', meetingId },
    { type: 'recordingSet', meetingId },
    { type: 'replyPlaced', ...reply, state: 'confirmed' },
    { type: 'replyResized', ...reply },
    { type: 'replyCancelled', ...reply },
    { type: 'replyVouched', ...reply, vouched: true },
    { type: 'waitingMovedUp', ...reply },
    { type: 'arrivalCounted', ...reply, arrived: 1 },
    counted(hidden),
    edited(hidden),
  ]
  for (const [index, change] of changes.entries()) write(6 + index, change)
  const to = 5 + changes.length
  await eventually(() => expect(updatesTo('organizer').at(-1)?.to).toBe(to))
  write(to + 1, edited(berlin))
  await eventually(() => expect(updatesTo('organizer').at(-1)?.to).toBe(to + 1))
  const once = [[5, to + 1]]
  expect(updatesTo('public').map(stretchOf)).toEqual(once)
  expect(updatesTo('host').map(stretchOf)).toEqual(once)
  expect(updatesTo('preview').map(stretchOf)).toEqual(once)
})

// Tried again where a slow machine took longer than their pace.
test('U9: sparing readers are told of people’s numbers with the next telling that is due, whatever changed them', {
  retry: 2,
}, async () => {
  const { listen, write, updatesTo, sent } = openPublisher()
  listen(strangers, 'sparing')
  listen(organizers)
  const ofSparing = () => sent.filter(({ room }) => room.endsWith(':sparing')).map(({ event }) => event)
  const { meetingId = '' } = berlin ?? {}
  const reply = { meetingId, attendanceId: 'nobody', partySize: 1 }
  write(6, edited(berlin))
  await eventually(() => expect(ofSparing()).toEqual(['update']))
  write(
    7,
    { type: 'replyPlaced', ...reply, state: 'confirmed' },
    { type: 'replyResized', ...reply },
    { type: 'replyCancelled', ...reply },
    { type: 'replyMoved', ...reply, fromMeetingId: hidden?.meetingId ?? '', state: 'confirmed' },
    { type: 'waitingMovedUp', ...reply },
    { type: 'arrivalCounted', ...reply, arrived: 1 },
    { type: 'replyVouched', ...reply, vouched: true },
    counted(berlin),
  )
  await eventually(() => expect(updatesTo('organizer')).toHaveLength(2))
  // All else is told to both paces alike, and what waited goes with it.
  write(8, edited(berlin))
  await eventually(() => expect(updatesTo('organizer')).toHaveLength(3))
  await eventually(() => expect(ofSparing()).toHaveLength(2))
  const last = sent.findLast(({ room }) => room.endsWith(':sparing'))
  expect(last).toMatchObject({ event: 'update', values: [{ from: 6, to: 8 }] })
})

test('those who work are told before the crowd', async () => {
  const { listen, write, sent } = openPublisher()
  listen(strangers)
  listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  listen(strangers, 'sparing')
  listen({ kind: 'preview' })
  listen(organizers)
  write(6, edited(berlin))
  await eventually(() => expect(sent).toHaveLength(5))
  const [, , ...kinds] = sent.map(({ room }) => room.split(':')[2]).reverse()
  expect(kinds.reverse()).toEqual(['host', 'preview', 'organizer'])
  expect(sent.slice(3).map(({ room }) => room.split(':').slice(2).join(' '))).toEqual([
    'public prompt',
    'public sparing',
  ])
})

describe('when the store has trouble', () => {
  test('U6: what could not be told is told once that has passed, with what came meanwhile', async () => {
    let isAway = true
    const publisher = openPublisher(
      watchStore(app.store(), () => {
        if (isAway) throw new Error('away')
      }),
    )
    const { listen, write, updatesTo, trouble } = publisher
    listen(strangers)
    write(6, edited(berlin))
    await eventually(() => expect(trouble).toHaveLength(1))
    isAway = false
    write(7, edited(berlin))
    await eventually(() => expect(updatesTo('public')).toHaveLength(1), 4000)
    write(8, edited(berlin))
    await eventually(() => expect(updatesTo('public')).toHaveLength(2))
    expect(updatesTo('public').map(stretchOf)).toEqual([
      [5, 7],
      [7, 8],
    ])
    expect(updatesTo('public')[0]?.meetings).toMatchObject([{ meetingId: berlin?.meetingId }])
    expect(trouble).toHaveLength(1)
  })
})

describe('what another process wrote', () => {
  /** Two cities of their own, each edited once: the versions before, between and after. */
  async function editTwo() {
    const cities = [await gathering.addCity(cityIds.idlib), await gathering.addCity(cityIds.toronto)] as const
    const { version: before } = await gathering.order('countWalkIns', {
      meetingId: cities[0].meetingId,
      walkIns: 1,
    })
    for (const { meetingId } of cities) {
      await gathering.order('editMeeting', { meetingId, edit: { note: 'Bring tea' } })
    }
    return { cities, before }
  }
  const citiesOf = (updates: readonly Update[]) =>
    updates.map(({ meetings = [] }) => meetings.map(({ meetingId }) => meetingId).sort())

  test('is read from the log and told', async () => {
    const { cities, before } = await editTwo()
    const { listen, hear, updatesTo } = openPublisher()
    listen(strangers)
    hear(before)
    hear(before + 2)
    await eventually(() => expect(updatesTo('public').map(stretchOf)).toEqual([[before, before + 2]]))
    expect(citiesOf(updatesTo('public'))).toEqual([cities.map(({ meetingId }) => meetingId).sort()])
  })

  test('U1: and what came while it was read is told after it, once', async () => {
    const { cities, before } = await editTwo()
    let isReading = true
    let queries = 0
    const publisher = openPublisher(
      watchStore(app.store(), () => {
        queries += 1
        if (isReading) publisher.hear(before + 2)
        isReading = false
      }),
    )
    const { listen, hear, write, updatesTo } = publisher
    listen(strangers)
    hear(before)
    hear(before + 1)
    const both = [
      [before, before + 1],
      [before + 1, before + 2],
    ]
    await eventually(() => expect(updatesTo('public').map(stretchOf)).toEqual(both))
    expect(citiesOf(updatesTo('public'))).toEqual(cities.map(({ meetingId }) => [meetingId]))
    // Once all is told nothing is read any more.
    write(before + 3, edited(cities[0]))
    await eventually(() => expect(updatesTo('public')).toHaveLength(3))
    expect(queries).toBeLessThan(20)
  })

  test('is told together with what this process wrote after it, in one update without a gap', async () => {
    const { cities, before } = await editTwo()
    const { listen, hear, write, updatesTo } = openPublisher()
    listen(strangers)
    hear(before)
    hear(before + 1)
    write(before + 2, edited(cities[1]))
    await eventually(() => expect(updatesTo('public')).not.toEqual([]))
    expect(updatesTo('public').map(stretchOf)).toEqual([[before, before + 2]])
    expect(citiesOf(updatesTo('public'))).toEqual([cities.map(({ meetingId }) => meetingId).sort()])
  })

  test('U10: and is not in the log any more makes readers ask, and from then on every number is told', async () => {
    const { listen, hear, write, updatesTo } = openPublisher()
    listen(strangers, 'prompt', 1004)
    listen(organizers)
    write(1006, counted(berlin))
    await eventually(() => expect(updatesTo('public').map(stretchOf)).toEqual([[1005, 1006]]))
    // The same numbers say nothing to strangers; who works has told that the tick is over.
    write(1007, counted(berlin))
    await eventually(() => expect(updatesTo('organizer')).toHaveLength(2))
    expect(updatesTo('public')).toHaveLength(1)
    hear(1010)
    await eventually(() => expect(updatesTo('public').map(stretchOf).at(-1)).toEqual([1010, 1010]))
    write(1011, counted(berlin))
    await eventually(() => expect(updatesTo('public').map(stretchOf).at(-1)).toEqual([1010, 1011]))
    expect(updatesTo('public').at(-1)?.counts).toMatchObject([{ meetingId: berlin?.meetingId }])
  })

  test('is not read for a gathering that nobody here reads', async () => {
    let queries = 0
    const { listeners, heads, sent } = openPublisher(
      watchStore(app.store(), () => {
        queries += 1
      }),
    )
    heads.raise('another-gathering', 1)
    heads.raise('another-gathering', 5)
    listeners.addAudience(gathering.gatheringId, strangers, 'prompt')(0)
    heads.advance(gathering.gatheringId, 5, 6, [{ type: 'gatheringRemoved' }])
    heads.remove(gathering.gatheringId)
    await eventually(() => expect(sent.map(({ event }) => event)).toEqual(['gone']))
    expect(queries).toBe(0)
  })
})

describe('T2: a reply that changed', () => {
  let attendanceId: string
  const placed = (): Change => ({
    type: 'replyResized',
    meetingId: berlin?.meetingId ?? '',
    attendanceId,
    partySize: 1,
  })

  beforeEach(async () => {
    const credential = makeSecret('r')
    const payload = { meetingId: berlin?.meetingId ?? '', partySize: 1 }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    ;({ attendanceId } = held.ticket)
  })

  test.each([[['sparing']], [['prompt', 'sparing']]] as const)(
    'is told to its holder once and promptly, whoever else reads (%j)',
    async (reading) => {
      const { listen, listeners, write, tickets, updatesTo, sent } = openPublisher()
      listen(organizers)
      for (const pace of reading) listen(strangers, pace)
      listeners.addTicket(attendanceId, gathering.gatheringId, berlin?.meetingId ?? '')
      const order = () =>
        sent
          .filter(({ room, event }) => event === 'ticket' || room.includes(':organizer'))
          .map(({ event }) => event)
      for (const version of [6, 7, 8]) {
        // Numbers of people alone, for which sparing readers wait.
        write(version, placed(), counted(hidden))
        await eventually(() => expect(updatesTo('organizer')).toHaveLength(version - 5))
      }
      const each = ['update', 'ticket'] as const
      await eventually(() => expect(order()).toEqual([...each, ...each, ...each]))
      expect(tickets().every((ticket) => ticket.attendanceId === attendanceId)).toBe(true)
    },
  )

  test('is told also where nobody reads the gathering', async () => {
    const { listeners, write, tickets } = openPublisher()
    listeners.addTicket(attendanceId, gathering.gatheringId, berlin?.meetingId ?? '')
    write(6, placed())
    await eventually(() => expect(tickets()).toHaveLength(1))
  })
})

test('a gathering that was removed is told as gone to each audience and pace, and to nobody else', async () => {
  const { listen, heads, sent } = openPublisher()
  listen(strangers)
  listen(strangers, 'sparing')
  listen(organizers)
  heads.advance(gathering.gatheringId, 5, 6, [])
  heads.remove(gathering.gatheringId)
  await eventually(() => expect(sent).toHaveLength(3))
  expect(sent.every(({ event }) => event === 'gone')).toBe(true)
  expect(new Set(sent.map(({ room }) => room)).size).toBe(3)
})
