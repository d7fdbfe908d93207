// Shown if no city's name matches the typed text: finds the place that is meant, and meetings near it.
import { useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { type Suggestions, useSuggestions } from '../../components/form/use-suggestions.ts'
import { countryName } from '../../i18n/country-name.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { searchPlaces } from '../../sync/places.ts'
import { type City, formerPlaces, measuredFrom } from './cities.ts'
import { CityLine, type CityLineClock } from './city-line.tsx'
import styles from './city-list.module.css'

export type MeantPlaceProps = CityLineClock & {
  readonly query: string
  readonly slug: string
  readonly cities: readonly City[]
  /** The place guessed from the reader's time zone. */
  readonly nearPlaceId: string | undefined
  /** Cities may still be proposed. */
  readonly mayStart: boolean
}

const debounceMs = 250
const nearestShown = 4
const othersShown = 4

export function MeantPlace(props: MeantPlaceProps) {
  const { query, slug, nearPlaceId } = props
  const { t, language } = useI18n()
  const found: Suggestions<Place> = useSuggestions(
    query,
    (typed, signal) => searchPlaces(typed, language, signal, { gathering: slug, near: nearPlaceId }),
    debounceMs,
  )
  const places = 'items' in found ? found.items : []
  const startHref = `/g/${slug}/propose`
  return (
    <div className={styles.meant} aria-busy={found.state === 'loading' || undefined}>
      {places.length > 0 ? (
        <Nearest key={places[0]?.placeId} {...props} places={places} />
      ) : (
        <div role="status">
          <p className={styles.none}>{t('cities.none-found', { query })}</p>
          {found.state === 'ready' ? (
            <p className={styles.none}>
              {t('cities.no-place')} {props.mayStart ? <a href={startHref}>{t('common.propose')}</a> : null}
            </p>
          ) : (
            <p className={styles.hint}>
              {t(found.state === 'failed' ? 'cities.place-offline' : 'cities.place-loading')}
            </p>
          )}
        </div>
      )}
    </div>
  )
}

function Nearest(props: MeantPlaceProps & { readonly places: readonly Place[] }) {
  const { slug, cities, places, mayStart } = props
  const { t, language } = useI18n()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const meant = places.find(({ placeId }) => placeId === chosenId) ?? places[0]
  if (meant === undefined) return null
  const name = placeName(meant.names, language)
  const country = countryName(meant.countryCode, language)
  const isThere = ({ placeId }: Place) => placeId === meant.placeId
  // Includes meetings that were announced there before they moved.
  const there = cities.filter(
    (city) => isThere(city.meeting.place) || formerPlaces(city).some(({ place }) => isThere(place)),
  )
  const nearest = measuredFrom(cities, meant, language).slice(0, nearestShown)
  const others = places.filter((place) => place !== meant).slice(0, othersShown)
  const shown = there.length > 0 ? there : nearest
  return (
    <>
      <p className={styles.meantTitle} role="status">
        {there.length > 0
          ? t('cities.meant-meets', { city: name, country })
          : t('cities.meant-none', { city: name, country })}
      </p>
      <ul className={styles.cities}>
        {shown.map((city) => (
          <li key={city.meetingId}>
            <CityLine {...props} city={city} showsDistance={there.length === 0} />
          </li>
        ))}
      </ul>
      {there.length > 0 || !mayStart ? null : (
        <p>
          <ButtonLink href={`/g/${slug}/propose?${new URLSearchParams({ place: meant.placeId })}`}>
            {t('cities.start-there', { city: name })}
          </ButtonLink>
        </p>
      )}
      {others.length === 0 ? null : (
        <div className={styles.others}>
          <span className={styles.hint}>{t('cities.meant-others')}</span>
          {others.map((place) => (
            <Button key={place.placeId} kind="plain" size="small" onClick={() => setChosenId(place.placeId)}>
              <bdi>{placeName(place.names, language)}</bdi>
              <span className={styles.country}>{countryName(place.countryCode, language)}</span>
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
