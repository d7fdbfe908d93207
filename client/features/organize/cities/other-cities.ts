// Chooses cities whose times are shown beside the time being entered: cities of the gathering first, with different clocks.
import type { Place } from '#shared/domain/place.ts'
import { offsetMinutes } from '#shared/domain/time.ts'

function known(
  placeId: string,
  ar: string,
  en: string,
  timeZone: string,
  latitude: number,
  longitude: number,
): Place {
  return { placeId, names: { ar, en }, countryCode: '', latitude, longitude, timeZone, population: 0 }
}

/** For a gathering without cities. */
const wellKnown: readonly Place[] = [
  known('known-damascus', 'دمشق', 'Damascus', 'Asia/Damascus', 33.51, 36.29),
  known('known-berlin', 'برلين', 'Berlin', 'Europe/Berlin', 52.52, 13.41),
  known('known-istanbul', 'إسطنبول', 'Istanbul', 'Europe/Istanbul', 41.01, 28.95),
  known('known-london', 'لندن', 'London', 'Europe/London', 51.51, -0.13),
  known('known-new-york', 'نيويورك', 'New York', 'America/New_York', 40.71, -74.01),
  known('known-sydney', 'سيدني', 'Sydney', 'Australia/Sydney', -33.87, 151.21),
  known('known-los-angeles', 'لوس أنجلوس', 'Los Angeles', 'America/Los_Angeles', 34.05, -118.24),
  known('known-sao-paulo', 'ساو باولو', 'São Paulo', 'America/Sao_Paulo', -23.55, -46.64),
  known('known-dubai', 'دبي', 'Dubai', 'Asia/Dubai', 25.07, 55.17),
  known('known-kuala-lumpur', 'كوالالمبور', 'Kuala Lumpur', 'Asia/Kuala_Lumpur', 3.14, 101.69),
]

/** West to east. One city per clock as long as there are enough; the lead city is excluded. */
export function otherCities(
  instant: number,
  lead: Place,
  cities: readonly Place[],
  count = 7,
): readonly Place[] {
  const chosen: Place[] = []
  const offsetOf = (place: Place) => offsetMinutes(instant, place.timeZone)
  const isNamed = (place: Place) => [lead, ...chosen].some((other) => other.names['en'] === place.names['en'])
  const take = (candidates: readonly Place[], mayRepeatClock: boolean) => {
    for (const place of candidates) {
      if (chosen.length >= count) return
      const repeats = [lead, ...chosen].some((other) => offsetOf(other) === offsetOf(place))
      if (!isNamed(place) && (mayRepeatClock || !repeats)) chosen.push(place)
    }
  }
  take(cities, false)
  take(wellKnown, false)
  take(cities, true)
  return chosen.sort((a, b) => offsetOf(a) - offsetOf(b))
}
