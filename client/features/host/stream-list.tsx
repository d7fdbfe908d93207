// The streams of one city: what each is, trying it, taking it out and putting it back.
import { useState } from 'react'
import { type Stream, streamAddress } from '#shared/domain/stream.ts'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type HostStreamProps, roleNames } from './desk.ts'
import styles from './host.module.css'
import { sourceText } from './source-text.ts'

export function StreamList({ meeting, commands, undo, trial }: HostStreamProps) {
  const i18n = useI18n()
  const { t } = i18n
  const [tried, setTried] = useState<string | null>(null)
  const { meetingId, streams } = meeting
  if (streams.length === 0) return <Empty title={t('host.no-streams')}>{t('host.no-streams-hint')}</Empty>

  function remove({ streamId, role, source }: Stream): void {
    void commands.ask('removeStream', { meetingId, streamId })
    undo.offer({
      message: t('host.stream-removed', { role: t(roleNames[role]) }),
      seconds: 20,
      undo: () =>
        void commands.ask('addStream', { meetingId, streamId, role, address: streamAddress(source) }),
    })
  }

  return (
    <ul className={styles.rows}>
      {streams.map((stream) => {
        const { streamId, role, source } = stream
        const isTried = tried === streamId
        const name = t(roleNames[role])
        return (
          <li key={streamId} className={styles.stream}>
            <div className={styles.who}>
              <strong>{name}</strong>
              <span>{sourceText(i18n, source)}</span>
              <bdi className={styles.address} dir="ltr">
                {streamAddress(source)}
              </bdi>
            </div>
            <div className={styles.rowActions}>
              <Button
                kind="plain"
                size="small"
                aria-label={t('host.remove-of', { role: name })}
                onClick={() => remove(stream)}
              >
                {t('host.remove')}
              </Button>
              <Button
                size="small"
                aria-expanded={isTried}
                aria-label={t('host.try-of', { role: name })}
                onClick={() => setTried(isTried ? null : streamId)}
              >
                {t(isTried ? 'host.try-end' : 'host.try')}
              </Button>
            </div>
            {isTried ? (
              <div className={styles.trial}>
                <p className={styles.soft}>{t('host.try-hint')}</p>
                {trial(stream)}
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
