// What the holder of a host link can ask, with what was refused last in words.
import { useCallback, useState } from 'react'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { useSync } from '../../sync/use-sync.ts'
import type { Refused } from './send-proposal.ts'

type HostCommand = Extract<
  CommandName,
  | 'editMeeting'
  | 'addStream'
  | 'removeStream'
  | 'setLink'
  | 'answerRoll'
  | 'tickArrival'
  | 'vouchForReply'
  | 'countWalkIns'
  | 'decideReplies'
  | 'decideBurst'
  | 'takeBackDecision'
  | 'renewArrivalCode'
  | 'renewInvitation'
  | 'eraseReplies'
>

export type HostAsk = <Name extends HostCommand>(name: Name, payload: CommandInput<Name>) => Promise<Answer>

export type HostCommands = {
  /** Settles when the server has answered, which without a network may take long; what it will change shows at once. */
  readonly ask: HostAsk
  readonly refused: { readonly name: HostCommand; readonly answer: Refused } | null
}

export function useHostCommands(gatheringId: string, credential: string): HostCommands {
  const { dispatch } = useSync()
  const [refused, setRefused] = useState<HostCommands['refused']>(null)
  const ask: HostAsk = useCallback(
    async (name, payload) => {
      setRefused(null)
      const answer = await dispatch(name, gatheringId, payload, credential)
      if (!answer.ok) setRefused({ name, answer })
      return answer
    },
    [dispatch, gatheringId, credential],
  )
  return { ask, refused }
}
