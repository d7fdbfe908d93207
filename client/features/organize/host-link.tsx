// The secret link by which somebody runs one city: shown once, to be handed over and kept.
import type { GatheringView } from '#shared/protocol/views.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Qr } from '../../components/qr.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './host-link.module.css'
import { usePageOrigin } from './use-page-origin.ts'

/** A draft gets another slug when it is published, so its links name it by its id. */
export function hostPath(
  gathering: Pick<GatheringView, 'slug' | 'gatheringId' | 'status'>,
  secret: string,
): string {
  const name = gathering.status === 'published' ? gathering.slug : gathering.gatheringId
  return `/g/${name}/host#${secret}`
}

export function HostLink(props: {
  readonly gathering: GatheringView
  readonly city: string
  readonly secret: string
}) {
  const { t } = useI18n()
  const origin = usePageOrigin()
  const link = origin + hostPath(props.gathering, props.secret)
  return (
    <section className={styles.link} aria-label={t('organize.host-link.title', { city: props.city })}>
      <div className={styles.words}>
        <h3 className={styles.title}>{t('organize.host-link.title', { city: props.city })}</h3>
        <p>{t('organize.host-link.text')}</p>
        <CopyButton
          shown
          text={link}
          labels={{
            copy: t('organize.host-link.copy'),
            copied: t('organize.copied'),
            byHand: t('organize.copy-by-hand'),
          }}
        />
      </div>
      <div className={styles.code}>
        <Qr text={link} title={t('organize.host-link.qr', { city: props.city })} />
      </div>
    </section>
  )
}
