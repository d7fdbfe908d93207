// The rules of the stage: who may have it, which commands come too late, and the city set as next manually.
import { describe, expect, test } from 'vitest'
import {
  applySegmentRemoved,
  applyStageHanded,
  applyStageHeld,
  decideHandStage,
  decideHoldStage,
  decidePutNext,
  emptyStage,
  type Stage,
} from '#shared/domain/stage.ts'

const open = (meetingId: string) => ({ meetingId, status: 'approved' })

test('who was put next stays next through other hand-overs, and is no longer when the stage has come', () => {
  const put = { ...emptyStage, nextMeetingId: 'beirut' }
  const toBerlin = applyStageHanded(put, { meetingId: 'berlin', segmentId: null }, 1)
  expect(toBerlin.nextMeetingId).toBe('beirut')
  const cut = applyStageHanded(applyStageHeld(toBerlin, true), { meetingId: null, segmentId: null }, 2)
  expect(cut.nextMeetingId).toBe('beirut')
  expect(applyStageHanded(cut, { meetingId: 'beirut', segmentId: null }, 3).nextMeetingId).toBeNull()
})

test('an open city can be put next, also with its link off, but not the one that is on', () => {
  const stage = applyStageHanded(emptyStage, { meetingId: 'berlin', segmentId: null }, 1)
  expect(decidePutNext(stage, open('beirut'))).toEqual({ ok: true })
  expect(decidePutNext(stage, null)).toEqual({ ok: true })
  expect(decidePutNext(stage, open('berlin'))).toMatchObject({ reason: 'already-on-stage' })
  expect(decidePutNext(stage, { meetingId: 'beirut', status: 'withdrawn' })).toMatchObject({
    reason: 'meeting-not-open',
  })
})

const live: Stage = {
  ...emptyStage,
  meetingId: 'berlin',
  segmentId: 'report',
  reachedSegmentId: 'report',
  fence: 3,
  since: 1,
}
const ready = { status: 'approved', link: { status: 'ready', since: 0 } } as const

describe('K1: an act names the fence that its director saw', () => {
  test.each([2, 4])('holding the stage on fence %i of a stage with fence 3 is refused', (seenFence) => {
    expect(decideHoldStage(live, seenFence)).toEqual({ ok: false, reason: 'stage-moved-meanwhile' })
  })

  test.each([2, 4])('handing over on fence %i of a stage with fence 3 is refused', (seenFence) => {
    expect(decideHandStage(live, seenFence, { meetingId: 'aleppo', segmentId: null }, ready)).toEqual({
      ok: false,
      reason: 'stage-moved-meanwhile',
    })
  })

  test('each act raises the fence by one', () => {
    expect(applyStageHeld(live, true).fence).toBe(4)
    expect(applyStageHanded(live, { meetingId: null, segmentId: null }, 2).fence).toBe(4)
  })
})

test('an empty stage cannot be held, a stage with a city can', () => {
  expect(decideHoldStage(emptyStage, 0)).toEqual({ ok: false, reason: 'stage-empty' })
  expect(decideHoldStage(live, 3)).toEqual({ ok: true })
})

describe('handing the stage over', () => {
  const hand = (target: { meetingId: string | null; segmentId: string | null }, stage = live) =>
    decideHandStage(stage, 3, target, target.meetingId === null ? null : ready)

  test('is refused to the city that has it with the same segment, unless a slate is shown', () => {
    const same = { meetingId: 'berlin', segmentId: 'report' }
    expect(hand(same)).toEqual({ ok: false, reason: 'already-on-stage' })
    expect(hand(same, { ...live, isHeld: true })).toEqual({ ok: true })
  })

  test('is allowed to the same city with another segment, and to another city with the same one', () => {
    expect(hand({ meetingId: 'berlin', segmentId: 'music' })).toEqual({ ok: true })
    expect(hand({ meetingId: 'aleppo', segmentId: 'report' })).toEqual({ ok: true })
  })

  test('is allowed to nobody', () => {
    expect(hand({ meetingId: null, segmentId: null })).toEqual({ ok: true })
  })

  test.each([
    ['proposed', 'ready', 'meeting-not-open'],
    ['withdrawn', 'on-air', 'meeting-not-open'],
    ['approved', 'off', 'link-not-ready'],
    ['approved', 'trouble', 'link-not-ready'],
  ] as const)('to a city that is %s with its link %s is refused: %s', (status, link, reason) => {
    const to = { status, link: { status: link, since: 0 } }
    const target = { meetingId: 'aleppo', segmentId: null }
    expect(decideHandStage(live, 3, target, to)).toEqual({ ok: false, reason })
  })

  test('is allowed to a city whose link is on air', () => {
    const to = { status: 'approved', link: { status: 'on-air', since: 0 } } as const
    expect(decideHandStage(live, 3, { meetingId: 'aleppo', segmentId: null }, to)).toEqual({ ok: true })
  })

  test('sets the time, ends a hold and moves the programme on; a city without a segment leaves the programme where it was', () => {
    const held = applyStageHeld(live, true)
    expect(applyStageHanded(held, { meetingId: 'aleppo', segmentId: null }, 9)).toEqual({
      ...live,
      meetingId: 'aleppo',
      segmentId: null,
      fence: 5,
      since: 9,
    })
    expect(applyStageHanded(live, { meetingId: null, segmentId: 'music' }, 9)).toMatchObject({
      reachedSegmentId: 'music',
      since: 9,
    })
    expect(applyStageHanded(live, { meetingId: null, segmentId: null }, 9).since).toBeNull()
  })
})

test('K4: a removed segment leaves the stage with its city, and another segment changes nothing', () => {
  expect(applySegmentRemoved(live, 'report', 'welcome')).toEqual({
    ...live,
    segmentId: null,
    reachedSegmentId: 'welcome',
  })
  expect(applySegmentRemoved(live, 'music', 'welcome')).toEqual(live)
})
