// A finished city is offered neither in choices nor on shared pictures. When all start at the same local time, others are still to come.
import { describe, expect, test } from 'vitest'
import { cityOptions } from '#client/app/city-options.ts'
import { listCities } from '#client/features/gathering/cities.ts'
import { createI18n } from '#client/i18n/i18n.ts'
import { loadMessages } from '#client/i18n/languages.ts'
import { describeCity, describeGathering, describePoster } from '#server/pictures/describe-picture.ts'
import { wordsIn } from '#server/words/words.ts'
import { snapshot as sample, startsAt } from './sample.ts'

const snapshot = { ...sample, gathering: { ...sample.gathering, clockRule: 'same-local-hour' as const } }
const { gathering } = snapshot
const hourMs = 3_600_000
const [damascus, berlin, , sydney] = snapshot.meetings
const words = wordsIn('en')
const messages = await loadMessages('en')

const offered = (now: number) =>
  cityOptions(listCities(snapshot, 'en', null), createI18n('en', messages), gathering, now)
    .map(({ name }) => name)
    .sort()

test('choices are cities where one can still come', () => {
  // Sydney begins eight hours before Damascus, Berlin two hours after it.
  expect(offered(startsAt - 9 * hourMs)).toEqual(['Berlin', 'Damascus', 'Malmö', 'Sydney'])
  expect(offered(startsAt - 6 * hourMs)).toEqual(['Berlin', 'Damascus', 'Malmö'])
  expect(offered(startsAt + 2 * hourMs)).toEqual(['Berlin', 'Malmö'])
  expect(offered(startsAt + 4 * hourMs)).toEqual([])
})

describe('pictures', () => {
  const as = { format: 'a4', origin: 'https://multaqa.example' } as const

  test('say that it is over, city by city', () => {
    if (damascus === undefined || berlin === undefined || sydney === undefined) throw new Error('none')
    const now = startsAt + 2 * hourMs
    expect(describeCity(snapshot, damascus, words, now).notice).toBe(words.t('picture.past'))
    expect(describeCity(snapshot, sydney, words, now).notice).toBe(words.t('picture.past'))
    expect(describeCity(snapshot, berlin, words, now).notice).toBeNull()
    expect(describeGathering(snapshot, words, now).notice).toBeNull()
    expect(describeGathering(snapshot, words, now + 3 * hourMs).notice).toBe(words.t('picture.past'))
  })

  test('a poster calls nobody to what is over or cancelled', () => {
    if (damascus === undefined) throw new Error('none')
    const call = (now: number, standing: 'planned' | 'cancelled' = 'planned') =>
      describePoster({ ...snapshot, gathering: { ...gathering, standing } }, damascus, words, { ...as, now })
        .call
    expect(call(startsAt)).toBe(words.t('picture.scan'))
    expect(call(startsAt + 2 * hourMs)).not.toBe(words.t('picture.scan'))
    expect(call(startsAt - hourMs, 'cancelled')).not.toBe(words.t('picture.scan'))
  })
})
