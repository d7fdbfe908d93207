// Playback after the reader has asked for it: two video elements or a provider's frame; reports reception to the crew.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { Way } from '../playback-options.ts'
import { StageFrame } from '../stage-frame.tsx'
import { Captions } from './captions.tsx'
import { Deck } from './deck.tsx'
import { assignDecks, emptyDecks } from './decks.ts'
import type { HlsState } from './hls-state.ts'
import type { Playing, Quality } from './play-hls.ts'
import styles from './screen.module.css'
import { useReports } from './use-reports.ts'

export type ScreenProps = {
  /** The stream shown; null if none works, while others are tried in the background. */
  readonly way: Way | null
  /** A different number restarts the same stream. */
  readonly attempt: number
  /** The URL to preload unseen: a better stream of this city, or the next city's stream. */
  readonly ready: string | null
  readonly quality: Quality
  /** The video is covered: it continues muted. */
  readonly isCovered: boolean
  /** False on a screen that nobody operates. */
  readonly hasControls: boolean
  readonly label: string
  readonly frameTitle: string
  /** The city to report about to the crew; null: no report. */
  readonly watched: { readonly gatheringId: string; readonly meetingId: string } | null
  readonly onState: (state: HlsState) => void
  readonly onReadyState: (state: HlsState) => void
}

/** A restarted URL gets a new key, so that it counts as another source. */
const keyOf = (url: string | null, attempt: number) => (url === null ? null : `${attempt} ${url}`)
const urlOf = (key: string | null) => (key === null ? null : key.slice(key.indexOf(' ') + 1))

/** The last state of a video element and the run it belongs to; a state of an earlier run does not count. */
type Told = { readonly run: string | null; readonly state: HlsState }
const nothingTold: Told = { run: null, state: 'loading' }

export function Screen(props: ScreenProps) {
  const { t } = useI18n()
  const { way, attempt, isCovered } = props
  const [decks, setDecks] = useState(emptyDecks)
  const [states, setStates] = useState<readonly [Told, Told]>([nothingTold, nothingTold])
  const [isSilent, setSilent] = useState(false)
  const playing = useRef<[Playing | null, Playing | null]>([null, null])
  const [videos, setVideos] = useState<readonly [HTMLVideoElement | null, HTMLVideoElement | null]>([
    null,
    null,
  ])
  const wanted = keyOf(way?.hls ?? null, attempt)
  const next = assignDecks(decks, wanted, keyOf(props.ready, attempt))
  if (next !== decks) setDecks(next)

  const back = next.front === 0 ? 1 : 0
  const stateOf = (index: 0 | 1) =>
    states[index].run === next.playing[index] ? states[index].state : 'loading'
  const shown = stateOf(next.front)
  const held = stateOf(back)
  const tell = useRef(props)
  useLayoutEffect(() => {
    tell.current = props
  })
  useEffect(() => {
    if (wanted !== null) tell.current.onState(shown)
  }, [shown, wanted])
  useEffect(() => {
    if (props.ready !== null) tell.current.onReadyState(held)
  }, [held, props.ready])
  useReports(way?.how === 'frame' ? null : props.watched, way === null ? 'failed' : shown, () =>
    playing.current[next.front]?.read(),
  )

  // In a hall nobody sees a button: any press or key turns on the sound.
  const waits = isSilent && !props.hasControls
  useEffect(() => {
    if (!waits) return
    const give = () => setSilent(false)
    const kinds = ['keydown', 'pointerdown'] as const
    for (const kind of kinds) addEventListener(kind, give)
    return () => {
      for (const kind of kinds) removeEventListener(kind, give)
    }
  }, [waits])

  return (
    <>
      {([0, 1] as const).map((index) => (
        <Deck
          key={index}
          url={urlOf(next.playing[index])}
          run={next.playing[index]}
          isFront={index === next.front && wanted !== null}
          isSilent={isSilent || isCovered}
          hasControls={props.hasControls}
          quality={index === next.front ? props.quality : 'low'}
          label={props.label}
          onState={(run, state) =>
            setStates((before) => (index === 0 ? [{ run, state }, before[1]] : [before[0], { run, state }]))
          }
          onPlaying={(one, video) => {
            playing.current[index] = one
            setVideos((before) => (index === 0 ? [video, before[1]] : [before[0], video]))
          }}
          onSilence={(silent) => {
            if (!tell.current.isCovered) setSilent(silent)
          }}
        />
      ))}
      {way?.how === 'frame' ? (
        <StageFrame key={way.streamId} source={way.source} title={props.frameTitle} />
      ) : null}
      {wanted === null || isCovered ? null : (
        <div className={styles.offers}>
          {isSilent && props.hasControls ? (
            <Button size="small" onClick={() => setSilent(false)}>
              {t('stage.sound-on')}
            </Button>
          ) : null}
          {waits ? <p className={styles.press}>{t('stage.press-for-sound')}</p> : null}
          <Captions video={videos[next.front]} key={wanted} />
        </div>
      )}
    </>
  )
}
