// Choosing one's city: the one that was guessed stands there, all others are one search away.
import { useEffect, useRef, useState } from 'react'
import { nameMatches } from '#shared/domain/fold-name.ts'
import { Button } from '../../components/button.tsx'
import { CountLine } from '../../components/count-line.tsx'
import { Field } from '../../components/field.tsx'
import { SkyDot } from '../../components/sky-dot.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './city-choice.module.css'
import type { CityOption } from './city-option.ts'

/** More than fit on a phone are found by their name sooner than by scrolling. */
const mostShown = 12

export type CityChoiceProps = {
  readonly label: string
  /** Best first. */
  readonly cities: readonly CityOption[]
  readonly chosen: CityOption | null
  readonly onChoose: (meetingId: string) => void
  /** The list stands open from the start. */
  readonly startsOpen?: boolean
}

export function CityChoice({ label, cities, chosen, onChoose, startsOpen = false }: CityChoiceProps) {
  const { t } = useI18n()
  const [open, setOpen] = useState(startsOpen)
  const place = useRef<HTMLDivElement>(null)
  const hasChosen = useRef(false)
  // The list that had the focus is gone: it goes to where the list opens again.
  useEffect(() => {
    if (!open && hasChosen.current) place.current?.querySelector('button')?.focus()
  }, [open])
  if (!open && chosen !== null) {
    return (
      <div ref={place} className={styles.chosen}>
        <City city={chosen} />
        {cities.length > 1 ? (
          <Button kind="plain" onClick={() => setOpen(true)}>
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
      takesFocus={!startsOpen}
      onChoose={(meetingId) => {
        onChoose(meetingId)
        hasChosen.current = true
        if (!startsOpen) setOpen(false)
      }}
    />
  )
}

function OpenChoice({
  label,
  cities,
  chosen,
  takesFocus,
  onChoose,
}: Omit<CityChoiceProps, 'startsOpen'> & { readonly takesFocus: boolean }) {
  const { t, number } = useI18n()
  const [query, setQuery] = useState('')
  const found = query.trim() === '' ? cities : cities.filter((city) => nameMatches(city.searched, query))
  const shown = found.slice(0, mostShown)
  return (
    <div className={styles.open}>
      <Field
        kind="search"
        label={label}
        name="city"
        value={query}
        onChange={setQuery}
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
