import { expect, test } from 'vitest'
import { otherCities } from '#client/features/organize/cities/other-cities.ts'
import { readLocal } from '#client/features/organize/text/local-entry.ts'
import { offsetMinutes } from '#shared/domain/time.ts'

const utc = (text: string) => Date.parse(`${text}Z`)

test('a local time that comes once is that instant, in zones with odd offsets too', () => {
  expect(readLocal('2027-01-20T18:00', 'Asia/Damascus')).toEqual({
    kind: 'once',
    instant: utc('2027-01-20T15:00'),
  })
  expect(readLocal('2027-01-20T20:45', 'Asia/Kathmandu')).toEqual({
    kind: 'once',
    instant: utc('2027-01-20T15:00'),
  })
})

test('a skipped hour tells what the clock will show instead', () => {
  expect(readLocal('2027-03-28T02:30', 'Europe/Berlin')).toEqual({
    kind: 'skipped',
    instant: utc('2027-03-28T01:30'),
    local: '2027-03-28T03:30',
  })
})

test('an hour that comes twice gives both instants, also where clocks move by half an hour', () => {
  expect(readLocal('2027-10-31T02:30', 'Europe/Berlin')).toEqual({
    kind: 'twice',
    instant: utc('2027-10-31T00:30'),
    second: utc('2027-10-31T01:30'),
  })
  expect(readLocal('2027-04-04T01:45', 'Australia/Lord_Howe')).toEqual({
    kind: 'twice',
    instant: utc('2027-04-03T14:45'),
    second: utc('2027-04-03T15:15'),
  })
})

test('what is no date is told as such', () => {
  for (const text of ['', '2027-02-30T10:00', 'soon']) {
    expect(readLocal(text, 'Europe/Berlin')).toEqual({ kind: 'unreadable' })
  }
})

test('other cities have other clocks, stand from west to east, and never repeat the lead city', () => {
  const at = utc('2027-01-20T15:00')
  const berlin = {
    placeId: '2950159',
    names: { en: 'Berlin' },
    countryCode: 'DE',
    latitude: 52.5,
    longitude: 13.4,
    timeZone: 'Europe/Berlin',
    population: 1,
  }
  const places = otherCities(at, berlin, [
    berlin,
    { ...berlin, placeId: 'paris', names: { en: 'Paris' }, timeZone: 'Europe/Paris' },
  ])
  const offsets = places.map((place) => offsetMinutes(at, place.timeZone))
  expect(places).toHaveLength(7)
  expect(offsets).toEqual([...new Set(offsets)].toSorted((a, b) => a - b))
  expect(places.map((place) => place.names['en'])).not.toContain('Berlin')
})
