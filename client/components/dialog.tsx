// The native dialog, controlled by a prop. Focus moves in and returns; Escape and the phone's back button close it.
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import styles from './dialog.module.css'
import { Part } from './error-boundary.tsx'
import { Icon } from './icon.tsx'

export type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly closeLabel: string
  readonly children: ReactNode
  /** The row of buttons under the content. */
  readonly actions?: ReactNode
  /** The back button or gesture closes it instead of leaving the page, as phone users expect of a sheet. */
  readonly closesOnBack?: boolean
  /** Only its own buttons close it: for a choice that must be made. */
  readonly insists?: boolean
}

export function Dialog(props: DialogProps) {
  const { open, onClose, closesOnBack = false, insists = false } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  const titleId = useId()
  useLayoutEffect(() => {
    close.current = onClose
  })

  useEffect(() => {
    const element = dialog.current
    if (element === null || !open) return
    const before = document.activeElement
    if (!element.open) element.showModal()
    return () => {
      if (element.open) element.close()
      // The browser restores the focus itself, unless the element that had it was rendered again meanwhile.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [open])

  useEffect(() => {
    if (!open || !closesOnBack) return
    const mark = { ...history.state, sheet: titleId }
    history.pushState(mark, '')
    const onBack = () => close.current()
    addEventListener('popstate', onBack)
    return () => {
      removeEventListener('popstate', onBack)
      // Closed by a button: remove our own history entry, but never one that the router added since.
      if (history.state?.sheet === titleId) history.back()
    }
  }, [open, closesOnBack, titleId])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way out, handled by `cancel`.
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // React also delivers `cancel` events of nested file inputs.
        if (event.target !== dialog.current) return
        event.preventDefault()
        if (!insists) onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current && !insists) onClose()
      }}
    >
      <div className={styles.sheet}>
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {props.title}
          </h2>
          {insists ? null : (
            <button type="button" className={styles.close} aria-label={props.closeLabel} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        <div className={styles.body}>
          <Part>{props.children}</Part>
        </div>
        {props.actions ? <footer className={styles.actions}>{props.actions}</footer> : null}
      </div>
    </dialog>
  )
}
