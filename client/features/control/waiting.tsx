// Cities that are ready and waiting, longest first.
import { placeName } from '#shared/domain/place.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './monitors.module.css'
import { waitingCities } from './tile-order.ts'
import type { Desk } from './use-desk.ts'

export function Waiting({ desk }: { readonly desk: Desk }) {
  const { t, language } = useI18n()
  const waiting = waitingCities(desk.cities, [desk.run.stage.meetingId, desk.next?.meetingId])
  return (
    <section className={styles.waiting} aria-labelledby="desk-waiting">
      <h2 id="desk-waiting" className={styles.label}>
        {t('control.waiting')}
      </h2>
      {waiting.length === 0 ? (
        <p className={styles.none}>{t('control.waiting-none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to reach it
        <ul tabIndex={0} aria-labelledby="desk-waiting">
          {waiting.map(({ meetingId, place }) => (
            <li key={meetingId}>
              <i aria-hidden="true" />
              <bdi>{placeName(place.names, language)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
