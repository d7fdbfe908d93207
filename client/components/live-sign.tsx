// The honest small sign of whether what stands here is the state of now.
import styles from './live-sign.module.css'
import { useSeldom } from './use-seldom.ts'

/** Seconds that count down and numbers of what waits are shown each time, and spoken at most so often. */
const spokenEveryMs = 30_000

export type LiveState = 'connecting' | 'live' | 'stale' | 'offline'

/** `label` carries the words for the state, with the time for a stale one (“not live since 17:04”). */
export function LiveSign({
  state,
  label,
  isSending = false,
}: {
  readonly state: LiveState
  readonly label: string
  /** Something is on its way, for however short a time. */
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
