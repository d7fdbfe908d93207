// A host's input: codes in any digits, and the check-in list.
import { describe, expect, test } from 'vitest'
import { countParts, doorList } from '#client/features/host/door/door-list.ts'
import { readCodeTyped } from '#client/features/host/door/read-typed.ts'
import { foresee } from '#client/sync/foresee.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { meetingView, snapshotOf } from './views.ts'

describe('what is typed', () => {
  test('a code is found in any case, with blanks, in any digits', () => {
    expect(readCodeTyped(' a8-4z fp')).toBe('A84ZFP')
    expect(readCodeTyped('a٨٤zfp')).toBe('A84ZFP')
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
