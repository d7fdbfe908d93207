// Sends a proposal: waits briefly for the answer, but does not block the person when the network is slow.
import { createStore } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput } from '#shared/protocol/commands.ts'
import type { Dispatch } from '../../../sync/create-sync.ts'

export type Refused = Extract<Answer, { ok: false }>

export type Sent =
  | { readonly kind: 'answered' }
  /** Stored on this device; sent as soon as possible. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly answer: Refused }

/** Proposals refused after their page had moved on, by secret; the host's page shows the refusal. */
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
