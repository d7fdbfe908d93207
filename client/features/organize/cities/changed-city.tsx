// What changed about a city since the announcement: its former place, and which meetings were merged into it.
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Was } from '../../../components/former-value.tsx'
import { T, useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './changed-city.module.css'

export function ChangedCity({ meeting }: { readonly meeting: MeetingView }) {
  const { t, language } = useI18n()
  const { formerPlace, mergedFrom } = meeting
  if (formerPlace === null && mergedFrom.length === 0) return null
  return (
    <p className={styles.changed}>
      {formerPlace === null ? null : (
        <span>
          <T
            k="changed.list-moved"
            values={{
              was: <Was label={t('changed.was-label')}>{placeName(formerPlace.names, language)}</Was>,
            }}
          />
        </span>
      )}
      {mergedFrom.map((merged) => (
        <span key={merged.meetingId}>
          {t('changed.list-joined', { was: placeName(merged.place.names, language) })}
        </span>
      ))}
    </p>
  )
}
