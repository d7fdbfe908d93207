// The manual: its table of contents, and one page each for organizers, hosts and directors.
import { type HelpPageName, isHelpPage } from '#shared/protocol/help-pages.ts'
import { LaterMarkdown } from '../../features/gathering/later-markdown.tsx'
import styles from '../../features/help/help.module.css'
import { HelpList, helpTitles } from '../../features/help/help-list.tsx'
import { helpText } from '../../features/help/help-texts.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { PlainPage } from '../plain-page.tsx'
import { useTitle } from '../use-page.ts'
import { NotFoundPage } from './not-found-page.tsx'

/** `page`: undefined for the table of contents. */
export function HelpPage({ page }: { readonly page: string | undefined }) {
  if (page === undefined) return <Contents />
  return isHelpPage(page) ? <OnePage page={page} /> : <NotFoundPage />
}

function Contents() {
  const { t } = useI18n()
  useTitle(t('shell.help'))
  return (
    <PlainPage title={t('shell.help')}>
      <p>{t('help.lead')}</p>
      <HelpList except={null} />
    </PlainPage>
  )
}

function OnePage({ page }: { readonly page: HelpPageName }) {
  const i18n = useI18n()
  const { t } = i18n
  const title = t(helpTitles[page])
  const { source, language } = helpText(page, i18n)
  useTitle(title)
  return (
    <PlainPage title={title}>
      <div className={styles.text}>
        <LaterMarkdown source={source} headingLevel={2} lang={language} />
      </div>
      <nav className={styles.others} aria-labelledby="help-others">
        <h2 id="help-others">{t('help.others')}</h2>
        <HelpList except={page} />
      </nav>
    </PlainPage>
  )
}
