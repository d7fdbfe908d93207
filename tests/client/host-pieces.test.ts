// What a host types and ticks: codes in any digits, plans and their faults, the door's list.
import { describe, expect, test } from 'vitest'
import { countParts, doorList } from '#client/features/host/door-list.ts'
import { draftOf, emptyDraft, planEdit, planOf } from '#client/features/host/plan-draft.ts'
import { readCodeTyped } from '#client/features/host/read-typed.ts'
import { foresee } from '#client/sync/foresee.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { meetingPlan } from '#shared/protocol/commands/meeting.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { meetingView, snapshotOf } from './views.ts'

describe('what is typed', () => {
  test('a code is found in any case, with blanks, in any digits', () => {
    expect(readCodeTyped(' a8-4z fp')).toBe('A84ZFP')
    expect(readCodeTyped('a٨٤zfp')).toBe('A84ZFP')
  })
})

describe('a plan', () => {
  const draft = { ...emptyDraft(['ar']), hostAlias: 'Maya' }
  test('is careful unless somebody chose otherwise', () => {
    expect(planOf(draft).plan.exposure).toEqual(exposurePresets.approximate)
  })
  test('as it is sent, is one that the server reads', () => {
    const { plan, faults } = planOf({ ...draft, isLimited: true, capacity: '١٢٠' })
    expect(faults).toEqual({})
    expect(meetingPlan.parse(plan)).toEqual({ ...plan, capacity: 120 })
  })
  test('needs a name to call the host by', () => {
    expect(planOf({ ...draft, hostAlias: '  ' }).faults).toEqual({ hostAlias: 'missing' })
  })
  test.each([
    ['', 'missing'],
    ['0', 'wrong'],
    ['many', 'wrong'],
    ['1.5', 'wrong'],
    ['200001', 'too-long'],
  ] as const)('with %j seats has a fault: %s', (capacity, fault) => {
    expect(planOf({ ...draft, isLimited: true, capacity }).faults).toEqual({ capacity: fault })
  })
  test('without a limit forgets what was typed before', () => {
    const { plan, faults } = planOf({ ...draft, isLimited: false, capacity: 'many' })
    expect([plan.capacity, faults]).toEqual([null, {}])
  })
  test('of a city, opened and saved untouched, changes nothing', () => {
    const own = { existence: 'invited', counts: 'exact', address: 'vouched' } as const
    for (const exposure of [...Object.values(exposurePresets), own]) {
      const meeting = { ...meetingView('m1', 'Berlin'), exposure, capacity: 40 }
      const { plan } = planOf(draftOf(meeting), exposure)
      expect(plan.exposure).toEqual(exposure)
      expect(planEdit(plan, plan)).toEqual({})
      expect(planEdit(plan, { ...plan, venue: 'Hall' })).toEqual({ venue: 'Hall' })
    }
  })
})

function reply(code: string, rest: Partial<AttendanceView> = {}): AttendanceView {
  const whole = { attendanceId: `id-${code}`, partySize: 2, state: 'confirmed', queueOrder: 1 } as const
  const exactState = rest.state ?? whole.state
  return { ...whole, exactState, code, arrived: 0, vouched: false, repliedMinute: 0, held: '', ...rest }
}

describe('the door', () => {
  const list = [
    reply('CCC'),
    reply('AAA'),
    reply('BBB', { arrived: 2 }),
    reply('DDD', { arrived: 1 }),
    reply('FFF', { state: 'waiting', queueOrder: 9 }),
    reply('EEE', { state: 'waiting', queueOrder: 3 }),
    reply('XAA', { state: 'cancelled' }),
  ]
  const codes = (part: 'expected' | 'arrived' | 'waiting', typed = '') =>
    doorList(list, part, typed).map(({ code }) => code)

  test('expects those of whom somebody is still missing, by code', () => {
    expect(codes('expected')).toEqual(['AAA', 'CCC', 'DDD'])
    expect(codes('arrived')).toEqual(['BBB'])
  })
  test('keeps the waiting list in its order', () => {
    expect(codes('waiting')).toEqual(['EEE', 'FFF'])
  })
  test('finds a code wherever it stands, cancelled replies too, the likelier first', () => {
    expect(codes('arrived', 'aa')).toEqual(['AAA', 'XAA'])
  })
  test('counts replies by what is to be done with them', () => {
    expect(countParts(list)).toEqual({ asked: 0, expected: 3, arrived: 1, waiting: 2 })
    const asked = reply('HHH', { state: 'waiting', exactState: 'asked' })
    const declined = reply('III', { state: 'cancelled', exactState: 'declined' })
    expect(countParts([asked, declined])).toEqual({ asked: 1, expected: 0, arrived: 0, waiting: 0 })
  })
})

test('a tick that is still on its way shows in the list and in the counts', () => {
  const before = snapshotOf([meetingView('m1', 'Berlin', true)], [reply('AAA')])
  const command = {
    commandId: 'c1',
    gatheringId: before.gathering.gatheringId,
    name: 'tickArrival',
    payload: { attendanceId: 'id-AAA', arrived: 2 },
  } as const
  const shown = foresee(before, [command], 0)
  expect(shown.attendances[0]?.arrived).toBe(2)
  expect(shown.counts[0]?.arrived).toBe(2)
  expect(shown.meetings[0]?.crew?.checkedIn).toBe(2)
  expect(
    foresee(shown, [{ ...command, payload: { ...command.payload, arrived: 0 } }], 0).counts[0]?.arrived,
  ).toBe(0)
})
