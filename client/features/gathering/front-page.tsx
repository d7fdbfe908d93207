// The layout of the gathering's page, like a newspaper's: composition and headings; texts, counts and controls are passed in.
import type { ReactNode } from 'react'
import { MarkedTogether } from '#client/components/marked-together.tsx'
import { SkyDot } from '#client/components/skies/sky-dot.tsx'
import { Part } from '../../components/error-boundary.tsx'
import { useWritten } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './front-page.module.css'
import { FrontPageText, type FrontPageTextProps } from './front-page-text.tsx'

export type NearCity = {
  readonly id: string
  readonly name: string
  readonly href: string
  /** Its local time at the instant (live: now). */
  readonly time: string
  readonly count: ReactNode
  /** From `skyColourAt`. */
  readonly sky: string
  readonly onStage?: boolean
}

export type FrontPageProps = {
  readonly phase: 'to-come' | 'live' | 'past'
  /** Each city meets at its own time: the page has no line of one instant. */
  readonly rolls?: boolean
  readonly title: string
  readonly slogan: string
  /** The language of the gathering's own texts, if it is not the page's. */
  readonly textLanguage?: string | undefined
  readonly when: {
    /** Machine-readable instant. */
    readonly instant: number
    readonly dateline: string
    /** “Six in the evening in Damascus”. */
    readonly lead: string
    /** Which clock the gathering follows, and the zone of the time above, in words. */
    readonly rule: string
    readonly zone: string
    /** “For you in Berlin: 16:00”; null if the reader's clock is the lead city's. */
    readonly mine: string | null
  } | null
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  /** It does not take place: its time is no longer valid. */
  readonly isOff?: boolean
  /** Replaces the date until the organizer has set one. */
  readonly whenOpen?: ReactNode
  readonly countdown?: ReactNode
  /** “13,115 people in 27 cities”. */
  readonly people: ReactNode
  /** The page's main action. */
  readonly action: ReactNode
  /** Below it: start a meeting in your city. */
  readonly otherAction?: ReactNode
  /** Adds the gathering to one's own calendar. */
  readonly calendar?: ReactNode
  /** While live: the player, and which city is on stage. */
  readonly stage?: ReactNode
  /** After the end: the result. */
  readonly outcome?: ReactNode
  readonly near: readonly NearCity[]
  /** About `near`: the reader's place is known, so these cities are near to it. */
  readonly isNearReader: boolean
  /** No city has joined yet. */
  readonly isEmpty: boolean
  readonly world: ReactNode
  readonly skies: ReactNode
  readonly cityList?: ReactNode
  /** The programme, planned or as it happened. */
  readonly programme?: ReactNode
  readonly text: FrontPageTextProps
}

export function FrontPage(props: FrontPageProps) {
  const { phase, when, rolls } = props
  const { t } = useI18n()
  const hasCities = props.near.length > 0
  const written = useWritten()
  const headline = props.slogan || props.title
  return (
    <article className={styles.front} data-phase={phase} data-rolls={rolls || undefined}>
      <header className={styles.head}>
        {props.slogan !== '' && (
          <p className={styles.kicker} {...written(props.title, { lang: props.textLanguage })}>
            {props.title}
          </p>
        )}
        <h1 className={styles.slogan} {...written(headline, { lang: props.textLanguage })}>
          {headline}
        </h1>
      </header>

      <div className={styles.top}>
        {props.stage ? (
          <section className={styles.stage}>
            <Part>{props.stage}</Part>
          </section>
        ) : null}
        <div className={styles.instant}>
          <div className={styles.when} data-off={props.isOff || undefined}>
            <Part>{props.changed}</Part>
            {when === null ? (
              <p className={styles.lead}>{props.whenOpen}</p>
            ) : (
              <>
                <p className={styles.dateline}>{when.dateline}</p>
                <p className={styles.lead}>
                  <time dateTime={new Date(when.instant).toISOString()}>{when.lead}</time>
                </p>
                {props.isOff ? null : (
                  // Browsers and servers may name a zone differently: either name is fine.
                  <p className={styles.rule} suppressHydrationWarning>
                    {[when.rule, when.zone].filter(Boolean).join(' · ')}
                  </p>
                )}
                {props.isOff || when.mine === null ? null : <p className={styles.mine}>{when.mine}</p>}
              </>
            )}
            {props.countdown ? (
              <div className={styles.countdown}>
                <Part isSpare>{props.countdown}</Part>
              </div>
            ) : null}
          </div>
          <div className={styles.answer}>
            {props.outcome ? <div className={styles.outcome}>{props.outcome}</div> : null}
            <p className={styles.people}>{props.people}</p>
            <div className={styles.action}>
              <Part>{props.action}</Part>
            </div>
            {props.otherAction ? (
              <div className={styles.otherAction}>
                <Part>{props.otherAction}</Part>
              </div>
            ) : null}
            {props.calendar ? (
              <div className={styles.calendar}>
                <Part>{props.calendar}</Part>
              </div>
            ) : null}
          </div>
        </div>
      </div>

      {hasCities ? (
        <section className={styles.near} aria-labelledby="near-title">
          <h2 id="near-title" className={styles.nearTitle}>
            {t(props.isNearReader ? 'front.near' : 'common.cities')}
          </h2>
          <ul className={styles.nearList}>
            {props.near.map((city) => (
              <li key={city.id}>
                <a className={styles.nearCity} href={city.href}>
                  <SkyDot colour={city.sky} size="large" onStage={city.onStage ?? false} />
                  <span className={styles.nearName}>
                    <bdi>{city.name}</bdi>
                  </span>{' '}
                  <span className={styles.nearTime}>{city.time}</span>{' '}
                  <span className={styles.nearCount}>{city.count}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <div className={styles.none}>
          <div>{props.isEmpty ? <p>{t('front.no-cities')}</p> : null}</div>
        </div>
      )}

      <MarkedTogether>
        <section
          className={styles.world}
          aria-label={t(phase === 'live' ? 'front.world-now' : 'front.world')}
        >
          <Part>{props.world}</Part>
        </section>

        {hasCities ? (
          <section className={styles.skies} aria-labelledby="skies-title">
            <h2 id="skies-title">{t(rolls ? 'skies.title-rolls' : 'front.skies')}</h2>
            <p className={styles.hint}>{t(rolls ? 'skies.hint-rolls' : 'front.skies-hint')}</p>
            <Part>{props.skies}</Part>
          </section>
        ) : null}

        {props.cityList ? (
          <section className={styles.cityList} aria-labelledby="cities-title">
            <h2 id="cities-title">{t('common.all-cities')}</h2>
            <Part>{props.cityList}</Part>
          </section>
        ) : null}
      </MarkedTogether>

      {props.programme ? (
        <div className={styles.programme}>
          <Part>{props.programme}</Part>
        </div>
      ) : null}

      <Part>
        <FrontPageText {...props.text} />
      </Part>
    </article>
  )
}
