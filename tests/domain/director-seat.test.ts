// The director's role: which window may act on the stage, and what changes when the role passes on.
import { describe, expect, test } from 'vitest'
import { type DirectorSeat, decideDirect, emptySeat, sitDown, standUp } from '#shared/domain/director-seat.ts'

const asking = { seatId: 'seat-of-sami', alias: 'Sami', at: 5 }
const taken: DirectorSeat = { seatId: 'seat-of-layla', alias: 'Layla', term: 4, asking }

describe('K3: a window acts by its seat and its term', () => {
  test.each([
    ['its own seat and the present term', { seatId: 'seat-of-layla', term: 4 }, { ok: true }],
    [
      'its own seat and an earlier term',
      { seatId: 'seat-of-layla', term: 3 },
      { ok: false, reason: 'seat-lost' },
    ],
    [
      'its own seat and a later term',
      { seatId: 'seat-of-layla', term: 5 },
      { ok: false, reason: 'seat-lost' },
    ],
    [
      'another seat and the present term',
      { seatId: 'seat-of-sami', term: 4 },
      { ok: false, reason: 'seat-lost' },
    ],
  ])('%s', (_what, claim, verdict) => {
    expect(decideDirect(taken, claim, true)).toEqual(verdict)
    // The lease decides who may take the role, not whether a claim is valid.
    expect(decideDirect(taken, claim, false)).toEqual(verdict)
  })

  test('without a claim a director may act while nobody sits or the holder has vanished', () => {
    expect(decideDirect(taken, undefined, true)).toEqual({ ok: false, reason: 'seat-taken' })
    expect(decideDirect(taken, undefined, false)).toEqual({ ok: true })
    expect(decideDirect(emptySeat, undefined, true)).toEqual({ ok: true })
  })
})

test('K3: sitting down and standing up each begin a new term and end the question of who asked', () => {
  expect(sitDown(taken, { seatId: 'seat-of-sami', alias: 'Sami' })).toEqual({
    seatId: 'seat-of-sami',
    alias: 'Sami',
    term: 5,
    asking: null,
  })
  expect(standUp(taken)).toEqual({ seatId: null, alias: '', term: 5, asking: null })
})
