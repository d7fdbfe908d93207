// Links to the pages of the manual, each with a one-line summary.
import { type HelpPageName, helpPages } from '#shared/protocol/help-pages.ts'
import type { MessageKey } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './help.module.css'

export const helpTitles = {
  organizers: 'help.organizers',
  hosts: 'help.hosts',
  directors: 'help.directors',
} as const satisfies Readonly<Record<HelpPageName, MessageKey>>

const abouts = {
  organizers: 'help.organizers-about',
  hosts: 'help.hosts-about',
  directors: 'help.directors-about',
} as const satisfies Readonly<Record<HelpPageName, MessageKey>>

/** `except`: the page that contains this list. */
export function HelpList({ except }: { readonly except: HelpPageName | null }) {
  const { t } = useI18n()
  return (
    <ul className={styles.list}>
      {helpPages
        .filter((page) => page !== except)
        .map((page) => (
          <li key={page}>
            <a href={`/help/${page}`}>{t(helpTitles[page])}</a>
            <p className={styles.about}>{t(abouts[page])}</p>
          </li>
        ))}
    </ul>
  )
}
