// The honest small sign of whether what stands here is the state of now.
import styles from './live-sign.module.css'

export type LiveState = 'connecting' | 'live' | 'stale' | 'offline'

/** `label` carries the words for the state, with the time for a stale one (“not live since 17:04”). */
export function LiveSign({ state, label }: { readonly state: LiveState; readonly label: string }) {
  return (
    <span data-needs-script="" data-screen-only="" className={styles.sign} data-state={state} role="status">
      <i className={styles.mark} aria-hidden="true" />
      {label}
    </span>
  )
}
