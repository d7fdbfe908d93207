// Choosing one's city: the guessed one is preselected, all others can be found by search.
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CountLine } from '../../components/count-line.tsx'
import { Field } from '../../components/form/field.tsx'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './city-choice.module.css'
import { type CityOption, matchingCities } from './city-option.ts'

/** In a longer list, searching by name is faster than scrolling on a phone. */
const mostShown = 12

export type CityChoiceProps = {
  readonly label: string
  /** Best match first. */
  readonly cities: readonly CityOption[]
  /** Null: the list is open. */
  readonly chosen: CityOption | null
  /** While the list is open no city is selected, so the enclosing form must not be submitted. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onChoose: (meetingId: string) => void
}

export function CityChoice({ label, cities, chosen, isOpen, onOpen, onChoose }: CityChoiceProps) {
  const { t } = useI18n()
  const place = useRef<HTMLDivElement>(null)
  const hasChosen = useRef(false)
  const shownOpen = isOpen || chosen === null
  // The list that had the focus is gone: focus the button that opens it again.
  useEffect(() => {
    if (!shownOpen && hasChosen.current) place.current?.querySelector('button')?.focus()
  }, [shownOpen])
  if (!shownOpen) {
    return (
      <div ref={place} className={styles.chosen}>
        <City city={chosen} />
        {cities.length > 1 ? (
          <Button kind="plain" onClick={() => onOpen(true)}>
            {t('reply.other-city')}
          </Button>
        ) : null}
      </div>
    )
  }
  return (
    <OpenChoice
      label={label}
      cities={cities}
      chosen={chosen}
      takesFocus={isOpen}
      onSearch={() => onOpen(true)}
      onChoose={(meetingId) => {
        hasChosen.current = true
        onChoose(meetingId)
        onOpen(false)
      }}
    />
  )
}

function OpenChoice({
  label,
  cities,
  chosen,
  takesFocus,
  onSearch,
  onChoose,
}: Pick<CityChoiceProps, 'label' | 'cities' | 'chosen' | 'onChoose'> & {
  readonly takesFocus: boolean
  readonly onSearch: () => void
}) {
  const { t, number } = useI18n()
  const [query, setQuery] = useState('')
  const found = matchingCities(cities, query)
  const shown = found.slice(0, mostShown)
  // Without a query nothing was searched: keep the previous choice.
  const first = query.trim() === '' ? chosen : shown[0]
  return (
    <div className={styles.open}>
      <Field
        kind="search"
        label={label}
        name="city"
        value={query}
        onChange={(typed) => {
          setQuery(typed)
          onSearch()
        }}
        onEnter={() => first && onChoose(first.meetingId)}
        autoFocus={takesFocus}
        autoComplete="off"
        placeholder={t('reply.search-city')}
      />
      <ul className={styles.list} aria-label={label}>
        {shown.map((city) => (
          <li key={city.meetingId}>
            <button
              type="button"
              className={styles.option}
              aria-pressed={city.meetingId === chosen?.meetingId}
              onClick={() => onChoose(city.meetingId)}
            >
              <City city={city} />
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.more} role="status" aria-live="polite">
        {found.length === 0
          ? t('reply.no-such-city')
          : found.length > shown.length
            ? t('reply.more-cities', {
                count: found.length - shown.length,
                shown: number(found.length - shown.length),
              })
            : ''}
      </p>
    </div>
  )
}

function City({ city }: { readonly city: CityOption }) {
  const { t } = useI18n()
  return (
    <span className={styles.city}>
      {city.sky === null ? null : <SkyDot colour={city.sky} size="large" />}
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{city.name}</bdi> <span className={styles.country}>{city.country}</span>
        </span>
        <span className={styles.details}>
          <CountLine>
            {city.when}
            {city.people}
            {city.distance}
            {city.isFull ? <span className={styles.full}>{t('cities.full')}</span> : null}
          </CountLine>
        </span>
      </span>
    </span>
  )
}
