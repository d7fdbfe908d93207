import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownTurn, secondsUntil, standByMs } from '#client/features/host/stream/own-turn.ts'
import { figures } from '#client/features/host/stream/turn-clock.tsx'
import { answersTo, bannerLastsMs, unanswered } from '#client/features/host/stream/unanswered.ts'
import { cues, isDirectorCue } from '#shared/domain/cue.ts'
import { expectSlots, rehearsedStart, type Segment } from '#shared/domain/programme.ts'
import { applyStageHanded, emptyStage } from '#shared/domain/stage.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'

const startsAt = Date.UTC(2027, 0, 20, 15)
const minute = 60_000

function segment(segmentId: string, meetingId: string | null, minutes = 5): Segment {
  return {
    segmentId,
    meetingId,
    kind: 'report',
    language: 'ar',
    title: '',
    lengthMs: minutes * minute,
    pinnedMs: null,
    overrun: 'push',
  }
}
const programme = [segment('s1', 'gaza'), segment('s2', 'berlin'), segment('s3', null), segment('s4', 'gaza')]
const running = (segmentId: string, meetingId: string | null, at: number) =>
  applyStageHanded(emptyStage, { segmentId, meetingId }, at)

describe('when a city is on', () => {
  test('far, soon, next and stand by, before anything runs', () => {
    const kindAt = (before: number, city = 'gaza') =>
      ownTurn(city, programme, startsAt, emptyStage, startsAt - before).kind
    expect(kindAt(3 * 60 * minute)).toBe('far')
    expect(kindAt(5 * minute)).toBe('next')
    expect(kindAt(2 * minute, 'berlin')).toBe('soon')
    expect(kindAt(30 * minute, 'berlin')).toBe('far')
    expect(kindAt(standByMs)).toBe('stand-by')
    expect(kindAt(0)).toBe('any-moment')
  })
  test('on air counts to the end of its segment and is over after it', () => {
    const stage = running('s2', 'berlin', startsAt + 5 * minute)
    const turn = ownTurn('berlin', programme, startsAt, stage, startsAt + 11 * minute)
    expect(turn).toMatchObject({ kind: 'on-air', until: startsAt + 10 * minute })
  })
  test('outside the programme the stage has no end', () => {
    const stage = applyStageHanded(emptyStage, { meetingId: 'berlin', segmentId: null }, startsAt)
    expect(ownTurn('berlin', programme, startsAt, stage, startsAt + 1)).toMatchObject({ until: null })
  })
  test('whoever was put next by hand is on at any moment, with its segment where that is the next', () => {
    const stage = { ...running('s1', 'gaza', startsAt), nextMeetingId: 'beirut' }
    const now = startsAt + minute
    expect(ownTurn('beirut', programme, startsAt, stage, now)).toMatchObject({
      kind: 'any-moment',
      segment: null,
      isByHand: true,
    })
    expect(ownTurn('berlin', programme, startsAt, { ...stage, nextMeetingId: 'berlin' }, now)).toMatchObject({
      kind: 'any-moment',
      segment: { segmentId: 's2' },
    })
  })
  test('whoever had all their turns is done, whoever has none is told so', () => {
    const stage = running('s3', null, startsAt + 10 * minute)
    const now = startsAt + 11 * minute
    expect(ownTurn('berlin', programme, startsAt, stage, now).kind).toBe('done')
    expect(ownTurn('beirut', programme, startsAt, stage, now).kind).toBe('none')
    expect(ownTurn('gaza', programme, startsAt, stage, now)).toMatchObject({
      kind: 'next',
      segment: { segmentId: 's4' },
    })
  })
  test('without an instant nothing is counted', () => {
    expect(ownTurn('gaza', programme, null, emptyStage, startsAt).kind).toBe('untimed')
  })
  test('the one before runs over: next, at any moment, and never a countdown below zero', () => {
    const stage = running('s1', 'gaza', startsAt)
    expect(ownTurn('berlin', programme, startsAt, stage, startsAt + 9 * minute).kind).toBe('any-moment')
  })

  const programmes = fc
    .array(
      fc.record({
        meetingId: fc.constantFrom('a', 'b', 'c', null),
        lengthMs: fc.integer({ min: 1000, max: 900_000 }),
        overrun: fc.constantFrom('push' as const, 'absorb' as const),
        pinnedMs: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.map((part, index) => ({ ...segment(`s${index}`, null), ...part })))

  test('it is always the city’s own segment, the first that is to come, at the time that is expected of it', () => {
    fc.assert(
      fc.property(
        programmes,
        fc.nat(),
        fc.integer({ min: -3_600_000, max: 7_200_000 }),
        fc.nat({ max: 900_000 }),
        (segments, pick, at, longer) => {
          const one = segments[pick % (segments.length + 1)]
          const since = startsAt + at
          const now = since + longer
          const stage = one === undefined ? emptyStage : running(one.segmentId, one.meetingId, since)
          const expected = expectSlots(segments, startsAt, stage, now)
          for (const city of ['a', 'b', 'c']) {
            const turn = ownTurn(city, segments, startsAt, stage, now)
            if (stage.meetingId === city) expect(turn.kind).toBe('on-air')
            else if ('from' in turn) {
              const slot = expected.find((each) => each.segment.segmentId === turn.segment.segmentId)
              expect(turn.segment.meetingId).toBe(city)
              expect(slot?.from).toBe(turn.from)
              expect(turn.from).toBeGreaterThan(now)
              expect(turn.kind === 'stand-by').toBe(turn.from - now <= standByMs)
            }
          }
        },
      ),
    )
  })
  test('in a rehearsal, what runs is on time, wherever in the programme it was begun', () => {
    fc.assert(
      fc.property(programmes, fc.nat(), (segments, pick) => {
        const one = segments[pick % segments.length] as Segment
        const stage = running(one.segmentId, one.meetingId, 1_000_000)
        const start = rehearsedStart(segments, stage, 0)
        const now = expectSlots(segments, start, stage, 1_000_000).find(({ state }) => state === 'now')
        expect(now?.lateMs).toBe(0)
      }),
    )
  })
})

test('figures count up to the last second, in the reader’s digits', () => {
  expect(secondsUntil(10_000, 6000.4)).toBe(4)
  expect(secondsUntil(10_000, 5999.6)).toBe(4)
  expect(figures({ formatLocale: 'en-GB' }, 200)).toBe('03:20')
  expect(figures({ formatLocale: 'en-GB' }, 3800)).toBe('1:03:20')
  expect(figures({ formatLocale: 'ar-SY-u-nu-arab' }, 200)).toBe('٠٣:٢٠')
})

describe('what waits for an answer', () => {
  const said = (order: number, from: string | null, to: string | null, at = order): CrewMessageView => ({
    messageId: `m${order}`,
    order,
    at,
    from,
    to,
    alias: '',
    cue: from === null ? 'stand-by' : 'ready',
    text: '',
    rehearsalId: null,
  })
  const ids = (messages: readonly CrewMessageView[], answeredAt: number | null = null, now = 10) =>
    unanswered('berlin', messages, answeredAt, now).map(({ messageId }) => messageId)

  test('to this city or to all, since it last spoke', () => {
    const messages = [
      said(1, null, 'berlin'),
      said(2, 'berlin', null),
      said(3, null, null),
      said(4, null, 'gaza'),
    ]
    expect(ids(messages)).toEqual(['m3'])
    expect(ids([...messages, said(5, null, 'berlin')])).toEqual(['m3', 'm5'])
  })
  test('an answer that is on its way counts, and what is old asks no more', () => {
    expect(ids([said(3, null, null)], 4)).toEqual([])
    expect(ids([said(3, null, null)], 2)).toEqual(['m3'])
    expect(ids([said(3, null, null)], null, 3 + bannerLastsMs)).toEqual([])
  })
  test('every cue of the control room has an answer, and every answer is a city’s', () => {
    for (const cue of [...cues.filter(isDirectorCue), null]) {
      expect(answersTo(cue).length).toBeGreaterThan(0)
      expect(answersTo(cue).some(isDirectorCue)).toBe(false)
    }
  })
})
