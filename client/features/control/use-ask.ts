// What somebody in the control room asks, by their session or by their link.
import { useCallback } from 'react'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import { useSync } from '../../sync/use-sync.ts'

export type Ask = <Name extends CommandName>(name: Name, payload: CommandInput<Name>) => Promise<Answer>

export function useAsk(gatheringId: string, credential: string | undefined): Ask {
  const { dispatch } = useSync()
  return useCallback(
    (name, payload) => dispatch(name, gatheringId, payload, credential),
    [dispatch, gatheringId, credential],
  )
}
