// A gathering in the list, like a newspaper listing: the day in large type, title, time, counts, and the first of its cities.
import { type ReactNode, useId } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { clock, dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import type { CalendarMeeting } from '#shared/protocol/calendar.ts'
import { CountLine } from '../../components/count-line.tsx'
import { useWritten } from '../../components/written.tsx'
import { timeBesideText, timeText, whenText } from '../../i18n/clock-text.ts'
import { peopleInCitiesText } from '../../i18n/people-text.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './calendar-line.module.css'
import { LineStanding } from './line-standing.tsx'
import type { PlacedEntry } from './placed-entries.ts'
import { titleFor } from './title-for.ts'

export function LineSection(props: {
  readonly title: ReactNode
  readonly children: ReactNode
  /** Live entries use the signal colour. */
  readonly isLive?: boolean
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} data-live-now={props.isLive || undefined} className={styles.section}>
      <h2 id={id} className={styles.heading}>
        {props.title}
      </h2>
      <ul className={styles.lines}>{props.children}</ul>
    </section>
  )
}

export type CalendarLineProps = {
  readonly entry: PlacedEntry
  /** Null on the server. */
  readonly readerTimeZone: string | null
  /** The day is already the heading of its lines. */
  readonly withoutDate?: boolean
}

export function CalendarLine({ entry, readerTimeZone, withoutDate = false }: CalendarLineProps) {
  const { t, language } = useI18n()
  const { summary, state } = entry
  const { title, slogan, language: titleLanguage } = titleFor(summary, language)
  const written = useWritten()
  const isDraft = summary.status === 'draft'
  return (
    <li>
      <article className={styles.line} data-state={state} data-plain={withoutDate || undefined}>
        {withoutDate ? null : <DateBlock entry={entry} />}
        <div className={styles.words}>
          <h3 className={styles.title} {...(title === '' ? {} : written(title, { lang: titleLanguage }))}>
            <a href={isDraft ? `/g/${summary.slug}/organize` : `/g/${summary.slug}`}>
              {title === '' ? t('home.untitled') : title}
            </a>
          </h3>
          {slogan === '' ? null : (
            <p className={styles.slogan} {...written(slogan, { lang: titleLanguage })}>
              {slogan}
            </p>
          )}
          <LineStanding summary={summary} now={entry.now} />
          <p className={styles.when} data-off={state === 'cancelled' || undefined}>
            <When entry={entry} readerTimeZone={readerTimeZone} withoutDate={withoutDate} />
          </p>
          <People entry={entry} />
          <Cities entry={entry} />
        </div>
      </article>
    </li>
  )
}

/** How many people come, and the gathering's state. */
function People({ entry: { summary, state } }: { readonly entry: PlacedEntry }) {
  const i18n = useI18n()
  const { t } = i18n
  return (
    <p className={styles.people}>
      <CountLine>
        {summary.status === 'draft' ? t('home.draft-hint') : peopleInCitiesText(i18n, summary)}
        {state === 'live' ? (
          <strong className={styles.air}>{t(summary.onStage ? 'home.on-stage' : 'home.is-live')}</strong>
        ) : null}
        {summary.isExample ? <span className={styles.example}>{t('home.example')}</span> : null}
      </CountLine>
    </p>
  )
}

function DateBlock({ entry: { startsAt, timeZone } }: { readonly entry: PlacedEntry }) {
  const { formatLocale, hijri } = useI18n()
  if (startsAt === null) return <p className={styles.date} aria-hidden="true" />
  const say = (style: Parameters<typeof clock>[3]) => clock(startsAt, timeZone, formatLocale, style)
  return (
    <p className={styles.date} aria-hidden="true">
      <span className={styles.day}>{say('day')}</span>
      <span>{say('month')}</span>
      {hijri ? <span className={styles.hijri}>{say('hijri-date')}</span> : null}
    </p>
  )
}

function When({ entry, readerTimeZone, withoutDate = false }: CalendarLineProps) {
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const { summary, startsAt, timeZone } = entry
  const { leadPlace } = summary
  if (startsAt === null) {
    return summary.standing === 'postponed' ? null : t('changed.mark-to-confirm')
  }
  const date = clock(startsAt, timeZone, formatLocale, 'long-date')
  const dateTime = new Date(startsAt).toISOString()
  // A draft without a lead city has no clock for a time.
  if (leadPlace === null) return <time dateTime={dateTime}>{date}</time>
  const time = timeText(i18n, startsAt, timeZone)
  const rolls = summary.clockRule === 'same-local-hour'
  const isLeads = timeZone === leadPlace.timeZone && !rolls
  const city = placeName(leadPlace.names, language)
  const inLeadCity = withoutDate
    ? t('common.time-in', { time, city })
    : t('common.date-time-in', { date, time, city })
  return (
    <>
      <time dateTime={dateTime}>
        {isLeads ? inLeadCity : withoutDate ? time : t('common.date-time', { date, time })}
      </time>
      {rolls ? (
        <span>{ruleText(i18n, summary)}</span>
      ) : (
        <noscript>{t('plain.utc', { time: shortUtc(startsAt, timeZone, formatLocale) })}</noscript>
      )}
      {isLeads ? <ForReader startsAt={startsAt} timeZone={timeZone} readerTimeZone={readerTimeZone} /> : null}
    </>
  )
}

function shortUtc(instant: number, besideZone: string, formatLocale: string): string {
  const isOtherDay = dayDifference(instant, 'UTC', besideZone) !== 0
  return clock(instant, 'UTC', formatLocale, isOtherDay ? 'weekday-time' : 'time')
}

/** The time on the reader's clock, if that is different. */
function ForReader({
  startsAt,
  timeZone,
  readerTimeZone,
}: {
  readonly startsAt: number
  readonly timeZone: string
  readonly readerTimeZone: string | null
}) {
  const i18n = useI18n()
  if (readerTimeZone === null) return null
  if (offsetMinutes(startsAt, readerTimeZone) === offsetMinutes(startsAt, timeZone)) return null
  const say = dayDifference(startsAt, readerTimeZone, timeZone) === 0 ? timeText : whenText
  return <span>{i18n.t('common.your-time', { when: say(i18n, startsAt, readerTimeZone) })}</span>
}

/** The first few cities with their local times; all matching cities if one was searched for. */
function Cities({ entry }: { readonly entry: PlacedEntry }) {
  const { t } = useI18n()
  const { meetings, fitting, summary, timeZone } = entry
  if (meetings.length === 0 || summary.status === 'draft') return null
  return (
    <ul className={styles.cities}>
      {meetings.map((meeting) => (
        <City key={meeting.meetingId} meeting={meeting} slug={summary.slug} dateTimeZone={timeZone} />
      ))}
      {fitting > meetings.length ? (
        <li>{t('calendar.more-cities', { count: fitting - meetings.length })}</li>
      ) : null}
    </ul>
  )
}

function City({
  meeting: { meetingId, place, startsAt },
  slug,
  dateTimeZone,
}: {
  readonly meeting: CalendarMeeting
  readonly slug: string
  readonly dateTimeZone: string
}) {
  const i18n = useI18n()
  const city = placeName(place.names, i18n.language)
  return (
    <li>
      <a href={`/g/${slug}/${meetingId}`}>
        <bdi>{city}</bdi>
        {startsAt === null ? null : (
          <time dateTime={new Date(startsAt).toISOString()}>
            {` ${timeBesideText(i18n, startsAt, place.timeZone, dateTimeZone)}`}
          </time>
        )}
      </a>
    </li>
  )
}
