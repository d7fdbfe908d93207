// A provider's player in a frame with minimal permissions.
import type { StreamSource } from '#shared/domain/stream-address.ts'
import { frameAddress } from './playback-options.ts'
import styles from './stage-player.module.css'

/** Mount it only after a click: a frame loads as soon as it is mounted. */
export function StageFrame({ source, title }: { readonly source: StreamSource; readonly title: string }) {
  const address = frameAddress(source, location.hostname)
  if (address === null) return null
  const isRoom = source.provider === 'jitsi' || source.provider === 'bigbluebutton'
  return (
    <iframe
      className={styles.frame}
      src={address}
      title={title}
      sandbox={`allow-scripts allow-same-origin allow-presentation${isRoom ? ' allow-forms' : ''}`}
      allow="autoplay; fullscreen; picture-in-picture; encrypted-media"
      // YouTube does not play without a referrer.
      referrerPolicy="strict-origin-when-cross-origin"
    />
  )
}
