// Opens the meetings of a table one after another, and takes them back together.
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput } from '#shared/protocol/commands.ts'
import type { Dispatch } from '../../../sync/create-sync.ts'

/** Its ids are made once: sent again, the same meeting is opened and no second one. */
export type CityOrder = {
  readonly line: number
  readonly payload: CommandInput<'addMeeting'>
}

export type CityOutcome = 'added' | Extract<Answer, { ok: false }>

/**
 * Each waits for the answer to the one before; without a network the one that is on its way waits on this device. Ends early where
 * `isStopped` says so, after the one that is on its way. A refusal stops nothing.
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
    // The id is ours, so a meeting that has it is this one, opened by an attempt whose answer was lost.
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
