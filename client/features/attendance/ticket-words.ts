// What a ticket's state is called, and why its address is not open yet.

import type { TicketView } from '#shared/protocol/views.ts'
import type { MessageKey } from '../../i18n/i18n.ts'

export type TicketKind = 'coming' | 'waiting' | 'cancelled' | 'arrived' | 'withdrawn' | 'over'

/** One word for the whole ticket; whatever is stronger comes first. */
export function ticketKind(
  ticket: Pick<TicketView, 'state' | 'arrived' | 'meeting'>,
  isPast: boolean,
): TicketKind {
  if (ticket.state === 'cancelled') return 'cancelled'
  if (ticket.arrived > 0) return 'arrived'
  if (ticket.meeting.status !== 'approved') return 'withdrawn'
  if (isPast) return 'over'
  return ticket.state === 'waiting' ? 'waiting' : 'coming'
}

/** Null where the address is open to this reader, and something is written there. */
export function addressClosedKey(
  ticket: Pick<TicketView, 'state' | 'vouched' | 'meeting'>,
): MessageKey | null {
  const { address, exposure } = ticket.meeting
  if (address !== null) return address.venue === '' && address.address === '' ? 'ticket.address-unsaid' : null
  if (ticket.state === 'waiting') return 'ticket.address-waiting'
  return exposure.address === 'vouched' ? 'ticket.address-vouched' : 'ticket.address-closed'
}
