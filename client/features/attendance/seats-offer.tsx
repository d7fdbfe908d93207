// Offers for a party that gets no seats at once: a smaller party, or the nearest cities with enough seats.
import { Button, ButtonLink } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { CityOption } from './city-option.ts'
import styles from './seats-offer.module.css'

/** “5 left: come as 5, or wait as 10?” The page's own button joins the waiting list. */
export function SeatsLeft({
  city,
  left,
  partySize,
  isBusy,
  onCome,
}: {
  readonly city: string
  readonly left: number
  readonly partySize: number
  readonly isBusy: boolean
  readonly onCome: () => void
}) {
  const { t, number } = useI18n()
  const shown = number(left)
  return (
    <div
      className={styles.offer}
      role="group"
      aria-label={t('reply.some-left', { count: left, shown, city })}
    >
      <p className={styles.words}>
        {t('reply.some-left', { count: left, shown, city })}{' '}
        {t('reply.some-left-ask', { left: shown, party: number(partySize) })}
      </p>
      <Button kind="signal" size="large" wide busy={isBusy} busyLabel={t('common.sending')} onClick={onCome}>
        {t('reply.come-as', { count: left, shown })}
      </Button>
    </div>
  )
}

/** `onChoose` selects a city in place; null if each city is a link to its page. */
export function CitiesWithSeats({
  cities,
  hrefOf,
  onChoose,
}: {
  readonly cities: readonly CityOption[]
  readonly hrefOf: (meetingId: string) => string
  readonly onChoose: ((meetingId: string) => void) | null
}) {
  const { t } = useI18n()
  if (cities.length === 0) return null
  return (
    <div className={styles.offer}>
      <p className={styles.words}>{t('reply.seats-near')}</p>
      <ul className={styles.cities}>
        {cities.map(({ meetingId, name }) => (
          <li key={meetingId}>
            {onChoose === null ? (
              <ButtonLink size="small" href={hrefOf(meetingId)}>
                <bdi>{name}</bdi>
              </ButtonLink>
            ) : (
              <Button size="small" onClick={() => onChoose(meetingId)}>
                <bdi>{name}</bdi>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
