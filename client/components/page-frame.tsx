// The layout of every page: masthead with settings, main content with a skip link, footer.
import type { ReactNode } from 'react'
import styles from './page-frame.module.css'

export type PageFrameProps = {
  readonly labels: {
    readonly wordmark: string
    readonly home: string
    readonly skip: string
    readonly navigation: string
    readonly choices: string
  }
  readonly homeHref: string
  /** Links of the masthead, as `<a>` elements. */
  readonly navigation?: ReactNode
  /** Language, theme, digits. */
  readonly choices?: ReactNode
  /** The live sign, small, in the middle of the masthead. */
  readonly sign?: ReactNode
  /** Full width, below the masthead: “this is an example”, “not live”. */
  readonly band?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
  /** The page is on air: uses the dark theme. */
  readonly live?: boolean
  /** The page sets its own width; all others use the standard column. */
  readonly bleed?: boolean
}

export function PageFrame(props: PageFrameProps) {
  return (
    <div className={styles.frame} data-live={props.live || undefined}>
      <a className={styles.skip} href="#main">
        {props.labels.skip}
      </a>
      <header className={styles.masthead}>
        <a className={styles.wordmark} href={props.homeHref} aria-label={props.labels.home}>
          <svg className={styles.mark} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M2 6.5h16M2 13.5h16" />
            <path className={styles.instant} d="M10 1v18" />
          </svg>
          {props.labels.wordmark}
        </a>
        {props.sign ? <div className={styles.sign}>{props.sign}</div> : null}
        {props.navigation ? (
          <nav className={styles.navigation} aria-label={props.labels.navigation}>
            {props.navigation}
          </nav>
        ) : null}
        {props.choices ? (
          <div className={styles.choices} role="group" aria-label={props.labels.choices}>
            {props.choices}
          </div>
        ) : null}
      </header>
      {props.band ? <div className={styles.band}>{props.band}</div> : null}
      <main id="main" tabIndex={-1} className={props.bleed ? styles.bleed : styles.column}>
        {props.children}
      </main>
      {props.footer ? <footer className={styles.footer}>{props.footer}</footer> : null}
    </div>
  )
}
