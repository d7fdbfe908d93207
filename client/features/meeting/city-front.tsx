// The layout of one city's page: its sky as a wide band with its time, address, host, seats, and the reply.
import type { CSSProperties, ReactNode } from 'react'
import { Icon } from '#client/components/icon.tsx'
import { skyBand } from '#client/components/skies/sky-band.ts'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { Part } from '../../components/error-boundary.tsx'
import { LinkedText } from '../../components/linked-text.tsx'
import { useWritten, Written, WrittenName } from '../../components/written.tsx'
import { WrittenLines } from '../../components/written-lines.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './city-front.module.css'

export type CityFrontProps = {
  readonly city: { readonly latitude: number; readonly longitude: number }
  /** When this city starts, epoch ms; null until the date is set. */
  readonly startsAt: number | null
  /** The instant under the line: the start, or now while live. */
  readonly at: number
  readonly words: {
    readonly name: string
    readonly country: string
    /** “Wednesday, 6:00 in the evening”. */
    readonly clock: string
    readonly date: string
    /** The zone of that clock, in words. */
    readonly zone: string
    /** Which clock the gathering follows. */
    readonly rule: string
    /** “For you in Berlin: 16:00”; null if both clocks agree. */
    readonly mine: string | null
    /** “Doors open at 17:30”. */
    readonly doors: string | null
    readonly host: string
    readonly languages: string
    /** A note from the host, in any language. */
    readonly note: string
    /** The languages spoken there. */
    readonly spoken: readonly string[]
  }
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  /** It does not take place: its time is no longer valid. */
  readonly isOff?: boolean
  readonly address:
    | { readonly kind: 'open'; readonly venue: string; readonly lines: string; readonly map?: ReactNode }
    /** Why it is hidden, and who may see it. */
    | { readonly kind: 'closed'; readonly reason: string }
  readonly seats: {
    /** “412 will come”; null if the number is hidden. */
    readonly people: ReactNode
    /** “88 seats left”, “full: you would join the waiting list”, “no limit”. */
    readonly left: ReactNode
    /** 0 … 1; null if there is no limit or it is hidden. */
    readonly taken: number | null
  }
  readonly back: { readonly href: string; readonly label: string; readonly lang?: string }
  /** The reply: button, form, or the reader's own reply. */
  readonly reply: ReactNode
  /** While live: the city's own stream. */
  readonly stream?: ReactNode
}

const halfMs = 12 * 3_600_000

export function CityFront(props: CityFrontProps) {
  const { city, at, words, seats, address } = props
  const { t } = useI18n()
  const written = useWritten()
  const altitude = sunAltitude(at, city)
  const sky = {
    '--sky': skyColour(altitude),
    '--sky-ink': inkOnSky(altitude),
    '--day': skyBand(city, at - halfMs, at + halfMs),
  } as CSSProperties
  return (
    <article className={styles.city}>
      <header className={styles.sky} style={sky}>
        <div className={styles.day} aria-hidden="true" />
        <div className={styles.plate}>
          <div>
            <p className={styles.back}>
              <a href={props.back.href}>
                <Icon name="back" />
                <Written text={props.back.label} lang={props.back.lang} />
              </a>
            </p>
            <h1 className={styles.name}>
              <bdi>{words.name}</bdi>
            </h1>
            <p className={styles.country}>{words.country}</p>
          </div>
          <div>
            <p className={styles.clock} data-off={props.isOff || undefined}>
              {props.startsAt === null ? (
                words.clock
              ) : (
                <time dateTime={new Date(props.startsAt).toISOString()}>{words.clock}</time>
              )}
            </p>
            {/* Browsers and servers may name a zone differently: either name is fine. */}
            <p className={styles.date} suppressHydrationWarning>
              {[words.date, words.zone].filter((part) => part !== '').join(' · ')}
            </p>
            {props.isOff ? null : <p className={styles.date}>{words.rule}</p>}
            {props.isOff || words.mine === null ? null : <p className={styles.mine}>{words.mine}</p>}
          </div>
        </div>
      </header>
      <div className={styles.body}>
        <section className={styles.answer}>
          <Part>{props.changed}</Part>
          <Part>{props.stream}</Part>
          {seats.people === '' ? null : <p className={styles.people}>{seats.people}</p>}
          {seats.taken === null ? null : (
            <div
              className={styles.seats}
              role="meter"
              aria-label={t('meeting.capacity')}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(seats.taken * 100)}
            >
              <i style={{ inlineSize: `${Math.min(1, seats.taken) * 100}%` }} />
            </div>
          )}
          <p className={styles.left}>{seats.left}</p>
          <div className={styles.reply}>
            <Part>{props.reply}</Part>
          </div>
        </section>
        <dl className={styles.facts}>
          <div>
            <dt>
              <Icon name={address.kind === 'open' ? 'pin' : 'lock'} />
              {t('meeting.where')}
            </dt>
            <dd>
              {address.kind === 'open' ? (
                <>
                  <strong>
                    <WrittenLines text={address.venue} likely={words.spoken} />
                  </strong>
                  <address className={styles.address}>
                    <WrittenLines text={address.lines} likely={words.spoken} />
                  </address>
                  {address.map}
                </>
              ) : (
                address.reason
              )}
              {props.isOff || words.doors === null ? null : <p className={styles.doors}>{words.doors}</p>}
            </dd>
          </div>
          <div>
            <dt>
              <Icon name="people" />
              {t('common.host')}
            </dt>
            <dd>
              <WrittenName name={words.host} likely={words.spoken} />
              {words.note === '' ? null : (
                <blockquote className={styles.note} {...written(words.note, { likely: words.spoken })}>
                  <LinkedText text={words.note} />
                </blockquote>
              )}
            </dd>
          </div>
          <div>
            <dt>
              <Icon name="globe" />
              {t('meeting.languages')}
            </dt>
            <dd>{words.languages}</dd>
          </div>
        </dl>
      </div>
    </article>
  )
}
