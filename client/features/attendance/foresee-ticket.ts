// Optimistic update of a ticket: applies its holder's pending commands.
import type { Command } from '#shared/protocol/commands.ts'
import type { TicketView } from '#shared/protocol/views.ts'

export function pendingBy(pending: readonly Command[], credential: string): readonly Command[] {
  return pending.filter((command) => command.credential === credential)
}

/**
 * Applies only commands whose kind of result is certain. A move may end on a waiting list and a code may be wrong: both appear only with
 * the answer.
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

/** The pending reply itself, before the server has confirmed it. */
export function keptReply(pending: readonly Command[], credential: string): KeptReply | null {
  for (const command of pendingBy(pending, credential)) {
    if (command.name === 'replyToMeeting') return command.payload
  }
  return null
}
