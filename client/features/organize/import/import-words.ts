// Labels for the columns of a table of cities, and texts for its errors.
import { limits } from '#shared/protocol/limits.ts'
import type { I18n } from '../../../i18n/i18n.ts'
import type { CityColumn } from './city-columns.ts'
import type { Fault } from './review-cities.ts'

export const columnKeys = {
  city: 'common.city',
  country: 'common.country',
  venue: 'desk.venue',
  address: 'desk.address',
  capacity: 'common.seats',
  host: 'common.host',
  languages: 'organize.languages-label',
  doors: 'organize.import.column-doors',
} as const satisfies Record<CityColumn, string>

export function faultText({ t }: I18n, { column, kind, value, stops }: Fault): string {
  const name = t(columnKeys[column])
  switch (kind) {
    case 'missing':
      return t('organize.import.fault-missing')
    case 'too-long':
      return t('organize.import.fault-long', { column: name })
    case 'out-of-range':
      return t('organize.import.fault-seats', { least: 1, most: limits.capacity })
    case 'needs-moment':
      return t('organize.import.fault-needs-moment', { column: name, value })
    case 'not-read':
      return t(stops ? 'organize.import.fault-unread' : 'organize.import.fault-left-out', {
        column: name,
        value,
      })
  }
}
