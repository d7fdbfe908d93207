// Times and numbers as a participant reads them.
import { describe, expect, test } from 'vitest'
import { forReaderText } from '#client/features/gathering/when-words.ts'
import { seatsWords } from '#client/features/meeting/seats-words.ts'
import { timeBesideText, timeText, whenText } from '#client/i18n/clock-text.ts'
import { peopleInCitiesText, peopleText, shortPeopleText, totalOf } from '#client/i18n/people-text.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { countsOf, speak, startsAt } from './sample.ts'

const [ar, en] = [speak('ar'), speak('en')]

describe('an instant', () => {
  test.each([
    ['Asia/Damascus', 'Wednesday evening, 18:00', 'مساء الأربعاء، ٦:٠٠'],
    ['Europe/Berlin', 'Wednesday afternoon, 16:00', 'بعد ظهر الأربعاء، ٤:٠٠'],
    ['Asia/Kathmandu', 'Wednesday evening, 20:45', 'مساء الأربعاء، ٨:٤٥'],
    ['America/St_Johns', 'Wednesday morning, 11:30', 'صباح الأربعاء، ١١:٣٠'],
    ['Australia/Sydney', 'Thursday after midnight, 2:00', 'الخميس بعد منتصف الليل، ٢:٠٠'],
  ])('in %s carries its weekday and the part of its day', (zone, english, arabic) => {
    expect(whenText(en, startsAt, zone)).toBe(english)
    expect(whenText(ar, startsAt, zone)).toBe(arabic)
  })

  test('says its hour with the part of the day where the clock has twelve hours', () => {
    expect(timeText(ar, startsAt, 'Asia/Damascus')).toBe('٦:٠٠ مساءً')
    expect(timeText(en, startsAt, 'Asia/Damascus')).toBe('18:00')
  })

  test('carries its weekday in a list only where the date is another', () => {
    expect(timeBesideText(en, startsAt, 'Europe/Berlin', 'Asia/Damascus')).toBe('16:00')
    expect(timeBesideText(en, startsAt, 'Australia/Sydney', 'Asia/Damascus')).toContain('Thursday')
  })

  test('is not said twice to a reader whose clock shows the same', () => {
    expect(
      forReaderText(en, startsAt, 'Asia/Damascus', { timeZone: 'Asia/Riyadh', place: 'Riyadh' }),
    ).toBeNull()
    expect(
      forReaderText(en, startsAt, 'Asia/Damascus', { timeZone: 'Asia/Kathmandu', place: 'Kathmandu' }),
    ).toBe('Your time in Kathmandu: 20:45')
  })
})

describe('how many', () => {
  test.each([
    [{ confirmed: 0, rounded: false }, 'nobody yet', null],
    [{ confirmed: 1, rounded: false }, '1 person', '1'],
    [{ confirmed: 1620, rounded: false }, '1,620 people', '1,620'],
    [{ confirmed: 50, rounded: true }, 'at least 50 people', '50+'],
    [{ confirmed: 0, rounded: true }, null, null],
    [{ confirmed: null, rounded: false }, null, null],
    [undefined, null, null],
  ])('%o', (told, long, short) => {
    expect(peopleText(en, told)).toBe(long)
    expect(shortPeopleText(en, told)).toBe(short)
  })

  test('is a floor for all cities as soon as one of them tells less', () => {
    const exact = [countsOf('a'), countsOf('b')]
    expect(totalOf(exact)).toEqual({ people: 24, arrived: 0, atLeast: false })
    expect(totalOf([...exact, countsOf('c', { confirmed: null })]).atLeast).toBe(true)
    expect(peopleInCitiesText(en, { people: 24, cities: 3, atLeast: true })).toBe(
      'At least 24 people in 3 cities',
    )
    expect(peopleInCitiesText(ar, { people: 3, cities: 2, atLeast: false })).toBe('٣ أشخاص في مدينتين')
    expect(peopleInCitiesText(en, { people: 0, cities: 3, atLeast: true })).toBe('In 3 cities')
  })
})

describe('seats', () => {
  const open = (capacity: number | null) =>
    ({ capacity, exposure: exposurePresets.open, admission: 'open' }) as const

  test('of a city whose numbers are closed nothing is said', () => {
    for (const exposure of [exposurePresets.approximate, exposurePresets.vetted]) {
      const meeting = { capacity: null, exposure, admission: 'held-when-odd' } as const
      for (const full of [true, false]) {
        const counts = countsOf('a', { full, rounded: true })
        expect(seatsWords(en, meeting, counts, 'to-come')).toEqual({ left: '', taken: null })
      }
    }
  })

  test('are told as far as they are open', () => {
    expect(seatsWords(en, open(50), countsOf('a', { left: 38 }), 'to-come')).toEqual({
      left: '38 seats are free',
      taken: 0.24,
    })
    expect(seatsWords(en, open(null), countsOf('a', { full: true }), 'to-come')).toEqual({
      left: 'Full. You’d join the waiting list.',
      taken: null,
    })
    expect(seatsWords(en, open(null), countsOf('a'), 'to-come').taken).toBeNull()
    expect(seatsWords(en, open(5), countsOf('a', { left: 0 }), 'past').left).toBe('')
  })
})
