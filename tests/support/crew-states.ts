// Brings a host's city into each possible state, next to a link-up in which every crew-only text is a canary.
import type { HostStanding } from '#shared/domain/host-rights.ts'
import type { Person } from './person.ts'
import {
  accepted,
  cityIds,
  invited,
  makeSecret,
  makeTestId,
  openPlan,
  type TestCity,
  type TestGathering,
} from './test-gathering.ts'

/** Texts that only the crew may read. */
export const crewWords = [
  'canary-broadcast',
  'canary-to-city',
  'canary-rehearsal',
  'canary-seat-alias',
  'canary-roll-alias',
  'canary-asking',
  'canary-segment',
  'canary-hidden-city',
]

/** Adds a hidden city, a director, a director's role that is taken and requested, a rehearsal, and texts from the rehearsal and live. */
export async function startLinkUp(gathering: TestGathering): Promise<void> {
  const { order } = gathering
  await gathering.addCity(cityIds.aleppo, { hostAlias: 'canary-hidden-city', exposure: invited })
  await order('appointDirector', {
    directorId: makeTestId(),
    alias: 'canary-roll-alias',
    directorSecret: makeSecret('d'),
  })
  await order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'canary-broadcast' })
  await order('startRehearsal', { rehearsalId: makeTestId() })
  const said = { messageId: makeTestId(), meetingId: null, text: 'canary-rehearsal', isRehearsal: true }
  await order('sendMessage', said)
  await order('takeSeat', { seatId: 'seat-of-layla', alias: 'canary-seat-alias', seenTerm: 0 })
  await order('askForSeat', { seatId: 'seat-of-sami', alias: 'canary-asking' })
}

/** `into`: an open city that a merged one joins. Each test makes its own city. */
export async function bringCityTo(
  standing: HostStanding,
  gathering: TestGathering,
  stranger: Person,
  into: TestCity,
): Promise<TestCity> {
  const city = await propose(gathering, stranger)
  const { meetingId } = city
  await gathering.order('putSegment', {
    segment: {
      segmentId: makeTestId(),
      meetingId,
      kind: 'report',
      language: 'ar',
      title: 'canary-segment',
      lengthMs: 300_000,
      pinnedMs: null,
      overrun: 'push',
    },
    afterSegmentId: null,
  })
  await changeTo(standing, gathering, meetingId, into)
  return city
}

export async function propose(gathering: TestGathering, stranger: Person): Promise<TestCity> {
  const meetingId = makeTestId()
  const hostSecret = makeSecret('h')
  const plan = { ...openPlan, exposure: invited, venue: 'own-venue', note: 'own-note' }
  const payload = { meetingId, placeId: '292223', plan }
  accepted(await stranger.ask('proposeMeeting', gathering.gatheringId, payload, { credential: hostSecret }))
  return { meetingId, hostSecret }
}

/** Starts from a proposed city. */
export async function changeTo(
  standing: HostStanding,
  { order }: TestGathering,
  meetingId: string,
  into: TestCity,
): Promise<void> {
  if (standing === 'proposed') return
  if (standing === 'declined') {
    await order('declineMeeting', { meetingId, reason: 'canary-reason' })
    return
  }
  await order('approveMeeting', { meetingId })
  if (standing !== 'approved') {
    await order('sendMessage', { messageId: makeTestId(), meetingId, text: 'canary-to-city' })
  }
  if (standing === 'withdrawn') await order('withdrawMeeting', { meetingId })
  if (standing === 'merged') {
    await order('mergeMeeting', { meetingId, intoMeetingId: into.meetingId })
  }
}
