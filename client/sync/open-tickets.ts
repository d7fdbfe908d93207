// The replies open on this page; each is subscribed to with its secret.
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

/** Wait after trouble of the server or the connection. */
const askAgainMs = 1000

type OpenTicket = {
  readonly store: TicketStore
  opened: number
  /** Number of the latest request: only its answer counts. */
  asked: number
  isAsking: boolean
}

/** `ask` returns null without a connection; the caller runs `askAll` after reconnecting. */
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
      // A reply opened in two places of a page is subscribed to once.
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

    /** Subscribes to a reply that was just placed, which was impossible before; also to one that waited through a reload. */
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
