// The calendar as a list: live gatherings, then month by month, then those without a date, and finally past ones.
import type { ReactNode } from 'react'
import { noonOf } from '#shared/domain/calendar-date.ts'
import { clock } from '#shared/domain/time.ts'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type ShownCalendar, useCalendar } from '../../sync/use-sync.ts'
import styles from './agenda-view.module.css'
import { isFiltered } from './calendar-address.ts'
import { CalendarLine, LineSection } from './calendar-line.tsx'
import { aheadRequest, pastRequest } from './calendar-request.ts'
import { FailedNotice, Loading } from './calendar-state.tsx'
import { agendaOf, type PlacedEntry } from './placed-entries.ts'
import type { CalendarViewProps } from './view-props.ts'

export function AgendaView(props: CalendarViewProps) {
  const { place, readerTimeZone, today, toPlaced } = props
  const { address } = place
  const ahead = useCalendar(aheadRequest(address, today, readerTimeZone ?? 'UTC'))
  if (ahead.entries === null) return <Loading calendar={ahead} />
  const { live, dated, open } = agendaOf(ahead.entries.map(toPlaced))
  const isNothing = live.length + dated.length + open.length === 0
  const isAll = address.date === null && address.state === null
  const line = (entry: PlacedEntry) => (
    <CalendarLine key={entry.summary.gatheringId} entry={entry} readerTimeZone={readerTimeZone} />
  )
  return (
    <div className={styles.agenda}>
      <FailedNotice calendar={ahead} />
      {live.length > 0 ? <Live>{live.map(line)}</Live> : null}
      <Months entries={dated} line={line} />
      {open.length > 0 ? <ToBeConfirmed>{open.map(line)}</ToBeConfirmed> : null}
      {isNothing ? props.empty(isFiltered(address) || address.date !== null) : null}
      <More calendar={ahead} />
      {isAll ? <Past {...props} line={line} /> : null}
    </div>
  )
}

function Live({ children }: { readonly children: ReactNode }) {
  const { t } = useI18n()
  return (
    <LineSection title={t('common.is-live')} isLive>
      {children}
    </LineSection>
  )
}

function ToBeConfirmed({ children }: { readonly children: ReactNode }) {
  const { t } = useI18n()
  return <LineSection title={t('calendar.state-to-be-confirmed')}>{children}</LineSection>
}

function Months({
  entries,
  line,
}: {
  readonly entries: readonly PlacedEntry[]
  readonly line: (entry: PlacedEntry) => ReactNode
}) {
  const { formatLocale } = useI18n()
  const months = new Map<string, PlacedEntry[]>()
  for (const entry of entries) {
    const month = (entry.date ?? '').slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), entry])
  }
  return [...months].map(([month, ofMonth]) => (
    <LineSection key={month} title={clock(noonOf(`${month}-01`), 'UTC', formatLocale, 'month-year')}>
      {ofMonth.map(line)}
    </LineSection>
  ))
}

function Past({
  place,
  toPlaced,
  line,
}: CalendarViewProps & { readonly line: (entry: PlacedEntry) => ReactNode }) {
  const { t } = useI18n()
  const past = useCalendar(pastRequest(place.address))
  if (past.entries === null || past.entries.length === 0) return null
  return (
    <>
      <LineSection title={t('home.past')}>{past.entries.map(toPlaced).map(line)}</LineSection>
      <More calendar={past} />
    </>
  )
}

function More({ calendar }: { readonly calendar: ShownCalendar }) {
  const { t } = useI18n()
  if (!calendar.hasMore) return null
  return (
    <Button
      className={styles.more ?? ''}
      busy={calendar.status === 'loading'}
      busyLabel={t('home.loading')}
      onClick={calendar.more}
    >
      {t('calendar.more')}
    </Button>
  )
}
