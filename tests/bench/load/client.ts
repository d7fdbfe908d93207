// A minimal client: a WebSocket on a plain socket, with the packets of Engine.IO 4 and Socket.IO 5.
import { connect, type Socket } from 'node:net'
import { readFrames, textFrame } from './frames.ts'
import { sourceAddress } from './source-address.ts'

export type ClientHooks = {
  /** A complete Socket.IO event packet. The buffer is reused after the call. */
  readonly onEvent?: (client: Client, packet: Buffer) => void
  readonly onLost?: (client: Client, why: string) => void
}

export type Client = {
  /** Bytes received since the handshake, including frame headers. */
  received: number
  /** The newest version it received. */
  version: number
  readonly isOpen: () => boolean
  /** Sends an event and settles with the answer's text: the JSON array of arguments. */
  readonly ask: (event: string, value: string) => Promise<string>
  /** Sends many events in one write, so that the server reads them together. */
  readonly askTogether: (event: string, values: readonly string[]) => Promise<string[]>
  /** Disconnects without a close frame, like a phone in a tunnel. */
  readonly drop: () => void
}

// Processed at once and never kept, so all sockets of the process can share it.
const readInto = Buffer.allocUnsafeSlow(256 * 1024)
const headEnd = Buffer.from('\r\n\r\n')

const pong = textFrame('3')
let clients = 0

const [packetOpen, packetClose, packetPing, packetMessage] = [0x30, 0x31, 0x32, 0x34]
const [messageConnect, messageEvent, messageAnswer] = [0x30, 0x32, 0x33]

/** Settles when the server confirms the connection to Socket.IO's main namespace. */
export function openClient(
  address: { readonly port: number; readonly localAddress: string },
  hooks: ClientHooks = {},
): Promise<Client> {
  return new Promise((resolve, reject) => {
    let isUpgraded = false
    let isConnected = false
    let isOver = false
    let rest: Buffer | null = null
    let lastAsked = -1
    const waiting = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>()

    const socket: Socket = connect({
      host: '127.0.0.1',
      port: address.port,
      localAddress: address.localAddress,
      noDelay: true,
      onread: { buffer: readInto, callback: (length) => hear(readInto.subarray(0, length)) },
    })
    const from = sourceAddress(clients++)
    socket.once('connect', () => socket.write(handshake(address.port, from)))
    socket.once('error', (error) => lose(error.message))
    socket.once('close', () => lose('closed'))

    const client: Client = {
      received: 0,
      version: 0,
      isOpen: () => isConnected && !isOver,
      ask: (event, value) => {
        const { packet, answer } = question(event, value)
        socket.write(textFrame(packet))
        return answer
      },
      askTogether: (event, values) => {
        const questions = values.map((value) => question(event, value))
        socket.write(Buffer.concat(questions.map(({ packet }) => textFrame(packet))))
        return Promise.all(questions.map(({ answer }) => answer))
      },
      drop: () => {
        isOver = true
        socket.destroy()
      },
    }

    function question(event: string, value: string) {
      lastAsked += 1
      const id = lastAsked
      const answer = new Promise<string>((settle, fail) => waiting.set(id, { resolve: settle, reject: fail }))
      return { packet: `42${id}["${event}",${value}]`, answer }
    }

    function lose(why: string): void {
      if (isOver) return
      isOver = true
      socket.destroy()
      const error = new Error(why)
      if (!isConnected) reject(error)
      for (const question of waiting.values()) question.reject(error)
      hooks.onLost?.(client, why)
    }

    function hear(bytes: Buffer): boolean {
      const all: Buffer = rest === null ? bytes : Buffer.concat([rest, bytes])
      const used = isUpgraded ? readOpen(all, bytes.length) : readHead(all)
      rest = used < all.length ? Buffer.from(all.subarray(used)) : null
      return true
    }

    function readHead(all: Buffer): number {
      const end = all.indexOf(headEnd)
      if (end < 0) return 0
      if (!all.subarray(0, 12).toString('latin1').endsWith(' 101')) {
        lose(all.subarray(0, 40).toString('latin1'))
        return all.length
      }
      isUpgraded = true
      const start = end + headEnd.length
      return start + readOpen(all.subarray(start), all.length - start)
    }

    function readOpen(all: Buffer, fresh: number): number {
      client.received += fresh
      return readFrames(all, hearFrame)
    }

    function hearFrame(opcode: number, packet: Buffer): void {
      if (opcode === 0x8 || packet[0] === packetClose) lose('closed by the server')
      else if (packet[0] === packetPing) socket.write(pong)
      else if (packet[0] === packetOpen) socket.write(textFrame('40'))
      else if (packet[0] === packetMessage) hearMessage(packet)
    }

    function hearMessage(packet: Buffer): void {
      if (packet[1] === messageEvent) {
        hooks.onEvent?.(client, packet)
      } else if (packet[1] === messageAnswer) {
        hearAnswer(packet)
      } else if (packet[1] === messageConnect) {
        isConnected = true
        resolve(client)
      } else {
        lose(packet.toString('utf8', 0, 80))
      }
    }

    function hearAnswer(packet: Buffer): void {
      const start = packet.indexOf(0x5b)
      const id = Number(packet.toString('latin1', 2, start))
      waiting.get(id)?.resolve(packet.toString('utf8', start))
      waiting.delete(id)
    }
  })
}

function handshake(port: number, from: string): string {
  return [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `X-Forwarded-For: ${from}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: bXVsdGFxYS1iZW5jaC0wMQ==',
    '\r\n',
  ].join('\r\n')
}
