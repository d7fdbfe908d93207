// All cities, found by name in any script and put in the order that the reader asks for.
import { useMemo, useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { Field } from '../../components/field.tsx'
import { SkyDot } from '../../components/sky-dot.tsx'
import { timeBesideText } from '../../i18n/clock-text.ts'
import type { I18n, MessageKey } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type City, type CityOrder, cityOrders, findCities, formerPlaces, sortCities } from './cities.ts'
import styles from './city-list.module.css'
import { ShortPeople } from './short-people.tsx'

const orderKeys: Readonly<Record<CityOrder, MessageKey>> = {
  near: 'cities.order-near',
  people: 'cities.order-people',
  name: 'cities.order-name',
  time: 'cities.order-time',
}

export type CityListProps = {
  readonly slug: string
  readonly cities: readonly City[]
  /** The instant for which the clock of a zone is shown, epoch ms: its beginning, or now; null until it is chosen. */
  readonly shownIn: (timeZone: string) => number | null
  /** The zone beside whose date it is said. */
  readonly besideZone: (timeZone: string) => string
  /** Cities begin one after another. */
  readonly isRolling: boolean
}

export function CityList({ slug, cities, shownIn, besideZone, isRolling }: CityListProps) {
  const { t, language, number } = useI18n()
  const knowsNear = cities.some(({ km }) => km !== null)
  const [query, setQuery] = useState('')
  const [asked, setAsked] = useState<CityOrder | null>(null)
  const order = asked ?? (knowsNear ? 'near' : 'name')
  const shown = useMemo(
    () => sortCities(findCities(cities, query), order, language, shownIn, isRolling),
    [cities, query, order, language, shownIn, isRolling],
  )
  return (
    <div className={styles.list}>
      <div className={styles.tools}>
        <Field
          kind="search"
          label={t('cities.search')}
          name="city-search"
          value={query}
          onChange={setQuery}
          autoComplete="off"
        />
        <Field
          kind="select"
          label={t('cities.order')}
          name="city-order"
          value={order}
          onChange={(value) => setAsked(cityOrders.find((candidate) => candidate === value) ?? null)}
          options={cityOrders
            .filter((candidate) => candidate !== 'near' || knowsNear)
            .map((candidate) => ({ value: candidate, label: t(orderKeys[candidate]) }))}
        />
      </div>
      <p className="unseen" role="status" aria-live="polite">
        {query === '' ? '' : t('cities.found', { count: shown.length, shown: number(shown.length) })}
      </p>
      {shown.length === 0 ? (
        <p className={styles.none}>
          {t('cities.none-found', { query })} <a href={`/g/${slug}/propose`}>{t('front.propose')}</a>
        </p>
      ) : (
        <ul className={styles.cities}>
          {shown.map((city) => (
            <li key={city.meetingId}>
              <Line slug={slug} city={city} shownIn={shownIn} besideZone={besideZone} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({
  slug,
  city,
  shownIn,
  besideZone,
}: Omit<CityListProps, 'cities' | 'isRolling'> & { readonly city: City }) {
  const i18n = useI18n()
  const { t } = i18n
  const { place } = city.meeting
  const instant = shownIn(place.timeZone)
  const marks = [
    city.isOnStage ? t('cities.on-stage') : city.isOnAir ? t('cities.on-air') : null,
    city.counts?.full ? t('cities.full') : null,
    ...formerWords(i18n, city),
  ].filter((mark) => mark !== null)
  return (
    <a className={styles.city} href={`/g/${slug}/${city.meetingId}`}>
      {instant === null ? <span /> : <SkyDot colour={skyColourAt(instant, place)} onStage={city.isOnStage} />}
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{city.name}</bdi>
        </span>{' '}
        <span className={styles.country}>{city.country}</span>
        {marks.map((mark) => (
          <span key={mark} className={styles.mark} data-air={city.isOnStage || city.isOnAir || undefined}>
            {mark}
          </span>
        ))}
      </span>
      {instant === null ? null : (
        <span className={styles.time}>
          {timeBesideText(i18n, instant, place.timeZone, besideZone(place.timeZone))}
        </span>
      )}
      <span className={styles.count}>
        <ShortPeople counts={city.counts} />
      </span>
    </a>
  )
}

/** Who looks for the city that was announced finds the one where it is now. */
function formerWords({ t, language }: I18n, city: City): readonly string[] {
  return formerPlaces(city).map(({ place, how }) =>
    t(how === 'moved' ? 'changed.list-moved' : 'changed.list-joined', {
      was: placeName(place.names, language),
    }),
  )
}
