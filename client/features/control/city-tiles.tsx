// The tiles of all cities.

import { type ReactNode, useMemo, useState } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import type { MeetingView, RollCallView } from '#shared/protocol/views.ts'
import { CityTile } from './city-tile.tsx'
import { targetOf } from './run.ts'
import styles from './tiles.module.css'
import type { Desk } from './use-desk.ts'

export type CityTilesProps = {
  readonly desk: Desk
  /** The roll-call that is shown, or null. */
  readonly roll: RollCallView | null
  /** The city that messages are addressed to; null for all. */
  readonly to: string | null
  readonly onTo: (meetingId: string | null) => void
  readonly preview: (meeting: MeetingView) => ReactNode
}

export function CityTiles({ desk, roll, to, onTo, preview }: CityTilesProps) {
  const { snapshot, run, crewNow, next, directing } = desk
  const { stage } = run
  const [watched, setWatched] = useState<readonly string[]>([])
  const counts = useMemo(
    () => new Map(snapshot.counts.map((view) => [view.meetingId, view])),
    [snapshot.counts],
  )
  const seenOf = (meetingId: string | null) => crewNow?.seenWell.find((seen) => seen.meetingId === meetingId)

  function watch(meetingId: string): void {
    setWatched((before) =>
      before.includes(meetingId) ? before.filter((each) => each !== meetingId) : [...before, meetingId],
    )
  }

  return (
    <ul className={styles.grid}>
      {desk.cities.map((meeting, index) => {
        const { meetingId } = meeting
        const target = targetOf(snapshot.programme, stage, meetingId)
        return (
          <CityTile
            key={meetingId}
            meeting={meeting}
            index={index}
            counts={counts.get(meetingId)}
            seen={seenOf(meetingId)}
            seenOnStage={seenOf(stage.meetingId)}
            isHostHere={crewNow?.hosts.includes(meetingId) ?? false}
            role={meetingId === stage.meetingId ? 'now' : meetingId === next?.meetingId ? 'next' : null}
            answered={roll === null ? null : ownValue(roll.answers, meetingId) !== undefined}
            now={desk.now}
            hindrance={desk.hindrance(target)}
            isSpokenTo={to === meetingId}
            picture={watched.includes(meetingId) ? preview(meeting) : null}
            isPutNext={meetingId === stage.nextMeetingId}
            hindranceNext={desk.hindranceNext(meeting)}
            onPutNext={() => void directing.putNext(meetingId === stage.nextMeetingId ? null : meetingId)}
            onHand={() => void directing.hand(target)}
            onWatch={() => watch(meetingId)}
            onSpeak={() => onTo(to === meetingId ? null : meetingId)}
          />
        )
      })}
    </ul>
  )
}
