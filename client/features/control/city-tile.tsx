// One city's tile in the control room: its stream status, people, crew and reception, and the actions for it.
import type { ReactNode } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import type { SeenWell } from '#shared/protocol/crew-presence.ts'
import type { CountsView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { linkKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { delayText, isSeenPoorly, seenText } from './seen-text.ts'
import styles from './tiles.module.css'

export type TileProps = {
  readonly meeting: MeetingView
  /** Its index among the tiles. */
  readonly index: number
  readonly counts: CountsView | undefined
  readonly seen: SeenWell | undefined
  readonly seenOnStage: SeenWell | undefined
  readonly isHostHere: boolean
  readonly role: 'now' | 'next' | null
  /** Null outside a roll-call. */
  readonly answered: boolean | null
  readonly now: number
  /** Why it cannot get the stage; null if it can. */
  readonly hindrance: string | null
  readonly isSpokenTo: boolean
  readonly picture: ReactNode
  readonly isPutNext: boolean
  /** Why it cannot be set as next; null if it can. */
  readonly hindranceNext: string | null
  readonly onPutNext: () => void
  readonly onHand: () => void
  readonly onWatch: () => void
  readonly onSpeak: () => void
}

export function CityTile(props: TileProps) {
  const { meeting, index, role, answered, now, hindrance } = props
  const i18n = useI18n()
  const { t, language, formatLocale, number } = i18n
  const city = placeName(meeting.place.names, language)
  const delay = delayText(i18n, props.seen, props.seenOnStage)
  return (
    <li
      className={styles.tile}
      data-role={role ?? undefined}
      data-answered={answered ?? undefined}
      data-quiet={(role === null && meeting.link.status === 'off') || undefined}
      style={{ borderInlineStartColor: skyColourAt(now, meeting.place) }}
    >
      <div className={styles.head}>
        <h3 className={styles.name}>
          <bdi>{city}</bdi>
        </h3>
        {index < 9 ? (
          <kbd className={styles.place} aria-hidden="true">
            {number(index + 1)}
          </kbd>
        ) : null}
      </div>
      <p className={styles.state}>
        <span className={styles.link} data-link={meeting.link.status}>
          <i aria-hidden="true" />
          {t(linkKeys[meeting.link.status])}
        </span>
        {role === null ? null : (
          <b data-role={role}>{t(role === 'now' ? 'common.is-on-stage' : 'control.tile-next')}</b>
        )}
        <span className={styles.clock}>{clock(now, meeting.place.timeZone, formatLocale, 'time')}</span>
      </p>
      {props.picture}
      <ul className={styles.facts}>
        {props.counts?.arrived == null ? null : (
          <li>{t('control.there', { count: props.counts.arrived })}</li>
        )}
        <li data-poor={(role !== null && !props.isHostHere) || undefined}>
          {t(props.isHostHere ? 'control.host-here' : 'control.host-away')}
        </li>
        <li data-poor={isSeenPoorly(props.seen) || undefined}>{seenText(i18n, props.seen)}</li>
        {delay === null ? null : <li>{delay}</li>}
        {answered === null ? null : (
          <li data-poor={!answered || undefined}>
            {t(answered ? 'control.roll-answered' : 'control.roll-silent')}
          </li>
        )}
      </ul>
      <div className={styles.actions}>
        <Button
          size="small"
          data-tile={index}
          aria-label={t('control.hand-to', { city })}
          aria-disabled={hindrance !== null}
          aria-description={hindrance ?? undefined}
          title={hindrance ?? undefined}
          onClick={() => hindrance === null && props.onHand()}
        >
          {t('control.hand')}
        </Button>
        <Button
          size="small"
          className={styles.put}
          aria-pressed={props.isPutNext}
          aria-label={t('control.put-next-of', { city })}
          aria-disabled={props.hindranceNext !== null}
          aria-description={props.hindranceNext ?? undefined}
          title={props.hindranceNext ?? undefined}
          onClick={() => props.hindranceNext === null && props.onPutNext()}
        >
          {t('control.put-next')}
        </Button>
        <Button
          kind="plain"
          size="small"
          aria-pressed={props.isSpokenTo}
          aria-label={t('control.cue-to', { city })}
          onClick={props.onSpeak}
        >
          {t('control.cue')}
        </Button>
        {meeting.streams.length > 0 ? (
          <Button
            kind="plain"
            size="small"
            icon={<Icon name={props.picture === null ? 'play' : 'close'} />}
            aria-pressed={props.picture !== null}
            aria-label={t('control.watch-of', { city })}
            onClick={props.onWatch}
          >
            {t('common.watch')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}
