// The stage part of the organizer's page: which city is on stage, and a link to the control room.
import { placeName } from '#shared/domain/place.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { Totals } from './cities/cities-part.tsx'
import styles from './stage-part.module.css'

export function StagePart({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t, language } = useI18n()
  const { gathering, stage, meetings } = snapshot
  const holder = meetings.find((meeting) => meeting.meetingId === stage.meetingId) ?? null
  if (!meetings.some(({ status }) => status === 'approved')) {
    return (
      <Empty
        title={t('organize.stage.empty')}
        action={<a href={`/g/${gathering.slug}/organize/cities`}>{t('organize.to-cities')}</a>}
      >
        <p>{t('organize.stage.empty-hint')}</p>
      </Empty>
    )
  }
  return (
    <div className={styles.stage}>
      <section className={styles.now} aria-labelledby="stage-now" data-held={holder !== null || undefined}>
        <h2 id="stage-now" className={styles.label}>
          {t('organize.stage.now')}
        </h2>
        <p className={styles.holder} aria-live="polite">
          {holder === null ? t('desk.nobody') : <bdi>{placeName(holder.place.names, language)}</bdi>}
        </p>
        <p className={styles.sees}>{t('organize.stage.lead')}</p>
        <ButtonLink kind="signal" icon={<Icon name="signal" />} href={`/g/${gathering.slug}/control`}>
          {t('organize.stage.open')}
        </ButtonLink>
      </section>
      <Totals counts={snapshot.counts} meetings={meetings} />
    </div>
  )
}
