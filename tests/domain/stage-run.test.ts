import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type StageRun, turnsOf } from '#shared/domain/stage-run.ts'

const run = (
  at: number,
  meetingId: string | null,
  segmentId: string | null = null,
  isHeld = false,
): StageRun => ({
  at,
  meetingId,
  segmentId,
  isHeld,
})

test('a slate before the picture ends no turn, a cleared stage does', () => {
  const runs = [
    run(0, 'a', 's'),
    run(10_000, 'a', 's', true),
    run(20_000, 'a', 's'),
    run(30_000, null),
    run(60_000, 'b'),
  ]
  expect(turnsOf(runs, 90_000)).toEqual([
    { meetingId: 'a', segmentId: 's', from: 0, to: 30_000 },
    { meetingId: 'b', segmentId: null, from: 60_000, to: 90_000 },
  ])
})

test('a slip of the hand is no turn; the last one may outlast the hour', () => {
  expect(turnsOf([run(0, 'a'), run(1000, 'b'), run(500_000, 'c')], 400_000)).toEqual([
    { meetingId: 'b', segmentId: null, from: 1000, to: 500_000 },
  ])
})

test('turns follow on each other, and cover every moment at which somebody had the stage for long', () => {
  const acts = fc.array(
    fc.record({
      after: fc.integer({ min: 3000, max: 600_000 }),
      meetingId: fc.constantFrom('a', 'b', null),
      isHeld: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(acts, (list) => {
      let at = 0
      const runs = list.map(({ after, meetingId, isHeld }) => {
        at += after
        return run(at, meetingId, null, isHeld)
      })
      const end = at + 10_000
      const turns = turnsOf(runs, end)
      for (const [index, turn] of turns.entries()) {
        const next = turns[index + 1]
        if (next !== undefined) expect(turn.to).toBeLessThanOrEqual(next.from)
      }
      for (const [index, { at: from, meetingId }] of runs.entries()) {
        const middle = (from + (runs[index + 1]?.at ?? end)) / 2
        const having = turns.find((turn) => turn.from <= middle && middle < turn.to)
        expect(having?.meetingId ?? null).toBe(meetingId)
      }
    }),
  )
})
