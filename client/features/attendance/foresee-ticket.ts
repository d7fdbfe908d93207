// A ticket with what its holder has asked for and the server has not answered yet.
import type { Command } from '#shared/protocol/commands.ts'
import type { TicketView } from '#shared/protocol/views.ts'

export function pendingBy(pending: readonly Command[], credential: string): readonly Command[] {
  return pending.filter((command) => command.credential === credential)
}

/**
 * Only what cannot turn out otherwise in kind. A move may lead to a waiting list and a code may be the wrong one: both show when they
 * are answered.
 */
export function foreseeTicket(ticket: TicketView, pending: readonly Command[]): TicketView {
  let { partySize, state, exactState } = ticket
  for (const command of pending) {
    if (command.name === 'resizeReply') partySize = command.payload.partySize
    if (command.name === 'cancelReply') {
      state = 'cancelled'
      exactState = 'cancelled'
    }
  }
  return { ...ticket, partySize, state, exactState }
}

export type KeptReply = { readonly meetingId: string; readonly partySize: number }

/** The reply itself, still on its way. */
export function keptReply(pending: readonly Command[], credential: string): KeptReply | null {
  for (const command of pendingBy(pending, credential)) {
    if (command.name === 'replyToMeeting') return command.payload
  }
  return null
}
