// What the player's box shows instead of video: text on the city's sky colour.
import type { ReactNode } from 'react'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import type { StageMeeting } from './stage-meeting.ts'
import styles from './stage-player.module.css'

export function faceOf(meeting: StageMeeting | null, skyAt: number | undefined) {
  if (meeting === null || skyAt === undefined) return undefined
  const altitude = sunAltitude(skyAt, meeting.place)
  return { backgroundColor: skyColour(altitude), color: inkOnSky(altitude) }
}

export function Face(props: {
  readonly title?: ReactNode
  readonly children: ReactNode
  /** Over the running video, leaving its controls reachable. */
  readonly isVeil?: boolean
  /** Hides the running video. */
  readonly isOpaque?: boolean
  /** Uses smaller text for a long title. */
  readonly isLong?: boolean
}) {
  return (
    <div
      className={styles.face}
      data-veil={props.isVeil || undefined}
      data-opaque={props.isOpaque || undefined}
    >
      {props.title === undefined ? null : (
        <p className={styles.title} data-long={props.isLong || undefined}>
          {props.title}
        </p>
      )}
      <div className={styles.words}>{props.children}</div>
    </div>
  )
}
