// What the holder of a reply can ask, each with its refusal in words and its result said aloud.
import { useCallback, useState } from 'react'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { useSync } from '../../sync/use-sync.ts'

type ReplyCommand = Extract<
  CommandName,
  'replyToMeeting' | 'resizeReply' | 'cancelReply' | 'moveReply' | 'arrive' | 'eraseReply'
>

export type ReplyAsk = <Name extends ReplyCommand>(name: Name, payload: CommandInput<Name>) => Promise<Answer>

export type ReplyCommands = {
  readonly ask: ReplyAsk
  /** The command that was refused last, until the next one is asked. */
  readonly refused: { readonly name: ReplyCommand; readonly answer: Extract<Answer, { ok: false }> } | null
}

export function useReplyCommands(gatheringId: string, credential: string): ReplyCommands {
  const { dispatch } = useSync()
  const [refused, setRefused] = useState<ReplyCommands['refused']>(null)
  const ask: ReplyAsk = useCallback(
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
