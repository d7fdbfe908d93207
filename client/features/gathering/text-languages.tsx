// States the language in which the gathering's texts are shown, and links to the others.
import { languageName } from '../../i18n/languages.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './text-languages.module.css'

export function TextLanguages({
  languages,
  shown,
  onChoose,
}: {
  readonly languages: readonly string[]
  readonly shown: string
  readonly onChoose: (language: string) => void
}) {
  const { t, language } = useI18n()
  const others = languages.filter((candidate) => candidate !== shown)
  const isMissing = !languages.includes(language)
  if (!isMissing && others.length === 0) return null
  return (
    <span className={styles.languages}>
      {isMissing ? (
        <span>
          {t('front.not-in-yours', {
            yours: languageName(language, language),
            shown: languageName(shown, language),
          })}
        </span>
      ) : null}
      {others.length > 0 ? <span>{t('front.read-in')}</span> : null}
      {others.map((other) => (
        <button
          key={other}
          data-needs-script=""
          type="button"
          lang={other}
          className={`${styles.choice} other-script`}
          onClick={() => onChoose(other)}
        >
          {languageName(other)}
        </button>
      ))}
      {others.map((other) => (
        <noscript key={other}>
          <a href={`?lang=${other}`} lang={other} className="other-script">
            {languageName(other)}
          </a>
        </noscript>
      ))}
    </span>
  )
}
