// Messages to the crew that were sent from this device and are still pending, or were refused.
import { useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Cue } from '#shared/domain/cue.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { makeId } from './secrets.ts'
import { useSync } from './use-sync.ts'

/** A cue or a text. */
export type Saying =
  | { readonly cue: Cue; readonly text?: never }
  | { readonly text: string; readonly cue?: never }

export type Unsent = {
  readonly messageId: string
  readonly at: number
  readonly to: string | null
  readonly cue: Cue | null
  readonly text: string
  readonly state: 'pending' | 'failed'
  /** Why it was refused; null if it was not. */
  readonly refused: RefusalReason | null
}

export type CrewVoice = {
  /** `meetingId`: as in `sendCue`, the city that the message is from or for; null for all cities. */
  readonly say: (saying: Saying, meetingId: string | null) => void
  readonly unsent: readonly Unsent[]
  readonly again: (messageId: string) => void
  readonly giveUp: (messageId: string) => void
}

type Refused = Unsent & { readonly isRehearsal: boolean }

/** `credential`: the sender's secret; undefined for a signed-in organizer. */
export function useCrewTalk(
  gatheringId: string,
  credential: string | undefined,
  isRehearsal: boolean,
): CrewVoice {
  const sync = useSync()
  const pending = useStore(sync.outbox, (state) => state.pending)
  const [failed, setFailed] = useState<readonly Refused[]>([])

  const say = useCallback(
    async (saying: Saying, meetingId: string | null) => {
      const messageId = makeId()
      const at = sync.now()
      const address = { messageId, meetingId, isRehearsal }
      const answer = await (saying.cue === undefined
        ? sync.dispatch('sendMessage', gatheringId, { ...address, text: saying.text }, credential)
        : sync.dispatch('sendCue', gatheringId, { ...address, cue: saying.cue }, credential))
      if (answer.ok) return
      const { cue = null, text = '' } = saying
      const state = 'failed' as const
      const { reason } = answer
      const failure = { messageId, at, to: meetingId, cue, text, isRehearsal, state, refused: reason }
      setFailed((before) => [...before, failure])
    },
    [sync, gatheringId, credential, isRehearsal],
  )
  const giveUp = useCallback(
    (id: string) => setFailed((before) => before.filter(({ messageId }) => messageId !== id)),
    [],
  )

  const unsent = useMemo(
    () => [
      ...failed.filter((said) => said.isRehearsal === isRehearsal),
      ...pending.flatMap((command) => waiting(command, gatheringId, credential, isRehearsal, sync.now())),
    ],
    [failed, pending, gatheringId, credential, isRehearsal, sync],
  )
  return {
    say: (saying, meetingId) => void say(saying, meetingId),
    unsent,
    giveUp,
    again: (id) => {
      const said = failed.find(({ messageId }) => messageId === id)
      if (said === undefined) return
      giveUp(id)
      void say(said.cue === null ? { text: said.text } : { cue: said.cue }, said.to)
    },
  }
}

function waiting(
  command: Command,
  gatheringId: string,
  credential: string | undefined,
  isRehearsal: boolean,
  at: number,
): readonly Unsent[] {
  if (command.name !== 'sendCue' && command.name !== 'sendMessage') return []
  if (command.gatheringId !== gatheringId || command.credential !== credential) return []
  const { messageId, meetingId: to } = command.payload
  if (command.payload.isRehearsal !== isRehearsal) return []
  const state = 'pending' as const
  const refused = null
  return command.name === 'sendCue'
    ? [{ messageId, at, to, cue: command.payload.cue, text: '', state, refused }]
    : [{ messageId, at, to, cue: null, text: command.payload.text, state, refused }]
}
