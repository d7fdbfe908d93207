// The codes of an approved city, for organizers: the arrival code, and the invitation if the city is hidden.
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Qr } from '../../../components/qr.tsx'
import { Renew } from '../../../components/renew.tsx'
import { refusalOf, renewWords } from '../../../i18n/renew-words.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useOffline, useSync } from '../../../sync/use-sync.ts'
import { usePageOrigin } from '../use-page-origin.ts'
import styles from './city-codes.module.css'

type CityCodesProps = { readonly gathering: GatheringView; readonly meeting: MeetingView }

export function CityCodes({ gathering, meeting }: CityCodesProps) {
  const { t } = useI18n()
  if (meeting.status !== 'approved' || meeting.crew === null) return null
  const { arrivalCode, invitation } = meeting.crew
  return (
    <div className={styles.codes}>
      <section className={styles.section} aria-label={t('host.code')}>
        <h3 className={styles.title}>{t('host.code')}</h3>
        <p className={styles.code} dir="ltr">
          {arrivalCode}
        </p>
        <RenewCode gathering={gathering} meeting={meeting} what="code" value={arrivalCode} />
      </section>
      {meeting.exposure.existence === 'invited' ? (
        <Invitation gathering={gathering} meeting={meeting} invitation={invitation} />
      ) : null}
    </div>
  )
}

function Invitation({ gathering, meeting, invitation }: CityCodesProps & { readonly invitation: string }) {
  const { t } = useI18n()
  const origin = usePageOrigin()
  const link = `${origin}/g/${gathering.slug}/${meeting.meetingId}#${invitation}`
  return (
    <section className={styles.section} aria-label={t('codes.invitation')}>
      <h3 className={styles.title}>{t('codes.invitation')}</h3>
      <p className={styles.soft}>{t('host.share-invited')}</p>
      <div className={styles.link}>
        <CopyButton
          shown
          text={link}
          labels={{
            copy: t('host.copy-invitation'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
        <div className={styles.qr}>
          <Qr text={link} title={t('codes.invitation-qr')} />
        </div>
      </div>
      <RenewCode gathering={gathering} meeting={meeting} what="invitation" value={invitation} />
    </section>
  )
}

function RenewCode({
  gathering,
  meeting,
  what,
  value,
}: CityCodesProps & { readonly what: 'code' | 'invitation'; readonly value: string }) {
  const i18n = useI18n()
  const sync = useSync()
  const isOffline = useOffline()
  const name = what === 'code' ? 'renewArrivalCode' : 'renewInvitation'
  return (
    <Renew
      value={value}
      isOffline={isOffline}
      words={renewWords(i18n, what)}
      onRenew={async () => {
        const { meetingId } = meeting
        return refusalOf(i18n, await sync.dispatch(name, gathering.gatheringId, { meetingId }))
      }}
    />
  )
}
