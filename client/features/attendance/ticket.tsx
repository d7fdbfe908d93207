// The ticket behind a secret link: where and when, the code, and everything that its holder may change.
import type { ReactNode } from 'react'
import type { Standing } from '#shared/domain/gathering.ts'
import { mapLinks } from '#shared/domain/map-links.ts'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock, dayDifference } from '#shared/domain/time.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { Icon } from '../../components/icon.tsx'
import { LinkedText } from '../../components/linked-text.tsx'
import { LiveRegion, Notice } from '../../components/notice.tsx'
import { Qr } from '../../components/qr.tsx'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { useSeldom } from '../../components/use-throttled-text.ts'
import { MapChoice } from '../../components/world/map-choice.tsx'
import { useWritten } from '../../components/written.tsx'
import { WrittenLines } from '../../components/written-lines.tsx'
import { timeText, whenText, zoneText } from '../../i18n/clock-text.ts'
import { mapLabels } from '../../i18n/map-labels.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './ticket.module.css'
import { addressClosedKey, isConfirmedInBatches, type TicketKind, ticketKind } from './ticket-words.ts'

export type TicketTime = {
  /** This city's own start, epoch ms. */
  readonly startsAt: number
  readonly lengthMs: number
  /** Which clock the gathering follows, in words. */
  readonly rule: string
}

const spokenEveryMs = 30_000

export type TicketProps = {
  readonly ticket: TicketView
  readonly isPast: boolean
  /** The gathering's standing: if it does not take place, no address and no code are shown. */
  readonly standing: Standing
  readonly gatheringTitle: ReactNode
  readonly gatheringHref: string
  /** Null until the date is set, or while the gathering is not loaded. */
  readonly time: TicketTime | null
  /** The reader's own zone if it is different, otherwise null. */
  readonly readerTimeZone: string | null
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  /** A change has not been sent yet. */
  readonly isUnsent: boolean
  /** “I am here”, before and while it is possible. */
  readonly arriving?: ReactNode
  /** The number of people on site, shown after arrival. */
  readonly arrivedNow?: ReactNode
  readonly keeping: ReactNode
  readonly changing?: ReactNode
  readonly undoing?: ReactNode
}

export function Ticket(props: TicketProps) {
  const { ticket, time } = props
  const { t, language, number } = useI18n()
  const kind = ticketKind(ticket, props.isPast, props.standing)
  const city = placeName(ticket.meeting.place.names, language)
  const isOff = kind === 'called-off' || kind === 'postponed'
  const isGone = isOff || kind === 'cancelled' || kind === 'declined' || kind === 'withdrawn'
  const isSoon = isConfirmedInBatches(ticket.meeting)
  const headline = kind === 'asked' && isSoon ? t('ticket.asked-soon', { city }) : headlineOf(kind, city, t)
  const ahead = kind === 'waiting' && ticket.ahead !== null ? aheadText(ticket.ahead, { t, number }) : null
  // A waiting list may move many times per minute; a change of the state itself is announced at once.
  const spoken = useSeldom(ahead === null ? headline : `${headline}. ${ahead}`, spokenEveryMs, headline)
  return (
    <article className={styles.ticket} data-kind={kind}>
      <header className={styles.head}>
        <p className={styles.kicker}>
          <a href={props.gatheringHref}>{props.gatheringTitle}</a>
        </p>
        <h1 className={styles.headline}>{headline}</h1>
        <LiveRegion message={spoken} />
      </header>
      {props.changed}
      {props.isUnsent ? <Notice kind="care">{t('ticket.unsent')}</Notice> : null}
      {kind === 'withdrawn' ? <p className={styles.words}>{t('ticket.withdrawn-why')}</p> : null}
      {kind === 'declined' ? <p className={styles.words}>{t('ticket.declined-why')}</p> : null}
      {props.undoing}
      {kind === 'arrived' ? props.arrivedNow : null}
      <div className={styles.sheet}>
        <div className={styles.main}>
          {ahead === null ? null : (
            <div className={styles.waiting}>
              <p className={styles.ahead}>{ahead}</p>
              <p className={styles.soft}>{t('ticket.waiting-moves')}</p>
            </div>
          )}
          {kind === 'asked' ? (
            <div className={styles.waiting}>
              <p className={styles.soft}>{t(isSoon ? 'ticket.asked-soon-why' : 'ticket.asked-why')}</p>
            </div>
          ) : null}
          {isOff ? (
            <p className={styles.city}>
              <bdi>{city}</bdi>
            </p>
          ) : (
            <Place
              ticket={ticket}
              time={time}
              readerTimeZone={props.readerTimeZone}
              city={city}
              isGone={isGone}
            />
          )}
          {isGone ? null : (
            <div className={styles.codeBlock}>
              <p className={styles.label}>{t('ticket.code')}</p>
              <div className={styles.door}>
                <p className={styles.code} dir="ltr">
                  {ticket.code}
                </p>
                <Qr text={ticket.code} title={t('ticket.door-qr')} />
              </div>
              <p className={styles.soft}>
                {t('ticket.party', { count: ticket.partySize, shown: number(ticket.partySize) })}
              </p>
              <p className={styles.soft}>{t('ticket.code-hint')}</p>
            </div>
          )}
          {isGone ? null : props.arriving}
        </div>
        <div className={styles.side}>{props.keeping}</div>
      </div>
      {props.changing}
    </article>
  )
}

function headlineOf(kind: TicketKind, city: string, t: ReturnType<typeof useI18n>['t']): string {
  switch (kind) {
    case 'coming':
      return t('common.you-are-coming', { city })
    case 'asked':
      return t('ticket.asked', { city })
    case 'declined':
      return t('ticket.declined', { city })
    case 'waiting':
      return t('ticket.waiting', { city })
    case 'cancelled':
      return t('ticket.cancelled', { city })
    case 'arrived':
      return t('ticket.arrived', { city })
    case 'withdrawn':
      return t('ticket.withdrawn', { city })
    case 'over':
      return t('ticket.over', { city })
    case 'called-off':
      return t('ticket.called-off', { city })
    case 'postponed':
      return t('ticket.postponed', { city })
  }
}

function aheadText(ahead: number, { t, number }: Pick<ReturnType<typeof useI18n>, 't' | 'number'>): string {
  if (ahead === 0) return t('ticket.next')
  return t('ticket.ahead', { count: ahead, shown: number(ahead) })
}

function Place({
  ticket,
  time,
  readerTimeZone,
  city,
  isGone,
}: Pick<TicketProps, 'ticket' | 'time' | 'readerTimeZone'> & {
  readonly city: string
  /** Nobody with this reply will come. */
  readonly isGone: boolean
}) {
  const i18n = useI18n()
  const { t, formatLocale } = i18n
  const { place, doorsMinutesBefore, note } = ticket.meeting
  const zone = place.timeZone
  const doorsAt = time === null ? null : time.startsAt - doorsMinutesBefore * 60_000
  const isElsewhere =
    time !== null &&
    readerTimeZone !== null &&
    clock(time.startsAt, readerTimeZone, 'en', 'short-date-time') !==
      clock(time.startsAt, zone, 'en', 'short-date-time')
  const written = useWritten()
  return (
    <div className={styles.place}>
      <p className={styles.city}>
        {time === null ? null : <SkyDot colour={skyColourAt(time.startsAt, place)} size="large" />}
        <bdi>{city}</bdi>
      </p>
      {time === null ? (
        <p className={styles.when}>{t('changed.to-confirm-open')}</p>
      ) : (
        <>
          <p className={styles.when}>
            <time dateTime={new Date(time.startsAt).toISOString()}>
              {whenText(i18n, time.startsAt, zone)}
            </time>
          </p>
          <p className={styles.date}>
            {clock(time.startsAt, zone, formatLocale, 'date')}
            {' · '}
            {zoneText(i18n, time.startsAt, zone)}
          </p>
          <p className={styles.soft}>{time.rule}</p>
          {isElsewhere && readerTimeZone !== null ? (
            <p className={styles.soft}>
              {t(
                dayDifference(time.startsAt, readerTimeZone, zone) === 0
                  ? 'common.your-time'
                  : 'ticket.for-you-day',
                {
                  when: whenText(i18n, time.startsAt, readerTimeZone),
                },
              )}
            </p>
          ) : null}
          {doorsAt !== null && doorsMinutesBefore > 0 ? (
            <p className={styles.fact}>
              <Icon name="door" />
              {t('meeting.doors', { time: timeText(i18n, doorsAt, zone) })}
            </p>
          ) : null}
        </>
      )}
      {isGone ? null : <Address ticket={ticket} city={city} />}
      {isGone || note === '' ? null : (
        <blockquote className={styles.note} {...written(note, { likely: ticket.meeting.languages })}>
          <LinkedText text={note} />
        </blockquote>
      )}
    </div>
  )
}

function Address({ ticket, city }: { readonly ticket: TicketView; readonly city: string }) {
  const i18n = useI18n()
  const { t } = i18n
  const closed = addressClosedKey(ticket)
  const { address } = ticket.meeting
  if (closed !== null || address === null) {
    return (
      <p className={styles.fact}>
        <Icon name="lock" />
        {closed === null ? null : t(closed)}
      </p>
    )
  }
  return (
    <div className={styles.fact}>
      <Icon name="pin" />
      <div>
        {address.venue === '' ? null : (
          <strong>
            <WrittenLines text={address.venue} likely={ticket.meeting.languages} />
          </strong>
        )}
        {address.address === '' ? null : (
          <span className={styles.address}>
            <WrittenLines text={address.address} likely={ticket.meeting.languages} />
          </span>
        )}
        <MapChoice links={mapLinks({ ...address, ...ticket.meeting.place, city })} labels={mapLabels(i18n)} />
      </div>
    </div>
  )
}
