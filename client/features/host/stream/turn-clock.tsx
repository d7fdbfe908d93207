// “You are on in 03:20”: one large countdown, synchronized across all cities, with its explanation.
import type { ReactNode } from 'react'
import type { Place } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import { Written } from '../../../components/written.tsx'
import { timeText } from '../../../i18n/clock-text.ts'
import type { I18n, MessageKey } from '../../../i18n/i18n.ts'
import { segmentKindKeys } from '../../../i18n/link-up-keys.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow } from '../../../sync/use-sync.ts'
import styles from '../console.module.css'
import { ClockNote } from './clock-note.tsx'
import type { LinkUp } from './link-up.ts'
import { ownTurn, secondsUntil, type Turn, type TurnKind } from './own-turn.ts'

const dayMs = 86_400_000

export const headKeys: Readonly<Record<TurnKind, MessageKey>> = {
  far: 'host.turn-in',
  soon: 'host.turn-in',
  next: 'host.turn-next-in',
  'stand-by': 'host.turn-stand-by',
  'any-moment': 'host.turn-any-moment',
  untimed: 'host.turn-untimed',
  'on-air': 'host.turn-on',
  done: 'host.turn-done',
  none: 'host.turn-none',
}

export function TurnClock(props: {
  readonly linkUp: LinkUp
  readonly meetingId: string
  readonly place: Place
  /** Rendered directly below it. */
  readonly children?: ReactNode
}) {
  const i18n = useI18n()
  const { t } = i18n
  const { linkUp, meetingId, place } = props
  const now = useNow(1000)
  const turn = ownTurn(meetingId, linkUp.programme, linkUp.startsAt, linkUp.stage, now)
  const figure = figureOf(i18n, turn, now)
  const isOver = turn.kind === 'on-air' && turn.until !== null && turn.until <= now
  const isTried = linkUp.isRehearsal && turn.kind === 'on-air'
  const head = t(isOver ? 'host.turn-over' : isTried ? 'host.turn-on-tried' : headKeys[turn.kind])
  return (
    <section className={styles.turnPart} aria-label={t('host.turn')}>
      <div
        className={styles.turn}
        data-turn={turn.kind}
        data-over={isOver || undefined}
        data-tried={isTried || undefined}
      >
        {/* Announced when it changes, not each second. */}
        <p className={styles.turnHead} role="status" aria-live="assertive">
          {head}
        </p>
        {figure === null ? null : (
          <p className={styles.figure} role="timer" dir="ltr">
            {figure}
          </p>
        )}
        <TurnLine turn={turn} timeZone={place.timeZone} now={now} />
        <ClockNote />
      </div>
      {props.children}
    </section>
  )
}

/** Null if there is nothing to count. */
export function figureOf(i18n: I18n, turn: Turn, now: number): string | null {
  switch (turn.kind) {
    case 'far':
      return turn.from - now >= dayMs ? null : figures(i18n, secondsUntil(turn.from, now))
    case 'soon':
    case 'next':
    case 'stand-by':
      return figures(i18n, secondsUntil(turn.from, now))
    case 'on-air':
      return figures(i18n, Math.abs(secondsUntil(turn.until ?? turn.since, now)))
    default:
      return null
  }
}

/** “03:20”, “1:03:20”, in the reader's digits. */
export function figures({ formatLocale }: Pick<I18n, 'formatLocale'>, seconds: number): string {
  const part = (value: number, digits: number) =>
    new Intl.NumberFormat(formatLocale, { minimumIntegerDigits: digits, useGrouping: false }).format(value)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return [...(hours > 0 ? [part(hours, 1)] : []), part(minutes, 2), part(seconds % 60, 2)].join(':')
}

function TurnLine(props: { readonly turn: Turn; readonly timeZone: string; readonly now: number }) {
  const { turn, timeZone, now } = props
  const i18n = useI18n()
  const { t } = i18n
  if (turn.kind === 'none') return <p>{t('host.turn-none-hint')}</p>
  if (turn.kind === 'done') return <p>{t('host.turn-done-hint')}</p>
  const { segment } = turn
  const title = segment === null ? null : segment.title.trim() || t(segmentKindKeys[segment.kind])
  return (
    <>
      <p>{whenWords(i18n, turn, timeZone, now)}</p>
      {title === null ? null : (
        <p className={styles.turnTitle}>
          <Written text={title} lang={segment?.title.trim() === '' ? undefined : segment?.language} />
        </p>
      )}
    </>
  )
}

function whenWords(
  i18n: I18n,
  turn: Exclude<Turn, { readonly kind: 'none' | 'done' }>,
  timeZone: string,
  now: number,
): string {
  const { t, formatLocale } = i18n
  switch (turn.kind) {
    case 'on-air':
      if (turn.isHeld) return t('host.turn-held')
      if (turn.until === null) return t('host.turn-open-end')
      return turn.until > now ? t('host.turn-left') : ''
    case 'any-moment':
      return t(turn.isByHand ? 'host.turn-by-hand-hint' : 'host.turn-any-moment-hint')
    case 'untimed':
      return t('host.turn-untimed-hint')
    default: {
      const time = timeText(i18n, turn.from, timeZone)
      if (turn.from - now < dayMs / 2) return t('host.turn-at', { time })
      return t('host.turn-at-date', { time, date: clock(turn.from, timeZone, formatLocale, 'date') })
    }
  }
}
