// When each city meets, and how an announced moment changed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Gathering, Standing } from '#shared/domain/gathering.ts'
import {
  dateZone,
  decideCancelGathering,
  decidePostpone,
  decideReinstate,
  firstPlan,
  gatheringPhase,
  gatheringSpan,
  giveReason,
  meetingPhase,
  meetingSpan,
  meetingStart,
  phaseOf,
  postpone,
  reinstate,
  reschedule,
} from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { localFromInstant } from '#shared/domain/time.ts'

const minuteMs = 60_000
const zones = [
  'Asia/Damascus',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
]

const zone = fc.constantFrom(...zones)
const instant = fc
  .integer({ min: Date.UTC(2015, 0, 1) / minuteMs, max: Date.UTC(2035, 0, 1) / minuteMs })
  .map((minutes) => minutes * minuteMs)

function placeIn(timeZone: string): Place {
  return { placeId: timeZone, names: {}, countryCode: '', latitude: 0, longitude: 0, timeZone, population: 0 }
}

const moment = fc
  .record({
    startsAt: instant,
    leadZone: zone,
    clockRule: fc.constantFrom<Gathering['clockRule'][]>('same-instant', 'same-local-hour'),
    lengthMs: fc.integer({ min: 5, max: 1440 }).map((minutes) => minutes * minuteMs),
  })
  .map(({ leadZone, ...rest }) => ({
    ...rest,
    leadPlace: placeIn(leadZone),
    standing: 'planned' as Standing,
  }))

describe('when a city begins', () => {
  test('P1: at the same instant it is the one instant, on every clock', () => {
    fc.assert(
      fc.property(moment, zone, (of, city) => {
        expect(meetingStart({ ...of, clockRule: 'same-instant' }, city)).toBe(of.startsAt)
      }),
    )
  })

  test('P1: at the same local hour its clock shows the lead city’s date and time, unless it skips that hour', () => {
    let asWanted = 0
    fc.assert(
      fc.property(moment, zone, (of, city) => {
        const wanted = localFromInstant(of.startsAt, of.leadPlace.timeZone)
        const start = meetingStart({ ...of, clockRule: 'same-local-hour' }, city) ?? Number.NaN
        const shown = localFromInstant(start, city)
        if (shown === wanted) {
          asWanted += 1
          return
        }
        // The clock skips the wanted time: the chosen instant shows a later time, and `gapMs` earlier the clock shows an earlier one.
        expect(shown > wanted).toBe(true)
        const gapMs = Date.parse(`${shown}Z`) - Date.parse(`${wanted}Z`)
        expect(localFromInstant(start - gapMs, city) < wanted).toBe(true)
      }),
      { numRuns: 2000 },
    )
    // Skipped local times are rare.
    expect(asWanted).toBeGreaterThan(1900)
  })

  test('in an hour that the lead city’s clock shows twice, the lead city begins at the instant and not an hour earlier', () => {
    // The second 02:30 on the day when Berlin's clocks go back.
    const startsAt = Date.UTC(2026, 9, 25, 1, 30)
    const leadPlace = placeIn('Europe/Berlin')
    const of = { startsAt, clockRule: 'same-local-hour', leadPlace } as const
    expect(meetingStart(of, 'Europe/Berlin')).toBe(startsAt)
  })

  test('without an instant no city has one', () => {
    fc.assert(
      fc.property(moment, zone, (of, city) => {
        const open = { ...of, startsAt: null }
        expect([meetingStart(open, city), meetingSpan(open, city), gatheringSpan(open, [city])]).toEqual([
          null,
          null,
          null,
        ])
        expect(meetingPhase(open, city, of.startsAt)).toBe('to-come')
      }),
    )
  })
})

test('without a lead city, or in a zone that is not known, a city begins at the instant', () => {
  const of = { startsAt: 1000, clockRule: 'same-local-hour', lengthMs: 60 } as const
  expect(meetingStart({ ...of, leadPlace: null }, 'Europe/Berlin')).toBe(1000)
  const berlin = placeIn('Europe/Berlin')
  expect(gatheringSpan({ ...of, leadPlace: berlin }, ['Mars/Olympus'])).toEqual({ from: 1000, to: 1060 })
})

test('everything begins as one planned instant, without a former one, a reason or a revision', () => {
  expect(firstPlan).toEqual({
    clockRule: 'same-instant',
    standing: 'planned',
    formerStartsAt: null,
    standingReason: '',
    watching: 0,
    revision: 0,
    revisedAt: 0,
  })
})

test('the whole without its cities is live from the instant for its length', () => {
  const of = { startsAt: 100, clockRule: 'same-instant', leadPlace: null, lengthMs: 50 } as const
  const phases = [99, 100, 149, 150].map((now) => gatheringPhase({ ...of, standing: 'planned' }, now))
  expect(phases).toEqual(['to-come', 'live', 'live', 'past'])
})

test('P14: a reason stays with what is postponed or cancelled, and what is planned has none', () => {
  const given = (standing: Standing) =>
    giveReason({ standing, standingReason: 'Snow' }, 'Storm').standingReason
  expect([given('postponed'), given('cancelled'), given('planned')]).toEqual(['Storm', 'Storm', ''])
})

test('the date beside a city’s beginning is the lead city’s for one instant, and its own where every clock shows the same hour', () => {
  const leadPlace = placeIn('Asia/Damascus')
  expect(dateZone({ clockRule: 'same-instant', leadPlace }, 'Pacific/Kiritimati')).toBe('Asia/Damascus')
  expect(dateZone({ clockRule: 'same-local-hour', leadPlace }, 'Pacific/Kiritimati')).toBe(
    'Pacific/Kiritimati',
  )
  expect(dateZone({ clockRule: 'same-instant', leadPlace: null }, 'Europe/Berlin')).toBe('Europe/Berlin')
})

describe('the whole', () => {
  test('lasts from the first city’s beginning to the last one’s end, and not a moment longer', () => {
    fc.assert(
      fc.property(moment, fc.array(zone, { maxLength: 6 }), (of, cities) => {
        const span = gatheringSpan(of, cities)
        const each = [of.leadPlace.timeZone, ...cities].map((city) => meetingSpan(of, city))
        expect(span?.from).toBe(Math.min(...each.map((one) => one?.from ?? Number.NaN)))
        expect(span?.to).toBe(Math.max(...each.map((one) => one?.to ?? Number.NaN)))
      }),
    )
  })

  test('is live whenever one of its cities is, and past only when all are', () => {
    const offset = fc.integer({ min: -3 * 1440, max: 3 * 1440 }).map((minutes) => minutes * minuteMs)
    fc.assert(
      fc.property(moment, fc.array(zone, { minLength: 1, maxLength: 6 }), offset, (of, cities, away) => {
        const now = of.startsAt + away
        const all = [of.leadPlace.timeZone, ...cities]
        const phases = all.map((city) => meetingPhase(of, city, now))
        const whole = gatheringPhase(of, now, all)
        if (phases.includes('live')) expect(whole).toBe('live')
        expect(whole === 'past').toBe(phases.every((phase) => phase === 'past'))
        expect(whole === 'to-come').toBe(phases.every((phase) => phase === 'to-come'))
      }),
      { numRuns: 500 },
    )
  })

  test('is never live once it was cancelled', () => {
    fc.assert(
      fc.property(moment, zone, instant, (of, city, now) => {
        const cancelled = { ...of, standing: 'cancelled' as Standing }
        expect(gatheringPhase(cancelled, now, [city])).not.toBe('live')
        expect(meetingPhase(cancelled, city, now)).not.toBe('live')
      }),
    )
  })
})

describe('the phase of a span', () => {
  const span = { from: 100, to: 200 }
  test.each([
    ['a millisecond before it', span, 'planned', 99, 'to-come'],
    ['at its beginning', span, 'planned', 100, 'live'],
    ['a millisecond before its end', span, 'planned', 199, 'live'],
    ['at its end', span, 'planned', 200, 'past'],
    ['cancelled, before it', span, 'cancelled', 99, 'to-come'],
    ['cancelled, while it would be live', span, 'cancelled', 100, 'past'],
    ['without an instant', null, 'postponed', 100, 'to-come'],
  ] as const)('%s', (_what, of, standing, now, phase) => {
    expect(phaseOf(of, standing, now)).toBe(phase)
  })
})

describe('what organizers may decide about the whole', () => {
  const draft = { status: 'draft', standing: 'planned' } as const
  const as = (standing: Standing) => ({ status: 'published', standing }) as const
  const refused = (reason: string) => ({ ok: false, reason })
  test.each([
    ['postponing a draft', decidePostpone(draft), refused('not-published')],
    ['postponing what is planned', decidePostpone(as('planned')), { ok: true }],
    ['postponing twice', decidePostpone(as('postponed')), refused('already-postponed')],
    ['postponing what is cancelled', decidePostpone(as('cancelled')), refused('already-cancelled')],
    ['cancelling a draft', decideCancelGathering(draft), refused('not-published')],
    ['cancelling what is planned', decideCancelGathering(as('planned')), { ok: true }],
    ['cancelling what is postponed', decideCancelGathering(as('postponed')), { ok: true }],
    ['cancelling twice', decideCancelGathering(as('cancelled')), refused('already-cancelled')],
    ['reinstating what is planned', decideReinstate(as('planned')), refused('nothing-to-reinstate')],
    ['reinstating what is postponed', decideReinstate(as('postponed')), { ok: true }],
    ['reinstating what is cancelled', decideReinstate(as('cancelled')), { ok: true }],
  ])('%s', (_what, verdict, expected) => expect(verdict).toEqual(expected))
})

describe('P2: what was announced is not forgotten', () => {
  const announced = { startsAt: 1000, formerStartsAt: null as number | null, standing: 'planned' as Standing }
  const moved = { ...announced, startsAt: 2000, formerStartsAt: 1000 }

  test('moved twice, the former moment is the one before the last', () => {
    expect(reschedule(moved, 3000)).toEqual({ ...announced, startsAt: 3000, formerStartsAt: 2000 })
  })

  test('the same moment once more changes nothing', () => {
    expect(reschedule(moved, 2000)).toBe(moved)
  })

  test('taken off its date by an edit, and given one again, it keeps the former date until it is that one', () => {
    const open = reschedule(announced, null)
    expect(open).toEqual({ startsAt: null, formerStartsAt: 1000, standing: 'planned' })
    expect(reschedule(open, 3000)).toEqual({ startsAt: 3000, formerStartsAt: 1000, standing: 'planned' })
    expect(reschedule(open, 1000)).toEqual(announced)
  })

  test('postponed after it was moved, the former moment is the last one that was announced', () => {
    expect(postpone(moved)).toEqual({ startsAt: null, formerStartsAt: 2000, standing: 'postponed' })
    expect(postpone(reschedule(announced, null)).formerStartsAt).toBe(1000)
  })

  test('what is postponed and loses a date that it kept stays postponed', () => {
    const dated = { startsAt: 1000, formerStartsAt: null, standing: 'postponed' as Standing }
    expect(reschedule(dated, null)).toEqual({ startsAt: null, formerStartsAt: 1000, standing: 'postponed' })
  })

  test('cancelled after it was moved, or without a date, taking it back plans it and does not postpone it', () => {
    expect(
      reinstate({ startsAt: null, formerStartsAt: null, standing: 'cancelled' as Standing }).standing,
    ).toBe('planned')
    expect(reinstate({ ...moved, standing: 'cancelled' }).standing).toBe('planned')
  })

  test('a new moment for what is cancelled does not reinstate it', () => {
    expect(reschedule({ ...announced, standing: 'cancelled' }, 2000).standing).toBe('cancelled')
  })

  test('cancelled and taken back, it is as it was, with its date and the one before', () => {
    expect(reinstate({ ...moved, standing: 'cancelled' })).toEqual(moved)
    const undated = { startsAt: null, formerStartsAt: null, standing: 'cancelled' as Standing }
    expect(reinstate(undated)).toEqual({ ...undated, standing: 'planned' })
  })
})

describe('a changed moment', () => {
  const planned = fc.record({
    startsAt: fc.option(instant),
    formerStartsAt: fc.constant(null as number | null),
    standing: fc.constant<Standing>('planned'),
  })

  test('moved and moved back is as if nothing had been', () => {
    fc.assert(
      fc.property(planned, instant, (of, later) => {
        fc.pre(of.startsAt !== null)
        expect(reschedule(reschedule(of, later), of.startsAt)).toEqual(of)
      }),
    )
  })

  test('however often it is moved, the former moment is never the present one', () => {
    const steps = fc.array(fc.option(fc.constantFrom(1000, 2000, 3000)), { maxLength: 6 })
    fc.assert(
      fc.property(planned, steps, (of, moves) => {
        const moved = moves.reduce<typeof of>(reschedule, of)
        expect(moved.startsAt).toBe(moves.at(-1) === undefined ? of.startsAt : moves.at(-1))
        if (moved.startsAt !== null) expect(moved.formerStartsAt).not.toBe(moved.startsAt)
      }),
    )
  })

  test('postponed and taken back is as it was announced', () => {
    fc.assert(
      fc.property(instant, (startsAt) => {
        const of = { startsAt, formerStartsAt: null, standing: 'planned' as Standing }
        const off = postpone(of)
        expect(off).toEqual({ startsAt: null, formerStartsAt: startsAt, standing: 'postponed' })
        expect(reinstate(off)).toEqual(of)
      }),
    )
  })

  test('postponed, it is planned again by announcing another instant', () => {
    fc.assert(
      fc.property(instant, instant, (startsAt, later) => {
        fc.pre(startsAt !== later)
        const off = postpone({ startsAt, formerStartsAt: null, standing: 'planned' as Standing })
        expect(reschedule(off, later)).toEqual({
          startsAt: later,
          formerStartsAt: startsAt,
          standing: 'planned',
        })
      }),
    )
  })

  test('cancelled while postponed, taking it back leaves it postponed', () => {
    const off = postpone({ startsAt: 1000, formerStartsAt: null, standing: 'planned' as Standing })
    expect(reinstate({ ...off, standing: 'cancelled' })).toEqual(off)
  })
})
