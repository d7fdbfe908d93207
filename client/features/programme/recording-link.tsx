// A link to a recording, which is hosted elsewhere and opens there.
import type { Recording } from '#shared/domain/recording.ts'
import { streamAddress, streamHost } from '#shared/domain/stream-address.ts'
import { Icon } from '../../components/icon.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './recording.module.css'

/** `what`: the city or segment, for the accessible name. */
export function RecordingLink({ recording, what }: { readonly recording: Recording; readonly what: string }) {
  const { t } = useI18n()
  const host = streamHost(recording.source)
  return (
    <a
      className={styles.link}
      href={streamAddress(recording.source)}
      rel="noreferrer"
      title={host ?? undefined}
    >
      <Icon name="play" />
      {t('common.watch')}
      <span className="unseen"> {what}</span>
    </a>
  )
}
