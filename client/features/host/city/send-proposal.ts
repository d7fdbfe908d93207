// Sends a proposal: waits a moment for the answer, and does not hold anyone up when the network does.
import { createStore } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput } from '#shared/protocol/commands.ts'
import type { Dispatch } from '../../../sync/create-sync.ts'

export type Refused = Extract<Answer, { ok: false }>

export type Sent =
  | { readonly kind: 'answered' }
  /** Kept on this device; it is sent as soon as that is possible. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly answer: Refused }

/** Proposals that were refused after their page had gone on, by their secret; the host's page tells it. */
export const refusedProposals = createStore<ReadonlyMap<string, Refused>>(() => new Map())

const patienceMs = 1800

export async function sendProposal(
  dispatch: Dispatch,
  gatheringId: string,
  proposal: CommandInput<'proposeMeeting'>,
  credential: string,
  waitMs = patienceMs,
): Promise<Sent> {
  let hasGoneOn = false
  const answered = dispatch('proposeMeeting', gatheringId, proposal, credential).then((answer): Sent => {
    if (answer.ok) return { kind: 'answered' }
    if (hasGoneOn) refusedProposals.setState((proposals) => new Map(proposals).set(credential, answer), true)
    return { kind: 'refused', answer }
  })
  const outOfPatience = new Promise<Sent>((resolve) => {
    setTimeout(() => {
      hasGoneOn = true
      resolve({ kind: 'kept' })
    }, waitMs)
  })
  return Promise.race([answered, outOfPatience])
}
