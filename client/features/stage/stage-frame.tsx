// A provider's own player in a frame that may do little more than play.
import type { StreamSource } from '#shared/domain/stream-address.ts'
import styles from './stage-player.module.css'
import { frameAddress } from './ways.ts'

/** Mounted only after a click: a frame fetches as soon as it is there. */
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
      // YouTube plays nothing for pages that do not say where they are.
      referrerPolicy="strict-origin-when-cross-origin"
    />
  )
}
