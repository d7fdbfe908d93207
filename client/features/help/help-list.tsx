// The pages of the manual as links, each with the line that says what is in it.
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

/** `except`: the page on which the list stands. */
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
