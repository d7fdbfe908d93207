// The one video element of a player: it stays when the address changes, because browsers tie the right to sound to the element.
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type HlsState, playHls } from './play-hls.ts'
import styles from './stage-player.module.css'

export type HlsVideoProps = {
  /** Null: nothing is loaded, and nothing shown. */
  readonly url: string | null
  /** Another number plays the same address anew. */
  readonly attempt: number
  readonly label: string
  readonly onState: (state: HlsState) => void
}

export function HlsVideo({ url, attempt, label, onState }: HlsVideoProps) {
  const { t } = useI18n()
  const video = useRef<HTMLVideoElement>(null)
  const [isSilent, setSilent] = useState(false)
  const tell = useRef(onState)
  useEffect(() => {
    tell.current = onState
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the same once more
  useEffect(() => {
    const element = video.current
    if (element === null || url === null) return
    return playHls(element, url, (state) => tell.current(state))
  }, [url, attempt])

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what cities send live has no captions that we could name */}
      <video
        ref={video}
        className={styles.video}
        hidden={url === null}
        controls
        playsInline
        dir="ltr"
        aria-label={label}
        onVolumeChange={(event) => setSilent(event.currentTarget.muted)}
      />
      {isSilent && url !== null ? (
        <div className={styles.silent}>
          <Button
            size="small"
            onClick={() => {
              const element = video.current
              if (element === null) return
              element.muted = false
              void element.play().catch(() => undefined)
            }}
          >
            {t('stage.sound-on')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
