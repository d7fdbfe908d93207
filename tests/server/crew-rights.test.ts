// A host's rights in every state of their city, and how quickly they end when the state changes.
import { beforeEach, describe, expect, test } from 'vitest'
import { tickMs } from '#server/sync/room-clock.ts'
import { type HostStanding, hostStandings } from '#shared/domain/host-rights.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { bringCityTo, changeTo, crewWords, propose, startLinkUp } from '../support/crew-states.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, type Person, pause, snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let open: TestCity
let stranger: Person
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  open = await gathering.addCity(cityIds.gaziantep)
  stranger = await app.connect()
  await startLinkUp(gathering)
})

const asHost = ({ hostSecret }: TestCity): JoinRequest => ({
  gathering: gathering.slug,
  as: 'host',
  credential: hostSecret,
})
const wordsIn = (read: unknown) => crewWords.filter((word) => JSON.stringify(read).includes(word))
const pageOf = (snapshot: Snapshot, { meetingId }: TestCity) =>
  snapshot.meetings.find((view) => view.meetingId === meetingId)

describe.each(hostStandings)('the host of a city that is %s', (standing) => {
  const isOpen = standing === 'approved'
  const isPlanned = isOpen || standing === 'proposed'

  test('K12: reads what its state opens, on joining and on catching up', async () => {
    const city = await bringCityTo(standing, gathering, stranger, open)
    const host = await app.connect()
    const snapshot = snapshotOf(await host.join(asHost(city)))
    const known = { epoch: snapshot.epoch, version: 0 }
    const caughtUp = await (await app.connect()).join({ ...asHost(city), known })
    const open_ = [
      'canary-broadcast',
      'canary-rehearsal',
      'canary-seat-alias',
      'canary-asking',
      'canary-segment',
    ]
    const words = isOpen ? open_.sort() : []
    expect(wordsIn(snapshot).sort()).toEqual(words)
    expect(wordsIn(caughtUp).sort()).toEqual(words)
    expect(snapshot.control === null).toBe(!isOpen)
    expect(snapshot.messages.length > 0).toBe(isOpen)
    expect(snapshot.counts.some(({ meetingId }) => meetingId === city.meetingId)).toBe(isOpen)
    const page = pageOf(snapshot, city)
    expect(page).toMatchObject({
      status: standing === 'merged' ? 'withdrawn' : standing,
      address: isPlanned ? { venue: 'own-venue' } : null,
      note: isPlanned ? 'own-note' : '',
      crew: {
        declineReason: standing === 'declined' ? 'canary-reason' : '',
        mergedInto: standing === 'merged' ? open.meetingId : null,
        checkedIn: 0,
        walkIns: 0,
      },
    })
    expect([page?.crew?.arrivalCode !== '', page?.crew?.invitation !== '']).toEqual([isOpen, isOpen])
  })

  test('K13: does what its state lets them, and nothing else', async () => {
    const city = await bringCityTo('approved', gathering, stranger, open)
    const attendanceId = await replyAt(city)
    if (standing === 'approved') {
      await gathering.order('callRoll', { rollId: 'roll-of-the-test', seat })
    } else await returnTo(standing, city)
    const may: Partial<Record<CommandName, HostStanding[]>> = {
      editMeeting: ['proposed', 'approved'],
      addStream: ['proposed', 'approved'],
      removeStream: ['proposed', 'approved'],
    }
    for (const [name, payload] of hostActs(city, attendanceId)) {
      const answer = await stranger.ask(name, gathering.gatheringId, payload as CommandInput<typeof name>, {
        credential: city.hostSecret,
      })
      const isAllowed = (may[name] ?? ['approved']).includes(standing)
      expect({ name, answer }).toMatchObject({
        name,
        answer: isAllowed ? { ok: true } : { ok: false, reason: 'not-allowed' },
      })
    }
  })

  test('K14: hears nothing of the crew live unless it is open', async () => {
    const city = await bringCityTo(standing, gathering, stranger, open)
    const host = await app.connect()
    const before = snapshotOf(await host.join(asHost(city)))
    await settled()
    host.told.length = 0
    const directorSecret = makeSecret('d')
    await gathering.order('appointDirector', { directorId: makeTestId(), alias: 'Rima', directorSecret })
    await gathering.order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'canary-now' })
    await gathering.order('sendCue', {
      messageId: makeTestId(),
      meetingId: city.meetingId,
      cue: 'stand-by',
    })
    // The marker: everybody receives it, after all earlier changes.
    await gathering.order('editGathering', { texts: { en: { slogan: 'marker' } } })
    await eventually(() => expect(JSON.stringify(host.told)).toContain('marker'))
    const heard = JSON.stringify(host.told)
    expect([heard.includes('canary-now'), heard.includes('stand-by'), heard.includes('Rima')]).toEqual([
      isOpen,
      isOpen,
      false,
    ])
    expect(grown(before, host.updates()).messages.length > 0).toBe(isOpen)
  })
})

/** Adds a reply of two people in the city. */
async function replyAt(city: TestCity): Promise<string> {
  const { crew } = pageOf(snapshotOf(await stranger.join(asHost(city))), city) ?? {}
  const payload = { meetingId: city.meetingId, partySize: 2, invitation: crew?.invitation ?? '' }
  const credential = makeSecret('r')
  const answer = accepted(
    await stranger.ask('replyToMeeting', gathering.gatheringId, payload, { credential }),
  )
  return answer.outcome.attendanceId ?? ''
}

/** Puts an open city with a reply into another state, as if it had reached that state with the reply. */
async function returnTo(standing: HostStanding, { meetingId }: TestCity): Promise<void> {
  if (standing === 'withdrawn') await gathering.order('withdrawMeeting', { meetingId })
  else if (standing === 'merged') {
    await gathering.order('mergeMeeting', { meetingId, intoMeetingId: open.meetingId })
  } else {
    // No command leads back to a proposal, so this sets the row.
    await app
      .store()
      .db.updateTable('meetings')
      .set({ status: standing })
      .where('meeting_id', '=', meetingId)
      .execute()
  }
}

/** Every command of a host's page, in an order in which all are possible. */
function hostActs(
  { meetingId }: TestCity,
  attendanceId: string,
): readonly (readonly [CommandName, unknown])[] {
  const stream = { meetingId, streamId: 'stream-one' }
  return [
    ['editMeeting', { meetingId, edit: { note: 'New' } }],
    ['addStream', { ...stream, role: 'main', address: 'https://live.example.org/one.m3u8' }],
    ['setLink', { meetingId, status: 'ready' }],
    ['removeStream', stream],
    ['tickArrival', { attendanceId, arrived: 1 }],
    ['vouchForReply', { attendanceId, vouched: true }],
    ['countWalkIns', { meetingId, walkIns: 3 }],
    ['sendCue', { messageId: makeTestId(), meetingId, cue: 'ready' }],
    ['sendMessage', { messageId: makeTestId(), meetingId, text: 'From the host' }],
    ['answerRoll', { rollId: 'roll-of-the-test', meetingId }],
    ['setRecording', { meetingId, segmentId: null, address: 'https://videos.example.org/watch' }],
    ['renewArrivalCode', { meetingId }],
    ['renewInvitation', { meetingId }],
  ]
}

const seat = { seatId: 'seat-of-layla', term: 1 }

const settled = () => pause(3 * tickMs)

type ChangeOfState = {
  readonly what: string
  readonly from: HostStanding
  readonly to: HostStanding
  readonly change: (city: TestCity) => Promise<unknown>
}
const { approveMeeting, declineMeeting, withdrawMeeting, mergeMeeting, unmergeMeeting } = {
  approveMeeting: ({ meetingId }: TestCity) => gathering.order('approveMeeting', { meetingId }),
  declineMeeting: ({ meetingId }: TestCity) =>
    gathering.order('declineMeeting', { meetingId, reason: 'Too near' }),
  withdrawMeeting: ({ meetingId }: TestCity) => gathering.order('withdrawMeeting', { meetingId }),
  mergeMeeting: ({ meetingId }: TestCity) =>
    gathering.order('mergeMeeting', { meetingId, intoMeetingId: open.meetingId }),
  unmergeMeeting: ({ meetingId }: TestCity) => gathering.order('unmergeMeeting', { meetingId }),
}
const changesOfState: readonly ChangeOfState[] = [
  { what: 'a proposal is approved', from: 'proposed', to: 'approved', change: approveMeeting },
  { what: 'a proposal is declined', from: 'proposed', to: 'declined', change: declineMeeting },
  { what: 'a declined one is approved', from: 'declined', to: 'approved', change: approveMeeting },
  { what: 'a city is withdrawn', from: 'approved', to: 'withdrawn', change: withdrawMeeting },
  { what: 'a withdrawn city is opened again', from: 'withdrawn', to: 'approved', change: approveMeeting },
  { what: 'a city is merged', from: 'approved', to: 'merged', change: mergeMeeting },
  { what: 'a merger is taken back', from: 'merged', to: 'approved', change: unmergeMeeting },
  {
    what: 'a city is withdrawn and opened again at once',
    from: 'approved',
    to: 'approved',
    change: async (city) => {
      await withdrawMeeting(city)
      await approveMeeting(city)
    },
  },
]

test.each(changesOfState)(
  'K14, U7: when $what its open page has within a second what a fresh one reads',
  async ({ from, to, change }) => {
    const city = await bringCityTo(
      from === 'withdrawn' || from === 'merged' ? 'approved' : from,
      gathering,
      stranger,
      open,
    )
    if (from === 'approved' || from === 'withdrawn' || from === 'merged') {
      await replyAt(city)
      const said = { messageId: makeTestId(), meetingId: city.meetingId, text: 'We are here' }
      const { hostSecret: credential } = city
      accepted(await stranger.ask('sendMessage', gathering.gatheringId, said, { credential }))
    }
    if (from === 'withdrawn') await withdrawMeeting(city)
    if (from === 'merged') await mergeMeeting(city)
    await settled()
    const host = await app.connect()
    const stale = snapshotOf(await host.join(asHost(city)))
    expect(stale.control === null).toBe(from !== 'approved')
    await change(city)
    const newcomer = await app.connect()
    const fresh = snapshotOf(await newcomer.join(asHost(city)))
    expect(fresh.control === null).toBe(to !== 'approved')
    expect(fresh.attendances.length > 0).toBe(to === 'approved' && from !== 'proposed' && from !== 'declined')
    const caughtUp = await newcomer.join({ ...asHost(city), known: stale })
    if (!caughtUp.ok || !('update' in caughtUp)) throw new Error(JSON.stringify(caughtUp))
    expectSame(grown(stale, [caughtUp.update]), fresh)
    await eventually(() => expectSame(grown(stale, host.updates()), fresh), 1000)
  },
)

function expectSame(known: Snapshot, fresh: Snapshot): void {
  const inOrder = ({ version: _version, ...snapshot }: Snapshot) => ({
    ...snapshot,
    meetings: snapshot.meetings.toSorted((one, other) => (one.meetingId < other.meetingId ? -1 : 1)),
    counts: snapshot.counts.toSorted((one, other) => (one.meetingId < other.meetingId ? -1 : 1)),
  })
  expect(inOrder(known)).toEqual(inOrder(fresh))
}

test('K14: the page of a merged city names the other one only while its host may know of that one', async () => {
  const city = await bringCityTo('approved', gathering, stranger, open)
  const host = await app.connect()
  const before = snapshotOf(await host.join(asHost(city)))
  await mergeMeeting(city)
  const namedNow = () => pageOf(grown(before, host.updates()), city)?.crew?.mergedInto
  await eventually(() => expect(namedNow()).toBe(open.meetingId), 1000)
  const { meetingId } = open
  const edit = { exposure: { existence: 'invited', counts: 'exact', address: 'public' } } as const
  await gathering.order('editMeeting', { meetingId, edit })
  await eventually(() => expect(namedNow()).toBe(null), 1000)
  const fresh = snapshotOf(await (await app.connect()).join(asHost(city)))
  expect(JSON.stringify(fresh)).not.toContain(meetingId)
})

test('K14: who of the crew is there is told to hosts of open cities alone, and counts no other host', async () => {
  const approved = await bringCityTo('approved', gathering, stranger, open)
  const host = await app.connect()
  await host.join(asHost(approved))
  const proposal = await proposeAt('2643743')
  const proposer = await app.connect()
  await proposer.join(asHost(proposal))
  await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' })
  const isTold = (person: Person) => person.told.some(({ event }) => event === 'crew')
  const hostsTold = () => {
    const value = gathering.organizer.told.findLast(({ event }) => event === 'crew')?.value
    return (value as { hosts?: string[] } | undefined)?.hosts
  }
  await eventually(() => expect(hostsTold()).toEqual([approved.meetingId]), 5000)
  await eventually(() => expect(isTold(host)).toBe(true), 1000)
  expect(isTold(proposer)).toBe(false)
  await withdrawMeeting(approved)
  host.told.length = 0
  // The host would receive it in the same tick as the control room.
  await eventually(() => expect(hostsTold()).toEqual([]), 5000)
  expect([isTold(host), isTold(proposer)]).toEqual([false, false])
})

async function proposeAt(placeId: string): Promise<TestCity> {
  const city = { meetingId: makeTestId(), hostSecret: makeSecret('h') }
  const payload = { meetingId: city.meetingId, placeId, plan: openPlan }
  accepted(
    await stranger.ask('proposeMeeting', gathering.gatheringId, payload, { credential: city.hostSecret }),
  )
  return city
}

test('K11: a city that is withdrawn or merged is no longer put next, on neither stage', async () => {
  const readNext = async () => {
    const { stage, control } = snapshotOf(
      await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
    )
    return [stage.nextMeetingId, control?.rehearsal?.stage.nextMeetingId]
  }
  const city = await gathering.addCity(cityIds.berlin)
  const { meetingId } = city
  for (const end of [withdrawMeeting, mergeMeeting]) {
    for (const isRehearsal of [false, true]) {
      await gathering.order('putNext', { meetingId, isRehearsal, seat })
    }
    const watching = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
    expect(watching.stage.nextMeetingId).toBe(meetingId)
    await end(city)
    expect(await readNext()).toEqual([null, null])
    await eventually(() => expect(grown(watching, stranger.updates()).stage.nextMeetingId).toBe(null))
    if (end === withdrawMeeting) await approveMeeting(city)
    stranger.told.length = 0
  }
})

test('K13: a proposal that was approved may be run at once, and one that was withdrawn no longer', async () => {
  const city = await propose(gathering, stranger)
  const say = () =>
    stranger.ask(
      'sendMessage',
      gathering.gatheringId,
      { messageId: makeTestId(), meetingId: city.meetingId, text: 'Hello' },
      { credential: city.hostSecret },
    )
  expect(await say()).toMatchObject({ reason: 'not-allowed' })
  await changeTo('approved', gathering, city.meetingId, open)
  expect(await say()).toMatchObject({ ok: true })
  await withdrawMeeting(city)
  expect(await say()).toMatchObject({ reason: 'not-allowed' })
})

test('A7, K13: the host of a city in a draft reads nothing of it and does nothing in it', async () => {
  const draft = await makeGathering(app, { published: false })
  const city = await draft.addCity(cityIds.berlin)
  const request = { gathering: draft.gatheringId, as: 'host', credential: city.hostSecret } as const
  expect(await stranger.join(request)).toMatchObject({ ok: false })
  const edit = { meetingId: city.meetingId, edit: { note: 'New' } }
  const credential = city.hostSecret
  expect(await stranger.ask('editMeeting', draft.gatheringId, edit, { credential })).toMatchObject({
    reason: 'not-allowed',
  })
  await draft.order('publishGathering', {})
  expect(await stranger.join(request)).toMatchObject({ ok: true })
  expect(await stranger.ask('editMeeting', draft.gatheringId, edit, { credential })).toMatchObject({
    ok: true,
  })
})
