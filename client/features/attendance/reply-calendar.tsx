// Adds one's reply to one's own calendar: a private address, optionally with all replies that this device remembers.
import { useState } from 'react'
import { CalendarChoice } from '../../components/form/calendar-choice.tsx'
import { Checkbox } from '../../components/form/checkbox.tsx'
import { calendarLabels } from '../../i18n/calendar-labels.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './reply-calendar.module.css'

export type ReplyCalendarProps = {
  /** Path of the meeting's public calendar file; null if the meeting is hidden. */
  readonly file: string | null
  /** Calendar secrets: this reply's first, then those of other replies that this device remembers. */
  readonly feeds: readonly string[]
  readonly origin: string
}

export function ReplyCalendar({ file, feeds, origin }: ReplyCalendarProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const [isAll, setAll] = useState(false)
  const keys = isAll ? feeds : feeds.slice(0, 1)
  return (
    <CalendarChoice
      file={file}
      feed={`/feed/${keys.join(',')}.ics?lang=${language}`}
      origin={origin}
      labels={calendarLabels(i18n)}
    >
      {feeds.length > 1 ? (
        <Checkbox label={t('subscribe.own-all')} checked={isAll} onChange={setAll} />
      ) : null}
      <p className={styles.secret}>{t('subscribe.own-secret')}</p>
    </CalendarChoice>
  )
}
