// Compares cities and instants with the newest zone rules (packaged or the system's), as read by independent programs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installZoneRules } from '#server/zones/zone-rules.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import {
  clock,
  instantFromLocal,
  localFromInstant,
  offsetMinutes,
  setZoneSource,
} from '#shared/domain/time.ts'
import { askClocks } from '../support/independent-clocks.ts'
import { newestRules } from '../support/independent-zones.ts'

beforeAll(() => setZoneSource(newestRules().rules.offsetAt))
afterAll(() => void installZoneRules())

const minuteMs = 60_000
const dayMs = 86_400_000

const cities = {
  Damascus: 'Asia/Damascus',
  Beirut: 'Asia/Beirut',
  Amman: 'Asia/Amman',
  Gaza: 'Asia/Gaza',
  Jerusalem: 'Asia/Jerusalem',
  Cairo: 'Africa/Cairo',
  Casablanca: 'Africa/Casablanca',
  'El Aaiún': 'Africa/El_Aaiun',
  Tunis: 'Africa/Tunis',
  Tripoli: 'Africa/Tripoli',
  Khartoum: 'Africa/Khartoum',
  Juba: 'Africa/Juba',
  Baghdad: 'Asia/Baghdad',
  Tehran: 'Asia/Tehran',
  Kabul: 'Asia/Kabul',
  Riyadh: 'Asia/Riyadh',
  Dubai: 'Asia/Dubai',
  Istanbul: 'Europe/Istanbul',
  Berlin: 'Europe/Berlin',
  Vienna: 'Europe/Vienna',
  London: 'Europe/London',
  Dublin: 'Europe/Dublin',
  Lisbon: 'Europe/Lisbon',
  Moscow: 'Europe/Moscow',
  Volgograd: 'Europe/Volgograd',
  Kyiv: 'Europe/Kyiv',
  Reykjavík: 'Atlantic/Reykjavik',
  Azores: 'Atlantic/Azores',
  Nuuk: 'America/Nuuk',
  "St. John's": 'America/St_Johns',
  'New York': 'America/New_York',
  Toronto: 'America/Toronto',
  Chicago: 'America/Chicago',
  'Mexico City': 'America/Mexico_City',
  Caracas: 'America/Caracas',
  Havana: 'America/Havana',
  Santiago: 'America/Santiago',
  Asunción: 'America/Asuncion',
  'São Paulo': 'America/Sao_Paulo',
  'Los Angeles': 'America/Los_Angeles',
  Vancouver: 'America/Vancouver',
  Coyhaique: 'America/Coyhaique',
  Phoenix: 'America/Phoenix',
  Honolulu: 'Pacific/Honolulu',
  Marquesas: 'Pacific/Marquesas',
  'Pago Pago': 'Pacific/Pago_Pago',
  Apia: 'Pacific/Apia',
  Kiritimati: 'Pacific/Kiritimati',
  Tongatapu: 'Pacific/Tongatapu',
  Chatham: 'Pacific/Chatham',
  Auckland: 'Pacific/Auckland',
  Norfolk: 'Pacific/Norfolk',
  'Lord Howe': 'Australia/Lord_Howe',
  Adelaide: 'Australia/Adelaide',
  Eucla: 'Australia/Eucla',
  Sydney: 'Australia/Sydney',
  Pyongyang: 'Asia/Pyongyang',
  Yangon: 'Asia/Yangon',
  Kathmandu: 'Asia/Kathmandu',
  Kolkata: 'Asia/Kolkata',
  Colombo: 'Asia/Colombo',
  Almaty: 'Asia/Almaty',
  'Kuala Lumpur': 'Asia/Kuala_Lumpur',
} as const

/** Days of past and future gatherings, and days around clock changes decided at short notice. */
const instants = [
  '2011-12-30T10:00Z', // Samoa skips a day.
  '2016-07-20T15:00Z',
  '2018-01-20T15:00Z', // The founding meetings.
  '2018-07-20T16:00Z',
  '2018-10-28T01:30Z', // Morocco makes summer time permanent.
  '2020-05-24T12:00Z', // Ramadan in Morocco.
  '2022-10-28T00:30Z', // Syria and Jordan make summer time permanent.
  '2023-03-28T18:00Z', // Lebanon, while official and observed time differed.
  '2023-04-28T15:00Z', // Egypt reintroduces summer time.
  '2024-03-31T01:00Z',
  '2026-01-20T15:00Z',
  '2026-07-20T15:00Z',
  '2026-09-20T02:30Z', // Morocco stays at +00 permanently.
  '2026-11-01T09:30Z', // British Columbia abolishes winter time.
  '2027-01-20T15:00Z',
].map((text) => Date.parse(text))

type Case = { readonly city: string; readonly zone: string; readonly instant: number }

/** Every city at every instant, and in the minutes around each change of its clock in these years. */
function allCases(): readonly Case[] {
  const entries = Object.entries(cities)
  const changes = askClocks(
    entries.map(([, zone]) => ({ kind: 'changes', zone, from: 2017, until: 2028 }) as const),
  )
  return entries.flatMap(([city, zone], index) => {
    const around = (changes[index] ?? []).flatMap((at) => [at - minuteMs, at, at + minuteMs])
    return [...instants, ...around].map((instant) => ({ city, zone, instant }))
  })
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function say({ city, instant }: Case): string {
  return `${city} at ${new Date(instant).toISOString().slice(0, 16)}Z`
}

describe('against the newest zone rules', () => {
  const cases = allCases()

  test('there are at least 400 cases of a city and an instant, among them clocks set forward and back', () => {
    expect(Object.keys(cities).length * instants.length).toBeGreaterThanOrEqual(400)
    expect(cases.length).toBeGreaterThanOrEqual(2000)
  })

  test('every clock shows the same local date, time, weekday and distance from UTC', () => {
    const expected = askClocks(cases.map(({ zone, instant }) => ({ kind: 'local', zone, instant }) as const))
    const shown = cases.map((one) => ({
      case: say(one),
      local: localFromInstant(one.instant, one.zone),
      offset: offsetMinutes(one.instant, one.zone),
      weekday: clock(one.instant, one.zone, 'en-GB', 'weekday'),
    }))
    expect(shown).toEqual(
      expected.map(({ local, offset, weekday }, index) => ({
        case: say(cases[index] as Case),
        local,
        offset,
        weekday: weekdays[weekday - 1],
      })),
    )
  })

  test('what is typed as a local time is the same instant, also where clocks skip it or show it twice', () => {
    const typed = cases.flatMap(({ city, zone, instant }) => {
      // The local time, and the local time by the previous day's rule, because that is where hours are skipped.
      const offsets = new Set([offsetMinutes(instant, zone), offsetMinutes(instant - dayMs, zone)])
      return [...offsets].map((offset) => {
        const local = new Date(instant + offset * minuteMs).toISOString().slice(0, 16)
        return { city, zone, local }
      })
    })
    const expected = askClocks(typed.map(({ zone, local }) => ({ kind: 'instant', zone, local }) as const))
    const read = typed.map(({ city, zone, local }) => `${city} ${local}: ${instantFromLocal(local, zone)}`)
    expect(read).toEqual(typed.map(({ city, local }, index) => `${city} ${local}: ${expected[index]}`))
    const skipped = typed.filter(
      ({ zone, local }) => localFromInstant(instantFromLocal(local, zone) ?? 0, zone) !== local,
    )
    expect(skipped.length).toBeGreaterThan(100)
  }, 30_000)

  test('at the same local hour each city begins when its own clock shows what the lead city’s shows', () => {
    const lead = placeIn('Asia/Damascus')
    const moments = [...instants, ...shortNotice].flatMap((startsAt) =>
      Object.entries(cities).map(([city, zone]) => ({ city, zone, startsAt })),
    )
    const leads = askClocks(
      moments.map(({ startsAt }) => ({ kind: 'local', zone: lead.timeZone, instant: startsAt }) as const),
    )
    const expected = askClocks(
      moments.map(
        ({ zone }, index) => ({ kind: 'instant', zone, local: leads[index]?.local ?? '' }) as const,
      ),
    )
    const begun = moments.map(({ city, zone, startsAt }) => {
      const start = meetingStart({ startsAt, clockRule: 'same-local-hour', leadPlace: lead }, zone)
      return `${city}, led by ${new Date(startsAt).toISOString()}: ${start}`
    })
    expect(begun).toEqual(
      moments.map(({ city, startsAt }, index) => {
        return `${city}, led by ${new Date(startsAt).toISOString()}: ${expected[index]}`
      }),
    )
  })
})

/** 18:00 in Damascus on nights when clocks elsewhere change. */
const shortNotice = ['2022-10-29T15:00Z', '2023-03-25T22:30Z', '2024-03-30T23:30Z', '2024-11-03T04:30Z'].map(
  (text) => Date.parse(text),
)

function placeIn(timeZone: string): Place {
  return { placeId: '1', names: {}, countryCode: 'SY', latitude: 0, longitude: 0, timeZone, population: 0 }
}

describe('rules that were changed at short notice, as people lived them', () => {
  test.each([
    ['Damascus', 'Asia/Damascus', '2018-01-20T15:00Z', '2018-01-20T17:00'],
    ['Damascus', 'Asia/Damascus', '2026-01-20T15:00Z', '2026-01-20T18:00'],
    ['Casablanca', 'Africa/Casablanca', '2018-01-20T15:00Z', '2018-01-20T15:00'],
    ['Casablanca', 'Africa/Casablanca', '2026-01-20T15:00Z', '2026-01-20T16:00'],
    ['Cairo', 'Africa/Cairo', '2018-07-20T15:00Z', '2018-07-20T17:00'],
    ['Cairo', 'Africa/Cairo', '2026-07-20T15:00Z', '2026-07-20T18:00'],
    // The state postponed the change to 21 April, but most clocks changed on 26 March: today's database follows the clocks.
    ['Beirut', 'Asia/Beirut', '2023-03-25T18:00Z', '2023-03-25T20:00'],
    ['Beirut', 'Asia/Beirut', '2023-03-28T18:00Z', '2023-03-28T21:00'],
    ['Beirut', 'Asia/Beirut', '2023-03-30T18:00Z', '2023-03-30T21:00'],
    ['Amman', 'Asia/Amman', '2022-10-27T15:00Z', '2022-10-27T18:00'],
    ['Amman', 'Asia/Amman', '2022-10-29T15:00Z', '2022-10-29T18:00'],
    ['Damascus', 'Asia/Damascus', '2022-10-29T15:00Z', '2022-10-29T18:00'],
    ['Casablanca', 'Africa/Casablanca', '2026-09-19T15:00Z', '2026-09-19T16:00'],
    ['Casablanca', 'Africa/Casablanca', '2027-01-20T15:00Z', '2027-01-20T15:00'],
    ['Vancouver', 'America/Vancouver', '2026-01-20T15:00Z', '2026-01-20T07:00'],
    ['Vancouver', 'America/Vancouver', '2027-01-20T15:00Z', '2027-01-20T08:00'],
  ])('%s (%s) at %s shows %s', (_city, zone, instant, local) => {
    const at = Date.parse(instant)
    expect(localFromInstant(at, zone)).toBe(local)
    expect(askClocks([{ kind: 'local', zone, instant: at }])[0]?.local).toBe(local)
  })
})
