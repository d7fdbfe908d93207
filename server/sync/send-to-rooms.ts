// Sends a message to rooms. Slow sockets receive it once most of their backlog is sent.
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
    /** Of messages held back for a slow reader under one key, only the last is sent. */
    readonly key: string
    /** Builds the message for slow readers when it is sent. */
    readonly instead?: () => Message
    /** Rooms whose sockets do not receive the message. */
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
        // The socket may have left the room meanwhile, or lost its right to be in it.
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
