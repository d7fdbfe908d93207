// All gatherings as a newspaper lists them: one line each, what is live first.
import { type ReactNode, useId } from 'react'
import { phaseOf } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock, dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { Was } from '../../components/was.tsx'
import { dateTimeText, timeText, whenText } from '../../i18n/clock-text.ts'
import { peopleInCitiesText } from '../../i18n/people-text.ts'
import { planChange } from '../../i18n/plan-change.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { T, useI18n } from '../../i18n/use-i18n.tsx'
import styles from './directory.module.css'
import { orderDirectory, titleFor } from './order-directory.ts'

export type DirectoryProps = {
  readonly summaries: readonly GatheringSummary[]
  readonly now: number
  /** Null where there is no browser yet. */
  readonly readerTimeZone: string | null
  /** Where nothing is to come and nothing live. */
  readonly empty: ReactNode
}

export function Directory({ summaries, now, readerTimeZone, empty }: DirectoryProps) {
  const { t } = useI18n()
  const { live, toCome, past, drafts } = orderDirectory(summaries, now)
  const line = (summary: GatheringSummary) => (
    <li key={summary.gatheringId}>
      <Line summary={summary} readerTimeZone={readerTimeZone} now={now} isLive={live.includes(summary)} />
    </li>
  )
  return (
    <div className={styles.directory}>
      {drafts.length > 0 ? <Section title={t('home.drafts')}>{drafts.map(line)}</Section> : null}
      {live.length > 0 ? <Section title={t('home.live')}>{live.map(line)}</Section> : null}
      {toCome.length > 0 ? <Section title={t('home.to-come')}>{toCome.map(line)}</Section> : null}
      {live.length + toCome.length === 0 ? empty : null}
      {past.length > 0 ? <Section title={t('home.past')}>{past.map(line)}</Section> : null}
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      <ul className={styles.lines}>{children}</ul>
    </section>
  )
}

function Line({
  summary,
  readerTimeZone,
  now,
  isLive,
}: {
  readonly summary: GatheringSummary
  readonly readerTimeZone: string | null
  readonly now: number
  readonly isLive: boolean
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { title, slogan, language: titleLanguage } = titleFor(summary, language)
  const isDraft = summary.status === 'draft'
  const href = isDraft ? `/g/${summary.slug}/organize` : `/g/${summary.slug}`
  return (
    <article className={styles.line}>
      <DateBlock summary={summary} />
      <div className={styles.words}>
        <h3 className={styles.title} lang={titleLanguage}>
          <a href={href}>
            <bdi>{title === '' ? t('home.untitled') : title}</bdi>
          </a>
        </h3>
        {slogan === '' ? null : (
          <p className={styles.slogan} lang={titleLanguage} dir="auto">
            {slogan}
          </p>
        )}
        <Standing summary={summary} now={now} />
        <p className={styles.when} data-off={summary.standing === 'cancelled' || undefined}>
          <When summary={summary} readerTimeZone={readerTimeZone} />
        </p>
        <p className={styles.people}>
          {isDraft ? t('home.draft-hint') : peopleInCitiesText(i18n, summary)}
          {isLive ? (
            <strong className={styles.air}>{t(summary.onStage ? 'home.on-stage' : 'home.is-live')}</strong>
          ) : null}
          {summary.isExample ? <span className={styles.example}>{t('home.example')}</span> : null}
        </p>
      </div>
    </article>
  )
}

/** What became of the announced moment: a word for it, and the moment that no longer holds. */
function Standing({ summary, now }: { readonly summary: GatheringSummary; readonly now: number }) {
  const i18n = useI18n()
  const { t } = i18n
  const { leadPlace, formerStartsAt, standing, span } = summary
  const change = summary.status === 'draft' ? null : planChange(summary)
  if (change === null || (change === 'moved' && phaseOf(span, standing, now) === 'past')) return null
  const was =
    formerStartsAt === null ||
    leadPlace === null ||
    (change === 'cancelled' && summary.startsAt !== null) ? null : (
      <Was label={t('changed.was-label')}>{dateTimeText(i18n, formerStartsAt, leadPlace.timeZone)}</Was>
    )
  return (
    <p className={styles.standing} data-kind={change}>
      {change === 'cancelled' ? <strong>{t('changed.mark-cancelled')}</strong> : null}
      {change === 'postponed' ? <strong>{t('changed.mark-postponed')}</strong> : null}
      {was === null ? null : (
        <span>
          <T k={change === 'moved' ? 'changed.mark-moved' : 'changed.mark-was'} values={{ was }} />
        </span>
      )}
    </p>
  )
}

/** The day in the lead city, as large as a page number. */
function DateBlock({ summary: { startsAt, leadPlace } }: { readonly summary: GatheringSummary }) {
  const { formatLocale } = useI18n()
  if (startsAt === null) return <p className={styles.date} aria-hidden="true" />
  const zone = leadPlace?.timeZone ?? 'UTC'
  return (
    <p className={styles.date} aria-hidden="true">
      <span className={styles.day}>{clock(startsAt, zone, formatLocale, 'day')}</span>
      <span>{clock(startsAt, zone, formatLocale, 'month')}</span>
    </p>
  )
}

function shortUtc(instant: number, besideZone: string, formatLocale: string): string {
  const isOtherDay = dayDifference(instant, 'UTC', besideZone) !== 0
  return clock(instant, 'UTC', formatLocale, isOtherDay ? 'weekday-time' : 'time')
}

function When({
  summary,
  readerTimeZone,
}: {
  readonly summary: GatheringSummary
  readonly readerTimeZone: string | null
}) {
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const { startsAt, leadPlace, clockRule, standing } = summary
  if (startsAt === null) return standing === 'postponed' ? null : t('changed.mark-to-confirm')
  if (leadPlace === null) {
    // A draft, still without the city whose clock will head it.
    const zone = readerTimeZone ?? 'UTC'
    return (
      <time dateTime={new Date(startsAt).toISOString()}>
        {clock(startsAt, zone, formatLocale, 'long-date')}
      </time>
    )
  }
  const zone = leadPlace.timeZone
  const city = placeName(leadPlace.names, language)
  const isElsewhere =
    clockRule === 'same-instant' &&
    standing !== 'cancelled' &&
    readerTimeZone !== null &&
    offsetMinutes(startsAt, readerTimeZone) !== offsetMinutes(startsAt, zone)
  return (
    <>
      <time dateTime={new Date(startsAt).toISOString()}>
        {t('home.when', {
          date: clock(startsAt, zone, formatLocale, 'long-date'),
          time: timeText(i18n, startsAt, zone),
          city,
        })}
      </time>
      {clockRule === 'same-instant' ? (
        <noscript>{t('plain.utc', { time: shortUtc(startsAt, zone, formatLocale) })}</noscript>
      ) : (
        <span>{ruleText(i18n, summary)}</span>
      )}
      {isElsewhere && readerTimeZone !== null ? (
        <span>
          {t('front.for-you', {
            when: (dayDifference(startsAt, readerTimeZone, zone) === 0 ? timeText : whenText)(
              i18n,
              startsAt,
              readerTimeZone,
            ),
          })}
        </span>
      ) : null}
    </>
  )
}
