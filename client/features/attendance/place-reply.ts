// Places a reply: waits briefly for the answer, but does not block the person when the network is slow.
import { createStore } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Dispatch } from '../../sync/create-sync.ts'

export type Refused = Extract<Answer, { ok: false }>

export type Placed =
  | { readonly kind: 'answered' }
  /** Stored on this device; sent as soon as possible. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly answer: Refused }

/** Replies refused after their page had moved on, by secret; the ticket's page shows the refusal. */
export const refusedReplies = createStore<ReadonlyMap<string, Refused>>(() => new Map())

const patienceMs = 1800

export async function placeReply(
  dispatch: Dispatch,
  reply: {
    readonly gatheringId: string
    readonly meetingId: string
    readonly partySize: number
    readonly invitation?: string | undefined
    readonly credential: string
  },
  waitMs = patienceMs,
): Promise<Placed> {
  const { gatheringId, credential, ...payload } = reply
  let hasGoneOn = false
  const answered = dispatch('replyToMeeting', gatheringId, payload, credential).then((answer): Placed => {
    if (answer.ok) return { kind: 'answered' }
    if (hasGoneOn) refusedReplies.setState((replies) => new Map(replies).set(credential, answer), true)
    return { kind: 'refused', answer }
  })
  const outOfPatience = new Promise<Placed>((resolve) => {
    setTimeout(() => {
      hasGoneOn = true
      resolve({ kind: 'kept' })
    }, waitMs)
  })
  return Promise.race([answered, outOfPatience])
}
