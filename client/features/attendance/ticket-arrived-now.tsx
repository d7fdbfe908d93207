// Shown after arrival: a confirmation, and how many people have arrived here and in all cities.
import type { CountsView, TicketView } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { RollingNumber } from '../../components/rolling-number.tsx'
import { Stat } from '../../components/stat.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './ticket-arrived-now.module.css'

export function TicketArrivedNow({
  ticket,
  city,
  here,
  everywhere,
  gatheringHref,
}: {
  readonly ticket: TicketView
  readonly city: string
  readonly here: CountsView | null
  readonly everywhere: { readonly arrived: number; readonly atLeast: boolean } | null
  readonly gatheringHref: string
}) {
  const { t, number } = useI18n()
  const isAllHere = ticket.arrived >= ticket.partySize
  return (
    <div className={styles.arrived}>
      <p className={styles.words} role="status">
        {isAllHere
          ? t('ticket.arrived-all')
          : t('ticket.arrived-some', { shown: number(ticket.arrived), of: number(ticket.partySize) })}
      </p>
      <dl className={styles.figures}>
        {here?.arrived == null || here.rounded ? null : (
          <Stat
            tone="people"
            figure={<RollingNumber value={here.arrived} format={number} />}
            label={t('ticket.arrived-here', { city })}
          />
        )}
        {everywhere === null || everywhere.arrived === 0 ? null : (
          <Stat
            tone="people"
            figure={<RollingNumber value={everywhere.arrived} format={number} />}
            label={t(everywhere.atLeast ? 'ticket.arrived-everywhere-least' : 'ticket.arrived-everywhere')}
          />
        )}
      </dl>
      <ButtonLink kind={isAllHere ? 'signal' : 'quiet'} href={gatheringHref}>
        {t('ticket.watch')}
      </ButtonLink>
    </div>
  )
}
