// The column beside the stage: the crew's conversation, the programme with expected times, and the list of directors.
import { useMemo } from 'react'
import { useCrewTalk } from '../../sync/use-crew-talk.ts'
import styles from './control.module.css'
import { CrewWords } from './crew-words.tsx'
import { Directors } from './directors.tsx'
import { Rundown } from './rundown.tsx'
import type { Desk } from './use-desk.ts'

export function DeskSide(props: {
  readonly desk: Desk
  readonly credential: string | undefined
  readonly to: string | null
  readonly onTo: (meetingId: string | null) => void
  readonly programmeHref: string | null
  /** Without the secret, which is appended; null for those who may not appoint directors. */
  readonly directorLink: string | null
}) {
  const { desk, to } = props
  const { snapshot, run, send, directing } = desk
  const { isRehearsal } = run
  const voice = useCrewTalk(snapshot.gathering.gatheringId, props.credential, isRehearsal)
  const rehearsalId = snapshot.control?.rehearsal?.rehearsalId ?? null
  const messages = useMemo(
    () => snapshot.messages.filter((message) => message.rehearsalId === rehearsalId),
    [snapshot.messages, rehearsalId],
  )
  return (
    <aside className={styles.side}>
      <CrewWords
        cities={desk.cities}
        messages={messages}
        voice={voice}
        isRehearsal={isRehearsal}
        timeZone={desk.timeZone}
        to={to}
        onTo={props.onTo}
      />
      <Rundown
        expected={desk.expected}
        meetings={snapshot.meetings}
        timeZone={desk.timeZone}
        programmeHref={props.programmeHref}
      />
      {props.directorLink === null ? null : (
        <Directors
          gatheringId={snapshot.gathering.gatheringId}
          directors={snapshot.control?.directors ?? []}
          link={props.directorLink}
          send={send}
          refuse={directing.refuse}
        />
      )}
    </aside>
  )
}
