// A city's streams in the order in which players try them: preview, change, move up, remove and restore.
import { useState } from 'react'
import type { Stream } from '#shared/domain/stream.ts'
import { streamAddress, streamText } from '#shared/domain/stream-address.ts'
import { Button } from '../../../components/button.tsx'
import { Empty } from '../../../components/empty.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type HostStreamProps, roleNames } from '../desk.ts'
import styles from '../host.module.css'
import { AddStream } from './add-stream.tsx'
import { sourceText } from './source-text.ts'
import { inOrder, type StreamSwap, swapWithEarlier } from './stream-order.ts'

export function StreamList(props: HostStreamProps) {
  const { meeting, commands, undo, trial } = props
  const i18n = useI18n()
  const { t } = i18n
  const [tried, setTried] = useState<string | null>(null)
  const [changed, setChanged] = useState<string | null>(null)
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

  function put(swap: StreamSwap): void {
    for (const placed of swap) void commands.ask('addStream', { meetingId, ...placed })
  }

  function moveUp(swap: StreamSwap): void {
    const [first, second] = swap
    put(swap)
    undo.offer({
      message: t('host.stream-moved', { role: t(roleNames[first.role]) }),
      seconds: 20,
      undo: () =>
        put([
          { ...first, address: second.address },
          { ...second, address: first.address },
        ]),
    })
  }

  return (
    <ol className={styles.rows}>
      {inOrder(streams).map((stream) => {
        const swap = swapWithEarlier(streams, stream.streamId)
        if (changed === stream.streamId) {
          return (
            <li key={stream.streamId} className={styles.stream}>
              <AddStream {...props} changing={stream} onDone={() => setChanged(null)} />
            </li>
          )
        }
        const { streamId, role, source } = stream
        const isTried = tried === streamId
        const name = t(roleNames[role])
        return (
          <li key={streamId} className={styles.stream}>
            <div className={styles.who}>
              <strong>{name}</strong>
              <span>{sourceText(i18n, source)}</span>
              <bdi className={styles.address} dir="ltr">
                {streamText(source)}
              </bdi>
            </div>
            <div className={styles.rowActions}>
              <Button
                kind="plain"
                size="small"
                aria-label={t('host.remove-of', { role: name })}
                onClick={() => remove(stream)}
              >
                {t('desk.remove')}
              </Button>
              <Button
                kind="plain"
                size="small"
                aria-label={t('host.change-of', { role: name })}
                onClick={() => setChanged(streamId)}
              >
                {t('host.change')}
              </Button>
              {swap === null ? null : (
                <Button kind="plain" size="small" onClick={() => moveUp(swap)}>
                  {t(swap[0].role === 'main' ? 'host.make-main' : 'desk.move-up')}
                </Button>
              )}
              <Button
                size="small"
                aria-expanded={isTried}
                aria-label={t('host.try-of', { role: name })}
                onClick={() => setTried(isTried ? null : streamId)}
              >
                {t(isTried ? 'host.try-end' : 'common.preview')}
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
    </ol>
  )
}
