// Small rules of the desk: the director's role from one window, the keys, the order of the tiles, and viewer reports.
// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { clockLength } from '#client/features/control/clock-length.ts'
import { meantBy } from '#client/features/control/keys.ts'
import { targetOf } from '#client/features/control/run.ts'
import { lostTo, seatStanding } from '#client/features/control/seat.ts'
import { delayText, isSeenPoorly, seenText } from '#client/features/control/seen-text.ts'
import { tileOrder, waitingCities } from '#client/features/control/tile-order.ts'
import { openDesks } from '#client/i18n/languages.ts'
import { emptySeat, sitDown, standUp } from '#shared/domain/director-seat.ts'
import type { Segment } from '#shared/domain/programme.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'
import { wordsOf } from '../../support/words.ts'
import { meetingView } from '../views.ts'

const own = { seatId: 'own', alias: 'Layla' }
const other = { seatId: 'other', alias: 'Sami' }

describe('the seat', () => {
  const mine = sitDown(emptySeat, own)
  test('is free, this window’s own, or another’s', () => {
    expect(seatStanding(emptySeat, 'own')).toBe('free')
    expect(seatStanding(mine, 'own')).toBe('own')
    expect(seatStanding(mine, null)).toBe('other')
  })
  test('is lost to whoever sits there then, but not when it was left or given', () => {
    const theirs = sitDown(mine, other)
    expect(lostTo(mine, theirs, 'own', false)).toBe('Sami')
    expect(lostTo(mine, standUp(mine), 'own', false)).toBe('')
    expect(lostTo(mine, theirs, 'own', true)).toBeNull()
    expect(lostTo(theirs, sitDown(theirs, own), 'own', false)).toBeNull()
    expect(lostTo(theirs, emptySeat, 'own', false)).toBeNull()
  })
})

test('keys are told by their place on the keyboard, and left alone with a modifier or when they repeat', () => {
  const key = { altKey: false, ctrlKey: false, metaKey: false, repeat: false }
  expect(meantBy({ ...key, key: 'ى', code: 'KeyN' })).toBe('next')
  expect(meantBy({ ...key, key: '؟', code: 'Slash' })).toBe('keys')
  expect(meantBy({ ...key, key: '٣', code: 'Digit3' })).toBe(2)
  expect(meantBy({ ...key, key: 'x', code: 'KeyX', ctrlKey: true })).toBeNull()
  expect(meantBy({ ...key, key: 'x', code: 'KeyX', repeat: true })).toBeNull()
  expect(meantBy({ ...key, key: 'q', code: 'KeyQ' })).toBeNull()
})

const segment = (segmentId: string, meetingId: string): Segment => {
  const rest = { kind: 'report', language: 'ar', title: '', lengthMs: 60_000, pinnedMs: null } as const
  return { segmentId, meetingId, overrun: 'push', ...rest }
}
const linked = (id: string, name: string, status: LinkStatus, since: number) => ({
  ...meetingView(id, name),
  link: { status, since },
})

test('tiles stand in the order of the programme, then by name, whatever their links do', () => {
  const [a, b, c] = [
    linked('a', 'Amman', 'ready', 3),
    linked('b', 'Berlin', 'off', 1),
    linked('c', 'Cairo', 'on-air', 2),
  ]
  const refused = { ...meetingView('d', 'Doha'), status: 'proposed' as const }
  const programme = [segment('one', 'c')]
  const names = (order: readonly { readonly meetingId: string }[]) => order.map(({ meetingId }) => meetingId)
  expect(names(tileOrder([b, refused, a, c], programme, 'en'))).toEqual(['c', 'a', 'b'])
  expect(names(waitingCities([a, b, c, refused], [null]))).toEqual(['c', 'a'])
  expect(names(waitingCities([a, b, c], ['c', undefined]))).toEqual(['a'])
})

test('a city that comes next is handed with its segment, one on stage keeps its own, any other one is outside of the programme', () => {
  const programme = [segment('one', 'a'), segment('two', 'b')]
  expect(targetOf(programme, emptyStage, 'a')).toEqual({ meetingId: 'a', segmentId: 'one' })
  expect(targetOf(programme, emptyStage, 'b')).toEqual({ meetingId: 'b', segmentId: null })
  const running = { ...emptyStage, meetingId: 'a', segmentId: 'one', reachedSegmentId: 'one' }
  // The city is already on stage, so a second press must not change its segment.
  expect(targetOf(programme, running, 'a')).toEqual({ meetingId: 'a', segmentId: 'one' })
})

test('how well a city is seen: a share of many, numbers of few, and nothing made up of none', async () => {
  await openDesks()
  const words = wordsOf('en')
  const seen = { meetingId: 'a', screens: 100, well: 97, delayMs: 10_000, kbps: null }
  expect(seenText(words, seen)).toBe('Good picture for 97%')
  expect(seenText(words, { ...seen, screens: 4, well: 3 })).toMatch(
    /^Good picture on .*3.* of .*4.* screens$/,
  )
  expect(seenText(words, { ...seen, screens: 0, well: 0 })).toBe(seenText(words, undefined))
  expect(isSeenPoorly({ ...seen, well: 79 })).toBe(true)
  expect(isSeenPoorly(seen)).toBe(false)
  expect(delayText(words, seen, { ...seen, meetingId: 'b', delayMs: 5000 })).toMatch(
    /10.*5 s behind the stage/,
  )
  expect(delayText(words, { ...seen, delayMs: null }, seen)).toBeNull()
})

test('a length on the desk’s clock is in minutes and seconds, in the reader’s digits', () => {
  expect(clockLength(200_999, 'en-GB')).toBe('03:20')
  expect(clockLength(-42_000, 'en-GB')).toBe('00:42')
  expect(clockLength(3_725_000, 'ar-SY-u-nu-arab')).toBe('٦٢:٠٥')
})
