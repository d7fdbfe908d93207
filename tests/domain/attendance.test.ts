import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Attendance,
  decideArrive,
  decideCancel,
  decideMove,
  decideReply,
  decideResize,
  maxPartySize,
  type Seats,
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
