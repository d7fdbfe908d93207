// The list of a calendar file's entries to choose one from, with dates; upcoming entries first.
import { useMemo, useState } from 'react'
import { nameMatches } from '#shared/domain/fold-name.ts'
import { clock, deviceClock } from '#shared/domain/time.ts'
import { Button } from '../../../components/button.tsx'
import { Choice } from '../../../components/form/choice.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Written } from '../../../components/written.tsx'
import { dateTimeText } from '../../../i18n/clock-text.ts'
import type { I18n } from '../../../i18n/i18n.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './import-part.module.css'
import type { Understood } from './understood.ts'

export type ImportEntriesProps = {
  readonly entries: readonly Understood[]
  readonly picked: Understood
  readonly onPick: (entry: Understood) => void
}

const atOnce = 100
/** A list of this size needs no search. */
const few = 8

export function ImportEntries({ entries, picked, onPick }: ImportEntriesProps) {
  const i18n = useI18n()
  const { t } = i18n
  const [query, setQuery] = useState('')
  const [most, setMost] = useState(atOnce)
  const named = useMemo(
    () => entries.map((entry) => ({ entry, label: labelOf(i18n, entry) })),
    [entries, i18n],
  )
  const found = named.filter(
    ({ label }) => query.trim() === '' || nameMatches(`${label.title} ${label.when}`, query),
  )
  const shown = found.slice(0, most)
  return (
    <div className={styles.entries}>
      {entries.length > few ? (
        <Field
          kind="search"
          name="import-filter"
          label={t('import.filter')}
          value={query}
          onChange={setQuery}
        />
      ) : null}
      <div className={styles.list} data-long={entries.length > few || undefined}>
        <Choice
          label={t('import.which', { count: entries.length })}
          name="import-entry"
          value={String(entries.indexOf(picked))}
          options={shown.map(({ entry, label }) => ({
            value: String(entries.indexOf(entry)),
            label: <Written text={label.title} />,
            hint: label.when,
          }))}
          onChange={(value) => {
            const entry = entries[Number(value)]
            if (entry !== undefined) onPick(entry)
          }}
        />
        {shown.length === 0 ? <p className={styles.hint}>{t('import.filter-none')}</p> : null}
        {found.length > most ? (
          <Button kind="plain" size="small" onClick={() => setMost(most + atOnce)}>
            {t('import.more', { count: Math.min(atOnce, found.length - most) })}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function labelOf(i18n: I18n, entry: Understood): { readonly title: string; readonly when: string } {
  const title = entry.title === '' ? i18n.t('import.untitled') : entry.title
  const when = startText(i18n, entry)
  // In brackets: a dot beside a number would look like the Arabic zero.
  const cancelled = entry.left.includes('cancelled') ? ` (${i18n.t('import.cancelled')})` : ''
  return { title, when: `${when}${cancelled}`.trim() }
}

/** In the zone that the file names, otherwise this device's; empty if the entry has no date. */
export function startText(i18n: I18n, { start, hints }: Understood): string {
  if (start === null) return ''
  if (start.kind === 'instant') return dateTimeText(i18n, start.at, hints.timeZone ?? deviceClock)
  if (start.kind === 'local') return dateTimeText(i18n, Date.parse(`${start.local}Z`), 'UTC')
  return clock(Date.parse(start.day), 'UTC', i18n.formatLocale, 'long-date')
}

/** Upcoming entries by date, then past ones, latest first, then those without a date. */
export function inOrder(entries: readonly Understood[], now: number): readonly Understood[] {
  const at = ({ start }: Understood) => {
    if (start === null) return null
    if (start.kind === 'instant') return start.at
    return Date.parse(start.kind === 'local' ? `${start.local}Z` : start.day)
  }
  const rank = (entry: Understood) => {
    const time = at(entry)
    return time === null ? 2 : time >= now - 86_400_000 ? 0 : 1
  }
  return [...entries].sort((a, b) => {
    const byRank = rank(a) - rank(b)
    if (byRank !== 0) return byRank
    const difference = (at(a) ?? 0) - (at(b) ?? 0)
    return rank(a) === 1 ? -difference : difference
  })
}
