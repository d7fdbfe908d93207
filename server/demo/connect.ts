// A client of the demonstration: a real socket that sends real commands, like a browser.
import { randomBytes } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type { ClientToServer, ServerToClient } from '#shared/protocol/socket-events.ts'

export type DemoClient = {
  readonly socket: Socket<ServerToClient, ClientToServer>
  readonly send: <Name extends CommandName>(
    name: Name,
    gatheringId: string,
    payload: CommandInput<Name>,
    credential?: string,
  ) => Promise<Answer>
}

export function makeDemoSecret(opens: 'h' | 'r'): string {
  return `${opens}_${randomBytes(24).toString('base64url')}`
}

let clients = 0

/**
 * Each client has its own address (RFC 2544), as a proxy would forward it. `cookie` is an organizer's session; without one the client acts
 * only by secrets.
 */
export function connectDemo(origin: string, cookie?: string): DemoClient {
  clients += 1
  const from = `198.18.${(clients >> 8) & 255}.${clients & 255}`
  const socket: DemoClient['socket'] = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { 'x-forwarded-for': from, ...(cookie === undefined ? {} : { cookie }) },
  })
  return {
    socket,
    send: (name, gatheringId, payload, credential) =>
      socket.emitWithAck('command', {
        commandId: randomBytes(12).toString('base64url'),
        gatheringId,
        name,
        payload,
        credential,
      }),
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function pick<Item>(items: readonly Item[]): Item | undefined {
  return items[Math.floor(Math.random() * items.length)]
}
