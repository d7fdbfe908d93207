// Buttons and links that look like buttons, in four kinds; use `signal` only once per page.
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'

export type ButtonKind = 'signal' | 'quiet' | 'plain' | 'danger'

type Look = {
  readonly kind?: ButtonKind | undefined
  readonly size?: 'small' | 'usual' | 'large' | undefined
  /** Fills the width of its container. */
  readonly wide?: boolean | undefined
  readonly icon?: ReactNode
}

export type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** The command is running: the button keeps its width and focus, and ignores presses. */
    readonly busy?: boolean | undefined
    /** For screen readers only, while busy. */
    readonly busyLabel?: string | undefined
  }

function classOf({ kind = 'quiet', size = 'usual', wide = false }: Look, extra: string | undefined): string {
  return [styles.button, styles[kind], styles[size], wide && styles.wide, extra].filter(Boolean).join(' ')
}

export function Button(props: ButtonProps) {
  const {
    kind,
    size,
    wide,
    icon,
    busy = false,
    busyLabel,
    children,
    className,
    type,
    onClick,
    ...rest
  } = props
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={classOf({ kind, size, wide }, className)}
      aria-busy={busy || undefined}
      // Not `disabled`: that would drop the focus, and a screen reader would lose its place.
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <span className={styles.face}>
        {icon}
        {children}
      </span>
      {busy ? (
        <span className={styles.dots}>
          <span className="unseen">{busyLabel}</span>
          <i />
          <i />
          <i />
        </span>
      ) : null}
    </button>
  )
}

export type ButtonLinkProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }

/** A link that looks like a button. */
export function ButtonLink({ kind, size, wide, icon, children, className, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={classOf({ kind, size, wide }, className)}>
      <span className={styles.face}>
        {icon}
        {children}
      </span>
    </a>
  )
}
