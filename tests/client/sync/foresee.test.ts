// The optimistic state a page shows for a command before the server has answered.
import { describe, expect, test } from 'vitest'
import { foreseeTicket, keptReply } from '#client/features/attendance/foresee-ticket.ts'
import { foresee, foreseeing } from '#client/sync/foresee.ts'
import { emptySeat } from '#shared/domain/director-seat.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { Command, CommandName } from '#shared/protocol/commands.ts'
import type { AttendanceView, SegmentView, Snapshot, TicketView } from '#shared/protocol/views.ts'
import { commandNames, samplePayload } from '../../support/sample-commands.ts'
import { meetingView, snapshotOf } from '../views.ts'

const reply = (attendanceId: string, arrived = 0): AttendanceView => ({
  attendanceId,
  code: 'A84ZFP',
  partySize: 4,
  state: 'confirmed',
  queueOrder: 1,
  arrived,
  vouched: false,
  exactState: 'confirmed',
  repliedMinute: 0,
  held: '',
})
const cities = [meetingView('aleppo', 'Aleppo'), meetingView('berlin', 'Berlin', true)]
const read = snapshotOf(cities, [reply('one', 1), reply('two')])
/** As the host of Berlin sees it, with one person arrived. */
const own: Snapshot = {
  ...read,
  meetings: cities.map((view) => ({ ...view, crew: view.crew && { ...view.crew, checkedIn: 1 } })),
  counts: read.counts.map((view) => ({ ...view, arrived: view.meetingId === 'berlin' ? 1 : 0 })),
  stage: { ...emptyStage, meetingId: 'aleppo', fence: 3, since: 1 },
}
const now = 1000

function foreseen<Name extends CommandName>(
  before: Snapshot,
  name: Name,
  payload: Extract<Command, { name: Name }>['payload'],
  gatheringId = before.gathering.gatheringId,
): Snapshot {
  const command = { commandId: 'command-of-the-test', gatheringId, name, payload } as Command
  return foresee(before, [command], now)
}

const meetingOf = ({ meetings }: Snapshot, id: string) => meetings.find(({ meetingId }) => meetingId === id)
const countsOf = ({ counts }: Snapshot, id: string) => counts.find(({ meetingId }) => meetingId === id)

test('without commands, and with those of another gathering, the confirmed state itself is shown', () => {
  expect(foresee(own, [], now)).toBe(own)
  expect(foreseen(own, 'setLink', { meetingId: 'berlin', status: 'ready' }, 'another')).toBe(own)
})

test('commands are applied in their order', () => {
  const setLink = (status: 'ready' | 'off') =>
    ({
      commandId: `command-${status}`,
      gatheringId: own.gathering.gatheringId,
      name: 'setLink',
      payload: { meetingId: 'berlin', status },
    }) as Command
  const shown = foresee(own, [setLink('off'), setLink('ready')], now)
  expect(meetingOf(shown, 'berlin')?.link).toEqual({ status: 'ready', since: now })
  expect(meetingOf(shown, 'aleppo')).toBe(meetingOf(own, 'aleppo'))
})

describe('an edited city', () => {
  test('shows what was edited, and keeps what was not', () => {
    const shown = foreseen(own, 'editMeeting', {
      meetingId: 'berlin',
      edit: { note: 'Bring tea', hostAlias: undefined, address: 'Street 2' },
    })
    expect(meetingOf(shown, 'berlin')).toEqual({
      ...meetingOf(own, 'berlin'),
      note: 'Bring tea',
      address: { venue: 'Hall', address: 'Street 2' },
    })
    const moved = foreseen(own, 'editMeeting', { meetingId: 'berlin', edit: { venue: 'Garden' } })
    expect(meetingOf(moved, 'berlin')?.address).toEqual({ venue: 'Garden', address: 'Street 1' })
  })

  test('shows no address where it is closed to this reader', () => {
    const shown = foreseen(own, 'editMeeting', { meetingId: 'aleppo', edit: { venue: 'Garden' } })
    expect(meetingOf(shown, 'aleppo')?.address).toBeNull()
  })
})

describe('the stage', () => {
  const toBerlin = { meetingId: 'berlin', segmentId: null, seenFence: 3, isRehearsal: false } as const

  test('K1: handed over or held it keeps the fence that the server told, so that the next act names that one', () => {
    expect(foreseen(own, 'handStage', toBerlin).stage).toMatchObject({
      meetingId: 'berlin',
      fence: 3,
      since: now,
    })
    expect(foreseen(own, 'holdStage', { isHeld: true, seenFence: 3, isRehearsal: false }).stage).toEqual({
      ...own.stage,
      isHeld: true,
    })
  })

  test.each([2, 4])(
    'an act on fence %i of a stage with fence 3 shows nothing, for it will be refused',
    (seenFence) => {
      expect(foreseen(own, 'handStage', { ...toBerlin, seenFence })).toBe(own)
      expect(foreseen(own, 'holdStage', { isHeld: true, seenFence, isRehearsal: false })).toBe(own)
    },
  )

  test('who is put next shows whatever the fence', () => {
    const shown = foreseen(own, 'putNext', { meetingId: 'berlin', isRehearsal: false })
    expect(shown.stage).toEqual({ ...own.stage, nextMeetingId: 'berlin' })
  })

  test('K8: an act of a rehearsal shows on the stage of the rehearsal alone, and nowhere when there is none', () => {
    const rehearsal = {
      rehearsalId: 'monday',
      startedAt: 1,
      stage: { ...emptyStage, fence: 5 },
      rollCall: null,
    }
    const rehearsing: Snapshot = {
      ...own,
      control: { seat: emptySeat, directors: [], rehearsal, purgeAt: null },
    }
    const act = { ...toBerlin, isRehearsal: true }
    const shown = foreseen(rehearsing, 'handStage', { ...act, seenFence: 5 })
    expect(shown.control?.rehearsal?.stage).toMatchObject({ meetingId: 'berlin', fence: 5 })
    expect(shown.stage).toBe(own.stage)
    expect(foreseen(rehearsing, 'handStage', act)).toBe(rehearsing)
    const next = foreseen(rehearsing, 'putNext', { meetingId: 'aleppo', isRehearsal: true })
    expect(next.control?.rehearsal?.stage.nextMeetingId).toBe('aleppo')
    const over: Snapshot = {
      ...own,
      control: { seat: emptySeat, directors: [], rehearsal: null, purgeAt: null },
    }
    expect(foreseen(over, 'handStage', act)).toBe(over)
    expect(foreseen(own, 'handStage', act)).toBe(own)
  })
})

describe('the programme', () => {
  const segment = (segmentId: string, isClosed = false): SegmentView => ({
    segmentId,
    meetingId: null,
    kind: 'report',
    language: 'ar',
    title: segmentId,
    lengthMs: 60_000,
    pinnedMs: null,
    overrun: 'push',
    isClosed,
  })
  const planned: Snapshot = { ...own, programme: [segment('one', true), segment('two')] }
  const { isClosed: _, ...three } = segment('three')

  test('shows a segment where it was put, and keeps which ones are closed', () => {
    const shown = foreseen(planned, 'putSegment', { segment: three, afterSegmentId: 'one' })
    expect(shown.programme).toEqual([segment('one', true), segment('three'), segment('two')])
  })

  test('stays as it is when the segment it should follow is not there', () => {
    expect(foreseen(planned, 'putSegment', { segment: three, afterSegmentId: 'gone' })).toBe(planned)
  })

  test('no longer shows a segment that was removed', () => {
    expect(foreseen(planned, 'removeSegment', { segmentId: 'one' }).programme).toEqual([segment('two')])
  })
})

describe('arrivals', () => {
  test('a tick shows in the list, in the number of the own city and at its door, by the difference', () => {
    const shown = foreseen(own, 'tickArrival', { attendanceId: 'one', arrived: 3 })
    expect(shown.attendances).toEqual([reply('one', 3), reply('two')])
    expect(countsOf(shown, 'berlin')?.arrived).toBe(3)
    expect(countsOf(shown, 'aleppo')?.arrived).toBe(0)
    expect(meetingOf(shown, 'berlin')?.crew?.checkedIn).toBe(3)
    const back = foreseen(own, 'tickArrival', { attendanceId: 'one', arrived: 0 })
    expect(countsOf(back, 'berlin')?.arrived).toBe(0)
    expect(meetingOf(back, 'berlin')?.crew?.checkedIn).toBe(0)
  })

  test('a tick of a reply that is not in the list, or with the number that is there, changes no number', () => {
    for (const payload of [
      { attendanceId: 'nobody', arrived: 3 },
      { attendanceId: 'one', arrived: 1 },
    ]) {
      const shown = foreseen(own, 'tickArrival', payload)
      expect(shown.counts).toBe(own.counts)
      expect(shown.attendances).toEqual(own.attendances)
    }
  })

  test('walk-ins show by the difference from those that were counted before', () => {
    const first = foreseen(own, 'countWalkIns', { meetingId: 'berlin', walkIns: 5 })
    expect(countsOf(first, 'berlin')?.arrived).toBe(6)
    expect(meetingOf(first, 'berlin')?.crew?.walkIns).toBe(5)
    const second = foreseen(first, 'countWalkIns', { meetingId: 'berlin', walkIns: 2 })
    expect(countsOf(second, 'berlin')?.arrived).toBe(3)
    expect(countsOf(second, 'aleppo')?.arrived).toBe(0)
  })

  test('A2: a number that is closed to this reader stays closed', () => {
    const closed: Snapshot = { ...own, counts: own.counts.map((view) => ({ ...view, arrived: null })) }
    const walked = foreseen(closed, 'countWalkIns', { meetingId: 'berlin', walkIns: 5 })
    expect(countsOf(walked, 'berlin')?.arrived).toBeNull()
    const ticked = foreseen(closed, 'tickArrival', { attendanceId: 'one', arrived: 3 })
    expect(countsOf(ticked, 'berlin')?.arrived).toBeNull()
  })

  test('walk-ins of a city whose crew reads elsewhere change no number here', () => {
    const shown = foreseen(own, 'countWalkIns', { meetingId: 'aleppo', walkIns: 5 })
    expect(countsOf(shown, 'aleppo')?.arrived).toBe(0)
    expect(meetingOf(shown, 'aleppo')?.crew).toBeNull()
  })

  test('where no crew reads, a tick changes no number', () => {
    const strangers: Snapshot = { ...own, meetings: [meetingView('berlin', 'Berlin')] }
    expect(foreseen(strangers, 'tickArrival', { attendanceId: 'one', arrived: 3 }).counts).toBe(own.counts)
  })
})

test('a reply that its host vouches for shows so, and no other', () => {
  const shown = foreseen(own, 'vouchForReply', { attendanceId: 'two', vouched: true })
  expect(shown.attendances.map(({ vouched }) => vouched)).toEqual([false, true])
})

describe('every command', () => {
  const sampleOf = (name: string): Command =>
    ({
      commandId: 'command-of-the-test',
      gatheringId: own.gathering.gatheringId,
      credential: 'secret',
      name,
      payload: samplePayload(name, {}),
    }) as Command
  const ruleOf = (name: string) => foreseeing[name as CommandName]

  test.each(commandNames.filter((name) => typeof ruleOf(name) === 'string'))(
    '%s is listed as not foreseen, and changes nothing before its answer',
    (name) => {
      expect(foresee(own, [sampleOf(name)], now)).toBe(own)
    },
  )

  test.each(commandNames.filter((name) => ruleOf(name) === 'on-ticket'))('%s shows on the ticket', (name) => {
    const command = sampleOf(name)
    const ticket = { partySize: 7, state: 'confirmed', exactState: 'confirmed' } as TicketView
    const isOnTicket = keptReply([command], 'secret') !== null
    expect(isOnTicket || foreseeTicket(ticket, [command])).not.toEqual(ticket)
  })

  test('a kept command that this version does not know changes nothing', () => {
    const unknown = { ...sampleOf('setLink'), name: 'ofAnotherVersion' } as unknown as Command
    expect(foresee(own, [unknown], now)).toBe(own)
  })
})
