// The view for a hall's screen: the stage, the next city, the map, counts, and a QR code for replies. It has no controls.
import { type CSSProperties, type ReactNode, useState } from 'react'
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import { expectSlots } from '#shared/domain/programme.ts'
import { clock, deviceClock } from '#shared/domain/time.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Part } from '../../../components/error-boundary.tsx'
import { Qr } from '../../../components/qr.tsx'
import { useWakeLock } from '../../../components/use-wake-lock.ts'
import { Written } from '../../../components/written.tsx'
import { segmentKindKeys } from '../../../i18n/link-up-keys.ts'
import { exceedsComing, totalOf } from '../../../i18n/people-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useLive, useNow } from '../../../sync/use-sync.ts'
import { allowStage, useConsent } from '../consent.ts'
import { LiveStage } from '../live-stage.tsx'
import { putNext } from '../next-on-stage.ts'
import { minuteText } from './minute-text.ts'
import styles from './projector.module.css'

export type ProjectorProps = {
  readonly snapshot: Snapshot
  readonly phase: 'to-come' | 'live' | 'past'
  /** Full URL of the page where people reply. */
  readonly replyUrl: string
  readonly homeHref: string
  readonly world: ReactNode
}

export function Projector({ snapshot, phase, replyUrl, homeHref, world }: ProjectorProps) {
  const { t, language } = useI18n()
  const { follows } = useConsent()
  const [isStarted, setStarted] = useState(false)
  const isOn = follows || isStarted
  useWakeLock(isOn)
  const named = textFor(snapshot.gathering, language)

  function start(): void {
    allowStage()
    setStarted(true)
    fillScreen()
  }

  return (
    <main className={styles.projector} data-live="" data-on={isOn || undefined}>
      <header className={styles.head}>
        <h1 data-long={named.text.title.length > 50 || undefined}>
          <Written text={named.text.title} lang={named.language} />
        </h1>
        <Away />
      </header>
      <div className={styles.stage}>
        {isOn ? (
          <Part>
            <LiveStage snapshot={snapshot} kind="hall" />
          </Part>
        ) : (
          <div className={styles.start}>
            <Button kind="signal" size="large" onClick={start}>
              {t('hall.start')}
            </Button>
            <p>{t('hall.start-hint')}</p>
            <a href={homeHref}>{t('common.back-to-gathering')}</a>
          </div>
        )}
      </div>
      <div className={styles.counts}>
        <Part isSpare>
          <Counts snapshot={snapshot} />
        </Part>
      </div>
      <aside className={styles.side}>
        <Part isSpare>
          <Next snapshot={snapshot} phase={phase} />
        </Part>
        <figure className={styles.reply}>
          <Qr text={replyUrl} title={t('hall.reply')} />
          <figcaption>{t('hall.reply')}</figcaption>
        </figure>
        <div className={styles.world} inert aria-hidden="true">
          <Part isSpare>{world}</Part>
        </div>
      </aside>
      {isOn ? (
        <button type="button" className={styles.full} onClick={fillScreen}>
          {t('hall.full')}
        </button>
      ) : null}
    </main>
  )
}

/** If the browser refuses full screen, the same view stays in its window. */
function fillScreen(): void {
  document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined)
}

function Away() {
  const { t, formatLocale } = useI18n()
  const live = useLive()
  if (live.status !== 'not-live') return null
  const since = clock(live.since, deviceClock, formatLocale, 'time')
  return (
    <p role="status" className={styles.away}>
      {t('hall.away', { since })}
    </p>
  )
}

/** Counts down to the start; afterwards to the next city of the programme. */
function Next({ snapshot, phase }: Pick<ProjectorProps, 'snapshot' | 'phase'>) {
  const { t, language, formatLocale } = useI18n()
  const now = useNow(1000)
  const { gathering, programme, stage, meetings } = snapshot
  const { startsAt } = gathering
  if (phase === 'past') return <p className={styles.over}>{t('hall.over')}</p>
  if (startsAt === null) return null
  if (phase === 'to-come') {
    return (
      <section className={styles.next}>
        <p className={styles.word}>{t('hall.begins')}</p>
        <p className={styles.clock}>{minuteText(startsAt - now, formatLocale)}</p>
      </section>
    )
  }
  const put = putNext(snapshot)
  if (put !== null) {
    return (
      <section className={styles.next}>
        <p className={styles.word}>{t('desk.next')}</p>
        <Heading text={placeName(put.place.names, language)} />
        <p className={styles.soon}>{t('hall.any-moment')}</p>
      </section>
    )
  }
  if (programme.length === 0) return null
  const next = expectSlots(programme, startsAt, stage, now).find(({ state }) => state === 'next')
  if (next === undefined) return <p className={styles.word}>{t('hall.no-next')}</p>
  const { segment, from } = next
  const meeting = meetings.find(({ meetingId }) => meetingId === segment.meetingId)
  const name = meeting === undefined ? null : placeName(meeting.place.names, language)
  return (
    <section className={styles.next}>
      <p className={styles.word}>{t('desk.next')}</p>
      {name !== null ? (
        <Heading text={name} />
      ) : segment.title === '' ? (
        <Heading text={t(segmentKindKeys[segment.kind])} />
      ) : (
        <Heading text={segment.title} lang={segment.language} />
      )}
      {from - now < 1000 ? (
        <p className={styles.soon}>{t('hall.any-moment')}</p>
      ) : (
        <p className={styles.clock}>{minuteText(from - now, formatLocale)}</p>
      )}
      {name === null || segment.title === '' ? null : (
        <p className={styles.what} data-long={segment.title.length > 40 || undefined}>
          <Written text={segment.title} lang={segment.language} />
        </p>
      )}
    </section>
  )
}

/** Fits any length: a city's name is sized by its longest word, a title shrinks with its length. */
function Heading({ text, lang }: { readonly text: string; readonly lang?: string }) {
  const letters = Math.max(...text.split(/\s+/).map((word) => word.length))
  return (
    <p
      className={styles.city}
      data-length={text.length > 60 ? 'longest' : text.length > 28 ? 'long' : undefined}
      style={{ '--letters': letters } as CSSProperties}
    >
      <Written text={text} lang={lang} />
    </p>
  )
}

function Counts({ snapshot }: Pick<ProjectorProps, 'snapshot'>) {
  const { t, number } = useI18n()
  const total = totalOf(snapshot.counts)
  const { people, arrived, atLeast } = total
  const cities = snapshot.meetings.filter(({ status }) => status === 'approved').length
  return (
    <ul>
      <li>{t('desk.cities-count', { count: cities, shown: number(cities) })}</li>
      {people === 0 ? null : (
        <li className={styles.people}>
          {t('hall.people', { count: people, shown: number(people), atLeast: atLeast ? 'yes' : 'no' })}
        </li>
      )}
      {arrived === 0 ? null : (
        <li>
          {t('hall.arrived', { count: arrived, shown: number(arrived), atLeast: atLeast ? 'yes' : 'no' })}
          {exceedsComing(total) ? (
            <small className={styles.walkIns}>{t('people.with-walk-ins')}</small>
          ) : null}
        </li>
      )}
    </ul>
  )
}
