import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exposurePresets, presetOf } from '#shared/domain/exposure.ts'
import {
  decideApprove,
  decideDecline,
  decidePropose,
  decideWithdraw,
  noCounts,
  seatsLeft,
} from '#shared/domain/meeting.ts'
import { applyStageHanded, decideHandStage, emptyStage, type Stage } from '#shared/domain/stage.ts'

describe('a meeting', () => {
  test.each([
    ['proposed', true, true, false],
    ['approved', false, false, true],
    ['declined', true, false, false],
    ['withdrawn', true, false, false],
  ] as const)(
    'that is %s may be approved %s, declined %s, withdrawn %s',
    (status, approve, decline, withdraw) => {
      expect(decideApprove({ status, mergedInto: null }).ok).toBe(approve)
      expect(decideDecline({ status }).ok).toBe(decline)
      expect(decideWithdraw({ status }).ok).toBe(withdraw)
    },
  )

  test.each([
    ['a city where nobody meets', 'published', 'to-come', [], { ok: true }],
    ['a city that was declined before', 'published', 'live', ['declined', 'withdrawn'], { ok: true }],
    [
      'a city that meets',
      'published',
      'to-come',
      ['proposed', 'approved'],
      { ok: false, reason: 'city-already-meets', field: 'placeId' },
    ],
    ['a city that is proposed: no proposal keeps it', 'published', 'to-come', ['proposed'], { ok: true }],
    ['a draft', 'draft', 'to-come', [], { ok: false, reason: 'gathering-not-open' }],
    ['a past gathering', 'published', 'past', [], { ok: false, reason: 'gathering-past' }],
  ] as const)('may be proposed or not: %s', (_what, status, phase, there, verdict) => {
    const samePlace = there.map((each) => ({ status: each }))
    expect(decidePropose({ status, standing: 'planned' }, phase, samePlace)).toEqual(verdict)
  })

  test('never has fewer than no seats left', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(100)), fc.nat(200), (capacity, confirmed) => {
        const left = seatsLeft({ capacity, counts: { ...noCounts, confirmed } })
        expect(left).toBe(capacity === null ? null : Math.max(0, capacity - confirmed))
      }),
    )
  })
})

describe('exposure', () => {
  test('each preset is known again by its switches, and a mixture is none', () => {
    for (const [name, exposure] of Object.entries(exposurePresets))
      expect(presetOf({ ...exposure })).toBe(name)
    expect(presetOf({ ...exposurePresets.open, counts: 'hidden' })).toBeNull()
    expect(presetOf({ ...exposurePresets.open, existence: 'invited' })).toBeNull()
  })
})

describe('the stage', () => {
  const city = (
    meetingId: string,
    status = 'approved',
    link: 'off' | 'ready' | 'on-air' | 'trouble' = 'ready',
  ) => ({
    meetingId,
    status,
    link: { status: link, since: 0 },
  })
  const held: Stage = { ...emptyStage, meetingId: 'berlin', fence: 4, since: 9 }

  test.each([
    ['a ready city', emptyStage, 0, city('idlib'), { ok: true }],
    ['a city on air', held, 4, city('idlib', 'approved', 'on-air'), { ok: true }],
    ['nobody', held, 4, null, { ok: true }],
    [
      'somebody who saw an older hand-over',
      held,
      3,
      city('idlib'),
      { ok: false, reason: 'stage-moved-meanwhile' },
    ],
    ['somebody from the future', held, 5, null, { ok: false, reason: 'stage-moved-meanwhile' }],
    ['who holds it', held, 4, city('berlin'), { ok: false, reason: 'already-on-stage' }],
    ['nobody, when nobody holds it', emptyStage, 0, null, { ok: false, reason: 'already-on-stage' }],
    ['a withdrawn city', held, 4, city('idlib', 'withdrawn'), { ok: false, reason: 'meeting-not-open' }],
    [
      'a city whose link is off',
      held,
      4,
      city('idlib', 'approved', 'off'),
      { ok: false, reason: 'link-not-ready' },
    ],
    [
      'a city in trouble',
      held,
      4,
      city('idlib', 'approved', 'trouble'),
      { ok: false, reason: 'link-not-ready' },
    ],
  ] as const)('handed to %s', (_what, stage, seen, to, verdict) => {
    const target = { meetingId: to?.meetingId ?? null, segmentId: null }
    expect(decideHandStage(stage, seen, target, to)).toEqual(verdict)
  })

  test('of many who hand it over with the same number, the first alone succeeds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', null), { minLength: 2, maxLength: 6 }), (targets) => {
        const start: Stage = { ...emptyStage, meetingId: 'c', fence: 7, since: 1 }
        let stage = start
        let allowed = 0
        for (const to of targets) {
          const target = { meetingId: to, segmentId: null }
          if (!decideHandStage(stage, start.fence, target, to === null ? null : city(to)).ok) continue
          allowed += 1
          stage = applyStageHanded(stage, target, 2)
        }
        expect(allowed).toBe(1)
        expect(stage.fence).toBe(8)
      }),
    )
  })
})
