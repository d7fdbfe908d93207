// What each audience is sent, when, and in which order: the real publisher on a real store, recording what it sends.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHeads } from '#server/reading/latest-versions.ts'
import { raiseAll, readVersions } from '#server/store/audience-rows.ts'
import { changesSince } from '#server/store/change-rows.ts'
import type { Store } from '#server/store/open-store.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'
import type { Tell } from '#server/sync/send-to-rooms.ts'
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
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'
import { watchStore } from '../support/watched-store.ts'
import { segmentOf } from './link-up-cases.ts'

let kept: TestStore
/** The app's database, over a separate connection. */
let otherStore: Store
let app: TestApp
let gathering: TestGathering
let [berlin, hidden]: TestCity[] = []
let person: Person
const opened: { readonly close: () => void }[] = []

beforeAll(async () => {
  kept = await makeTestStore()
  app = await startTestApp({ sharedStore: kept })
  otherStore = await kept.open()
  gathering = await makeGathering(app)
  berlin = await gathering.addCity(cityIds.berlin)
  hidden = await gathering.addCity(cityIds.aleppo, { exposure: invited })
  person = await app.connect()
  // Data that is sent again when a city is shown or hidden.
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
  await otherStore.close()
  await kept.remove()
  expect(app.trouble).toEqual([])
})

type Sent = { readonly room: string; readonly event: string; readonly values: readonly unknown[] }

function openPublisher(store: Store = app.store(), endRights = async (): Promise<void> => undefined) {
  const sent: Sent[] = []
  const tell: Tell = (rooms, { event, values }) => {
    for (const room of rooms) sent.push({ room, event, values })
  }
  const heads = createHeads()
  const listeners = createListeners()
  const trouble: unknown[] = []
  const publisher = createPublisher(
    { store, heads, listeners, tell, endRights, forgetTicket: () => undefined },
    (error) => trouble.push(error),
  )
  const close = () => publisher.stop()
  opened.push({ close })
  const { gatheringId } = gathering
  const meetingIds = () => [berlin, hidden].map((city) => city?.meetingId ?? '')
  /** Processes all commits so far, as after a hint from another process. */
  const hear = async () => {
    const read = await readVersions(app.store().db, gatheringId, meetingIds())
    heads.raise(gatheringId, read?.version ?? 0)
    heads.learn(gatheringId, read?.layers ?? [])
  }
  return {
    heads,
    listeners,
    trouble,
    sent,
    close,
    hear,
    /** Adds a reader who has read all commits so far. */
    listen: async (audience: Audience, pace: Pace = 'prompt') => {
      await hear()
      const version = heads.versionFor(gatheringId, audience) ?? 0
      listeners.addAudience(gatheringId, audience, pace)(version)
    },
    updatesTo: (kind: Audience['kind']) =>
      sent
        .filter(({ room, event }) => event === 'update' && room.includes(`:${kind}`))
        .map(({ values }) => values[0] as Update),
    tickets: () =>
      sent.filter(({ event }) => event === 'ticket').map(({ values }) => values[0] as TicketView),
  }
}

const edit = (city: TestCity | undefined, note: string) =>
  gathering.order('editMeeting', { meetingId: city?.meetingId ?? '', edit: { note } })
const count = (city: TestCity | undefined, walkIns: number) =>
  gathering.order('countWalkIns', { meetingId: city?.meetingId ?? '', walkIns })
const reply = async (city: TestCity | undefined) => {
  const payload = { meetingId: city?.meetingId ?? '', partySize: 1 }
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: makeSecret('r') }),
  )
}
const strangers = { kind: 'public' } as const
const organizers = { kind: 'organizer' } as const
const isChain = (updates: readonly Update[]) =>
  updates.every(({ from }, index) => index === 0 || from === updates[index - 1]?.to)

describe('U6: when nothing concerns an audience it is not told', () => {
  test('and its version stays, so that the next update begins where the last one ended', async () => {
    const { listen, hear, updatesTo } = openPublisher()
    await listen(strangers)
    await listen(organizers)
    for (const [at, [city, note]] of (
      [
        [berlin, 'one'],
        [hidden, 'two'],
        [berlin, 'three'],
      ] as const
    ).entries()) {
      await edit(city, note)
      await hear()
      await eventually(() => expect(updatesTo('organizer')).toHaveLength(at + 1))
    }
    const [first, second] = updatesTo('public')
    expect(updatesTo('public')).toHaveLength(2)
    expect([first?.to, second?.to]).toEqual([(first?.from ?? 0) + 1, (first?.from ?? 0) + 2])
    expect(isChain(updatesTo('public'))).toBe(true)
  })
})

test('A4: neither strangers nor another city’s host are told even the moment at which something of a closed city changed', async () => {
  const { listen, hear, updatesTo } = openPublisher()
  await listen(strangers)
  await listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  await listen({ kind: 'preview' })
  await listen(organizers)
  const meetingId = hidden?.meetingId ?? ''
  const streamId = makeTestId()
  const acts = [
    () => edit(hidden, 'closed'),
    () => count(hidden, 3),
    () =>
      gathering.order('addStream', {
        meetingId,
        streamId,
        role: 'main',
        address: 'https://media.example/one.m3u8',
      }),
    () => gathering.order('setLink', { meetingId, status: 'ready' }),
    () => gathering.order('putNext', { meetingId }),
    () => gathering.order('handStage', { meetingId, seenFence: 0 }),
    () => gathering.order('holdStage', { isHeld: true, seenFence: 1 }),
    () => gathering.order('handStage', { meetingId: null, seenFence: 2 }),
    () => gathering.order('withdrawMeeting', { meetingId }),
    () => gathering.order('approveMeeting', { meetingId }),
  ]
  for (const act of acts) {
    await act()
    const told = updatesTo('organizer').length
    await hear()
    await eventually(() => expect(updatesTo('organizer').length).toBeGreaterThan(told))
  }
  await edit(berlin, 'marker')
  await hear()
  for (const kind of ['public', 'host', 'preview'] as const) {
    await eventually(() => expect(updatesTo(kind)).toHaveLength(1))
    expect(updatesTo(kind)[0]?.meetings?.map((view) => view.meetingId)).toEqual([berlin?.meetingId])
  }
})

// Retried if a slow machine took longer than the pace.
test('U9: sparing readers are told of people’s numbers with the next telling that is due, whatever changed them', {
  retry: 2,
}, async () => {
  const { listen, hear, updatesTo, sent } = openPublisher()
  await listen(strangers, 'sparing')
  await listen(organizers)
  const ofSparing = () => sent.filter(({ room }) => room.endsWith(':sparing')).map(({ event }) => event)
  await edit(berlin, `sparing ${makeTestId()}`)
  await hear()
  await eventually(() => expect(ofSparing()).toEqual(['update']))
  await count(berlin, 100 + updatesTo('organizer').length + Math.floor(Math.random() * 800))
  await hear()
  await eventually(() => expect(updatesTo('organizer')).toHaveLength(2))
  expect(ofSparing()).toHaveLength(1)
  // All other changes are sent to both paces at once, together with what was waiting.
  await edit(berlin, `sparing ${makeTestId()}`)
  await hear()
  await eventually(() => expect(ofSparing()).toHaveLength(2))
  const last = sent.findLast(({ room }) => room.endsWith(':sparing'))
  expect(last).toMatchObject({ event: 'update', values: [{ counts: [{ meetingId: berlin?.meetingId }] }] })
})

test.each(['message', 'reply'] as const)(
  'U1: a %s of a commit that falls between the reads of an update is told in the next one',
  async (what) => {
    const { gatheringId } = gathering
    const meetingId = berlin?.meetingId ?? ''
    const messageId = makeTestId()
    let isDone = false
    const publisher = openPublisher(
      watchStore(otherStore, async (rows) => {
        if (isDone || !rows.some((row) => 'layer' in row && 'part' in row)) return
        isDone = true
        const { heads } = publisher
        const from = heads.get(gatheringId) ?? 0
        if (what === 'message')
          await gathering.order('sendMessage', { messageId, meetingId, text: 'Amid the reads' })
        else await reply(berlin)
        const changes = (await changesSince(app.store().db, gatheringId, from, 1)).flat()
        heads.advance(gatheringId, from, from + 1, changes, new Map())
      }),
    )
    const { listen, hear, updatesTo } = publisher
    const host = { kind: 'host', meetingId } as const
    await listen(host)
    await edit(berlin, `before a ${what}`)
    await hear()
    await eventually(() => expect(updatesTo('host').length).toBeGreaterThan(0))
    expect(isDone).toBe(true)
    await hear()
    await eventually(() => {
      const told = updatesTo('host')
      const heard =
        what === 'message'
          ? told.flatMap(({ messages = [] }) => messages.map((message) => message.messageId))
          : told.flatMap(({ attendances = [] }) => attendances)
      expect(heard).toHaveLength(1)
    })
  },
)

test('U3: a reply that left a host’s list and came back between two tellings is told as there, one that left as gone', async () => {
  const toronto = await gathering.addCity(cityIds.toronto)
  const meetingId = berlin?.meetingId ?? ''
  const replied = async () => {
    const credential = makeSecret('r')
    const payload = { meetingId, partySize: 1 }
    const answer = await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential })
    return { credential, attendanceId: accepted(answer).outcome.attendanceId }
  }
  const move = async (credential: string, toMeetingId: string) =>
    accepted(await person.ask('moveReply', gathering.gatheringId, { toMeetingId }, { credential }))
  const [back, gone] = [await replied(), await replied()]
  const { listen, hear, updatesTo } = openPublisher()
  await listen({ kind: 'host', meetingId })
  await move(back.credential, toronto.meetingId)
  await move(back.credential, meetingId)
  await move(gone.credential, toronto.meetingId)
  await hear()
  await eventually(() => expect(updatesTo('host')).toHaveLength(1))
  const [update] = updatesTo('host')
  expect(update?.attendances).toMatchObject([{ attendanceId: back.attendanceId }])
  expect(update?.attendancesGone).toEqual([gone.attendanceId])
})

test('those who work are told before the crowd', async () => {
  const { listen, hear, sent } = openPublisher()
  await listen(strangers)
  await listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  await listen(strangers, 'sparing')
  await listen({ kind: 'preview' })
  await listen(organizers)
  await edit(berlin, 'all at once')
  await hear()
  await eventually(() => expect(sent).toHaveLength(5))
  expect(new Set(sent.slice(0, 3).map(({ room }) => room.split(':')[2]))).toEqual(
    new Set(['host', 'preview', 'organizer']),
  )
})

describe('when the store has trouble', () => {
  test('U6: what could not be told is told once that has passed, with what came meanwhile', async () => {
    let isAway = true
    const publisher = openPublisher(
      watchStore(app.store(), () => {
        if (isAway) throw new Error('away')
      }),
    )
    const { listen, hear, updatesTo, trouble } = publisher
    await listen(strangers)
    await edit(berlin, 'while it is away')
    await hear()
    await eventually(() => expect(trouble.length).toBeGreaterThan(0))
    isAway = false
    await edit(berlin, 'when it is back')
    await hear()
    await eventually(() => expect(updatesTo('public')).toHaveLength(1), 4000)
    expect(updatesTo('public')[0]?.meetings).toMatchObject([{ note: 'when it is back' }])
  })
})

test('U6: what could not be read at the moment of telling is told a second later, also when nothing else happens', async () => {
  let failures = 0
  const { listen, hear, updatesTo, trouble } = openPublisher(
    watchStore(app.store(), (rows) => {
      if (failures > 0 || !rows.some((row) => 'layer' in row && 'part' in row)) return
      failures += 1
      throw new Error('away')
    }),
  )
  await listen(strangers)
  await edit(berlin, 'told at the second try')
  await hear()
  await eventually(() => expect(updatesTo('public')).toHaveLength(1), 4000)
  expect(trouble).toEqual([new Error('away')])
  expect(updatesTo('public')[0]?.meetings).toMatchObject([{ note: 'told at the second try' }])
})

test('A8: as long as it is not known whose right has ended, nobody is told anything', async () => {
  /** The number of messages sent before each check of rights. */
  const toldBefore: number[] = []
  const publisher = openPublisher(app.store(), async () => {
    toldBefore.push(publisher.sent.length)
    // Fails twice: by the second time the host's room is certainly due.
    if (toldBefore.length <= 2) throw new Error('away')
  })
  const { listen, hear, updatesTo, trouble } = publisher
  await listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  await edit(berlin, 'beside a right that ends')
  await gathering.order('renewHostLink', {
    meetingId: hidden?.meetingId ?? '',
    hostSecret: makeSecret('h'),
  })
  await hear()
  await eventually(() => expect(updatesTo('host').length).toBeGreaterThan(0), 6000)
  expect(toldBefore).toEqual([0, 0, 0])
  expect(trouble).toEqual([new Error('away'), new Error('away')])
})

test('A8: where the log does not say what changed, rights are compared with the store', async () => {
  let compared = 0
  const { listen, heads } = openPublisher(app.store(), async () => {
    compared += 1
  })
  await listen({ kind: 'host', meetingId: berlin?.meetingId ?? '' })
  // More versions than the server reads from the log.
  heads.raise(gathering.gatheringId, (heads.get(gathering.gatheringId) ?? 0) + 5000)
  await eventually(() => expect(compared).toBe(1))
})

test('U10: what a purge has taken out of the log makes readers ask', async () => {
  const { listen, hear, updatesTo } = openPublisher()
  await listen(strangers)
  await raiseAll(app.store().db, gathering.gatheringId)
  await hear()
  await eventually(() => expect(updatesTo('public')).toHaveLength(1))
  const [update] = updatesTo('public')
  expect(update?.from).toBe(update?.to)
  await edit(berlin, 'after the purge')
  await hear()
  await eventually(() => expect(updatesTo('public')).toHaveLength(2))
  expect(isChain(updatesTo('public'))).toBe(true)
})

test('U6: nothing is read for a gathering that nobody here reads', async () => {
  let queries = 0
  const { heads, sent, listeners } = openPublisher(
    watchStore(app.store(), () => {
      queries += 1
    }),
  )
  heads.raise('another-gathering', 1)
  heads.raise('another-gathering', 5)
  listeners.addAudience(gathering.gatheringId, strangers, 'prompt')(0)
  heads.remove(gathering.gatheringId)
  await eventually(() => expect(sent.map(({ event }) => event)).toEqual(['gone']))
  expect(queries).toBe(0)
})

describe('T2: a reply that changed', () => {
  let attendanceId: string
  let credential: string

  beforeEach(async () => {
    credential = makeSecret('r')
    const payload = { meetingId: berlin?.meetingId ?? '', partySize: 1 }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
    const held = await person.hold(credential)
    if (!held.ok) throw new Error(held.reason)
    ;({ attendanceId } = held.ticket)
  })

  const resize = (partySize: number) =>
    person.ask('resizeReply', gathering.gatheringId, { partySize }, { credential })

  test.each([[['sparing']], [['prompt', 'sparing']], [[]]] as const)(
    'is told to its holder once and promptly, whoever else reads (%j)',
    async (reading) => {
      const { listen, listeners, hear, tickets } = openPublisher()
      for (const pace of reading) await listen(strangers, pace)
      await hear()
      listeners.addTicket(attendanceId, gathering.gatheringId, berlin?.meetingId ?? '')
      for (const partySize of [2, 3, 4]) {
        accepted(await resize(partySize))
        await hear()
        await eventually(() =>
          expect(
            tickets()
              .map((ticket) => ticket.partySize)
              .at(-1),
          ).toBe(partySize),
        )
      }
      expect(tickets()).toHaveLength(3)
    },
  )

  test('is told also when it changed while the log of an earlier change was read', async () => {
    let isAmid = false
    const publisher = openPublisher(
      watchStore(otherStore, async (rows) => {
        if (isAmid || !rows.some((row) => 'changes' in row)) return
        isAmid = true
        accepted(await resize(2))
        await publisher.hear()
      }),
    )
    const { listeners, hear, tickets } = publisher
    await hear()
    listeners.addTicket(attendanceId, gathering.gatheringId, berlin?.meetingId ?? '')
    await edit(hidden, 'read while a reply changes')
    await hear()
    await eventually(() => expect(tickets().map((ticket) => ticket.partySize)).toEqual([2]))
    expect(isAmid).toBe(true)
  })

  test('is not told again where other replies changed and nothing of it did', async () => {
    const { listeners, hear, tickets } = openPublisher()
    await hear()
    listeners.addTicket(attendanceId, gathering.gatheringId, berlin?.meetingId ?? '')
    accepted(await resize(2))
    await hear()
    await eventually(() => expect(tickets()).toHaveLength(1))
    const other = makeSecret('r')
    const payload = { meetingId: berlin?.meetingId ?? '', partySize: 2 }
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential: other }))
    accepted(await person.ask('cancelReply', gathering.gatheringId, {}, { credential: other }))
    await hear()
    accepted(await resize(3))
    await hear()
    await eventually(() => expect(tickets().map((ticket) => ticket.partySize)).toEqual([2, 3]))
  })
})

test.each(['removeGathering', 'unpublishGathering'] as const)(
  'A5: strangers are told that a gathering is gone when it is read for them after %s of another process',
  async (name) => {
    const { heads, listeners, sent } = openPublisher()
    const { gatheringId, order } = await makeGathering(app)
    heads.learn(gatheringId, [['public', 1]])
    listeners.addAudience(gatheringId, strangers, 'prompt')(1)
    await order(name, {})
    heads.learn(gatheringId, [['public', 2]])
    await eventually(() => expect(sent).toMatchObject([{ event: 'gone', values: [{ gatheringId }] }]))
  },
)

test('a gathering that was removed is told as gone to each audience and pace, and to nobody else', async () => {
  const { listen, heads, sent } = openPublisher()
  await listen(strangers)
  await listen(strangers, 'sparing')
  await listen(organizers)
  heads.remove(gathering.gatheringId)
  await eventually(() => expect(sent).toHaveLength(3))
  expect(sent.every(({ event }) => event === 'gone')).toBe(true)
  expect(new Set(sent.map(({ room }) => room)).size).toBe(3)
})
