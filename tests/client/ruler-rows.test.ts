// The timeline's text for each city compared with the main one, for both rules of start times.
// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { hourOf, rulerSpan, shortDifference, zoneWords } from '#client/features/gathering/ruler-rows.ts'
import { wordsOf } from '../support/words.ts'
import { bookGathering, bookStartsAt } from './look-book/book-gathering.ts'
import { drawStill } from './look-book/still.tsx'

const damascus = { timeZone: 'Asia/Damascus', name: 'Damascus' }

function wordsIn(clockRule: 'same-instant' | 'same-local-hour', timeZone: string) {
  const { gathering, cities } = bookGathering({
    language: 'en',
    cities: 27,
    clockRule,
    live: false,
    mine: 'berlin',
  })
  const city = cities.find(({ meeting }) => meeting.place.timeZone === timeZone)
  if (city === undefined) throw new Error(`no city in ${timeZone}`)
  const span = rulerSpan(gathering, bookStartsAt, undefined, cities)
  const hour = hourOf(gathering, bookStartsAt, city)
  const at = clockRule === 'same-instant' ? bookStartsAt : hour.from
  return {
    hour,
    span,
    ...zoneWords(wordsOf('en'), gathering, { at, startsAt: bookStartsAt, span, lead: damascus }, timeZone),
  }
}

describe('at one instant', () => {
  test('Kathmandu is 2:45 ahead on the same date, Sydney 8 hours ahead on the next', () => {
    const kathmandu = wordsIn('same-instant', 'Asia/Kathmandu')
    expect(kathmandu).toMatchObject({ clock: '20:45', day: 0, hour: { from: bookStartsAt } })
    expect(kathmandu.difference).toEqual({
      short: '+2:45',
      spoken: '2 hours and 45 minutes ahead of Damascus',
    })
    const sydney = wordsIn('same-instant', 'Australia/Sydney')
    expect(sydney).toMatchObject({ clock: '2:00', day: 1 })
    expect(sydney.when).toContain('Thursday 21 January')
    expect(sydney.midnights.map(({ weekday }) => weekday)).toEqual(['Thu'])
  })
  test('the lead city’s own difference is said and not drawn', () => {
    expect(wordsIn('same-instant', 'Asia/Damascus').difference).toEqual({
      short: '',
      spoken: 'same as Damascus',
    })
  })
})

describe('at the same hour of each clock', () => {
  test('every city’s date and hour are the lead city’s, and the west begins later', () => {
    for (const zone of ['America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Sydney']) {
      expect(wordsIn('same-local-hour', zone)).toMatchObject({ clock: '18:00', day: 0 })
    }
    const west = wordsIn('same-local-hour', 'America/Los_Angeles')
    expect(west.difference).toEqual({ short: '+11', spoken: '11 hours after Damascus' })
    expect(west.hour.from).toBe(bookStartsAt + 11 * 3_600_000)
    expect(west.hour.to).toBeLessThan(west.span.to)
  })
})

test('differences are written in the reader’s digits', () => {
  expect(shortDifference(wordsOf('ar'), -330)).toBe('−٥:٣٠')
  expect(shortDifference(wordsOf('en'), 60)).toBe('+1')
})

describe('without a browser', () => {
  test('the map is a still picture with land and night, and every city of the ruler is a row of a table', () => {
    const html = renderToString(drawStill('en', wordsOf('en')))
    expect(html).toMatch(/<path fill="#[0-9a-f]{6}"/)
    expect(html).toMatch(/<path class="[^"]*" d="M[^"]{2000,}/)
    expect(html.match(/<th scope="row"/g)).toHaveLength(27)
    for (const head of ['City', 'Doors open', 'People']) expect(html).toContain(`>${head}</th>`)
  })
})
