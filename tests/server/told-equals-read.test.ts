// For every command and every audience: the previous snapshot plus the updates equals a fresh snapshot.
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { minuteOf } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { changeTable } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { CommandName } from '#shared/protocol/commands.ts'
import { commandSchemas } from '#shared/protocol/commands.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Snapshot, TicketView } from '#shared/protocol/views.ts'
import { allTold } from '../support/heard-all.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
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
import { linkUpCases } from './link-up-cases.ts'

type Cities = Readonly<Record<'open' | 'approximate' | 'vetted' | 'invited' | 'small', TestCity>>
type Scene = {
  readonly app: TestApp
  readonly gathering: TestGathering
  readonly cities: Cities
  readonly participant: Person
  /** A confirmed reply in the small city (2 seats), one on its waiting list, and one in the vetted city. */
  readonly replies: Readonly<Record<'confirmed' | 'waiting' | 'vetted' | 'cancelled', string>>
  readonly idOf: (credential: string) => Promise<string>
}

let app: TestApp
let scene: Scene

// One server for all: each case creates its own gathering.
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.close()
})
beforeEach(async () => {
  app.clock.set(testNow)
  const gathering = await makeGathering(app)
  const cities: Cities = {
    open: await gathering.addCity(cityIds.gaziantep),
    approximate: await gathering.addCity(cityIds.berlin, { exposure: exposurePresets.approximate }),
    vetted: await gathering.addCity(cityIds.idlib, { exposure: exposurePresets.vetted, capacity: 5 }),
    invited: await gathering.addCity(cityIds.aleppo, { exposure: invited }),
    small: await gathering.addCity(cityIds.toronto, { capacity: 2 }),
  }
  const participant = await app.connect()
  const replies = {
    confirmed: makeSecret('r'),
    waiting: makeSecret('r'),
    vetted: makeSecret('r'),
    cancelled: makeSecret('r'),
  }
  const reply = async (credential: string, { meetingId }: TestCity, partySize: number) =>
    accepted(
      await participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId, partySize },
        { credential },
      ),
    )
  await reply(replies.confirmed, cities.small, 2)
  await reply(replies.waiting, cities.small, 1)
  await reply(replies.vetted, cities.vetted, 1)
  await reply(replies.cancelled, cities.open, 1)
  accepted(await participant.ask('cancelReply', gathering.gatheringId, {}, { credential: replies.cancelled }))
  // Some cases advance the clock by days: it must not be erased meanwhile.
  const cancelled_at = testInstant + 30 * 86_400_000
  await app
    .store()
    .db.updateTable('attendances')
    .set({ cancelled_at })
    .where('state', '=', 'cancelled')
    .execute()
  const idOf = async (credential: string) => {
    const held = await participant.hold(credential)
    if (!held.ok) throw new Error('no such reply')
    return held.ticket.attendanceId
  }
  scene = { app, gathering, cities, participant, replies, idOf }
})
afterEach(() => expect(app.trouble).toEqual([]))

async function invitationOf({ meetingId }: TestCity): Promise<string> {
  const { organizer, slug } = scene.gathering
  const { meetings } = snapshotOf(await organizer.join({ gathering: slug, as: 'organizer' }))
  return meetings.find((view) => view.meetingId === meetingId)?.crew?.invitation ?? ''
}

async function arrivalCodeOf({ meetingId }: TestCity): Promise<string> {
  const { organizer, slug } = scene.gathering
  const { meetings } = snapshotOf(await organizer.join({ gathering: slug, as: 'organizer' }))
  return meetings.find((view) => view.meetingId === meetingId)?.crew?.arrivalCode ?? ''
}

let erasedReply = ''

type Act = (scene: Scene) => Promise<unknown>

/** The commands to test; `before` prepares each one before readers join. At least one case per command. */
const cases: readonly {
  readonly command: CommandName
  readonly what: string
  readonly before?: Act
  readonly act: Act
}[] = [
  {
    command: 'editGathering',
    what: 'new words and another instant',
    act: ({ gathering }) =>
      gathering.order('editGathering', {
        startsAt: testInstant + 3_600_000,
        texts: { en: { slogan: 'Still' } },
      }),
  },
  {
    command: 'handStage',
    what: 'to a city that all see',
    before: async ({ gathering, cities }) => putOnAir(gathering, cities.open),
    act: ({ gathering, cities }) =>
      gathering.order('handStage', { meetingId: cities.open.meetingId, seenFence: 0 }),
  },
  {
    command: 'handStage',
    what: 'to a city that strangers do not learn of',
    before: async ({ gathering, cities }) => putOnAir(gathering, cities.invited),
    act: ({ gathering, cities }) =>
      gathering.order('handStage', { meetingId: cities.invited.meetingId, seenFence: 0 }),
  },
  {
    command: 'addMeeting',
    what: 'an open city',
    act: ({ gathering }) => gathering.addCity(cityIds.berlin),
  },
  {
    command: 'addMeeting',
    what: 'a city that strangers do not learn of',
    act: ({ gathering }) => gathering.addCity(cityIds.berlin, { exposure: invited }),
  },
  {
    command: 'proposeMeeting',
    what: 'a city in which nobody meets yet',
    act: ({ gathering, participant }) => propose(gathering, participant, makeTestId()),
  },
  {
    command: 'editMeeting',
    what: 'by its host: more seats, so that somebody moves up',
    act: ({ gathering, participant, cities }) =>
      participant.ask(
        'editMeeting',
        gathering.gatheringId,
        { meetingId: cities.small.meetingId, edit: { capacity: 20, note: 'Bring tea' } },
        { credential: cities.small.hostSecret },
      ),
  },
  {
    command: 'editMeeting',
    what: 'an open city is hidden while it holds the stage',
    before: async ({ gathering, cities }) => {
      await putOnAir(gathering, cities.open)
      await gathering.order('handStage', { meetingId: cities.open.meetingId, seenFence: 0 })
    },
    act: ({ gathering, cities }) =>
      gathering.order('editMeeting', { meetingId: cities.open.meetingId, edit: { exposure: invited } }),
  },
  {
    command: 'editMeeting',
    what: 'a hidden city is opened while it holds the stage',
    before: async ({ gathering, cities }) => {
      await putOnAir(gathering, cities.invited)
      await gathering.order('handStage', { meetingId: cities.invited.meetingId, seenFence: 0 })
    },
    act: ({ gathering, cities }) =>
      gathering.order('editMeeting', {
        meetingId: cities.invited.meetingId,
        edit: { exposure: exposurePresets.open },
      }),
  },
  {
    command: 'editMeeting',
    what: 'numbers and address are closed',
    act: ({ gathering, cities }) =>
      gathering.order('editMeeting', {
        meetingId: cities.open.meetingId,
        edit: { exposure: exposurePresets.vetted },
      }),
  },
  {
    command: 'declineProposals',
    what: 'two proposals together',
    before: async ({ gathering, participant }) => {
      await propose(gathering, participant, 'proposal-one-of-two')
      await propose(gathering, participant, 'proposal-two-of-two')
    },
    act: ({ gathering }) =>
      gathering.order('declineProposals', {
        meetingIds: ['proposal-one-of-two', 'proposal-two-of-two'],
        reason: 'Unknown to us',
      }),
  },
  {
    command: 'reproposeMeetings',
    what: 'a declined proposal waits again',
    before: async ({ gathering, participant }) => {
      await propose(gathering, participant, 'proposal-declined')
      const meetingIds = ['proposal-declined']
      await gathering.order('declineProposals', { meetingIds, reason: 'Unknown to us' })
    },
    act: ({ gathering }) => gathering.order('reproposeMeetings', { meetingIds: ['proposal-declined'] }),
  },
  {
    command: 'approveMeeting',
    what: 'a proposal',
    before: async ({ gathering, participant }) => propose(gathering, participant, 'proposal-to-approve'),
    act: ({ gathering }) => gathering.order('approveMeeting', { meetingId: 'proposal-to-approve' }),
  },
  {
    command: 'approveMeeting',
    what: 'a withdrawn city whose seats came free meanwhile',
    before: async ({ gathering, cities, participant, replies }) => {
      await gathering.order('withdrawMeeting', { meetingId: cities.small.meetingId })
      accepted(
        await participant.ask('cancelReply', gathering.gatheringId, {}, { credential: replies.confirmed }),
      )
    },
    act: ({ gathering, cities }) => gathering.order('approveMeeting', { meetingId: cities.small.meetingId }),
  },
  {
    command: 'declineMeeting',
    what: 'a proposal',
    before: async ({ gathering, participant }) => propose(gathering, participant, 'proposal-to-decline'),
    act: ({ gathering }) =>
      gathering.order('declineMeeting', { meetingId: 'proposal-to-decline', reason: 'Too near' }),
  },
  {
    command: 'withdrawMeeting',
    what: 'an open city on stage',
    before: async ({ gathering, cities }) => {
      await putOnAir(gathering, cities.open)
      await gathering.order('handStage', { meetingId: cities.open.meetingId, seenFence: 0 })
    },
    act: ({ gathering, cities }) => gathering.order('withdrawMeeting', { meetingId: cities.open.meetingId }),
  },
  {
    command: 'withdrawMeeting',
    what: 'a city that strangers do not learn of',
    act: ({ gathering, cities }) =>
      gathering.order('withdrawMeeting', { meetingId: cities.invited.meetingId }),
  },
  {
    command: 'postponeGathering',
    what: 'until another date is known',
    act: ({ gathering }) => gathering.order('postponeGathering', {}),
  },
  {
    command: 'cancelGathering',
    what: 'for good',
    act: ({ gathering }) => gathering.order('cancelGathering', {}),
  },
  {
    command: 'reinstateGathering',
    what: 'after it was postponed',
    before: async ({ gathering }) => {
      await gathering.order('postponeGathering', {})
    },
    act: ({ gathering }) => gathering.order('reinstateGathering', {}),
  },
  {
    command: 'moveMeeting',
    what: 'to another city',
    act: ({ gathering, cities }) =>
      gathering.order('moveMeeting', { meetingId: cities.small.meetingId, placeId: cityIds.gaziantep }),
  },
  {
    command: 'mergeMeeting',
    what: 'a city on stage, with its replies, into another open one',
    before: async ({ gathering, cities }) => {
      await putOnAir(gathering, cities.small)
      await gathering.order('handStage', { meetingId: cities.small.meetingId, seenFence: 0 })
    },
    act: ({ gathering, cities }) =>
      gathering.order('mergeMeeting', {
        meetingId: cities.small.meetingId,
        intoMeetingId: cities.open.meetingId,
      }),
  },
  {
    command: 'mergeMeeting',
    what: 'a city that strangers do not learn of into one that all see',
    act: ({ gathering, cities }) =>
      gathering.order('mergeMeeting', {
        meetingId: cities.invited.meetingId,
        intoMeetingId: cities.open.meetingId,
      }),
  },
  {
    command: 'unmergeMeeting',
    what: 'with everybody who came along',
    before: async ({ gathering, cities }) => {
      await gathering.order('mergeMeeting', {
        meetingId: cities.small.meetingId,
        intoMeetingId: cities.open.meetingId,
      })
    },
    act: ({ gathering, cities }) => gathering.order('unmergeMeeting', { meetingId: cities.small.meetingId }),
  },
  {
    command: 'unmergeMeeting',
    what: 'in the middle of a chain, from where the chain ends',
    before: async ({ gathering, cities }) => {
      const { small, open, vetted } = cities
      await gathering.order('mergeMeeting', { meetingId: small.meetingId, intoMeetingId: open.meetingId })
      await gathering.order('mergeMeeting', { meetingId: open.meetingId, intoMeetingId: vetted.meetingId })
    },
    act: ({ gathering, cities }) => gathering.order('unmergeMeeting', { meetingId: cities.small.meetingId }),
  },
  {
    command: 'mergeMeeting',
    what: 'a city that was put next',
    before: ({ gathering, cities }) => gathering.order('putNext', { meetingId: cities.small.meetingId }),
    act: ({ gathering, cities }) =>
      gathering.order('mergeMeeting', {
        meetingId: cities.small.meetingId,
        intoMeetingId: cities.open.meetingId,
      }),
  },
  {
    command: 'withdrawMeeting',
    what: 'the invited city that was put next',
    before: ({ gathering, cities }) => gathering.order('putNext', { meetingId: cities.invited.meetingId }),
    act: ({ gathering, cities }) =>
      gathering.order('withdrawMeeting', { meetingId: cities.invited.meetingId }),
  },
  {
    command: 'renewHostLink',
    what: 'of another city than those that watch',
    act: ({ gathering, cities }) =>
      gathering.order('renewHostLink', {
        meetingId: cities.approximate.meetingId,
        hostSecret: makeSecret('h'),
      }),
  },
  {
    command: 'renewInvitation',
    what: 'of another city than that of the guest who watches',
    act: ({ gathering, cities }) =>
      gathering.order('renewInvitation', { meetingId: cities.vetted.meetingId }),
  },
  {
    command: 'renewArrivalCode',
    what: 'of a city whose host watches',
    act: ({ gathering, cities }) =>
      gathering.order('renewArrivalCode', { meetingId: cities.invited.meetingId }),
  },
  {
    command: 'addStream',
    what: 'a channel',
    act: ({ gathering, cities }) =>
      gathering.order('addStream', {
        meetingId: cities.small.meetingId,
        streamId: 'stream-one',
        role: 'main',
        address: 'https://live.example.org/one.m3u8',
      }),
  },
  {
    command: 'removeStream',
    what: 'the only one of a city on air',
    before: async ({ gathering, cities }) => putOnAir(gathering, cities.small),
    act: ({ gathering, cities }) =>
      gathering.order('removeStream', { meetingId: cities.small.meetingId, streamId: 'stream-main' }),
  },
  {
    command: 'setLink',
    what: 'on air',
    before: async ({ gathering, cities }) =>
      gathering.order('addStream', {
        meetingId: cities.small.meetingId,
        streamId: 'stream-one',
        role: 'main',
        address: 'https://live.example.org/one.m3u8',
      }),
    act: ({ gathering, cities }) =>
      gathering.order('setLink', { meetingId: cities.small.meetingId, status: 'on-air' }),
  },
  ...(['open', 'approximate', 'vetted', 'small'] as const).map((city) => ({
    command: 'replyToMeeting' as const,
    what: `at the ${city} city`,
    act: ({ gathering, participant, cities }: Scene) =>
      participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId: cities[city].meetingId, partySize: 1 },
        { credential: makeSecret('r') },
      ),
  })),
  {
    command: 'replyToMeeting',
    what: 'by invitation',
    act: async ({ gathering, participant, cities }) =>
      participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        {
          meetingId: cities.invited.meetingId,
          partySize: 2,
          invitation: await invitationOf(cities.invited),
        },
        { credential: makeSecret('r') },
      ),
  },
  {
    command: 'replyToMeeting',
    what: 'again, in another city than the one cancelled',
    act: ({ gathering, participant, cities, replies }) =>
      participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId: cities.vetted.meetingId, partySize: 1 },
        { credential: replies.cancelled },
      ),
  },
  {
    command: 'resizeReply',
    what: 'fewer, so that somebody moves up',
    act: ({ gathering, participant, replies }) =>
      participant.ask(
        'resizeReply',
        gathering.gatheringId,
        { partySize: 1 },
        { credential: replies.confirmed },
      ),
  },
  {
    command: 'cancelReply',
    what: 'so that somebody moves up',
    act: ({ gathering, participant, replies }) =>
      participant.ask('cancelReply', gathering.gatheringId, {}, { credential: replies.confirmed }),
  },
  {
    command: 'eraseReply',
    what: 'that nobody follows, so that somebody moves up',
    before: async ({ gathering, participant, cities }) => {
      const { meetingId } = cities.small
      const payload = { meetingId, partySize: 1 }
      erasedReply = makeSecret('r')
      const options = { credential: erasedReply }
      accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, options))
    },
    act: ({ gathering, participant }) =>
      participant.ask('eraseReply', gathering.gatheringId, {}, { credential: erasedReply }),
  },
  {
    command: 'eraseReplies',
    what: 'of the invited city, where nobody follows one, after the day',
    before: async ({ gathering, participant, cities, replies }) => {
      const { meetingId } = cities.invited
      // A reply cancelled this long ago would be erased, and this case follows it.
      const again = { meetingId: cities.open.meetingId, partySize: 1 }
      const held = { credential: replies.cancelled }
      accepted(await participant.ask('replyToMeeting', gathering.gatheringId, again, held))
      const payload = { meetingId, partySize: 2, invitation: await invitationOf(cities.invited) }
      const options = { credential: makeSecret('r') }
      accepted(await participant.ask('replyToMeeting', gathering.gatheringId, payload, options))
      app.clock.set(testInstant + 3 * 3_600_000)
    },
    act: ({ gathering, cities }) => gathering.order('eraseReplies', { meetingId: cities.invited.meetingId }),
  },
  {
    command: 'bringPurgeNearer',
    what: 'by a week',
    act: ({ gathering }) => gathering.order('bringPurgeNearer', { purgeAt: testInstant + 21 * 86_400_000 }),
  },
  {
    command: 'moveReply',
    what: 'from the small city to the vetted one',
    act: ({ gathering, participant, replies, cities }) =>
      participant.ask(
        'moveReply',
        gathering.gatheringId,
        { toMeetingId: cities.vetted.meetingId },
        { credential: replies.confirmed },
      ),
  },
  {
    command: 'arrive',
    what: 'with the code of the venue',
    before: async () => app.clock.set(testInstant),
    act: async ({ gathering, participant, replies, cities }) =>
      participant.ask(
        'arrive',
        gathering.gatheringId,
        { arrivalCode: await arrivalCodeOf(cities.small), arrived: 2 },
        { credential: replies.confirmed },
      ),
  },
  {
    command: 'tickArrival',
    what: "by the host's tick",
    before: async () => {
      // In a city with hidden counts it gets its seat in a batch.
      await app.app().tellingBands.run()
      app.clock.set(testInstant)
    },
    act: async ({ gathering, participant, replies, cities, idOf }) =>
      participant.ask(
        'tickArrival',
        gathering.gatheringId,
        { attendanceId: await idOf(replies.vetted), arrived: 1 },
        { credential: cities.vetted.hostSecret },
      ),
  },
  {
    command: 'vouchForReply',
    what: 'so that the address opens',
    act: async ({ gathering, participant, replies, cities, idOf }) =>
      participant.ask(
        'vouchForReply',
        gathering.gatheringId,
        { attendanceId: await idOf(replies.vetted), vouched: true },
        { credential: cities.vetted.hostSecret },
      ),
  },
  {
    command: 'countWalkIns',
    what: 'seven',
    act: ({ gathering, participant, cities }) =>
      participant.ask(
        'countWalkIns',
        gathering.gatheringId,
        { meetingId: cities.small.meetingId, walkIns: 7 },
        { credential: cities.small.hostSecret },
      ),
  },
  {
    command: 'decideReplies',
    what: 'a confirmed reply is declined, so that somebody moves up',
    act: async ({ gathering, participant, cities, replies, idOf }) =>
      decide(gathering, participant, cities.small, [await idOf(replies.confirmed)], 'decline'),
  },
  {
    command: 'decideReplies',
    what: 'an asked reply is confirmed in a city whose numbers are closed',
    before: ({ gathering, participant, cities, replies }) =>
      askAgain(gathering, participant, cities.vetted, replies.vetted),
    act: async ({ gathering, participant, cities, replies, idOf }) =>
      decide(gathering, participant, cities.vetted, [await idOf(replies.vetted)], 'confirm'),
  },
  {
    command: 'takeBackDecision',
    what: 'a reply that was declined',
    before: async ({ gathering, participant, cities, replies, idOf }) =>
      decide(gathering, participant, cities.small, [await idOf(replies.confirmed)], 'decline'),
    act: ({ gathering, participant, cities }) =>
      participant.ask(
        'takeBackDecision',
        gathering.gatheringId,
        { meetingId: cities.small.meetingId, decisionId: 'decision' },
        { credential: cities.small.hostSecret },
      ),
  },
  {
    command: 'decideBurst',
    what: 'more replies than are named one by one are declined by an organizer',
    before: ({ gathering, participant, cities }) => flood(gathering, participant, cities.open, 9),
    act: ({ gathering, cities }) =>
      gathering.order('decideBurst', {
        meetingId: cities.open.meetingId,
        decisionId: 'decision',
        decision: 'decline',
        fromMinute: minuteOf(testNow) - 10,
        toMinute: minuteOf(testNow),
      }),
  },
  {
    command: 'replyToMeeting',
    what: 'the reply with which a burst is found, so that the seats before it are taken back',
    before: ({ gathering, participant, cities }) => flood(gathering, participant, cities.open, 8),
    act: ({ gathering, participant, cities }) =>
      participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId: cities.open.meetingId, partySize: 10 },
        { credential: makeSecret('r') },
      ),
  },
  ...linkUpCases,
]

/** Adds parties of ten, 8 of them (or one more, which is detected as a burst), in a city of 260 seats. */
async function flood(
  gathering: TestGathering,
  participant: Person,
  { meetingId }: TestCity,
  parties: number,
) {
  const edit = { admission: 'held-when-odd', capacity: 320 } as const
  await gathering.order('editMeeting', { meetingId, edit })
  for (let party = 0; party < parties; party += 1) {
    const credential = makeSecret('r')
    accepted(
      await participant.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId, partySize: 10 },
        { credential },
      ),
    )
  }
}

async function askAgain(
  gathering: TestGathering,
  participant: Person,
  { meetingId }: TestCity,
  credential: string,
) {
  await gathering.order('editMeeting', { meetingId, edit: { admission: 'host-confirms' } })
  accepted(await participant.ask('cancelReply', gathering.gatheringId, {}, { credential }))
  accepted(
    await participant.ask(
      'replyToMeeting',
      gathering.gatheringId,
      { meetingId, partySize: 2 },
      { credential },
    ),
  )
}

async function decide(
  gathering: TestGathering,
  participant: Person,
  { meetingId, hostSecret }: TestCity,
  attendanceIds: readonly string[],
  decision: 'confirm' | 'decline',
) {
  const payload = { meetingId, decisionId: 'decision', decision, attendanceIds: [...attendanceIds] }
  return accepted(
    await participant.ask('decideReplies', gathering.gatheringId, payload, { credential: hostSecret }),
  )
}

async function putOnAir(gathering: TestGathering, { meetingId }: TestCity): Promise<void> {
  const address = 'https://live.example.org/one.m3u8'
  await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
  await gathering.order('setLink', { meetingId, status: 'on-air' })
}

async function propose(gathering: TestGathering, participant: Person, meetingId: string) {
  const credential = makeSecret('h')
  const ali = { meetingId, placeId: '292223', plan: { ...openPlan, hostAlias: 'Ali' } }
  return accepted(await participant.ask('proposeMeeting', gathering.gatheringId, ali, { credential }))
}

function inOrder(snapshot: Snapshot): Snapshot {
  const by = <View>(views: readonly View[], id: (view: View) => string) =>
    [...views].sort((one, other) => (id(one) < id(other) ? -1 : 1))
  return {
    ...snapshot,
    meetings: by(snapshot.meetings, (view) => view.meetingId),
    counts: by(snapshot.counts, (view) => view.meetingId),
    attendances: by(snapshot.attendances, (view) => view.attendanceId),
  }
}

/** Deep equality including the version, which must not count changes that this audience does not receive. */
function expectSame(known: Snapshot, fresh: Snapshot): void {
  expect(inOrder(known)).toEqual(inOrder(fresh))
}

test.each(cases)(
  'U7: $command ($what): told live = caught up = read afresh, for every audience',
  async (each) => {
    const { gathering, cities, replies } = scene
    await each.before?.(scene)
    const directorSecret = makeSecret('d')
    await gathering.order('appointDirector', { directorId: makeTestId(), alias: 'Rima', directorSecret })
    // Earlier changes must not be sent together with the tested one.
    await allTold(app, gathering)
    const { slug: named } = gathering
    const eyes: Record<string, { readonly request: JoinRequest; readonly cookie?: string }> = {
      public: { request: { gathering: named, as: 'public' } },
      guest: { request: { gathering: named, as: 'guest', credential: await invitationOf(cities.invited) } },
      organizer: { request: { gathering: named, as: 'organizer' }, cookie: gathering.cookie },
      director: { request: { gathering: named, as: 'director', credential: directorSecret } },
      preview: { request: { gathering: named, as: 'preview' }, cookie: gathering.cookie },
    }
    for (const name of ['open', 'vetted', 'invited', 'small'] as const) {
      eyes[`host of ${name}`] = {
        request: { gathering: named, as: 'host', credential: cities[name].hostSecret },
      }
    }
    const watching = await Promise.all(
      Object.entries(eyes).map(async ([name, { request, cookie }]) => {
        const person = await app.connect({ cookie })
        return { name, request, person, cookie, stale: snapshotOf(await person.join(request)) }
      }),
    )
    const holding = await Promise.all(
      Object.entries(replies).map(async ([name, credential]) => {
        const person = await app.connect()
        const held = await person.hold(credential)
        if (!held.ok) throw new Error('not held')
        return { name, credential, person, stale: held.ticket }
      }),
    )
    const from = await newestEntry(gathering)
    const answer = await each.act(scene)
    expect(answer).not.toMatchObject({ ok: false })
    for (const { name, request, person, cookie, stale } of watching) {
      const newcomer = await app.connect({ cookie })
      const fresh = snapshotOf(await newcomer.join(request))
      const caughtUp = await newcomer.join({ ...request, known: stale })
      if (!caughtUp.ok || !('update' in caughtUp)) throw new Error(`${name}: ${JSON.stringify(caughtUp)}`)
      expectSame(grown(stale, [caughtUp.update]), fresh)
      await eventually(() => expectSame(grown(stale, person.updates()), fresh))
      if (name === 'public') expectAsTheTableSays(await changesAfter(gathering, from), stale, fresh)
    }
    for (const { credential, person, stale } of holding) {
      // Each uses its own socket, because a socket is rate limited per second.
      const reader = await app.connect()
      const fresh = await reader.hold(credential)
      reader.socket.close()
      if (!fresh.ok) throw new Error(`not held: ${fresh.reason}`)
      await eventually(() => {
        const last = person.told.findLast(({ event }) => event === 'ticket')?.value as TicketView | undefined
        expect(last ?? stale).toEqual(fresh.ticket)
      })
    }
  },
)

async function newestEntry({ gatheringId }: TestGathering): Promise<number> {
  const { version } = await app
    .store()
    .db.selectFrom('changes')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
  return version ?? 0
}

async function changesAfter({ gatheringId }: TestGathering, version: number): Promise<readonly Change[]> {
  const entries = await app
    .store()
    .db.selectFrom('changes')
    .select('changes')
    .where('gathering_id', '=', gatheringId)
    .where('version', '>', version)
    .execute()
  return entries.flatMap(({ changes }): Change[] => JSON.parse(changes))
}

/** Strangers receive exactly what the table of changes says. */
function expectAsTheTableSays(changes: readonly Change[], before: Snapshot, after: Snapshot): void {
  const rows = changes.map(({ type }) => changeTable[type])
  const withoutNumbers = (snapshot: Snapshot) => ({ ...snapshot, version: 0, counts: [] })
  if (rows.every(({ isNumbersOnly }) => isNumbersOnly)) {
    expectSame(withoutNumbers(after), withoutNumbers(before))
  }
  const mayRevise = rows.some(({ revises }) => revises !== 'nothing')
  if (!mayRevise) expect(after.gathering.revision).toBe(before.gathering.revision)
  for (const old of before.meetings) {
    const view = after.meetings.find(({ meetingId }) => meetingId === old.meetingId)
    if (view === undefined) continue
    // Addresses appear and disappear with the gathering's standing; calendars follow the gathering's own revision instead.
    const isOtherStanding = changes.some(({ type, ...rest }) => 'isOtherStanding' in rest)
    const isSame = isDeepStrictEqual(
      { ...view, revision: 0, revisedAt: 0, ...(isOtherStanding ? { address: null } : {}) },
      { ...old, revision: 0, revisedAt: 0, ...(isOtherStanding ? { address: null } : {}) },
    )
    if (!isSame) expect(view.revision).toBeGreaterThan(old.revision)
    if (!mayRevise) expect(view.revision).toBe(old.revision)
  }
}

test('U7: every command that changes what is read is in the table above', () => {
  const elsewhere: CommandName[] = [
    'createGathering',
    'publishGathering',
    'unpublishGathering',
    'removeGathering',
  ]
  const covered = new Set([...cases.map(({ command }) => command), ...elsewhere])
  expect(Object.keys(commandSchemas).filter((name) => !covered.has(name as CommandName))).toEqual([])
})
