// The replies that are open on this page, each followed by its secret.
import { createStore, type StoreApi } from 'zustand/vanilla'
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

/** `ask` is null while there is no line; whoever opens the line again calls `askAll`. */
export function createOpenTickets(ask: (credential: string) => Promise<HoldAnswer> | null) {
  const open = new Map<string, { readonly store: TicketStore; opened: number }>()

  function follow(credential: string, store: TicketStore): void {
    ask(credential)
      ?.then((answer) => {
        if (answer.ok) store.setState({ status: 'ready', ticket: answer.ticket, slug: answer.slug }, true)
        else if (!isForLater(answer)) store.setState({ status: 'closed' }, true)
        else followLater(credential, store)
      })
      .catch(() => followLater(credential, store))
  }

  function followLater(credential: string, store: TicketStore): void {
    setTimeout(() => open.get(credential)?.store === store && follow(credential, store), askAgainMs)
  }

  return {
    open(credential: string): { readonly store: TicketStore; readonly close: () => void } {
      const ticket = open.get(credential) ?? {
        store: createStore<TicketState>(() => ({ status: 'loading' })),
        opened: 0,
      }
      open.set(credential, ticket)
      ticket.opened += 1
      follow(credential, ticket.store)
      return {
        store: ticket.store,
        close: () => {
          ticket.opened -= 1
          if (ticket.opened === 0) open.delete(credential)
        },
      }
    },

    askAll(): void {
      for (const [credential, { store }] of open) follow(credential, store)
    },

    /** A reply that was just placed could not be followed before; also one that waited through a reload. */
    placed(credential: string | undefined): void {
      const store = credential === undefined ? undefined : open.get(credential)?.store
      if (credential === undefined || store === undefined) return
      if (store.getState().status === 'closed') store.setState({ status: 'loading' }, true)
      follow(credential, store)
    },

    told(ticket: TicketView): void {
      for (const { store } of open.values()) {
        const state = store.getState()
        if (state.status === 'ready' && state.ticket.attendanceId === ticket.attendanceId) {
          store.setState({ ...state, ticket }, true)
        }
      }
    },
  }
}
