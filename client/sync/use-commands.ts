// Sends commands for one gathering, and keeps the refusal of the last one.
import { useCallback, useState } from 'react'
import type { Answer, RefusedAnswer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { useSync } from './use-sync.ts'

export type Ask<Names extends CommandName = CommandName> = <Name extends Names>(
  name: Name,
  payload: CommandInput<Name>,
) => Promise<Answer>

export type Commands<Names extends CommandName = CommandName> = {
  /** Settles with the server's answer, which may take long without a network; the optimistic update shows at once. */
  readonly ask: Ask<Names>
  /** The last command if it was refused, until the next command is sent. */
  readonly refused: { readonly name: Names; readonly answer: RefusedAnswer } | null
}

/** `credential`: the secret that authorizes the commands; undefined for a signed-in organizer. */
export function useCommands<Names extends CommandName = CommandName>(
  gatheringId: string,
  credential: string | undefined,
): Commands<Names> {
  const { dispatch } = useSync()
  const [refused, setRefused] = useState<Commands<Names>['refused']>(null)
  const ask: Ask<Names> = useCallback(
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
