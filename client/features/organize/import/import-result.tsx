// Progress and result of adding many cities.
import { placeName } from '#shared/domain/place.ts'
import { Button } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useLive } from '../../../sync/use-sync.ts'
import styles from './import-cities.module.css'
import type { CityImport } from './use-city-import.ts'

export function ImportProgress({ cities }: { readonly cities: CityImport }) {
  const { t } = useI18n()
  const live = useLive()
  const all = cities.running.length
  const done = cities.running.filter(({ line }) => cities.outcomes.has(line)).length
  return (
    <div className={styles.form}>
      <p className={styles.summary} role="status">
        {t('organize.import.progress', { done, all })}
      </p>
      <progress
        className={styles.progress}
        max={all}
        value={done}
        aria-label={t('organize.import.progress', { done, all })}
      />
      {live.status === 'live' ? null : <Notice kind="care">{t('organize.import.waiting')}</Notice>}
      <p className={styles.actions}>
        <Button onClick={cities.stop}>{t('organize.import.stop')}</Button>
      </p>
    </div>
  )
}

export function ImportResult(props: { readonly cities: CityImport; readonly onClose: () => void }) {
  const { cities } = props
  const i18n = useI18n()
  const { t, language } = i18n
  const added = cities.running.filter(({ line }) => cities.outcomes.get(line) === 'added')
  const nameOf = ({ place }: (typeof added)[number]) =>
    place === null ? '' : placeName(place.names, language)
  const refused = cities.running.flatMap((row) => {
    const outcome = cities.outcomes.get(row.line)
    return outcome === undefined || outcome === 'added' ? [] : [{ row, outcome }]
  })
  return (
    <div className={styles.form}>
      <Notice kind={added.length > 0 ? 'done' : 'care'}>
        {t('organize.import.done', { count: added.length })}
      </Notice>
      {refused.length === 0 ? null : (
        <Notice kind="harm">
          {t('organize.import.refused', { count: refused.length })}
          <ul>
            {refused.map(({ row, outcome }) => (
              <li key={row.line}>
                <bdi>{nameOf(row)}</bdi>: {refusalText(i18n, outcome)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p className={styles.actions}>
        <Button kind="signal" onClick={props.onClose}>
          {t('organize.to-cities')}
        </Button>
        {cities.rows.length === 0 ? null : (
          <Button kind="plain" onClick={() => cities.setStep('review')}>
            {t('organize.import.rest', { count: cities.rows.length })}
          </Button>
        )}
      </p>
    </div>
  )
}
