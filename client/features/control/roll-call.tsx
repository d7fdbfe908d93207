// The roll-call: each city is highlighted once it answers, so that missing cities are easy to see.

import { type ReactNode, useMemo } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView, RollCallView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { MarkedTogether, useIsMarked, useMarking } from '../../components/marked-together.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'

export function RollCall(props: {
  readonly roll: RollCallView
  readonly cities: readonly MeetingView[]
  readonly mayAct: boolean
  readonly onEnd: () => void
  readonly onAway: () => void
  readonly world: ReactNode
}) {
  const { roll, cities } = props
  const { t, language, number } = useI18n()
  const isOpen = roll.endedAt === null
  const answered = cities.filter(({ meetingId }) => ownValue(roll.answers, meetingId) !== undefined).length
  return (
    <section className={styles.roll} aria-labelledby="desk-roll">
      <div className={styles.rollHead}>
        <h2 id="desk-roll" className={styles.heading}>
          {t(isOpen ? 'control.roll-open' : 'control.roll-ended')}
        </h2>
        <p aria-live="polite">
          {t('control.roll-count', { answered: number(answered), cities: number(cities.length) })}
        </p>
        {isOpen ? (
          <Button size="small" aria-disabled={!props.mayAct} onClick={() => props.mayAct && props.onEnd()}>
            {t('control.roll-end')}
          </Button>
        ) : (
          <Button size="small" kind="plain" onClick={props.onAway}>
            {t('control.roll-away')}
          </Button>
        )}
      </div>
      <MarkedTogether>
        <div className={styles.rollBody}>
          <div className={styles.rollWorld}>{props.world}</div>
          <ul className={styles.rollCities}>
            {cities.map(({ meetingId, place }) => {
              const at = ownValue(roll.answers, meetingId)
              return (
                <RollCity key={meetingId} meetingId={meetingId} hasAnswered={at !== undefined}>
                  <bdi>{placeName(place.names, language)}</bdi>
                  <small>
                    {at === undefined
                      ? t(isOpen ? 'control.roll-waits' : 'control.roll-silent')
                      : t('control.roll-after', { shown: number(Math.round((at - roll.calledAt) / 1000)) })}
                  </small>
                </RollCity>
              )
            })}
          </ul>
        </div>
      </MarkedTogether>
    </section>
  )
}

/** Highlighted together with its mark on the map. */
function RollCity(props: {
  readonly meetingId: string
  readonly hasAnswered: boolean
  readonly children: ReactNode
}) {
  const ids = useMemo(() => [props.meetingId], [props.meetingId])
  const { onPointerEnter, onPointerLeave } = useMarking(ids)
  return (
    <li
      data-answered={props.hasAnswered}
      data-marked={useIsMarked(ids) || undefined}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <i aria-hidden="true" />
      {props.children}
    </li>
  )
}
