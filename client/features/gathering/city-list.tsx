// All cities, searchable by name in any script and sortable.
import { useMemo, useState } from 'react'
import { Field } from '../../components/form/field.tsx'
import type { MessageKey } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type City, type CityOrder, cityOrders, findCities, measuredFrom, sortCities } from './cities.ts'
import { CityLine, type CityLineClock } from './city-line.tsx'
import styles from './city-list.module.css'
import { MeantPlace } from './meant-place.tsx'
import { OwnPosition } from './own-position.tsx'
import { usePosition } from './use-position.ts'

const orderKeys: Readonly<Record<CityOrder, MessageKey>> = {
  near: 'cities.order-near',
  people: 'cities.order-people',
  name: 'cities.order-name',
  time: 'cities.order-time',
}

export type CityListProps = CityLineClock & {
  readonly slug: string
  readonly cities: readonly City[]
  /** Cities start at different times. */
  readonly isRolling: boolean
  /** The place guessed from the reader's time zone. */
  readonly nearPlaceId?: string | undefined
  /** Cities may still be proposed. */
  readonly mayStart: boolean
}

export function CityList(props: CityListProps) {
  const { slug, shownIn, besideZone, isRolling } = props
  const { t, language, number } = useI18n()
  const here = usePosition()
  const point = here.position.state === 'known' ? here.position.point : null
  const cities = useMemo(
    () => (point === null ? props.cities : measuredFrom(props.cities, point, language)),
    [props.cities, point, language],
  )
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
      <div className={styles.tools} data-needs-script="">
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
      <OwnPosition
        {...here}
        ask={() => {
          // Measuring from the own position sorts by distance.
          setAsked(null)
          here.ask()
        }}
      />
      <p className="unseen" role="status" aria-live="polite">
        {query === '' || shown.length === 0
          ? ''
          : t('cities.found', { count: shown.length, shown: number(shown.length) })}
      </p>
      {shown.length === 0 ? (
        <MeantPlace
          query={query.trim()}
          slug={slug}
          cities={cities}
          shownIn={shownIn}
          besideZone={besideZone}
          nearPlaceId={props.nearPlaceId}
          mayStart={props.mayStart}
        />
      ) : (
        <ul className={styles.cities}>
          {shown.map((city) => (
            <li key={city.meetingId}>
              <CityLine
                slug={slug}
                city={city}
                shownIn={shownIn}
                besideZone={besideZone}
                showsDistance={point !== null}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
