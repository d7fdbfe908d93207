// Which cities' clocks are sent with a gathering, and what a client stores of them.
import { expect, test } from 'vitest'
import type { Place } from '#shared/domain/place.ts'
import type { CityClock } from '#shared/domain/zone-clock.ts'
import { mergeClocks, zonesShown } from '#shared/protocol/clocks.ts'

const place = (timeZone: string) => ({ timeZone }) as Place
const shown = (lead: string | null, ...zones: readonly string[]) => ({
  gathering: { leadPlace: lead === null ? null : place(lead) },
  meetings: zones.map((zone) => ({ place: place(zone) })),
})
const clockOf = (timeZone: string, offset: number): CityClock => ({
  timeZone,
  offset,
  from: 0,
  until: 1,
  changes: [],
  startsAt: null,
  localStart: null,
})

test('Z4: a zone travels once, however many cities keep it, with that of the lead city, in the order of their names', () => {
  expect(zonesShown(shown('Asia/Damascus', 'Europe/Berlin', 'Asia/Beirut', 'Europe/Berlin'))).toEqual([
    'Asia/Beirut',
    'Asia/Damascus',
    'Europe/Berlin',
  ])
  expect(zonesShown(shown('Asia/Beirut', 'Asia/Beirut'))).toEqual(['Asia/Beirut'])
  expect(zonesShown(shown(null))).toEqual([])
})

test('Z4: of each zone that is still shown the clock that was told last is kept', () => {
  const known = [clockOf('Asia/Beirut', 1), clockOf('Europe/Berlin', 2)]
  const told = [clockOf('Europe/Berlin', 3), clockOf('Asia/Damascus', 4)]
  expect(mergeClocks(known, told, shown('Asia/Damascus', 'Europe/Berlin', 'Mars/Olympus'))).toEqual([
    clockOf('Asia/Damascus', 4),
    clockOf('Europe/Berlin', 3),
  ])
})
