// The data stored about the holder of a reply, line by line.
import { clock } from '#shared/domain/time.ts'
import type { HeldView } from '#shared/protocol/held.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useReaderZone } from '../../sync/use-place-of-clock.ts'
import styles from './held.module.css'

export function HeldList({ held }: { readonly held: HeldView }) {
  const { t, number, formatLocale } = useI18n()
  const readerZone = useReaderZone()
  const lines = [
    t(`held.state-${held.state}`),
    t('held.party', { shown: number(held.partySize) }),
    t('held.code', { code: held.code }),
    held.repliedAt === null
      ? null
      : t('held.replied', {
          time: clock(held.repliedAt, readerZone ?? 'UTC', formatLocale, 'short-date-time'),
        }),
    held.arrived > 0 ? t('held.arrived', { count: held.arrived, shown: number(held.arrived) }) : null,
    held.vouched ? t('held.vouched') : null,
    held.leftCities > 0 ? t('held.left-cities') : null,
    t('held.log'),
    t('held.secret'),
  ]
  return (
    <>
      <p>{t('held.about')}</p>
      <ul className={styles.lines}>
        {lines.map((line) => (line === null ? null : <li key={line}>{line}</li>))}
      </ul>
      <p>{t('held.nothing-else')}</p>
      {held.purgeAt === null ? null : (
        <p>{t('held.until', { date: clock(held.purgeAt - 1, 'UTC', formatLocale, 'long-date') })}</p>
      )}
    </>
  )
}
