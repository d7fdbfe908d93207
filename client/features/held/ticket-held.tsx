// The data stored about the holder of a reply, fetched from the server; and its erasure.
import { type ReactNode, useEffect, useState } from 'react'
import type { Answer } from '#shared/protocol/answers.ts'
import type { HeldAnswer, HeldView } from '#shared/protocol/held.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { readAnswer } from '../../sync/read-answer.ts'
import styles from './held.module.css'
import { HeldList } from './held-list.tsx'

export type TicketHeldProps = {
  readonly credential: string
  /** Changes with the reply: then the data is fetched again. */
  readonly version: string
  /** Settles with the server's answer. */
  readonly onErase: () => Promise<Answer>
  readonly onErased: () => void
}

export function TicketHeld({ credential, version, onErase, onErased }: TicketHeldProps): ReactNode {
  const i18n = useI18n()
  const { t } = i18n
  const [held, setHeld] = useState<HeldView | 'no-network' | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [isErasing, setErasing] = useState(false)
  const [refused, setRefused] = useState<Extract<Answer, { ok: false }> | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the reply has changed
  useEffect(() => {
    const ended = new AbortController()
    readHeld(credential, ended.signal).then(
      (answer) => setHeld(answer.ok ? answer.held : null),
      () => ended.signal.aborted || setHeld('no-network'),
    )
    return () => ended.abort()
  }, [credential, version])

  async function erase(): Promise<void> {
    setAsking(false)
    setErasing(true)
    setRefused(null)
    const answer = await onErase()
    setErasing(false)
    if (answer.ok || answer.reason === 'link-not-valid') onErased()
    else setRefused(answer)
  }

  return (
    <section className={styles.held} aria-labelledby="held-title">
      <h2 id="held-title">{t('held.title')}</h2>
      {held === 'no-network' ? (
        <Notice kind="care">{t('held.no-network')}</Notice>
      ) : held === null ? null : (
        <HeldList held={held} />
      )}
      {refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused)}
        </Notice>
      )}
      <p>
        <Button
          kind="danger"
          busy={isErasing}
          busyLabel={t('common.erasing')}
          onClick={() => setAsking(true)}
        >
          {t('held.erase')}
        </Button>
      </p>
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('held.erase-ask')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button kind="danger" onClick={() => void erase()}>
              {t('common.erase')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.keep')}</Button>
          </>
        }
      >
        <p>{t('held.erase-why')}</p>
      </Dialog>
    </section>
  )
}

async function readHeld(credential: string, signal: AbortSignal): Promise<HeldAnswer> {
  const response = await fetch('/api/held', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ credential }),
    signal,
  })
  return readAnswer<HeldAnswer>(response, 'ok')
}
