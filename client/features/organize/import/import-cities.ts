// Adds the meetings of a table one after another, and removes them together on undo.
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput } from '#shared/protocol/commands.ts'
import type { Dispatch } from '../../../sync/create-sync.ts'

/** Its ids are created once: sending it again adds the same meeting, not a second one. */
export type CityOrder = {
  readonly line: number
  readonly payload: CommandInput<'addMeeting'>
}

export type CityOutcome = 'added' | Extract<Answer, { ok: false }>

/**
 * Sends each command after the answer to the previous one; without a network the pending one waits on this device. Stops after the pending
 * command if `isStopped` returns true. A refusal does not stop the import.
 */
export async function importCities(
  orders: readonly CityOrder[],
  dispatch: Dispatch,
  gatheringId: string,
  hear: (order: CityOrder, outcome: CityOutcome) => void,
  isStopped: () => boolean,
): Promise<void> {
  for (const order of orders) {
    if (isStopped()) return
    const answer = await dispatch('addMeeting', gatheringId, order.payload)
    // We created the id, so an existing meeting with it comes from an earlier attempt whose answer was lost.
    hear(order, answer.ok || answer.reason === 'already-exists' ? 'added' : answer)
  }
}

export function withdrawCities(
  orders: readonly CityOrder[],
  dispatch: Dispatch,
  gatheringId: string,
): readonly Promise<Answer>[] {
  return orders.map(({ payload: { meetingId } }) => dispatch('withdrawMeeting', gatheringId, { meetingId }))
}
