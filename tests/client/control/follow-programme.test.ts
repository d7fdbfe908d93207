// Automatic hand-over: never too early, never to a city that is not ready, never against a manual decision.
// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideFollow } from '#client/features/control/follow-programme.ts'
import type { Segment } from '#shared/domain/programme.ts'
import {
  applyStageHanded,
  applyStageHeld,
  decideHandStage,
  emptyStage,
  type Stage,
} from '#shared/domain/stage.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'

const startsAt = Date.UTC(2027, 0, 20, 15)
const cityIds = ['berlin', 'gaziantep', 'beirut']

function city(meetingId: string, status: LinkStatus = 'ready') {
  return { meetingId, status: 'approved' as const, link: { status, since: 0 } }
}

function segment(segmentId: string, over: Partial<Segment> = {}): Segment {
  const rest = { kind: 'report', language: 'ar', title: '', pinnedMs: null, overrun: 'push' } as const
  return { segmentId, meetingId: 'berlin', lengthMs: 60_000, ...rest, ...over }
}

const programmes = fc
  .array(
    fc.record({
      meetingId: fc.constantFrom(...cityIds, null),
      lengthMs: fc.integer({ min: 1000, max: 600_000 }),
      pinnedMs: fc.option(fc.integer({ min: 0, max: 3_600_000 }), { freq: 6 }),
      overrun: fc.constantFrom('push' as const, 'absorb' as const),
    }),
    { maxLength: 8 },
  )
  .map((made) => made.map((each, index) => segment(`segment-${index}`, each)))
const links = fc.constantFrom<LinkStatus>('off', 'ready', 'on-air', 'trouble')

describe('following the programme', () => {
  test('runs every segment once, in order, each at least as long as it is and none before its time', () => {
    fc.assert(
      fc.property(programmes, (programme) => {
        let stage: Stage = emptyStage
        let now = startsAt - 5000
        const ran: { readonly id: string | null; readonly at: number }[] = []
        for (let step = 0; step < 100; step += 1) {
          const verdict = decideFollow(
            { programme, stage, meetings: cityIds.map((id) => city(id)), startsAt },
            now,
          )
          if (verdict.kind === 'over') break
          if (verdict.kind === 'wait') {
            expect(verdict.at).toBeGreaterThan(now)
            now = verdict.at
            continue
          }
          expect(verdict.kind).toBe('hand')
          if (verdict.kind !== 'hand') return
          stage = applyStageHanded(stage, verdict.target, now)
          ran.push({ id: verdict.target.segmentId, at: now })
        }
        expect(ran.map(({ id }) => id)).toEqual(programme.map(({ segmentId }) => segmentId))
        for (const [index, { at }] of ran.entries()) {
          const before = programme[index - 1]
          const began = ran[index - 1]?.at
          expect(at).toBeGreaterThanOrEqual(startsAt)
          if (before !== undefined && began !== undefined)
            expect(at - began).toBeGreaterThanOrEqual(before.lengthMs)
        }
      }),
    )
  })

  test('asks for nothing that the stage would refuse, and says which city it waits for', () => {
    fc.assert(
      fc.property(
        programmes,
        fc.array(links, { minLength: 3, maxLength: 3 }),
        fc.nat(4_000_000),
        (programme, states, after) => {
          const meetings = cityIds.map((id, index) => city(id, states[index]))
          const verdict = decideFollow({ programme, stage: emptyStage, meetings, startsAt }, startsAt + after)
          const first = programme[0]
          const to = meetings.find(({ meetingId }) => meetingId === first?.meetingId) ?? null
          if (verdict.kind === 'hand') {
            expect(decideHandStage(emptyStage, 0, verdict.target, to).ok).toBe(true)
            expect(verdict.target.segmentId).toBe(first?.segmentId)
          } else if (verdict.kind === 'not-ready') {
            expect(['off', 'trouble']).toContain(to?.link.status)
            expect(verdict.meetingId).toBe(first?.meetingId)
          } else expect(verdict.kind).toBe(first === undefined ? 'over' : 'wait')
        },
      ),
    )
  })

  const programme = [segment('one'), segment('two', { meetingId: 'beirut' })]
  const running = applyStageHanded(emptyStage, { meetingId: 'berlin', segmentId: 'one' }, startsAt)
  const late = startsAt + 3_600_000
  test.each([
    ['a slate', applyStageHeld(running, true), 'held'],
    ['an emptied stage', applyStageHanded(running, { meetingId: null, segmentId: null }, startsAt), 'cut'],
    [
      'a city outside of the programme',
      applyStageHanded(running, { meetingId: 'gaziantep', segmentId: null }, startsAt),
      'outside',
    ],
    ['another city that was put next', { ...running, nextMeetingId: 'gaziantep' }, 'put-next'],
  ])('%s that somebody made stays as long as they like', (_, stage, why) => {
    const meetings = cityIds.map((id) => city(id))
    expect(decideFollow({ programme, stage, meetings, startsAt }, late)).toEqual({ kind: 'by-hand', why })
  })

  test('goes on where the city that was put next is the one that the programme has', () => {
    const meetings = cityIds.map((id) => city(id))
    const stage = { ...running, nextMeetingId: 'beirut' }
    expect(decideFollow({ programme, stage, meetings, startsAt }, late)).toEqual({
      kind: 'hand',
      target: { meetingId: 'beirut', segmentId: 'two' },
    })
  })

  test('goes on from the segment that was handed by hand', () => {
    const meetings = cityIds.map((id) => city(id))
    const back = applyStageHanded(
      applyStageHeld(running, true),
      { meetingId: 'berlin', segmentId: 'one' },
      late,
    )
    expect(decideFollow({ programme, stage: back, meetings, startsAt }, late)).toEqual({
      kind: 'wait',
      at: late + 60_000,
    })
  })

  test('has nothing to follow before there is an instant', () => {
    expect(decideFollow({ programme, stage: running, meetings: [], startsAt: null }, late)).toEqual({
      kind: 'no-instant',
    })
  })
})
