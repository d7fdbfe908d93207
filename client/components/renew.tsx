// Replaces a code or link that has leaked: a button, a confirmation, and the result.
import { useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'
import styles from './renew.module.css'

export type RenewProps = {
  /** The currently valid code or link. */
  readonly value: string
  /** Resolves with the text of a refusal, or with null on success. */
  readonly onRenew: () => Promise<string | null>
  /** The device is offline: the command waits in the outbox. */
  readonly isOffline: boolean
  readonly words: {
    readonly renew: string
    readonly hint: string
    readonly ask: string
    readonly warning: string
    readonly confirm: string
    readonly cancel: string
    readonly close: string
    readonly kept: string
    /** Announced once the new one is valid. */
    readonly done: (value: string) => string
  }
}

export function Renew({ value, onRenew, isOffline, words }: RenewProps) {
  const [asking, setAsking] = useState(false)
  /** The value that was valid when a new one was requested. */
  const [before, setBefore] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const isDone = before !== null && before !== value && !isSending

  async function renew(): Promise<void> {
    setAsking(false)
    setRefusal(null)
    setBefore(value)
    setSending(true)
    const refused = await onRenew()
    setSending(false)
    if (refused === null) return
    setBefore(null)
    setRefusal(refused)
  }

  return (
    <div className={styles.renew}>
      <p className={styles.line}>
        <Button size="small" busy={isSending && !isOffline} onClick={() => setAsking(true)}>
          {words.renew}
        </Button>
        <span className={styles.hint}>{words.hint}</span>
      </p>
      {isSending && isOffline ? <Notice kind="care">{words.kept}</Notice> : null}
      {refusal === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusal}
        </Notice>
      )}
      {/* Mounted before it has text, so that the text is announced. */}
      <div className={styles.done} role="status" aria-live="polite">
        {isDone ? words.done(value) : ''}
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.ask}
        closeLabel={words.close}
        closesOnBack
        actions={
          <>
            <Button kind="danger" onClick={() => void renew()}>
              {words.confirm}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
          </>
        }
      >
        <p>{words.warning}</p>
      </Dialog>
    </div>
  )
}
