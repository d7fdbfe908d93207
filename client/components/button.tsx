// Buttons, and links that look like them, in the four weights a page may use; `signal` once a page.
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'

export type ButtonKind = 'signal' | 'quiet' | 'plain' | 'danger'

type Look = {
  readonly kind?: ButtonKind | undefined
  readonly size?: 'small' | 'usual' | 'large' | undefined
  /** Fills the line it stands on. */
  readonly wide?: boolean | undefined
  readonly icon?: ReactNode
}

export type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** The command is under way: the button keeps its width and its focus, and does nothing. */
    readonly busy?: boolean | undefined
    /** Said while busy, to ears only. */
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
      // Not `disabled`: that would throw the focus away and leave a screen reader in mid-air.
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

/** Goes somewhere, and looks like the button one would press to go there. */
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
