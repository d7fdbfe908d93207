// A distance in words.
import type { I18n } from './i18n.ts'

/** Farther away, the last figure of a distance between two cities says nothing. */
export function roundKm(km: number): number {
  return km < 100 ? Math.round(km) : Math.round(km / 10) * 10
}

/** Closer than this, one is there. */
const nearKm = 10

/** “240 km”; null where it is so near that the number says nothing. */
export function distanceText({ t, number }: I18n, km: number): string | null {
  return km < nearKm ? null : t('cities.km', { shown: number(roundKm(km)) })
}
