// One city on the wall: plays the lowest quality, and reloads automatically after a failure.
import { useEffect, useState } from 'react'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { Deck } from '../screen/deck.tsx'
import type { HlsState } from '../screen/hls-state.ts'
import styles from './wall.module.css'

const againAfterMs = 10_000

export function WallTile(props: { readonly url: string; readonly label: string; readonly isHeard: boolean }) {
  const { t } = useI18n()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<HlsState>('loading')
  const isLost = state === 'failed' || state === 'ended' || state === 'unsupported'
  useEffect(() => {
    if (!isLost) return
    const timer = setTimeout(() => setAttempt((before) => before + 1), againAfterMs)
    return () => clearTimeout(timer)
  }, [isLost])
  return (
    <>
      <Deck
        url={props.url}
        run={`${attempt} ${props.url}`}
        isFront
        isSilent={!props.isHeard}
        hasControls={false}
        quality="low"
        label={props.label}
        onState={(_run, next) => setState(next)}
        onPlaying={() => undefined}
        onSilence={() => undefined}
      />
      {isLost ? <p className={styles.lost}>{t('hall.lost')}</p> : null}
    </>
  )
}
