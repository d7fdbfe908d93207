// The small sign that shows whether the page is up to date.
import styles from './live-sign.module.css'
import { useSeldom } from './use-throttled-text.ts'

/** Countdown seconds and numbers of pending commands are shown at every change, but announced at most this often. */
const spokenEveryMs = 30_000

export type LiveState = 'connecting' | 'live' | 'stale' | 'offline'

/** `label` describes the state, with the time for a stale one (“not live since 17:04”). */
export function LiveSign({
  state,
  label,
  isSending = false,
}: {
  readonly state: LiveState
  readonly label: string
  /** Something is being sent, however briefly. */
  readonly isSending?: boolean
}) {
  const spoken = useSeldom(label, spokenEveryMs, state)
  return (
    <span
      data-needs-script=""
      data-screen-only=""
      className={styles.sign}
      data-state={state}
      data-sending={isSending || undefined}
      role="status"
    >
      <i className={styles.mark} aria-hidden="true" />
      {spoken === label ? (
        <span>{label}</span>
      ) : (
        <>
          <span aria-hidden="true">{label}</span>
          <span className="unseen">{spoken}</span>
        </>
      )}
    </span>
  )
}
