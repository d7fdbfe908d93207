// A gathering inside a day of the grid: sky colour, time and title on one line.
import { skyColourAt } from '#shared/domain/sun.ts'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { Written } from '../../components/written.tsx'
import { timeText } from '../../i18n/clock-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './day-item.module.css'
import type { PlacedEntry } from './placed-entries.ts'
import { titleFor } from './title-for.ts'

export type DayItemProps = {
  readonly entry: PlacedEntry
  /** Inside a grid, arrow keys move between days, and links are not Tab stops. */
  readonly isInGrid?: boolean
}

export function DayItem({ entry, isInGrid = false }: DayItemProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { summary, startsAt, timeZone, state } = entry
  const { title, language: titleLanguage } = titleFor(summary, language)
  return (
    <a
      className={styles.item}
      href={`/g/${summary.slug}`}
      data-state={state}
      tabIndex={isInGrid ? -1 : undefined}
    >
      <DaySign entry={entry} />
      {startsAt === null ? null : (
        <time className={styles.time} dateTime={new Date(startsAt).toISOString()}>
          {timeText(i18n, startsAt, timeZone)}
        </time>
      )}
      <Written className={styles.title} text={title} lang={titleLanguage} />
      {state === 'live' || state === 'cancelled' ? (
        <span className={state === 'live' ? styles.air : 'unseen'}>
          {t(state === 'live' ? 'home.is-live' : 'common.is-cancelled')}
        </span>
      ) : null}
    </a>
  )
}

/** The sky colour over the lead city at that time; the signal colour while live. */
export function DaySign({ entry: { summary, startsAt, state } }: { readonly entry: PlacedEntry }) {
  const { leadPlace } = summary
  if (startsAt === null || leadPlace === null) return null
  const colour = state === 'live' ? 'var(--signal)' : skyColourAt(startsAt, leadPlace)
  return <SkyDot size="small" colour={colour} />
}
