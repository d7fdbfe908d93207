// The name of a ticket's state, and why its address is not shown yet.

import { isCountClosed } from '#shared/domain/exposure.ts'
import type { Standing } from '#shared/domain/gathering.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import type { MessageKey } from '../../i18n/i18n.ts'

export type TicketKind =
  | 'coming'
  | 'asked'
  | 'waiting'
  | 'declined'
  | 'cancelled'
  | 'arrived'
  | 'withdrawn'
  | 'over'
  /** Concerns the whole gathering. */
  | 'called-off'
  | 'postponed'

/** One state for the whole ticket; the most important one wins. */
export function ticketKind(
  ticket: Pick<TicketView, 'state' | 'exactState' | 'arrived' | 'meeting'>,
  isPast: boolean,
  standing: Standing = 'planned',
): TicketKind {
  const state = stateOf(ticket)
  if (state === 'cancelled' || state === 'declined') return state
  if (standing === 'cancelled') return 'called-off'
  if (standing === 'postponed') return 'postponed'
  if (ticket.arrived > 0) return 'arrived'
  if (ticket.meeting.status !== 'approved') return 'withdrawn'
  if (isPast) return 'over'
  return state === 'confirmed' ? 'coming' : state
}

/** It waits for the next batch rather than the host: in a city with hidden numbers, unless the host confirms each reply. */
export function isConfirmedInBatches({ exposure, admission }: TicketView['meeting']): boolean {
  return isCountClosed(exposure) && admission !== 'host-confirms'
}

/** Null if this reader may see the address and one is set. */
export function addressClosedKey(
  ticket: Pick<TicketView, 'state' | 'exactState' | 'vouched' | 'meeting'>,
): MessageKey | null {
  const { address, exposure } = ticket.meeting
  if (address !== null) return address.venue === '' && address.address === '' ? 'common.address-unsaid' : null
  const state = stateOf(ticket)
  if (state === 'asked') return 'ticket.address-asked'
  if (state === 'waiting') return 'ticket.address-waiting'
  return exposure.address === 'vouched' ? 'ticket.address-vouched' : 'ticket.address-closed'
}
