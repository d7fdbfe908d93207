// What the holder of a host link may read and do in each state of their city.
import { describe, expect, test } from 'vitest'
import {
  type HostAct,
  type HostReading,
  hostMayDo,
  hostMayRead,
  hostStanding,
  hostStandings,
} from '#shared/domain/host-rights.ts'

const readings: readonly HostReading[] = ['plan', 'codes', 'people', 'hour', 'crew']
const acts: readonly HostAct[] = [
  'plan',
  'streams',
  'link',
  'door',
  'codes',
  'talk',
  'roll',
  'recordings',
  'list',
]

describe('the host of a city', () => {
  test.each([
    ['proposed', ['plan'], ['plan', 'streams']],
    ['approved', readings, acts],
    ['declined', [], []],
    ['withdrawn', [], []],
    ['merged', [], []],
  ] as const)('that is %s reads and does no more than its state allows', (standing, reads, does) => {
    expect(readings.filter((reading) => hostMayRead(standing, reading))).toEqual(reads)
    expect(acts.filter((act) => hostMayDo(standing, act))).toEqual(does)
  })

  test('a withdrawn city that joined another is a merged one, an approved city never', () => {
    expect(hostStanding({ status: 'withdrawn', mergedInto: 'berlin' })).toBe('merged')
    expect(hostStanding({ status: 'withdrawn', mergedInto: null })).toBe('withdrawn')
    expect(hostStanding({ status: 'approved', mergedInto: 'berlin' })).toBe('approved')
    expect(new Set(hostStandings).size).toBe(5)
  })
})
