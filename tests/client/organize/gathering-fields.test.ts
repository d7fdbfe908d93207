import { expect, test } from 'vitest'
import {
  gatheringEditOf,
  gatheringErrors,
  gatheringFields,
  gatheringOf,
  inverseOf,
  sameInGathering,
  textField,
} from '#client/features/organize/gathering-fields.ts'
import { whatIsMissing } from '#client/features/organize/publish/checklist.ts'
import { emptyText } from '#shared/domain/gathering.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { GatheringView } from '#shared/protocol/views.ts'

const damascus = {
  placeId: '170654',
  names: { en: 'Damascus', ar: 'دمشق' },
  countryCode: 'SY',
  latitude: 33.5,
  longitude: 36.3,
  timeZone: 'Asia/Damascus',
  population: 1,
}
const gathering: GatheringView = {
  gatheringId: 'gathering',
  slug: 'slug',
  status: 'published',
  isExample: false,
  startsAt: 1_800_000_000_000,
  lengthMs: 7_200_000,
  ...firstPlan,
  leadPlace: damascus,
  languages: ['ar', 'en'],
  texts: { ar: { ...emptyText, title: 'ملتقى', goals: ['هدف'] }, en: { ...emptyText, title: 'Gathering' } },
}

test('a gathering taken apart into fields and put together again is the same', () => {
  expect(gatheringOf(gathering, gatheringFields(gathering))).toEqual(gathering)
})

test('an edit carries the changed fields and nothing else, as they will be kept', () => {
  const edit = gatheringEditOf(gathering, {
    [textField('ar', 'goals')]: [' أول ', '', 'ثانٍ'],
    lengthMs: 3_600_000,
  })
  expect(edit).toEqual({ lengthMs: 3_600_000, texts: { ar: { goals: ['أول', 'ثانٍ'] } } })
})

test('a language that is added is there at once, one that is taken out goes with its words', () => {
  expect(gatheringEditOf(gathering, { languages: ['ar', 'tr'], [textField('en', 'title')]: 'Lost' })).toEqual(
    {
      languages: ['ar', 'tr'],
      texts: { tr: {}, en: null },
    },
  )
})

test('the clock rule is a field like any other: kept, sent when it was changed, and brought back', () => {
  const changed = { clockRule: 'same-local-hour' }
  expect(gatheringOf(gathering, { ...gatheringFields(gathering), ...changed }).clockRule).toBe(
    'same-local-hour',
  )
  const edit = gatheringEditOf(gathering, changed)
  expect(edit).toEqual(changed)
  expect(inverseOf(gathering, edit)).toEqual({ clockRule: 'same-instant' })
  expect(gatheringErrors(gathering, { clockRule: 'whenever' })).not.toEqual([])
})

test('a date that is taken out again leaves nothing missing: it is to be confirmed', () => {
  const edit = gatheringEditOf(gathering, { startsAt: null })
  expect(edit).toEqual({ startsAt: null })
  expect(inverseOf(gathering, edit)).toEqual({ startsAt: gathering.startsAt })
  expect(whatIsMissing({ ...gathering, status: 'draft', startsAt: null }, 0)).toEqual([])
})

test('the inverse of an edit brings back what was there, also a language', () => {
  const edit = gatheringEditOf(gathering, {
    languages: ['ar', 'tr'],
    startsAt: 1_900_000_000_000,
    leadPlace: null,
    [textField('ar', 'title')]: 'آخر',
  })
  expect(inverseOf(gathering, edit)).toEqual({
    languages: ['ar', 'en'],
    startsAt: gathering.startsAt,
    leadPlaceId: '170654',
    texts: { ar: { title: 'ملتقى' }, tr: null, en: gathering.texts['en'] },
  })
})

test('values are one when they are kept alike', () => {
  expect(sameInGathering('texts.ar.title', ' ملتقى  كبير ', 'ملتقى كبير')).toBe(true)
  expect(sameInGathering('texts.ar.agenda', [{ title: ' ', minutes: 5 }], undefined)).toBe(true)
  expect(
    sameInGathering('texts.ar.agenda', [{ title: 'بند', minutes: 5 }], [{ title: 'بند', minutes: 6 }]),
  ).toBe(false)
  expect(sameInGathering('leadPlace', damascus, { ...damascus, population: 2 })).toBe(true)
})

test('what is too long is told at its field', () => {
  const changed = { [textField('ar', 'statement')]: 'ا'.repeat(20_001) }
  expect(gatheringErrors(gathering, changed)).toEqual([{ field: 'texts.ar.statement', reason: 'too-long' }])
  expect(gatheringErrors(gathering, { [textField('ar', 'statement')]: 'ا'.repeat(20_000) })).toEqual([])
})

test('everything that is missing before publishing is listed at once', () => {
  const now = 1_700_000_000_000
  const draft: GatheringView = {
    ...gathering,
    status: 'draft',
    startsAt: null,
    leadPlace: null,
    texts: { ar: emptyText, en: emptyText },
  }
  expect(whatIsMissing(draft, now).map(({ reason, field }) => [reason, field])).toEqual([
    ['title-missing', 'texts.ar.title'],
    ['title-missing', 'texts.en.title'],
    ['lead-place-missing', 'leadPlace'],
  ])
  expect(whatIsMissing({ ...gathering, status: 'draft' }, now)).toEqual([])
  expect(whatIsMissing({ ...gathering, status: 'draft' }, 1_900_000_000_000)).toMatchObject([
    { reason: 'instant-past' },
  ])
})
