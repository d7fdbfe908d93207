// WebSocket frames (RFC 6455) built by hand on a plain TCP connection, so that a test can send what no proper client would.
import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type RawLine = {
  readonly socket: Socket
  /** All bytes received after the handshake. */
  readonly heard: () => Buffer
  readonly isClosed: () => boolean
  readonly close: () => void
}

/** `firstBits`: FIN, RSV1–3 and the opcode. Masked, as a client's frames must be. */
export function frame(payload: Uint8Array, firstBits = 0x81): Buffer {
  const mask = randomBytes(4)
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
  return Buffer.concat([Buffer.from([firstBits]), length(payload.length), mask, masked])
}

function length(bytes: number): Buffer {
  if (bytes < 126) return Buffer.from([0x80 | bytes])
  const long = Buffer.alloc(bytes < 65_536 ? 3 : 9)
  long[0] = 0x80 | (bytes < 65_536 ? 126 : 127)
  if (bytes < 65_536) long.writeUInt16BE(bytes, 1)
  else long.writeBigUInt64BE(BigInt(bytes), 1)
  return long
}

/** Opens a WebSocket to the engine of the server at `url`. */
export async function openRawLine(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawLine> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const key = randomBytes(16).toString('base64')
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  let heard = Buffer.alloc(0)
  let isClosed = false
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isClosed = true
  })
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${key}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '\r\n',
    ].join('\r\n'),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', () =>
      heard.includes(accept) ? resolve() : reject(new Error(`no WebSocket: ${heard}`)),
    )
  })
  return { socket, heard: () => heard, isClosed: () => isClosed, close: () => socket.destroy() }
}
