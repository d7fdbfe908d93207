// A gathering's own texts: the statement in columns, goals, agenda along the line, organizers and funding.
import type { ReactNode } from 'react'
import { useWritten, Written } from '../../components/written.tsx'
import { directionOf } from '../../i18n/direction.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './front-page-text.module.css'
import { LaterMarkdown } from './later-markdown.tsx'

export type FrontPageTextProps = {
  readonly lang?: string | undefined
  /** Strict Markdown. */
  readonly statement: string
  readonly goals: readonly string[]
  /** `when`: the item's time within the gathering, formatted; null if the organizer gave no length. */
  readonly agenda: readonly { readonly title: string; readonly when: string | null }[]
  readonly whoWeAre: string
  readonly funding: string
  /** Shown if the texts are in another language than the page. */
  readonly languageNote?: ReactNode
}

export function FrontPageText(props: FrontPageTextProps) {
  const { goals, agenda, lang } = props
  const { t, language, digits } = useI18n()
  const written = useWritten()
  const aside = goals.length > 0 || agenda.length > 0
  const about = [
    { label: t('common.who-we-are'), words: props.whoWeAre },
    { label: t('common.funding'), words: props.funding },
  ].filter(({ words }) => words !== '')
  return (
    <>
      {props.statement === '' && !aside ? null : (
        <div className={styles.sheet} data-aside={aside || undefined}>
          {props.statement === '' ? null : (
            <section className={styles.statement} aria-labelledby="statement-title">
              <h2 id="statement-title">{t('common.statement')}</h2>
              {props.languageNote ? <p className={styles.note}>{props.languageNote}</p> : null}
              <LaterMarkdown source={props.statement} headingLevel={3} columns lang={lang} />
            </section>
          )}
          {aside ? (
            <div className={styles.aside}>
              {goals.length === 0 ? null : (
                <section aria-labelledby="goals-title">
                  <h2 id="goals-title">{t('common.goals')}</h2>
                  <ol
                    className={styles.goals}
                    data-digits={digits === 'arab' ? 'arab' : undefined}
                    {...written(goals.join(' '), { lang })}
                  >
                    {goals.map((goal) => (
                      <li key={goal}>
                        <Written text={goal} lang={lang} />
                      </li>
                    ))}
                  </ol>
                </section>
              )}
              {agenda.length === 0 ? null : (
                <section aria-labelledby="agenda-title">
                  <h2 id="agenda-title">{t('common.agenda')}</h2>
                  {/* One agenda for all cities at once, so it is placed along the line of the instant. */}
                  <ol
                    className={styles.agenda}
                    {...written(agenda.map(({ title }) => title).join(' '), { lang })}
                  >
                    {agenda.map((item) => (
                      <li key={item.title}>
                        {item.when === null ? null : (
                          <span className={styles.minutes} lang={language}>
                            <bdi dir={directionOf(language)}>{item.when}</bdi>
                          </span>
                        )}
                        <Written text={item.title} lang={lang} />
                      </li>
                    ))}
                  </ol>
                </section>
              )}
            </div>
          ) : null}
        </div>
      )}
      {about.length === 0 ? null : (
        <div className={styles.about}>
          {about.map(({ label, words }) => (
            <section key={label}>
              <h2>{label}</h2>
              <p {...written(words, { lang })}>{words}</p>
            </section>
          ))}
        </div>
      )}
    </>
  )
}
