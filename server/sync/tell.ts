// Tells rooms of sockets something; those to whom too much is on its way already hear of it once they have taken that.
import type { ServerToClient } from '#shared/protocol/socket-events.ts'
import type { Outbounds } from './outbound.ts'
import type { SyncServer, SyncSocket } from './sync-server.ts'

type Told = Exclude<keyof ServerToClient, 'part'>
export type Message = {
  readonly [Event in Told]: { readonly event: Event; readonly values: Parameters<ServerToClient[Event]> }
}[Told]

export type Tell = (
  rooms: readonly string[],
  message: Message,
  options: {
    /** Of what is held back for a slow reader under one key, only the last is told. */
    readonly key: string
    /** What a slow reader is told instead, made when it is told. */
    readonly instead?: () => Message
    /** Rooms whose sockets do not hear of it. */
    readonly except?: readonly string[]
  },
) => void

export function createTell(io: SyncServer, outbounds: Outbounds): Tell {
  function send({ id }: SyncSocket, { event, values }: Message): void {
    ;(io.local.to(id).emit as (name: string, ...told: readonly unknown[]) => boolean)(event, ...values)
  }

  return (rooms, message, { key, instead, except = [] }) => {
    const { adapter } = io.sockets
    const isIn = ({ id }: SyncSocket, some: readonly string[]) =>
      some.some((room) => adapter.rooms.get(room)?.has(id) === true)
    const slow = rooms.flatMap(outbounds.slowIn).filter((socket) => !isIn(socket, except))
    for (const socket of slow) {
      outbounds.of(socket).holdBack(key, () => {
        // It may have left meanwhile, or lost the right to be there.
        if (isIn(socket, rooms)) send(socket, instead?.() ?? message)
      })
    }
    const readers = io.local.to([...rooms]).except([...except, ...slow.map(({ id }) => id)])
    ;(readers.emit as (name: string, ...told: readonly unknown[]) => boolean)(
      message.event,
      ...message.values,
    )
  }
}
