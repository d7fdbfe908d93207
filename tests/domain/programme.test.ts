// The rundown of the gathering: its order, when each segment is due, and when it is currently expected.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  expectSlots,
  maxSegments,
  placeSegment,
  planSlots,
  programmeTroubles,
  rehearsedStart,
  type Segment,
  segmentAfter,
} from '#shared/domain/programme.ts'

const minute = 60_000
const segmentOf = (segmentId: string, more: Partial<Segment> = {}): Segment => ({
  segmentId,
  meetingId: segmentId,
  kind: 'report',
  language: 'ar',
  title: segmentId,
  lengthMs: 5 * minute,
  pinnedMs: null,
  overrun: 'push',
  ...more,
})
const three = ['damascus', 'berlin', 'toronto'].map((id) => segmentOf(id))

const programmes = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 99 }),
      minutes: fc.integer({ min: 1, max: 30 }),
      overrun: fc.constantFrom('push' as const, 'absorb' as const),
      pinned: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 5 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ id, minutes, overrun, pinned }) =>
      segmentOf(`s${id}`, {
        lengthMs: minutes * minute,
        overrun,
        pinnedMs: pinned === null ? null : pinned * minute,
      }),
    ),
  )

describe('placing a segment', () => {
  test('adds, changes and moves by the same act; nothing else changes its order', () => {
    fc.assert(
      fc.property(programmes, fc.nat(), fc.nat(), (programme, one, other) => {
        const moved = programme[one % programme.length] as Segment
        const after = programme[other % programme.length] as Segment
        fc.pre(moved !== after)
        const placed = placeSegment(programme, { ...moved, title: 'New' }, after.segmentId)
        if (!placed.ok) throw new Error(placed.reason)
        const ids = placed.programme.map(({ segmentId }) => segmentId)
        expect(ids.indexOf(moved.segmentId)).toBe(ids.indexOf(after.segmentId) + 1)
        const without = (list: readonly string[]) => list.filter((id) => id !== moved.segmentId)
        expect(without(ids)).toEqual(without(programme.map(({ segmentId }) => segmentId)))
      }),
    )
  })

  test('to the front, and behind one that is gone', () => {
    const toronto = three[2] as Segment
    const first = placeSegment(three, toronto, null)
    expect(first.ok && first.programme[0]).toBe(toronto)
    expect(placeSegment(three, toronto, 'gone')).toEqual({ ok: false, reason: 'segment-not-found' })
    // After itself: a segment cannot be placed relative to itself.
    expect(placeSegment(three, toronto, 'toronto')).toEqual({ ok: false, reason: 'segment-not-found' })
  })

  test('as many as there can be, and no more; one that is there may still be changed', () => {
    const full = Array.from({ length: maxSegments }, (_, index) => segmentOf(`segment-${index}`))
    expect(placeSegment(full, segmentOf('another'), null)).toEqual({ ok: false, reason: 'too-many-segments' })
    expect(placeSegment(full, segmentOf('segment-7'), null).ok).toBe(true)
  })
})

test('slots follow each other; a pinned one makes a gap or an overlap', () => {
  const programme = [
    three[0],
    segmentOf('late', { pinnedMs: 7 * minute }),
    segmentOf('early', { pinnedMs: 10 * minute }),
  ]
  expect(
    planSlots(programme as Segment[]).map(({ fromMs, toMs, gapMs }) =>
      [fromMs, toMs, gapMs].map((ms) => ms / minute),
    ),
  ).toEqual([
    [0, 5, 0],
    [7, 12, 2],
    [10, 15, -2],
  ])
})

test('troubles: gaps, overlaps, the end of the hour, cities that are closed or have nothing to show', () => {
  const programme = [
    three[0] as Segment,
    segmentOf('berlin', { pinnedMs: 6 * minute }),
    segmentOf('toronto', { pinnedMs: 8 * minute }),
    segmentOf('host', { meetingId: null }),
  ]
  const cities = new Map([
    ['damascus', { isOpen: true, hasStream: true }],
    ['berlin', { isOpen: true, hasStream: false }],
    ['toronto', { isOpen: false, hasStream: false }],
  ])
  expect(programmeTroubles(programme, 15 * minute, cities)).toEqual([
    { kind: 'gap', segmentId: 'berlin', ms: minute },
    { kind: 'no-stream', segmentId: 'berlin' },
    { kind: 'overlap', segmentId: 'toronto', ms: 3 * minute },
    { kind: 'city-not-open', segmentId: 'toronto' },
    { kind: 'too-long', segmentId: 'host', ms: 3 * minute },
  ])
})

test('no trouble: a programme that ends with the hour, without gaps, of open cities that show something', () => {
  const open = { isOpen: true, hasStream: true }
  const cities = new Map(three.map(({ segmentId }) => [segmentId, open]))
  expect(programmeTroubles(three, 15 * minute, cities)).toEqual([])
})

test('trouble: a city that is not there any more', () => {
  expect(programmeTroubles([segmentOf('gone')], 15 * minute, new Map())).toEqual([
    { kind: 'city-not-open', segmentId: 'gone' },
  ])
})

describe('what is to be expected', () => {
  const times = (
    stage: { segmentId: string | null; since: number | null; reachedSegmentId?: string },
    now: number,
    programme = three,
  ) =>
    expectSlots(programme, 0, { reachedSegmentId: stage.segmentId, ...stage }, now * minute).map(
      ({ state, from, to, lateMs }) => [state, from / minute, to / minute, lateMs / minute],
    )

  test('before anything has begun all stand as planned, until that time has passed', () => {
    const nobody = { segmentId: null, since: null }
    expect(times(nobody, -10)).toEqual([
      ['next', 0, 5, 0],
      ['later', 5, 10, 0],
      ['later', 10, 15, 0],
    ])
    expect(times(nobody, 3)).toEqual([
      ['next', 3, 8, 3],
      ['later', 8, 13, 3],
      ['later', 13, 18, 3],
    ])
  })

  test('one that runs long pushes the rest back, or takes from the next one alone', () => {
    const berlin = { segmentId: 'berlin', since: 5 * minute }
    expect(times(berlin, 12)).toEqual([
      ['done', 0, 5, 0],
      ['now', 5, 12, 0],
      ['next', 12, 17, 2],
    ])
    const absorbing = three.map((segment) => ({ ...segment, overrun: 'absorb' as const }))
    const four = [...absorbing, segmentOf('idlib')]
    expect(times(berlin, 12, four)).toEqual([
      ['done', 0, 5, 0],
      ['now', 5, 12, 0],
      ['next', 12, 15, 2],
      ['later', 15, 20, 0],
    ])
  })

  test('while nobody has the stage the programme stands where it was, and what follows begins now if it is late', () => {
    expect(times({ segmentId: null, reachedSegmentId: 'damascus', since: null }, 7)).toEqual([
      ['done', 0, 5, 0],
      ['next', 7, 12, 2],
      ['later', 12, 17, 2],
    ])
  })

  test('one that loses more than its whole time is left out, and what it could not give is taken from nobody else', () => {
    const [damascus, ...others] = three.map((segment) => ({ ...segment, overrun: 'absorb' as const }))
    const damascusRuns = { segmentId: 'damascus', since: 0 }
    expect(times(damascusRuns, 12, [damascus as Segment, ...others, segmentOf('idlib')])).toEqual([
      ['now', 0, 12, 0],
      ['next', 12, 12, 7],
      ['later', 12, 15, 2],
      ['later', 15, 20, 0],
    ])
    const pushing = [damascus as Segment, segmentOf('berlin'), segmentOf('toronto')]
    expect(times(damascusRuns, 12, pushing)).toEqual([
      ['now', 0, 12, 0],
      ['next', 12, 12, 7],
      ['later', 12, 17, 2],
    ])
  })

  test('one that ends early gives the next one no time', () => {
    const early = three.map((segment) => ({ ...segment, overrun: 'absorb' as const }))
    expect(times({ segmentId: 'damascus', since: -2 * minute }, 0, early)).toEqual([
      ['now', -2, 3, -2],
      ['next', 5, 10, 0],
      ['later', 10, 15, 0],
    ])
  })

  test('a stage that does not say since when has its segment since it was planned', () => {
    expect(times({ segmentId: 'berlin', since: null }, 6)[1]).toEqual(['now', 5, 10, 0])
  })

  test('times are those of the clock, from the beginning of the gathering', () => {
    const stage = { segmentId: 'berlin', reachedSegmentId: 'berlin', since: 1_000_000 }
    expect(expectSlots(three, 600_000, stage, 1_000_000)).toEqual([
      { segment: three[0], from: 600_000, to: 900_000, state: 'done', lateMs: 0 },
      { segment: three[1], from: 1_000_000, to: 1_300_000, state: 'now', lateMs: 100_000 },
      { segment: three[2], from: 1_300_000, to: 1_600_000, state: 'next', lateMs: 100_000 },
    ])
  })

  test('the segment that runs is what the programme has reached, whatever was noted before', () => {
    const stage = { segmentId: 'berlin', reachedSegmentId: 'damascus', since: 5 * minute }
    expect(times(stage, 6).map(([state]) => state)).toEqual(['done', 'now', 'next'])
  })

  test('a segment that is on the stage and no longer in the programme leaves the programme where it was', () => {
    expect(times({ segmentId: 'gone', reachedSegmentId: 'berlin', since: 5 * minute }, 11)).toEqual([
      ['done', 0, 5, 0],
      ['done', 5, 10, 0],
      ['next', 11, 16, 1],
    ])
  })

  test('one that ends early lets the next begin when it was planned, not before', () => {
    expect(times({ segmentId: 'damascus', since: -2 * minute }, 0)[1]).toEqual(['next', 5, 10, 0])
  })

  test('whatever runs: in order, never before now, one now and one next at most, nothing shorter than nothing', () => {
    fc.assert(
      fc.property(programmes, fc.nat(), fc.integer({ min: -60, max: 300 }), (programme, index, minutes) => {
        const runs = index % (programme.length + 1)
        const now = minutes * minute
        const since = now - (index % 40) * minute
        const segmentId = programme[runs]?.segmentId ?? null
        const stage = { segmentId, reachedSegmentId: segmentId, since: segmentId === null ? null : since }
        const all = expectSlots(programme, 0, stage, now)
        expect(all.filter(({ state }) => state === 'now').length).toBe(segmentId === null ? 0 : 1)
        expect(all.filter(({ state }) => state === 'next').length).toBeLessThanOrEqual(1)
        const ahead = all.filter(({ state }) => state === 'next' || state === 'later')
        let end = segmentId === null ? Number.NEGATIVE_INFINITY : now
        for (const { from, to } of ahead) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThanOrEqual(from)
          end = to
        }
      }),
    )
  })
})

test('what follows: the first at the beginning, nothing at the end', () => {
  expect(segmentAfter(three, null)?.segmentId).toBe('damascus')
  expect(segmentAfter(three, 'berlin')?.segmentId).toBe('toronto')
  expect(segmentAfter(three, 'toronto')).toBeNull()
})

describe('K8: the beginning that a rehearsal goes by', () => {
  test('is its own while nothing of the programme runs', () => {
    expect(rehearsedStart(three, { segmentId: null, since: null }, 77)).toBe(77)
    expect(rehearsedStart(three, { segmentId: 'gone', since: 500_000 }, 77)).toBe(77)
    expect(rehearsedStart(three, { segmentId: 'berlin', since: null }, 77)).toBe(77)
  })

  test('is so long before the running segment as the programme has it', () => {
    expect(rehearsedStart(three, { segmentId: 'toronto', since: 900_000 }, 77)).toBe(300_000)
    expect(rehearsedStart(three, { segmentId: 'damascus', since: 900_000 }, 77)).toBe(900_000)
  })
})
