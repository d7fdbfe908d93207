// A field for choosing a city by its name in any script.
import type { ReactNode } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { SuggestField } from '../../../components/form/suggest-field.tsx'
import { countryName } from '../../../i18n/country-name.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type SearchContext, searchPlaces } from '../../../sync/places.ts'
import styles from './city-field.module.css'

export type CityFieldProps = {
  readonly label: string
  readonly name: string
  readonly chosen: Place | null
  readonly onChoose: (place: Place) => void
  /** Another text was typed, so the earlier choice is dropped. Set it if a button beside the field submits the choice. */
  readonly onDrop?: (() => void) | undefined
  readonly hint?: ReactNode | undefined
  readonly error?: string | null | undefined
  /** Ranks cities with the same name. */
  readonly context?: SearchContext
}

export function CityField(props: CityFieldProps) {
  const { t, language } = useI18n()
  const nameOf = (place: Place) => placeName(place.names, language)
  return (
    <SuggestField
      label={props.label}
      name={props.name}
      hint={props.hint}
      error={props.error}
      placeholder={t('organize.city.placeholder')}
      search={(query, signal) => searchPlaces(query, language, signal, props.context)}
      keyOf={(place) => place.placeId}
      labelOf={nameOf}
      render={(place) => (
        <>
          <bdi className={styles.name}>{nameOf(place)}</bdi>
          <span className={styles.country}>{countryName(place.countryCode, language)}</span>
        </>
      )}
      chosen={props.chosen}
      onChoose={props.onChoose}
      onDrop={props.onDrop}
      words={{
        loading: t('common.searching'),
        nothing: t('common.no-such-city'),
        offline: t('common.search-offline'),
        count: (count) => t('common.suggestions', { count }),
        clear: t('organize.city.clear'),
        unchosen: t('refusal.city-unknown'),
      }}
    />
  )
}
