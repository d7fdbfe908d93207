// A client that speaks the protocol and reads nothing: its end of the line takes bytes only as far as the system's own buffers go.
import { frame, openRawLine, type RawLine } from './raw-frames.ts'

export type SilentReader = RawLine & {
  /** Sends an event with a number to be answered by. */
  readonly ask: (event: string, request?: unknown) => void
  /** From now on nothing is read. */
  readonly stopReading: () => void
  readonly startReading: () => void
}

/** Connected over a WebSocket, and to Socket.IO's namespace. */
export async function openSilentReader(url: string): Promise<SilentReader> {
  const line = await openRawLine(url)
  let asked = 0
  const send = (packet: string) => {
    if (!line.isClosed()) line.socket.write(frame(Buffer.from(packet)))
  }
  send('40')
  // Answered with the id of the socket.
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

/** Answers the engine's pings without having read them, as one does who only wants to stay. */
export function keepAlive(line: RawLine): { readonly stop: () => void } {
  const timer = setInterval(() => {
    if (!line.isClosed()) line.socket.write(frame(Buffer.from('3')))
  }, 2000)
  return { stop: () => clearInterval(timer) }
}
