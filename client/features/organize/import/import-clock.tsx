// Asks in which city's clock a time is meant, if the file gives it without a known zone.
import { useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/form/checkbox.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { CityField } from '../cities/city-field.tsx'
import { startText } from './import-entries.tsx'
import styles from './import-part.module.css'
import type { Understood } from './understood.ts'

/** The city whose clock is meant; `open` leaves the date out. */
export type ChosenClock = Place | 'open' | null

export function ImportClock(props: {
  readonly entry: Understood
  /** The city where the entry probably takes place, accepted with one press. */
  readonly suggested: Place | null
  readonly chosen: ChosenClock
  readonly onChoose: (clock: ChosenClock) => void
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { entry, suggested, chosen, onChoose } = props
  // Remounts the field when the choice was made outside of it.
  const [round, setRound] = useState(0)
  const zone = entry.start?.kind === 'local' ? entry.start.zoneName : undefined
  const place = chosen === 'open' ? null : chosen
  return (
    <div className={styles.ask}>
      <p>
        <strong>{startText(i18n, entry)}</strong>{' '}
        {zone === undefined ? t('import.clock-unknown') : t('import.clock-unknown-name', { zone })}
      </p>
      <CityField
        key={round}
        label={t('import.clock-ask')}
        name="import-clock"
        chosen={place}
        onChoose={onChoose}
        onDrop={() => onChoose(null)}
      />
      <div className={styles.askBeside}>
        {suggested === null || place?.placeId === suggested.placeId ? null : (
          <Button
            size="small"
            onClick={() => {
              onChoose(suggested)
              setRound(round + 1)
            }}
          >
            {t('common.time-of', { city: placeName(suggested.names, language) })}
          </Button>
        )}
        <Checkbox
          label={t('import.clock-none')}
          checked={chosen === 'open'}
          onChange={(isOpen) => onChoose(isOpen ? 'open' : null)}
        />
      </div>
    </div>
  )
}
