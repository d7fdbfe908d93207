// A client that speaks the protocol but stops reading: only the system's own buffers accept further bytes for it.
import { frame, openRawLine, type RawLine } from './raw-frames.ts'

export type SilentReader = RawLine & {
  /** Sends an event with an acknowledgement id. */
  readonly ask: (event: string, request?: unknown) => void
  /** Stops reading from the socket. */
  readonly stopReading: () => void
  readonly startReading: () => void
}

/** Connects over a WebSocket, and to Socket.IO's namespace. */
export async function openSilentReader(url: string): Promise<SilentReader> {
  const line = await openRawLine(url)
  let asked = 0
  const send = (packet: string) => {
    if (!line.isClosed()) line.socket.write(frame(Buffer.from(packet)))
  }
  send('40')
  // The answer contains the id of the socket.
  while (!line.heard().includes('40{"sid"')) {
    if (line.isClosed()) throw new Error('closed while connecting')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    ...line,
    ask: (event, request) => {
      asked += 1
      send(`42${asked}${JSON.stringify(request === undefined ? [event] : [event, request])}`)
    },
    stopReading: () => line.socket.pause(),
    startReading: () => line.socket.resume(),
  }
}

/** Answers the engine's pings without reading them, as a client does that only wants to stay connected. */
export function keepAlive(line: RawLine): { readonly stop: () => void } {
  const timer = setInterval(() => {
    if (!line.isClosed()) line.socket.write(frame(Buffer.from('3')))
  }, 2000)
  return { stop: () => clearInterval(timer) }
}
