// The rules of one person's place at a meeting: seats, the waiting list, moving, arriving.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Attendance,
  confirmedState,
  decideArrive,
  decideCancel,
  decideMove,
  decideReply,
  decideResize,
  maxPartySize,
  peopleOf,
  type Seats,
  stateForHolder,
  whoMovesUp,
} from '#shared/domain/attendance.ts'

const open: Seats = {
  status: 'approved',
  left: 10,
  waiting: 0,
  phase: 'to-come',
  isHeld: false,
  isClosed: false,
}
const own: Attendance = {
  attendanceId: 'attendance',
  meetingId: 'here',
  code: 'ABCDE',
  partySize: 2,
  state: 'confirmed',
  queueOrder: 1,
  arrived: 0,
  vouched: false,
}

const states = fc.constantFrom('confirmed' as const, 'waiting' as const, 'cancelled' as const)
const seats: fc.Arbitrary<Seats> = fc.record({
  status: fc.constantFrom(
    'approved' as const,
    'proposed' as const,
    'declined' as const,
    'withdrawn' as const,
  ),
  left: fc.option(fc.nat(30)),
  waiting: fc.nat(20),
  phase: fc.constantFrom('to-come' as const, 'live' as const, 'past' as const),
  isHeld: fc.constant(false),
  isClosed: fc.constant(false),
})
const attendances: fc.Arbitrary<Attendance> = fc
  .record({ partySize: fc.integer({ min: 1, max: maxPartySize }), state: states, come: fc.nat(maxPartySize) })
  .map(({ partySize, state, come }) => ({ ...own, partySize, state, arrived: Math.min(come, partySize) }))

describe('a reply', () => {
  test.each([
    ['free seats', {}, 2, { ok: true, state: 'confirmed' }],
    ['exactly the last seats', { left: 2 }, 2, { ok: true, state: 'confirmed' }],
    ['one seat too few', { left: 1 }, 2, { ok: true, state: 'waiting' }],
    [
      'somebody waiting already, though it would fit',
      { left: 5, waiting: 6 },
      1,
      { ok: true, state: 'waiting' },
    ],
    ['no limit', { left: null, waiting: 3 }, 10, { ok: true, state: 'confirmed' }],
    ['the largest party', {}, maxPartySize, { ok: true, state: 'confirmed' }],
    ['a host who confirms each, though seats are free', { isHeld: true }, 2, { ok: true, state: 'asked' }],
    [
      'a host who confirms each, without a limit',
      { isHeld: true, left: null },
      2,
      { ok: true, state: 'asked' },
    ],
    ['closed numbers and free seats', { isClosed: true }, 2, { ok: true, state: 'waiting' }],
    ['closed numbers and no limit', { isClosed: true, left: null }, 2, { ok: true, state: 'confirmed' }],
    ['a live gathering', { phase: 'live' }, 1, { ok: true, state: 'confirmed' }],
    ['a past gathering', { phase: 'past' }, 1, { ok: false, reason: 'gathering-past' }],
    ['a city that is only proposed', { status: 'proposed' }, 1, { ok: false, reason: 'meeting-not-open' }],
    ['a withdrawn city', { status: 'withdrawn' }, 1, { ok: false, reason: 'meeting-not-open' }],
    ['nobody', {}, 0, { ok: false, reason: 'party-size-wrong', field: 'partySize' }],
    ['eleven', {}, 11, { ok: false, reason: 'party-size-wrong', field: 'partySize' }],
    ['one and a half', {}, 1.5, { ok: false, reason: 'party-size-wrong', field: 'partySize' }],
    ['no number', {}, Number.NaN, { ok: false, reason: 'party-size-wrong', field: 'partySize' }],
  ] as const)('with %s', (_what, given, partySize, verdict) => {
    expect(decideReply({ ...open, ...given }, partySize)).toEqual(verdict)
  })

  test('never takes more seats than are left', () => {
    let seated = 0
    fc.assert(
      fc.property(seats, fc.integer({ min: 1, max: maxPartySize }), (given, partySize) => {
        const verdict = decideReply({ ...given, status: 'approved', phase: 'to-come' }, partySize)
        if (!verdict.ok || verdict.state !== 'confirmed') return
        seated += 1
        expect(partySize).toBeLessThanOrEqual(given.left ?? 99)
      }),
    )
    expect(seated).toBeGreaterThan(0)
  })
})

describe('changing a reply', () => {
  test.each([
    ['more people, who fit', { left: 1 }, own, 3, { ok: true, state: 'confirmed', toEndOfQueue: false }],
    [
      'more people, who do not fit',
      { left: 1 },
      own,
      4,
      { ok: false, reason: 'no-seats-for-more', field: 'partySize' },
    ],
    [
      'more people past those who wait',
      { left: 5, waiting: 9 },
      own,
      3,
      { ok: false, reason: 'no-seats-for-more', field: 'partySize' },
    ],
    [
      'fewer people in a full city',
      { left: 0 },
      own,
      1,
      { ok: true, state: 'confirmed', toEndOfQueue: false },
    ],
    [
      'fewer than have come',
      {},
      { ...own, arrived: 2 },
      1,
      { ok: false, reason: 'already-arrived', field: 'partySize' },
    ],
    [
      'more people while waiting',
      {},
      { ...own, state: 'waiting' },
      3,
      { ok: true, state: 'waiting', toEndOfQueue: true },
    ],
    [
      'fewer people while waiting',
      {},
      { ...own, state: 'waiting' },
      1,
      { ok: true, state: 'waiting', toEndOfQueue: false },
    ],
    [
      'the same number of people while waiting keeps the place in the queue',
      {},
      { ...own, state: 'waiting' },
      2,
      { ok: true, state: 'waiting', toEndOfQueue: false },
    ],
    [
      'the same number of people in a full city',
      { left: 0 },
      own,
      2,
      { ok: true, state: 'confirmed', toEndOfQueue: false },
    ],
    [
      'exactly as many as have come',
      {},
      { ...own, arrived: 1 },
      1,
      { ok: true, state: 'confirmed', toEndOfQueue: false },
    ],
    ['to nobody', {}, own, 0, { ok: false, reason: 'party-size-wrong', field: 'partySize' }],
    [
      'to more than a party may be',
      {},
      own,
      maxPartySize + 1,
      { ok: false, reason: 'party-size-wrong', field: 'partySize' },
    ],
    ['a cancelled one', {}, { ...own, state: 'cancelled' }, 1, { ok: false, reason: 'reply-cancelled' }],
    ['a declined one', {}, { ...own, state: 'declined' }, 1, { ok: false, reason: 'reply-declined' }],
    [
      'more people, asked while the host has not confirmed it',
      { isHeld: true },
      { ...own, state: 'asked' },
      3,
      { ok: true, state: 'asked', toEndOfQueue: true },
    ],
    [
      'the same number of people, asked while the host has not confirmed it',
      { isHeld: true },
      { ...own, state: 'asked' },
      2,
      { ok: true, state: 'asked', toEndOfQueue: false },
    ],
    [
      'more people where the host confirms each',
      { isHeld: true },
      own,
      3,
      { ok: false, reason: 'size-needs-host', field: 'partySize' },
    ],
    [
      'more people where the numbers are closed, though seats are free',
      { isClosed: true },
      own,
      3,
      { ok: false, reason: 'size-needs-host', field: 'partySize' },
    ],
    [
      'more people where the numbers are closed and there is no limit',
      { isClosed: true, left: null },
      own,
      3,
      { ok: false, reason: 'size-needs-host', field: 'partySize' },
    ],
    [
      'as many people where the numbers are closed and replies are held',
      { isClosed: true, isHeld: true },
      own,
      2,
      { ok: true, state: 'confirmed', toEndOfQueue: false },
    ],
    [
      'more people without a limit',
      { left: null },
      own,
      maxPartySize,
      { ok: true, state: 'confirmed', toEndOfQueue: false },
    ],
    ['after the end', { phase: 'past' }, own, 1, { ok: false, reason: 'gathering-past' }],
  ] as const)('%s', (_what, given, attendance, partySize, verdict) => {
    expect(decideResize({ ...open, ...given }, attendance, partySize)).toEqual(verdict)
  })

  test('nobody who has a seat loses it by asking, and nobody who waits gets one', () => {
    const allowed = { asked: 0, confirmed: 0, waiting: 0 }
    fc.assert(
      fc.property(seats, attendances, fc.integer({ min: -1, max: 12 }), (given, attendance, partySize) => {
        const verdict = decideResize(given, attendance, partySize)
        if (!verdict.ok) return
        allowed[verdict.state] += 1
        expect(verdict.state).toBe(attendance.state)
        const more = partySize - attendance.partySize
        if (verdict.state === 'confirmed' && more > 0) expect(more).toBeLessThanOrEqual(given.left ?? 99)
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(allowed.confirmed, allowed.waiting)).toBeGreaterThan(20)
  })

  test('it is cancelled once, and not by those who have come', () => {
    expect(decideCancel(own, 'to-come')).toEqual({ ok: true })
    expect(decideCancel(own, 'live')).toEqual({ ok: true })
    expect(decideCancel(own, 'past')).toEqual({ ok: false, reason: 'gathering-past' })
    expect(decideCancel({ ...own, arrived: 1 }, 'live')).toEqual({ ok: false, reason: 'already-arrived' })
    expect(decideCancel({ ...own, state: 'cancelled' }, 'to-come')).toEqual({
      ok: false,
      reason: 'reply-cancelled',
    })
    expect(decideCancel({ ...own, state: 'declined' }, 'to-come')).toEqual({
      ok: false,
      reason: 'reply-declined',
    })
  })

  test('it moves as a reply of its size would be placed there, and only elsewhere', () => {
    expect(decideMove(open, own, 'here')).toEqual({
      ok: false,
      reason: 'already-there',
      field: 'toMeetingId',
    })
    expect(decideMove(open, { ...own, arrived: 1 }, 'there')).toEqual({
      ok: false,
      reason: 'already-arrived',
    })
    expect(decideMove(open, { ...own, state: 'cancelled' }, 'there')).toEqual({
      ok: false,
      reason: 'reply-cancelled',
    })
    expect(decideMove(open, { ...own, state: 'declined' }, 'there')).toEqual({
      ok: false,
      reason: 'reply-declined',
    })
    fc.assert(
      fc.property(seats, attendances, (target, attendance) => {
        fc.pre(attendance.state !== 'cancelled' && attendance.arrived === 0)
        expect(decideMove(target, attendance, 'there')).toEqual(decideReply(target, attendance.partySize))
      }),
    )
  })
})

describe('an arrival', () => {
  const startsAt = 1_000_000_000
  const twoHoursMs = 7_200_000
  const at = (now: number, phase: 'to-come' | 'live' | 'past' = 'to-come') => ({ startsAt, now, phase })
  test.each([
    ['two hours before, to the millisecond', own, 1, at(startsAt - twoHoursMs), { ok: true }],
    ['a millisecond sooner', own, 1, at(startsAt - twoHoursMs - 1), { ok: false, reason: 'too-early' }],
    ['while it is live', own, 2, at(startsAt, 'live'), { ok: true }],
    ['taken back', { ...own, arrived: 2 }, 0, at(startsAt, 'live'), { ok: true }],
    ['after the end', own, 1, at(startsAt + 1, 'past'), { ok: false, reason: 'gathering-past' }],
    [
      'of more than replied',
      own,
      3,
      at(startsAt, 'live'),
      { ok: false, reason: 'party-size-wrong', field: 'arrived' },
    ],
    [
      'of somebody who waits',
      { ...own, state: 'waiting' },
      1,
      at(startsAt, 'live'),
      { ok: false, reason: 'still-waiting' },
    ],
    [
      'of somebody whom the host has not confirmed',
      { ...own, state: 'asked' },
      1,
      at(startsAt, 'live'),
      { ok: false, reason: 'still-asked' },
    ],
    [
      'of somebody who was declined',
      { ...own, state: 'declined' },
      1,
      at(startsAt, 'live'),
      { ok: false, reason: 'reply-declined' },
    ],
    [
      'of half a person',
      own,
      1.5,
      at(startsAt, 'live'),
      { ok: false, reason: 'party-size-wrong', field: 'arrived' },
    ],
    [
      'of fewer than nobody',
      own,
      -1,
      at(startsAt, 'live'),
      { ok: false, reason: 'party-size-wrong', field: 'arrived' },
    ],
    [
      'of somebody who cancelled',
      { ...own, state: 'cancelled' },
      1,
      at(startsAt, 'live'),
      { ok: false, reason: 'reply-cancelled' },
    ],
    [
      'without an instant',
      own,
      1,
      { startsAt: null, now: 5, phase: 'to-come' },
      { ok: false, reason: 'too-early' },
    ],
  ] as const)('%s', (_what, attendance, arrived, clock, verdict) => {
    expect(decideArrive(attendance, arrived, clock)).toEqual(verdict)
  })
})

describe('moving up', () => {
  const queues = fc
    .array(fc.integer({ min: 1, max: maxPartySize }), { maxLength: 30 })
    .map((sizes) =>
      sizes.map((partySize, queueOrder): Attendance => ({ ...own, partySize, queueOrder, state: 'waiting' })),
    )

  test('is strictly in order: whoever moves up is the head of the queue, as far as the seats go', () => {
    fc.assert(
      fc.property(fc.nat(60), queues, (left, queue) => {
        const moved = whoMovesUp(left, queue)
        expect(moved).toEqual(queue.slice(0, moved.length))
        const taken = moved.reduce((sum, { partySize }) => sum + partySize, 0)
        expect(taken).toBeLessThanOrEqual(left)
        const next = queue[moved.length]
        if (next !== undefined) expect(taken + next.partySize).toBeGreaterThan(left)
      }),
    )
  })

  test('is for everybody where there is no limit', () => {
    fc.assert(fc.property(queues, (queue) => void expect(whoMovesUp(null, queue)).toEqual(queue)))
  })
})

describe('a reply that its host confirms', () => {
  test.each([
    ['gets the last seats', { left: 2 }, 'confirmed'],
    ['waits where one seat is missing', { left: 1 }, 'waiting'],
    ['waits behind those who wait, though it would fit', { left: 5, waiting: 6 }, 'waiting'],
    ['gets a seat where there is no limit, whoever waits', { left: null, waiting: 6 }, 'confirmed'],
    [
      'gets the last seats of a closed city, whoever waits',
      { left: 2, waiting: 6, isClosed: true },
      'confirmed',
    ],
    ['gets a seat in a closed city without a limit', { left: null, isClosed: true }, 'confirmed'],
    ['stays as it is in a closed city that is full', { left: 1, isClosed: true }, null],
  ] as const)('%s', (_what, given, state) => {
    expect(confirmedState({ ...open, ...given }, 2)).toBe(state)
  })
})

describe('the people of a reply', () => {
  const none = { asked: 0, confirmed: 0, vouched: 0, waiting: 0, arrived: 0 }
  test.each([
    ['asked', { state: 'asked' }, { ...none, asked: 3 }],
    ['confirmed', { state: 'confirmed', arrived: 2 }, { ...none, confirmed: 3, arrived: 2 }],
    [
      'confirmed and vouched for',
      { state: 'confirmed', vouched: true },
      { ...none, confirmed: 3, vouched: 3 },
    ],
    ['waiting and vouched for', { state: 'waiting', vouched: true }, { ...none, waiting: 3 }],
    ['cancelled after they came', { state: 'cancelled', arrived: 2, vouched: true }, none],
    ['declined after they came', { state: 'declined', arrived: 2 }, none],
  ] as const)('that is %s', (_what, given, people) => {
    expect(peopleOf({ ...own, partySize: 3, ...given })).toEqual(people)
  })
})

test('A2: whoever waits for a seat where the numbers are closed reads that they asked, and others read their state', () => {
  expect(stateForHolder('waiting', { counts: 'exact' })).toBe('waiting')
  expect(stateForHolder('waiting', { counts: 'band' })).toBe('asked')
  expect(stateForHolder('waiting', { counts: 'hidden' })).toBe('asked')
  expect(stateForHolder('confirmed', { counts: 'hidden' })).toBe('confirmed')
})
