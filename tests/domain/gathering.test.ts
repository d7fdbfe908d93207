import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decidePublish,
  decideUnpublish,
  emptyText,
  type Gathering,
  textFor,
} from '#shared/domain/gathering.ts'
import { firstPlan, gatheringPhase } from '#shared/domain/moment.ts'

const startsAt = Date.UTC(2026, 0, 20, 15)
const hourMs = 3_600_000
const ready: Gathering = {
  gatheringId: 'gathering',
  slug: 'one-hour',
  status: 'draft',
  isExample: false,
  startsAt,
  lengthMs: 2 * hourMs,
  ...firstPlan,
  leadPlace: {
    placeId: '1',
    names: { en: 'Gaziantep' },
    countryCode: 'TR',
    latitude: 37,
    longitude: 37,
    timeZone: 'Europe/Istanbul',
    population: 1,
  },
  languages: ['ar', 'en'],
  texts: { ar: { ...emptyText, title: 'ساعة' }, en: { ...emptyText, title: 'One hour' } },
  publishedAt: null,
}

describe('the phase', () => {
  test.each([
    [startsAt - 1, 'to-come'],
    [startsAt, 'live'],
    [startsAt + 2 * hourMs - 1, 'live'],
    [startsAt + 2 * hourMs, 'past'],
  ])('at %i is %s', (now, phase) => expect(gatheringPhase(ready, now)).toBe(phase))

  test('is exactly one at any moment, and they follow each other once', () => {
    const moment = fc.integer({ min: 0, max: 4e12 })
    fc.assert(
      fc.property(
        fc.option(moment),
        fc.integer({ min: 1, max: 1e8 }),
        moment,
        moment,
        (start, lengthMs, a, b) => {
          const order = ['to-come', 'live', 'past']
          const at = (now: number) =>
            order.indexOf(gatheringPhase({ ...ready, startsAt: start, lengthMs }, now))
          expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)))
          if (start === null) expect(at(a)).toBe(0)
        },
      ),
    )
  })
})

describe('publishing', () => {
  test.each([
    ['everything there', {}, { ok: true }],
    ['published already', { status: 'published' }, { ok: false, reason: 'already-published' }],
    ['no language', { languages: [] }, { ok: false, reason: 'title-missing', field: 'title' }],
    [
      'one language without a title',
      { languages: ['ar', 'tr'] },
      { ok: false, reason: 'title-missing', field: 'texts.tr.title' },
    ],
    [
      'a title of blanks',
      { texts: { ...ready.texts, en: { ...emptyText, title: '  ' } } },
      { ok: false, reason: 'title-missing', field: 'texts.en.title' },
    ],
    ['an instant to be confirmed', { startsAt: null }, { ok: true }],
    [
      'an end that is over',
      { startsAt: startsAt - 3 * hourMs },
      { ok: false, reason: 'instant-past', field: 'startsAt' },
    ],
    ['a start that is over, not the end', { startsAt: startsAt - hourMs }, { ok: true }],
    ['no lead place', { leadPlace: null }, { ok: false, reason: 'lead-place-missing', field: 'leadPlace' }],
  ] as const)('with %s', (_what, given, verdict) => {
    expect(decidePublish({ ...ready, ...given } as Gathering, startsAt)).toEqual(verdict)
  })

  test('is taken back only while nobody has replied', () => {
    const published: Gathering = { ...ready, status: 'published' }
    expect(decideUnpublish(ready, 0)).toEqual({ ok: false, reason: 'not-published' })
    expect(decideUnpublish(published, 0)).toEqual({ ok: true })
    expect(decideUnpublish(published, 1)).toEqual({ ok: false, reason: 'has-replies' })
  })
})

test('a text is in the language asked for, else in the main one, and says in which', () => {
  expect(textFor(ready, 'en')).toMatchObject({ language: 'en', text: { title: 'One hour' } })
  expect(textFor(ready, 'fr')).toMatchObject({ language: 'ar', text: { title: 'ساعة' } })
  expect(textFor({ languages: [], texts: {} }, 'fr')).toEqual({ language: 'fr', text: emptyText })
})
