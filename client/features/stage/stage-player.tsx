// The stage, and any one city's stream: a still face until somebody asks to watch, then the best way that comes through.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { Icon } from '../../components/icon.tsx'
import { LiveRegion, Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { allowHost, mayLoad, useConsent } from './consent.ts'
import { HlsVideo } from './hls-video.tsx'
import { OtherWays } from './other-ways.tsx'
import type { HlsState } from './play-hls.ts'
import { StageFrame } from './stage-frame.tsx'
import styles from './stage-player.module.css'
import { currentWay, isInPage, isRoom, type Way, waysOf } from './ways.ts'

export type StagePlayerProps = {
  /** Whose streams; null while nobody has the stage. */
  readonly meeting: Pick<MeetingView, 'meetingId' | 'place' | 'streams' | 'link'> | null
  /**
   * `stage` follows the hand-overs and announces them; `city` is one city's own; `trial` is for a host who tries a stream and is
   * shown it whatever the state of the link; asking for it was the click.
   */
  readonly kind: 'stage' | 'city' | 'trial'
  /** The instant whose sky the still face wears: now, while live. Without it the face is plain night. */
  readonly skyAt?: number | undefined
}

const triedAgainAfterMs = 10_000
const nothingFailed: readonly string[] = []

export function StagePlayer({ meeting, kind, skyAt }: StagePlayerProps) {
  const { t, language } = useI18n()
  const consent = useConsent()
  const [follows, setFollows] = useState(true)
  const key = meeting?.meetingId ?? null
  const [course, setCourse] = useState(freshCourse(key))
  if (course.key !== key) setCourse(freshCourse(key))
  const announcement = useAnnouncement(
    kind === 'stage',
    key,
    meeting && placeName(meeting.place.names, language),
  )

  const ways = meeting === null ? [] : waysOf(meeting.streams)
  const isDark =
    kind !== 'trial' &&
    (meeting?.link.status === 'trouble' || meeting?.link.status === 'off' || meeting === null)
  const way = isDark ? null : currentWay(ways, course.chosen, course.failed)
  const hasFailed = !isDark && way === null && course.failed.length > 0
  const isAllowed = way !== null && (kind === 'trial' || course.chosen === way.streamId || mayFollow(way))
  const isPlaying = way !== null && isAllowed
  const hlsUrl = isPlaying && way.source.provider === 'hls' ? way.source.url : null
  const state: HlsState = course.state

  function mayFollow(to: Way): boolean {
    return !isRoom(to) && mayLoad(consent, to.host, kind === 'stage')
  }

  function choose(chosen: Way): void {
    if (chosen.host !== null) allowHost(chosen.host, kind === 'stage' && !isRoom(chosen) ? follows : null)
    setCourse({ ...freshCourse(key), chosen: chosen.streamId, attempt: course.attempt + 1 })
  }

  useEffect(() => {
    if (!hasFailed) return
    const timer = setTimeout(() => setCourse((before) => again(before)), triedAgainAfterMs)
    return () => clearTimeout(timer)
  }, [hasFailed])

  function onState(next: HlsState): void {
    setCourse((before) => {
      const isLost = next === 'failed' || next === 'unsupported'
      if (!isLost || way === null) return { ...before, state: next }
      return { ...before, state: 'loading', chosen: null, failed: [...before.failed, way.streamId] }
    })
  }

  const city = meeting === null ? '' : placeName(meeting.place.names, language)
  const first = ways.find((candidate) => isInPage(candidate) && !isRoom(candidate))
  const hasFallen = way !== null && first !== undefined && course.failed.includes(first.streamId)
  return (
    <section
      className={styles.player}
      aria-label={city === '' ? t('stage.label') : t('stage.label-city', { city })}
    >
      {kind === 'stage' ? <LiveRegion message={announcement} /> : null}
      <div className={styles.box} style={faceOf(meeting, skyAt)} data-playing={isPlaying || undefined}>
        <HlsVideo
          url={hlsUrl}
          attempt={course.attempt}
          label={t('stage.label-city', { city })}
          onState={onState}
        />
        {isPlaying && way.how === 'frame' ? (
          <StageFrame
            key={way.streamId}
            source={way.source}
            title={t('stage.frame-title', { host: way.host ?? '', city })}
          />
        ) : null}
        {meeting === null ? (
          <Face title={t('stage.empty')}>{t('stage.empty-hint')}</Face>
        ) : isDark ? (
          <Face title={<bdi>{city}</bdi>}>
            {t(meeting.link.status === 'trouble' ? 'stage.trouble' : 'stage.off')}
          </Face>
        ) : way !== null && !isAllowed ? (
          <Face>
            <Button kind="signal" size="large" icon={<Icon name="play" />} onClick={() => choose(way)}>
              {t(isRoom(way) ? 'stage.enter' : way.role === 'audio' ? 'stage.listen' : 'stage.watch', {
                city,
              })}
            </Button>
            <span className={styles.host}>{t('stage.loads-from', { host: way.host ?? '' })}</span>
          </Face>
        ) : hasFailed ? (
          <Face title={<bdi>{city}</bdi>}>
            {t('stage.failed')}{' '}
            <Button size="small" onClick={() => setCourse(again(course))}>
              {t('stage.retry')}
            </Button>
          </Face>
        ) : way === null ? (
          <Face title={<bdi>{city}</bdi>}>{t(ways.length === 0 ? 'stage.nothing' : 'stage.elsewhere')}</Face>
        ) : hlsUrl !== null && (state === 'loading' || way.role === 'audio') ? (
          <Face title={<bdi>{city}</bdi>} isVeil>
            {t(state === 'loading' ? 'stage.loading' : 'stage.sound-only')}
          </Face>
        ) : null}
      </div>
      {kind === 'stage' && meeting !== null ? (
        <p className={styles.caption}>
          <i aria-hidden="true" />
          {t('stage.caption', { city })}
        </p>
      ) : null}
      <div className={styles.below}>
        {kind === 'stage' && way !== null && !isAllowed && !isRoom(way) ? (
          <Switch
            label={t('stage.follow')}
            hint={t('stage.follow-hint')}
            checked={follows}
            onChange={setFollows}
          />
        ) : null}
        {hlsUrl !== null && (state === 'stalled' || state === 'ended') ? (
          <Notice
            kind="care"
            action={
              <Button size="small" onClick={() => setCourse(again(course))}>
                {t('stage.retry')}
              </Button>
            }
          >
            {t(state === 'ended' ? 'stage.ended' : 'stage.stalled')}
          </Notice>
        ) : null}
        {hasFallen ? (
          <Notice
            kind="care"
            action={
              <Button size="small" onClick={() => setCourse(again(course))}>
                {t('stage.try-main')}
              </Button>
            }
          >
            {t(way.role === 'audio' ? 'stage.fell-to-audio' : 'stage.fell-to-backup')}
          </Notice>
        ) : null}
        {isDark ? null : <OtherWays ways={ways} current={way} onChoose={choose} />}
      </div>
    </section>
  )
}

/** How it has gone with this meeting's streams so far. */
type Course = {
  readonly key: string | null
  /** What the reader asked for, by stream. */
  readonly chosen: string | null
  readonly failed: readonly string[]
  readonly state: HlsState
  readonly attempt: number
}

function freshCourse(key: string | null): Course {
  return { key, chosen: null, failed: nothingFailed, state: 'loading', attempt: 0 }
}

function again(course: Course): Course {
  return { ...course, failed: nothingFailed, state: 'loading', attempt: course.attempt + 1 }
}

/** Words for a hand-over, not for the state one comes upon. */
function useAnnouncement(isOn: boolean, key: string | null, city: string | null): string {
  const { t } = useI18n()
  const before = useRef(key)
  const [message, setMessage] = useState('')
  useEffect(() => {
    if (!isOn || before.current === key) return
    before.current = key
    setMessage(city === null ? t('stage.empty') : t('stage.now-in', { city }))
  }, [isOn, key, city, t])
  return message
}

function faceOf(meeting: StagePlayerProps['meeting'], skyAt: number | undefined) {
  if (meeting === null || skyAt === undefined) return undefined
  const altitude = sunAltitude(skyAt, meeting.place)
  return { backgroundColor: skyColour(altitude), color: inkOnSky(altitude) }
}

function Face(props: {
  readonly title?: ReactNode
  readonly children: ReactNode
  readonly isVeil?: boolean
}) {
  return (
    <div className={styles.face} data-veil={props.isVeil || undefined}>
      {props.title === undefined ? null : <p className={styles.title}>{props.title}</p>}
      <div className={styles.words}>{props.children}</div>
    </div>
  )
}
