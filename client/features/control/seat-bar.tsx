// The director's role: who has it, and what this window can do about it.
import { useState } from 'react'
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { WrittenName } from '../../components/written.tsx'
import { T, useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'
import type { Directing } from './use-directing.ts'
import type { Seat } from './use-seat.ts'

export type SeatBarProps = {
  readonly seat: Seat
  readonly directing: Directing
  readonly isLive: boolean
}

export function SeatBar({ seat, directing, isLive }: SeatBarProps) {
  const { t, number } = useI18n()
  const takeOverHint = t('control.seat-take-over-hint', { shown: number(seatLastsMs / 1000) })
  const press = (act: Seat['take']) => () => void act().then(directing.refuse)
  const held = { who: <WrittenName name={seat.alias} /> }
  return (
    <div className={styles.seat} data-standing={seat.standing} role="group" aria-label={t('control.seat')}>
      <p aria-live="polite">
        {seat.standing === 'own' ? (
          t('control.seat-own')
        ) : seat.standing === 'free' ? (
          t('control.seat-free')
        ) : (
          <T k={seat.asking?.isOwn ? 'control.seat-asked' : 'control.seat-other'} values={held} />
        )}
      </p>
      {!isLive ? null : seat.standing === 'own' ? (
        <Button size="small" onClick={press(seat.leave)}>
          {t('control.seat-leave')}
        </Button>
      ) : seat.standing === 'free' ? (
        <Button size="small" onClick={press(seat.take)}>
          {t('control.seat-take')}
        </Button>
      ) : (
        <>
          {seat.asking?.isOwn ? null : (
            <Button size="small" onClick={press(seat.ask)}>
              {t('control.seat-ask')}
            </Button>
          )}
          <Button
            size="small"
            kind="plain"
            aria-description={takeOverHint}
            title={takeOverHint}
            onClick={press(seat.take)}
          >
            {t('control.seat-take-over')}
          </Button>
        </>
      )}
    </div>
  )
}

/** Notices: somebody requests the role; this window lost it. */
export function SeatNotices({ seat, directing }: Omit<SeatBarProps, 'isLive'>) {
  const { t } = useI18n()
  const [unheard, setUnheard] = useState<string | null>(null)
  const asks = seat.standing === 'own' ? seat.asking : null
  return (
    <>
      {seat.lostTo === null ? null : (
        <Notice
          kind="harm"
          say="assertive"
          action={
            <Button size="small" onClick={seat.noticed}>
              {t('common.ok')}
            </Button>
          }
        >
          {seat.lostTo === '' ? (
            t('control.seat-lost-empty')
          ) : (
            <T k="control.seat-lost" values={{ who: <WrittenName name={seat.lostTo} /> }} />
          )}
        </Notice>
      )}
      {asks === null || unheard === asks.alias ? null : (
        <Notice
          kind="care"
          say="assertive"
          action={
            <>
              <Button size="small" onClick={() => void seat.give().then(directing.refuse)}>
                <T k="control.seat-give" values={{ who: <WrittenName name={asks.alias} /> }} />
              </Button>
              <Button size="small" kind="plain" onClick={() => setUnheard(asks.alias)}>
                {t('control.not-now')}
              </Button>
            </>
          }
        >
          <T k="control.seat-wanted" values={{ who: <WrittenName name={asks.alias} /> }} />
        </Notice>
      )}
    </>
  )
}
