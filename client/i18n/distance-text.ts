// Formats a distance.
import type { I18n } from './i18n.ts'

/** Rounds distances from 100 km up to tens: between two cities the last digit means nothing. */
export function roundKm(km: number): number {
  return km < 100 ? Math.round(km) : Math.round(km / 10) * 10
}

/** Below this distance one counts as being there. */
const nearKm = 10

/** “240 km”; null below `nearKm`. */
export function distanceText({ t, number }: I18n, km: number): string | null {
  return km < nearKm ? null : t('cities.km', { shown: number(roundKm(km)) })
}
