// A city's poster for printing: its sky with name and time, the skies of the other cities, the address, and a QR code.
import type { CSSProperties } from 'react'
import { textFor } from '#shared/domain/gathering.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { type SkyStripe, skyStripes } from '#shared/domain/stripes.ts'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { Qr } from '../../components/qr.tsx'
import { useWritten } from '../../components/written.tsx'
import { WrittenLines } from '../../components/written-lines.tsx'
import { timeText } from '../../i18n/clock-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './poster.module.css'
import { posterSizes } from './poster-sizes.ts'

export function PosterSheet({
  snapshot,
  meeting,
  origin,
}: {
  readonly snapshot: Snapshot
  readonly meeting: MeetingView
  /** Empty on the server. */
  readonly origin: string
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { gathering } = snapshot
  const { text, language: spoken } = textFor(gathering, language)
  const written = useWritten()
  const city = placeName(meeting.place.names, language)
  const others = snapshot.meetings.filter(({ meetingId }) => meetingId !== meeting.meetingId)
  const stripes = skyStripes(
    gathering,
    others.map(({ place }) => place),
    { named: 5, most: 40 },
  )
  const shown = shownAddressOf(meeting)
  const { title, name, slogan, addressLines } = posterSizes({
    title: text.title,
    city,
    slogan: text.slogan,
    venue: shown?.venue ?? '',
    address: shown?.address ?? '',
  })
  const sizes = {
    '--title-size': title,
    '--name-size': name,
    '--slogan-size': slogan,
    '--address-lines': addressLines,
  } as CSSProperties
  const url = `${origin}/g/${gathering.slug}/${meeting.meetingId}`
  return (
    <article className={styles.poster} style={sizes}>
      <header className={styles.sky} style={skyOf(snapshot, meeting)}>
        <p className={styles.title} {...written(text.title, { lang: spoken })}>
          {text.title}
        </p>
        <div className={styles.moment}>
          <h1 className={styles.city}>{city}</h1>
          <Moment snapshot={snapshot} meeting={meeting} />
          {others.length === 0 ? null : (
            <p className={styles.others}>
              {t(gathering.clockRule === 'same-instant' ? 'picture.others' : 'picture.others-same-hour', {
                cities: others.length,
                shown: i18n.number(others.length),
              })}
            </p>
          )}
        </div>
      </header>
      {stripes.length === 0 ? null : <Stripes stripes={stripes} />}
      <div className={styles.call}>
        {text.slogan === '' ? null : (
          <p className={styles.slogan} {...written(text.slogan, { lang: spoken })}>
            {text.slogan}
          </p>
        )}
        <div className={styles.where}>
          <div className={styles.words}>
            <Address meeting={meeting} />
            <p className={styles.scan}>{t('picture.scan')}</p>
            <p className={styles.link} dir="ltr">
              {shownAddress(origin, gathering.slug)}
            </p>
          </div>
          {origin === '' ? null : <Qr text={url} title={t('picture.scan')} />}
        </div>
      </div>
    </article>
  )
}

/** Without `https://`, as people type it. */
function shownAddress(origin: string, slug: string): string {
  return origin === '' ? '' : `${new URL(origin).host}/g/${slug}`
}

function skyOf({ gathering }: Snapshot, { place }: MeetingView): CSSProperties | undefined {
  const instant = meetingStart(gathering, place.timeZone)
  if (instant === null) return undefined
  const altitude = sunAltitude(instant, place)
  return { backgroundColor: skyColour(altitude), color: inkOnSky(altitude) }
}

function Moment({ snapshot, meeting }: { readonly snapshot: Snapshot; readonly meeting: MeetingView }) {
  const i18n = useI18n()
  const { gathering } = snapshot
  const { timeZone } = meeting.place
  const instant = meetingStart(gathering, timeZone)
  return (
    <>
      {gathering.standing === 'planned' ? null : (
        <p className={styles.notice}>
          {i18n.t(gathering.standing === 'cancelled' ? 'common.is-cancelled' : 'common.is-postponed')}
        </p>
      )}
      {instant === null ? (
        <p className={styles.date}>{i18n.t('changed.to-confirm-open')}</p>
      ) : (
        <>
          <p className={styles.time}>{timeText(i18n, instant, timeZone)}</p>
          <p className={styles.date}>{clock(instant, timeZone, i18n.formatLocale, 'long-date')}</p>
        </>
      )}
    </>
  )
}

function Stripes({ stripes }: { readonly stripes: readonly SkyStripe[] }) {
  const i18n = useI18n()
  return (
    <ul className={styles.stripes}>
      {stripes.map(({ place, instant, isNamed }) => {
        const altitude = sunAltitude(instant, place)
        const sky = { backgroundColor: skyColour(altitude), color: inkOnSky(altitude) }
        return (
          <li key={`${place.placeId} ${place.longitude}`} style={sky} data-named={isNamed || undefined}>
            {isNamed ? (
              <>
                <b>{placeName(place.names, i18n.language)}</b>
                <span>{timeText(i18n, instant, place.timeZone)}</span>
              </>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

/** Null unless the address is public, because a poster hangs in the street. */
function shownAddressOf({ exposure, address }: MeetingView): MeetingView['address'] {
  return exposure.address === 'public' ? address : null
}

function Address({ meeting }: { readonly meeting: MeetingView }) {
  const shown = shownAddressOf(meeting)
  if (shown === null) return null
  const { venue, address } = shown
  return (
    <div className={styles.address}>
      {venue === '' ? null : (
        <p>
          <b>
            <WrittenLines text={venue} likely={meeting.languages} />
          </b>
        </p>
      )}
      {address === '' ? null : (
        <p>
          <WrittenLines text={address} likely={meeting.languages} />
        </p>
      )}
    </div>
  )
}
