// The bar at the bottom of the screen that undoes the last step for a limited time.
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './undo-bar.module.css'
import type { Undo } from './use-undo.ts'

export type UndoBarProps = {
  /** What was done; null hides the bar but keeps its live region. */
  readonly message: string | null
  readonly undoLabel: string
  readonly dismissLabel: string
  /** The share of time left, 1 … 0; null without a limit. */
  readonly left: number | null
  /** “12 seconds left”, for screen readers when the bar receives the focus. */
  readonly leftLabel?: string
  /** Null: nothing can be undone, the bar only informs. */
  readonly onUndo: (() => void) | null
  readonly onDismiss: () => void
  /** The focus or the pointer entered or left the bar. */
  readonly onHold?: (isHeld: boolean) => void
}

/**
 * Sticks to the bottom in the page's own flow: the page grows by its height, so that it never covers anything.
 * Place it as the last child of the page.
 */
export function UndoBar(props: UndoBarProps) {
  const { message, left } = props
  return (
    <div className={styles.place} data-screen-only="">
      <div
        role="status"
        aria-live="polite"
        className={message === null ? 'unseen' : styles.bar}
        onPointerEnter={() => props.onHold?.(true)}
        onPointerLeave={() => props.onHold?.(false)}
        onFocus={() => props.onHold?.(true)}
        onBlur={() => props.onHold?.(false)}
      >
        {message === null ? null : (
          <>
            <span className={styles.words}>{message}</span>
            {props.onUndo === null ? null : (
              <Button
                kind="quiet"
                size="small"
                icon={<Icon name="undo" />}
                onClick={props.onUndo}
                aria-description={props.leftLabel}
              >
                {props.undoLabel}
              </Button>
            )}
            <button
              type="button"
              className={styles.close}
              aria-label={props.dismissLabel}
              onClick={props.onDismiss}
            >
              <Icon name="close" />
            </button>
            {left === null ? null : (
              <i className={styles.left} style={{ inlineSize: `${Math.max(0, Math.min(1, left)) * 100}%` }} />
            )}
          </>
        )}
      </div>
    </div>
  )
}

/** The bar for an offer of `useUndo`. `leftLabel`: the seconds left, for screen readers when the bar receives the focus. */
export function OfferBar({
  undo,
  undoLabel,
  dismissLabel,
  leftLabel,
}: {
  readonly undo: Undo
  readonly undoLabel: string
  readonly dismissLabel: string
  readonly leftLabel?: (seconds: number) => string
}) {
  const { message, label, left, secondsLeft, onUndo, onDismiss, onHold } = undo
  return (
    <UndoBar
      message={message}
      undoLabel={label ?? undoLabel}
      dismissLabel={dismissLabel}
      left={left}
      onUndo={onUndo}
      onDismiss={onDismiss}
      onHold={onHold}
      {...(secondsLeft === null || leftLabel === undefined ? {} : { leftLabel: leftLabel(secondsLeft) })}
    />
  )
}
