// Small rules of the stage's screen: the visible player, preloading, reports, and the texts in a hall.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteText } from '#client/features/stage/hall/minute-text.ts'
import { playedTogether } from '#client/features/stage/hall/played-together.ts'
import { isDueSoon, nextOnStage } from '#client/features/stage/next-on-stage.ts'
import { assignDecks, emptyDecks } from '#client/features/stage/screen/decks.ts'
import { poorlyForMs, watchingState } from '#client/features/stage/screen/watching.ts'
import { savesData } from '#client/sync/connection.ts'
import type { Segment } from '#shared/domain/programme.ts'
import { emptyStage } from '#shared/domain/stage.ts'

describe('two decks', () => {
  const held = assignDecks(emptyDecks, 'berlin', 'beirut')
  test('what is held ready is seen without being loaded anew, and what was seen makes room', () => {
    const handed = assignDecks(held, 'beirut', 'cairo')
    expect(held).toEqual({ playing: ['berlin', 'beirut'], front: 0 })
    expect(handed).toEqual({ playing: ['cairo', 'beirut'], front: 1 })
  })
  test('the wanted one is always the one that is seen, nothing plays twice, and nothing that stays is moved', () => {
    const url = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.tuple(url, url)), (steps) => {
        let decks = emptyDecks
        for (const [wanted, ready] of steps) {
          const before = decks
          decks = assignDecks(before, wanted, ready)
          expect(decks.playing[decks.front]).toBe(wanted)
          expect(decks.playing[0] === null || decks.playing[0] !== decks.playing[1]).toBe(true)
          if (wanted !== null && before.playing.includes(wanted))
            expect(decks.playing.indexOf(wanted)).toBe(before.playing.indexOf(wanted))
          expect(assignDecks(decks, wanted, ready)).toBe(decks)
        }
      }),
    )
  })
})

describe('who is fetched ahead', () => {
  const meetingOf = (meetingId: string, status: 'ready' | 'off', since: number) =>
    ({ meetingId, link: { status, since }, streams: [], place: {} }) as never
  const segmentOf = (segmentId: string, meetingId: string | null): Segment => ({
    segmentId,
    meetingId,
    kind: 'report',
    language: 'en',
    title: '',
    lengthMs: 60_000,
    pinnedMs: null,
    overrun: 'push',
  })
  const meetings = [meetingOf('a', 'ready', 1), meetingOf('b', 'ready', 3), meetingOf('c', 'ready', 2)]
  const gathering = { startsAt: 0 } as never
  const stage = { ...emptyStage, meetingId: 'a', segmentId: 'one', reachedSegmentId: 'one', since: 0 }
  test('by the programme, shortly before its time', () => {
    const programme = [segmentOf('one', 'a'), segmentOf('two', 'c')].map((one) => ({
      ...one,
      isClosed: false,
    }))
    const next = nextOnStage({ gathering, programme, stage, meetings }, 1000)
    expect(next).toMatchObject({ meeting: { meetingId: 'c' }, from: 60_000 })
    expect(next !== null && isDueSoon(next, 10_000)).toBe(false)
    expect(next !== null && isDueSoon(next, 30_000)).toBe(true)
  })
  test('by hand before the programme, at once and however far its time is', () => {
    const programme = [segmentOf('one', 'a'), segmentOf('two', 'c')].map((one) => ({
      ...one,
      isClosed: false,
    }))
    const put = { ...stage, nextMeetingId: 'b' }
    const next = nextOnStage({ gathering, programme, stage: put, meetings }, 1000)
    expect(next).toMatchObject({ meeting: { meetingId: 'b' }, from: null })
    expect(next !== null && isDueSoon(next, 1000)).toBe(true)
  })
  test('without one the city that said last that it is ready, never the one that has the stage', () => {
    const of = { gathering, programme: [], meetings }
    expect(nextOnStage({ ...of, stage }, 0)?.meeting.meetingId).toBe('b')
    expect(nextOnStage({ ...of, stage: { ...stage, meetingId: 'b' } }, 0)?.meeting.meetingId).toBe('c')
    expect(nextOnStage({ ...of, meetings: [meetingOf('b', 'off', 1)], stage }, 0)).toBeNull()
  })
})

test('a stall is told as poorly for half a minute, and nothing before anything is known', () => {
  expect(watchingState('loading', null, 0)).toBeNull()
  expect(watchingState('playing', null, 0)).toBe('well')
  expect(watchingState('stalled', 0, 0)).toBe('poorly')
  expect(watchingState('playing', 0, poorlyForMs - 1)).toBe('poorly')
  expect(watchingState('playing', 0, poorlyForMs)).toBe('well')
  expect(watchingState('failed', 0, 0)).toBe('not')
})

test('a connection that saves is saved on', () => {
  expect([{ saveData: true }, { effectiveType: '3g' }, { effectiveType: 'slow-2g' }].map(savesData)).toEqual([
    true,
    true,
    true,
  ])
  expect([undefined, {}, { effectiveType: '4g' }].map(savesData)).toEqual([false, false, false])
})

test('never more cities than can be decoded, and those that were wished for among them', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String))
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 9 }), (all, wished, most) => {
      const played = playedTogether(all, wished, most)
      expect(played).toHaveLength(Math.min(all.length, most))
      const here = wished.filter((id) => all.includes(id)).slice(0, most)
      expect(here.every((id) => played.includes(id))).toBe(true)
    }),
  )
})

test('a hall reads minutes and seconds, the last second as one', () => {
  const plain = (ms: number) => minuteText(ms, 'en').replace(/[\u2066\u2069]/g, '')
  expect([-5, 1, 61_000, 3_600_000].map(plain)).toEqual(['0:00', '0:01', '1:01', '1:00:00'])
})
