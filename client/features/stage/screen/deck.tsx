// One of the two video elements. It stays mounted when its source changes, because browsers tie autoplay permission to the element.
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { HlsState } from './hls-state.ts'
import { begin, type Playing, playHls, type Quality } from './play-hls.ts'
import styles from './screen.module.css'

export type DeckProps = {
  /** Null: loads and shows nothing. */
  readonly url: string | null
  /** A different value restarts the same URL. */
  readonly run: string | null
  /** Visible and audible; otherwise preloaded and muted. */
  readonly isFront: boolean
  readonly isSilent: boolean
  readonly hasControls: boolean
  readonly quality: Quality
  readonly label: string
  readonly onState: (run: string | null, state: HlsState) => void
  readonly onPlaying: (playing: Playing | null, video: HTMLVideoElement) => void
  /** The browser or the reader muted or unmuted it. */
  readonly onSilence: (isSilent: boolean) => void
}

export function Deck({ url, run, isFront, isSilent, quality, ...props }: DeckProps) {
  const video = useRef<HTMLVideoElement>(null)
  const playing = useRef<Playing | null>(null)
  const latest = useRef(props)
  const isHeard = isFront && !isSilent
  useLayoutEffect(() => {
    latest.current = props
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another quality is told to what plays, not played anew
  useEffect(() => {
    const element = video.current
    if (element === null || url === null) return
    const tell = (state: HlsState) => latest.current.onState(run, state)
    const started = playHls(element, url, { quality, tell })
    playing.current = started
    latest.current.onPlaying(started, element)
    return () => {
      playing.current = null
      latest.current.onPlaying(null, element)
      started.end()
    }
  }, [run])
  useEffect(() => playing.current?.setQuality(quality), [quality])
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.muted = !isHeard
    // A browser that forbids sound here pauses an unmuted video.
    if (isHeard && url !== null) begin(element)
  }, [isHeard, url])

  return (
    // biome-ignore lint/a11y/useMediaCaption: captions come with the stream, where a city sends any
    <video
      ref={video}
      className={styles.video}
      data-front={isFront || undefined}
      hidden={url === null}
      controls={isFront && props.hasControls}
      playsInline
      dir="ltr"
      aria-hidden={!isFront || undefined}
      aria-label={isFront ? props.label : undefined}
      onVolumeChange={(event) => isFront && props.onSilence(event.currentTarget.muted)}
    />
  )
}
