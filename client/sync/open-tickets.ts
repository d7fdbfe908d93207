// The replies that are open on this page, each followed by its secret.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { learnClocks } from '#shared/domain/zone-clock.ts'
import type { HoldAnswer } from '#shared/protocol/socket-events.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { isForLater } from './ask-to-join.ts'

export type TicketState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly ticket: TicketView; readonly slug: string }
  | { readonly status: 'closed' }

type TicketStore = StoreApi<TicketState>

/** After trouble of the server or of the line. */
const askAgainMs = 1000

type OpenTicket = {
  readonly store: TicketStore
  opened: number
  /** Counts the questions: only the answer to the last one is of use. */
  asked: number
  isAsking: boolean
}

/** `ask` is null while there is no line; whoever opens the line again calls `askAll`. */
export function createOpenTickets(ask: (credential: string) => Promise<HoldAnswer> | null) {
  const open = new Map<string, OpenTicket>()

  function follow(credential: string, ticket: OpenTicket): void {
    const answered = ask(credential)
    if (answered === null) return
    ticket.asked += 1
    ticket.isAsking = true
    const question = ticket.asked
    const isLast = () => open.get(credential) === ticket && ticket.asked === question
    const followLater = () => setTimeout(() => isLast() && follow(credential, ticket), askAgainMs)
    answered.then(
      (answer) => {
        if (!isLast()) return
        ticket.isAsking = false
        if (answer.ok) {
          learnClocks([answer.ticket.clock])
          ticket.store.setState({ status: 'ready', ticket: answer.ticket, slug: answer.slug }, true)
          return
        }
        if (!isForLater(answer)) ticket.store.setState({ status: 'closed' }, true)
        else followLater()
      },
      () => {
        if (!isLast()) return
        ticket.isAsking = false
        followLater()
      },
    )
  }

  return {
    open(credential: string): { readonly store: TicketStore; readonly close: () => void } {
      const ticket = open.get(credential) ?? {
        store: createStore<TicketState>(() => ({ status: 'loading' })),
        opened: 0,
        asked: 0,
        isAsking: false,
      }
      open.set(credential, ticket)
      ticket.opened += 1
      // Opened in two places of a page, it is followed once.
      if (!ticket.isAsking && ticket.store.getState().status !== 'ready') follow(credential, ticket)
      return {
        store: ticket.store,
        close: () => {
          ticket.opened -= 1
          if (ticket.opened === 0) open.delete(credential)
        },
      }
    },

    askAll(): void {
      for (const [credential, ticket] of open) follow(credential, ticket)
    },

    /** A reply that was just placed could not be followed before; also one that waited through a reload. */
    placed(credential: string | undefined): void {
      const ticket = credential === undefined ? undefined : open.get(credential)
      if (credential === undefined || ticket === undefined) return
      if (ticket.store.getState().status === 'closed') ticket.store.setState({ status: 'loading' }, true)
      follow(credential, ticket)
    },

    gone(attendanceId: string): void {
      for (const { store } of open.values()) {
        const state = store.getState()
        if (state.status === 'ready' && state.ticket.attendanceId === attendanceId) {
          store.setState({ status: 'closed' }, true)
        }
      }
    },

    told(ticket: TicketView): void {
      learnClocks([ticket.clock])
      for (const { store } of open.values()) {
        const state = store.getState()
        if (state.status === 'ready' && state.ticket.attendanceId === ticket.attendanceId) {
          store.setState({ ...state, ticket }, true)
        }
      }
    },
  }
}
