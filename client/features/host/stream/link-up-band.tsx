// Urgent notices above every part of a host's page: a rehearsal runs, a roll-call, a message from the control room.

import { useStore } from 'zustand'
import { ownValue } from '#shared/domain/own-value.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import type { CrewVoice } from '../../../sync/use-crew-talk.ts'
import { useNow, useSync } from '../../../sync/use-sync.ts'
import type { HostCommands } from '../host-commands.ts'
import type { Call } from './alarm.ts'
import { CueBanner } from './cue-banner.tsx'
import type { LinkUp } from './link-up.ts'
import { RehearsalMark } from './rehearsal-mark.tsx'
import { RollAnswer } from './roll-answer.tsx'
import { unanswered } from './unanswered.ts'
import { useCalls } from './use-calls.ts'

export function LinkUpBand(props: {
  readonly meeting: MeetingView
  readonly linkUp: LinkUp
  readonly voice: CrewVoice
  readonly commands: HostCommands
  readonly call: (call: Call) => void
  readonly isLive: boolean
}) {
  const { meeting, linkUp, voice, commands, call } = props
  const { meetingId, place } = meeting
  const { openRoll, isRehearsal, messages } = linkUp
  const now = useNow(1000)
  const answeredAt = voice.unsent.reduce<number | null>(
    (last, { at, state }) => (state === 'pending' ? Math.max(last ?? at, at) : last),
    null,
  )
  const said = unanswered(meetingId, messages, answeredAt, now)
  const isRollUnsent = useStore(useSync().outbox, ({ pending }) =>
    pending.some((command) => command.name === 'answerRoll' && command.payload.rollId === openRoll?.rollId),
  )
  const isUnheard = openRoll !== null && ownValue(openRoll.answers, meetingId) === undefined
  useCalls(linkUp, meetingId, said.at(-1)?.messageId ?? (isUnheard ? openRoll.rollId : null), call)
  return (
    <>
      <RehearsalMark runs={isRehearsal} isLive={props.isLive} />
      <RollAnswer
        roll={openRoll}
        meetingId={meetingId}
        isUnsent={isRollUnsent}
        onAnswer={(rollId) => void commands.ask('answerRoll', { rollId, meetingId, isRehearsal })}
      />
      <CueBanner
        said={said}
        timeZone={place.timeZone}
        now={now}
        onAnswer={(cue) => voice.say({ cue }, meetingId)}
      />
    </>
  )
}
