// The bar at the foot of the screen that takes the last step back while there is time.
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './undo-bar.module.css'
import type { Undo } from './use-undo.ts'

export type UndoBarProps = {
  /** What was done; null hides the bar and keeps its voice. */
  readonly message: string | null
  readonly undoLabel: string
  readonly dismissLabel: string
  /** 1 … 0 of the time left; null where there is no limit. */
  readonly left: number | null
  /** “12 seconds left”, to ears when focus comes here. */
  readonly leftLabel?: string
  /** Null: there is nothing to take back, the bar only tells. */
  readonly onUndo: (() => void) | null
  readonly onDismiss: () => void
  /** The focus or the pointer came to the bar or left it. */
  readonly onHold?: (isHeld: boolean) => void
}

/**
 * It sticks to the foot of the page's own flow: the page grows by its height, so that nothing is ever covered by it.
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

/** The bar of an offer that `useUndo` holds. `leftLabel`: whole seconds in words, to ears when the focus comes here. */
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
