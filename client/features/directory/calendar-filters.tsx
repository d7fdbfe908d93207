// The calendar's filters, and the clock for its times.
import { useEffect, useId, useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { calendarStates } from '#shared/protocol/calendar.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/form/choice.tsx'
import { Field } from '../../components/form/field.tsx'
import { SuggestField } from '../../components/form/suggest-field.tsx'
import { countryName } from '../../i18n/country-name.ts'
import { languageName } from '../../i18n/languages.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useCalendarChoices } from '../../sync/calendar-choices.ts'
import { placeById, searchPlaces } from '../../sync/places.ts'
import { isFiltered, noFilters } from './calendar-address.ts'
import styles from './calendar-filters.module.css'
import { CalendarLink } from './calendar-link.tsx'
import { stateKeys } from './calendar-words.ts'
import type { CalendarPlace } from './use-calendar-address.ts'

export type CalendarFiltersProps = {
  readonly place: CalendarPlace
  /** The city in the URL; null while loading, and if there is none. */
  readonly city: Place | null
}

export function CalendarFilters({ place, city }: CalendarFiltersProps) {
  const { t } = useI18n()
  const { address, go } = place
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const chosen = [address.country, address.city, address.language, address.state]
  const count = chosen.filter((value) => value !== null).length
  return (
    <section
      className={styles.filters}
      data-screen-only
      data-needs-script=""
      aria-label={t('calendar.filters', { count: 0 })}
    >
      <div className={styles.head}>
        <Button
          className={styles.opener ?? ''}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {t('calendar.filters', { count })}
        </Button>
        <Choice
          label={t('calendar.clock')}
          labelUnseen
          name="clock"
          shape="segments"
          value={address.zone}
          options={[
            { value: 'mine', label: t('calendar.clock-mine') },
            { value: 'city', label: t('calendar.clock-city') },
          ]}
          onChange={(zone) => go({ zone })}
        />
      </div>
      <div id={id} className={styles.fields} data-open={isOpen || undefined}>
        <Selects place={place} />
        <City place={place} city={city} />
      </div>
      {isFiltered(address) ? (
        <CalendarLink place={place} change={noFilters} className={styles.clear}>
          {t('calendar.clear')}
        </CalendarLink>
      ) : null}
    </section>
  )
}

function Selects({ place: { address, go } }: { readonly place: CalendarPlace }) {
  const { t, language } = useI18n()
  const { countries, languages } = useCalendarChoices()
  const byName = (a: { readonly label: string }, b: { readonly label: string }) =>
    a.label.localeCompare(b.label, language)
  /** Includes the value in the URL, even if the calendar does not have it (yet). */
  const options = (values: readonly string[], chosen: string | null, name: (value: string) => string) =>
    [...new Set(chosen === null ? values : [...values, chosen])]
      .map((value) => ({ value, label: name(value) }))
      .sort(byName)
  return (
    <>
      <Field
        kind="select"
        name="country"
        label={t('common.country')}
        value={address.country ?? ''}
        options={[
          { value: '', label: t('calendar.any-country') },
          ...options(
            countries.map(({ countryCode }) => countryCode),
            address.country,
            (code) => countryName(code, language),
          ),
        ]}
        onChange={(value) => go({ country: value === '' ? null : value })}
      />
      <Field
        kind="select"
        name="language"
        label={t('common.language')}
        value={address.language ?? ''}
        options={[
          { value: '', label: t('calendar.any-language') },
          ...options(
            languages.map((choice) => choice.language),
            address.language,
            (tag) => languageName(tag, language),
          ),
        ]}
        onChange={(value) => go({ language: value === '' ? null : value })}
      />
      <Field
        kind="select"
        name="state"
        label={t('calendar.state')}
        value={address.state ?? ''}
        options={[
          { value: '', label: t('calendar.any-state') },
          ...calendarStates.map((state) => ({ value: state, label: t(stateKeys[state]) })),
        ]}
        onChange={(value) => go({ state: calendarStates.find((state) => state === value) ?? null })}
      />
    </>
  )
}

function City({ place: { go }, city }: CalendarFiltersProps) {
  const { t, language } = useI18n()
  const nameOf = ({ names }: Place) => placeName(names, language)
  return (
    <SuggestField
      label={t('common.city')}
      name="city"
      placeholder={t('calendar.any-city')}
      search={(query, signal) => searchPlaces(query, language, signal)}
      keyOf={({ placeId }) => placeId}
      labelOf={nameOf}
      render={(found) => (
        <>
          <bdi>{nameOf(found)}</bdi>{' '}
          <span className={styles.country}>{countryName(found.countryCode, language)}</span>
        </>
      )}
      chosen={city}
      onChoose={({ placeId }) => go({ city: placeId })}
      onClear={() => go({ city: null })}
      words={{
        loading: t('common.searching'),
        nothing: t('common.no-such-city'),
        offline: t('common.search-offline'),
        count: (count) => t('common.suggestions', { count }),
        clear: t('calendar.any-city'),
      }}
    />
  )
}

/** The city of an id in the URL; null while loading. */
export function useCityOf(placeId: string | null): Place | null {
  const [city, setCity] = useState<Place | null>(null)
  useEffect(() => {
    if (placeId === null) return
    let isWanted = true
    void placeById(placeId).then((found) => isWanted && setCity(found))
    return () => {
      isWanted = false
    }
  }, [placeId])
  return city?.placeId === placeId ? city : null
}
