// What surrounds every page: the masthead with its choices, the main part with its skip link, and the foot.
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
  /** Links of the masthead, as `<a>`s. */
  readonly navigation?: ReactNode
  /** Language, theme, digits. */
  readonly choices?: ReactNode
  /** Small, at the masthead's middle: the live sign. */
  readonly sign?: ReactNode
  /** Under the masthead, over the whole width: “this is an example”, “not live”. */
  readonly band?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
  /** The page is on air: it turns to the night edition. */
  readonly live?: boolean
  /** Front pages lay out their own width; all others stand in the page's column. */
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
