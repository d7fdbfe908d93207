// All cities on air side by side, for a large screen: muted, a limited number at a time, with sound for one.
import { useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Empty } from '../../../components/empty.tsx'
import { Part } from '../../../components/error-boundary.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { faceOf } from '../face.tsx'
import { isRoom, orderOf, type Way, waysOf } from '../playback-options.ts'
import { playedTogether } from './played-together.ts'
import styles from './wall.module.css'
import { WallTile } from './wall-tile.tsx'

/** How many videos an average computer can decode at once. */
const mostAtOnce = 9
/** The lowest bitrate of a typical city, Mbit/s. */
const mbitEach = 0.5

export type WallProps = {
  readonly meetings: readonly MeetingView[]
  readonly onStage: string | null
  readonly hrefOf: (meetingId: string) => string
}

export function Wall({ meetings, onStage, hrefOf }: WallProps) {
  const { t, language, number } = useI18n()
  const [isLoaded, setLoaded] = useState(false)
  const [wished, setWished] = useState<readonly string[]>([])
  const [heard, setHeard] = useState<string | null>(null)
  const cities = meetings
    .filter(({ link, meetingId }) => link.status === 'on-air' || meetingId === onStage)
    .map((meeting) => ({ meeting, way: wayOnWall(meeting) }))
  if (cities.length === 0) return <Empty title={t('hall.wall-none')}>{null}</Empty>
  const playable = cities.flatMap(({ meeting, way }) => (way === null ? [] : [meeting.meetingId]))
  const playing = playedTogether(playable, [...wished, ...(onStage === null ? [] : [onStage])], mostAtOnce)
  const hosts = [...new Set(cities.flatMap(({ way }) => (way?.host == null ? [] : [way.host])))]

  return (
    <>
      {isLoaded || playable.length === 0 ? null : (
        <div className={styles.ask}>
          <Button kind="signal" size="large" onClick={() => setLoaded(true)}>
            {t('hall.wall-load', { count: playing.length, shown: number(playing.length) })}
          </Button>
          <p>{t('hall.wall-cost', { mbit: number(playing.length * mbitEach), hosts: hosts.join(' · ') })}</p>
        </div>
      )}
      <ul className={styles.wall}>
        {cities.map(({ meeting, way }) => {
          const { meetingId } = meeting
          const city = placeName(meeting.place.names, language)
          const isPlaying = isLoaded && way !== null && playing.includes(meetingId)
          return (
            <li key={meetingId} data-on-stage={meetingId === onStage || undefined}>
              <div className={styles.box} style={faceOf(meeting, Date.now())}>
                {isPlaying ? (
                  <Part>
                    <WallTile url={way.hls} label={city} isHeard={heard === meetingId} />
                  </Part>
                ) : null}
              </div>
              <p className={styles.foot}>
                <a href={hrefOf(meetingId)}>
                  <bdi>{city}</bdi>
                </a>
                {way === null ? (
                  <span className={styles.elsewhere}>{t('hall.wall-elsewhere')}</span>
                ) : isPlaying ? (
                  <Button
                    size="small"
                    aria-pressed={heard === meetingId}
                    onClick={() => setHeard(heard === meetingId ? null : meetingId)}
                  >
                    {t(heard === meetingId ? 'hall.wall-quiet' : 'common.listen-to', { city })}
                  </Button>
                ) : isLoaded ? (
                  <Button size="small" onClick={() => setWished([meetingId, ...wished])}>
                    {t('hall.wall-show', { city })}
                  </Button>
                ) : null}
              </p>
            </li>
          )
        })}
      </ul>
      {playable.length > mostAtOnce ? <p>{t('hall.wall-most', { shown: number(mostAtOnce) })}</p> : null}
    </>
  )
}

/** Only streams of our own player: provider frames cannot be muted or limited in number. */
function wayOnWall(meeting: MeetingView): (Way & { readonly hls: string }) | null {
  const ways = waysOf(meeting.streams)
  for (const streamId of orderOf(ways, null)) {
    const way = ways.find((one) => one.streamId === streamId)
    if (way?.hls != null && !isRoom(way) && way.role !== 'audio') return { ...way, hls: way.hls }
  }
  return null
}
