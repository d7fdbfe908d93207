// The player for the stage or one city's stream: a still picture until the reader asks to watch, then the best working stream.
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { Button } from '../../components/button.tsx'
import { Switch } from '../../components/form/checkbox.tsx'
import { Icon } from '../../components/icon.tsx'
import { LiveRegion, Notice } from '../../components/notice.tsx'
import { Written } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { allowHost, mayLoad, useConsent } from './consent.ts'
import { useThrift } from './data-saver.ts'
import { Face, faceOf } from './face.tsx'
import { OtherWays } from './other-ways.tsx'
import { isRoom, orderOf, type Way, waysOf } from './playback-options.ts'
import type { HlsState } from './screen/hls-state.ts'
import type { StageMeeting } from './stage-meeting.ts'
import styles from './stage-player.module.css'
import { useCourse } from './use-course.ts'

const Screen = lazy(() => import('./screen/screen.tsx').then((file) => ({ default: file.Screen })))

export type StagePlayerProps = {
  /** The city whose streams are played; null if no city is on stage. */
  readonly meeting: StageMeeting | null
  /**
   * `stage` follows hand-overs and announces them; `city` is one city's own stream; `trial` lets a host preview a stream at once, whatever
   * its status, because the click that opened it was the request; `hall` is the stage on a screen without controls.
   */
  readonly kind: 'stage' | 'city' | 'trial' | 'hall'
  /** The instant whose sky colours the still picture: now, while live. Without it the picture is plain dark. */
  readonly skyAt?: number | undefined
  /** Covers the video, which continues unseen and muted: the stage is held, or a segment without a city runs. */
  readonly slate?:
    | { readonly kind: 'held' }
    | { readonly kind: 'segment'; readonly title: string; readonly language: string }
    | null
  /** The city that will be on stage soon; its stream is preloaded if the reader agreed to load from its host. */
  readonly next?: StageMeeting | null
  /** The gathering whose crew receives reception reports; without it nothing is reported. */
  readonly gatheringId?: string
}

export function StagePlayer(props: StagePlayerProps) {
  const { meeting, kind, skyAt, slate = null, next = null, gatheringId } = props
  const { t, language } = useI18n()
  const consent = useConsent()
  const [follows, setFollows] = useState(true)
  const [wish, setWish] = useState<Wish>(noWish)
  const [isThrifty, wantThrift] = useThrift()
  const [state, setState] = useState<HlsState>('loading')
  const key = meeting?.meetingId ?? null
  const chosen = wish.key === key ? wish.streamId : null
  const isStage = kind === 'stage' || kind === 'hall'

  const ways = meeting === null ? [] : waysOf(meeting.streams)
  const order = orderOf(ways, chosen)
  const course = useCourse(key, order)
  const isDark = kind !== 'trial' && (meeting?.link.status === 'trouble' || meeting?.link.status === 'off')
  const find = (streamId: string | null) => ways.find((one) => one.streamId === streamId) ?? null
  const way = isDark ? null : find(course.shown)
  const trial = isDark ? null : find(course.trial)
  const hasFailed = !isDark && way === null && order.length > 0
  const isAllowed = way !== null && mayPlay(way)
  const city = meeting === null ? '' : placeName(meeting.place.names, language)
  const announcement = useAnnouncement(isStage, key, meeting === null ? null : city)

  function mayPlay(one: Way): boolean {
    if (kind === 'trial' || chosen === one.streamId) return true
    return !isRoom(one) && mayLoad(consent, one.host, isStage)
  }
  function choose(one: Way): void {
    if (one.host !== null) allowHost(one.host, isStage && !isRoom(one) ? follows : null)
    setWish({ key, streamId: one.streamId, attempt: wish.attempt + 1, isBlind: false })
  }
  function again(): void {
    setWish({ ...wish, attempt: wish.attempt + 1 })
    course.again()
  }

  /** The URL to preload: a stream of this city that may work again, otherwise the next city's first one. */
  function readyUrl(): string | null {
    if (trial !== null && mayPlay(trial)) return trial.hls
    if (next === null || isThrifty || !isAllowed) return null
    const [first] = orderOf(waysOf(next.streams), null)
    const ahead = waysOf(next.streams).find(({ streamId }) => streamId === first)
    return ahead !== undefined && !isRoom(ahead) && mayLoad(consent, ahead.host, isStage) ? ahead.hls : null
  }

  const isHls = isAllowed && way.hls !== null
  const isSoundAlone = isHls && (way.role === 'audio' || wish.isBlind)
  const ready = readyUrl()
  const isOpen = useEver(isAllowed || ready !== null)
  const isCovered = slate !== null
  const hasFallen = isAllowed && order[0] !== undefined && course.isOut(order[0])
  const isBare = kind === 'hall'

  return (
    <section
      className={styles.player}
      data-hall={isBare || undefined}
      aria-label={city === '' ? t('stage.label') : t('stage.label-city', { city })}
    >
      {isStage ? <LiveRegion message={announcement} /> : null}
      <div className={styles.box} style={faceOf(meeting, skyAt)} data-playing={isAllowed || undefined}>
        {isOpen ? (
          <Suspense fallback={null}>
            <Screen
              way={isAllowed ? way : null}
              attempt={wish.attempt}
              ready={ready}
              quality={isThrifty || wish.isBlind ? 'low' : 'full'}
              isCovered={isCovered}
              hasControls={!isBare}
              label={t('stage.label-city', { city })}
              frameTitle={t('stage.frame-title', { host: way?.host ?? '', city })}
              watched={
                gatheringId === undefined || meeting === null || isDark || slate !== null || kind === 'trial'
                  ? null
                  : { gatheringId, meetingId: meeting.meetingId }
              }
              onState={(next) => {
                setState(next)
                if (next === 'failed' || next === 'unsupported') course.lost()
              }}
              onReadyState={(next) => {
                if (trial === null) return
                const isLost = next === 'failed' || next === 'unsupported' || next === 'ended'
                course.tried(isLost ? 'lost' : next === 'playing' ? 'well' : 'not-yet')
              }}
            />
          </Suspense>
        ) : null}
        {slate?.kind === 'segment' ? (
          <Face title={<Written text={slate.title} lang={slate.language} />} isLong={slate.title.length > 40}>
            {null}
          </Face>
        ) : slate !== null ? (
          <Face title={<bdi>{city}</bdi>}>{t('stage.held')}</Face>
        ) : meeting === null ? (
          <Face title={t('stage.empty')}>{t('stage.empty-hint')}</Face>
        ) : isDark ? (
          <Face title={<bdi>{city}</bdi>}>
            {t(meeting.link.status === 'trouble' ? 'stage.trouble' : 'stage.off')}
          </Face>
        ) : way !== null && !isAllowed ? (
          <Face>
            <Button kind="signal" size="large" icon={<Icon name="play" />} onClick={() => choose(way)}>
              {t(isRoom(way) ? 'stage.enter' : way.role === 'audio' ? 'common.listen-to' : 'stage.watch', {
                city,
              })}
            </Button>
            <span className={styles.host}>{t('stage.loads-from', { host: way.host ?? '' })}</span>
          </Face>
        ) : hasFailed ? (
          <Face title={<bdi>{city}</bdi>}>
            {t('stage.failed')}{' '}
            {isBare ? null : (
              <Button size="small" onClick={again}>
                {t('common.try-again')}
              </Button>
            )}
          </Face>
        ) : way === null ? (
          <Face title={<bdi>{city}</bdi>}>{t(ways.length === 0 ? 'stage.nothing' : 'stage.elsewhere')}</Face>
        ) : isHls && (state === 'loading' || isSoundAlone) ? (
          <Face title={<bdi>{city}</bdi>} isVeil isOpaque={wish.isBlind}>
            {t(state === 'loading' ? 'stage.loading' : 'common.sound-only')}
          </Face>
        ) : null}
      </div>
      {isStage && meeting !== null && slate?.kind !== 'segment' ? (
        <p className={styles.caption}>
          <i aria-hidden="true" />
          {t('stage.caption', { city })}
        </p>
      ) : null}
      {isBare ? null : (
        <div className={styles.below}>
          {kind === 'stage' && way !== null && !isAllowed && !isRoom(way) ? (
            <Switch
              label={t('stage.follow')}
              hint={t('stage.follow-hint')}
              checked={follows}
              onChange={setFollows}
            />
          ) : null}
          {isHls && (state === 'stalled' || state === 'ended') ? (
            <Notice
              kind="care"
              action={
                <Button size="small" onClick={again}>
                  {t('common.try-again')}
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
                <Button size="small" onClick={again}>
                  {t('stage.try-main')}
                </Button>
              }
            >
              {t(way.role === 'audio' ? 'stage.fell-to-audio' : 'stage.fell-to-backup')}
            </Notice>
          ) : null}
          {isHls ? (
            <div className={styles.thrift}>
              <Switch label={t('stage.less-data')} checked={isThrifty} onChange={wantThrift} />
              {ways.some(({ role }) => role === 'audio') ? null : (
                <Switch
                  label={t('common.sound-only')}
                  checked={wish.isBlind}
                  onChange={(isBlind) => setWish({ ...wish, key, isBlind })}
                />
              )}
            </div>
          ) : null}
          {isDark ? null : <OtherWays ways={ways} current={way} onChoose={choose} />}
        </div>
      )}
    </section>
  )
}

/** The reader's choice among this city's streams. */
type Wish = {
  readonly key: string | null
  readonly streamId: string | null
  /** A different number restarts the stream. */
  readonly attempt: number
  /** Sound only: the video is hidden and loaded in the lowest quality. */
  readonly isBlind: boolean
}
const noWish: Wish = { key: null, streamId: null, attempt: 0, isBlind: false }

/** Once opened, it stays mounted: the element that has permission for sound must not be removed. */
function useEver(isNow: boolean): boolean {
  const [isEver, setEver] = useState(isNow)
  if (isNow && !isEver) setEver(true)
  return isEver || isNow
}

/** Announces a hand-over, but not the state at the first render. */
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
