// Sends a long answer in acknowledged parts, so that a slow connection receives it and never looks silent.
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { longestStallMs, type Outbound } from './outbound.ts'
import type { SyncSocket } from './sync-server.ts'

/** Characters per part. At 3 KB per second one part takes one to three seconds. */
const partLength = 4096
/** Shorter answers are sent whole. */
export const leastLength = 24 * 1024
/** Parts in flight: few at first, more while acknowledgements are quick. */
const fewestOnTheWay = 2
const mostOnTheWay = 24
const quickMs = 1000
const slowMs = 3000
const noRoomMs = 100

/** The JSON of a snapshot, shared by all its readers. */
const texts = new WeakMap<Snapshot, string>()

function textOf(snapshot: Snapshot): string {
  const text = texts.get(snapshot) ?? JSON.stringify(snapshot)
  texts.set(snapshot, text)
  return text
}

/** The answer as JSON, in pieces, of which the long one is shared; null when it is short enough to send whole. */
export function piecesOf(answer: JoinAnswer): readonly string[] | null {
  if (!answer.ok || !('snapshot' in answer)) return null
  const { snapshot, ...rest } = answer
  const text = textOf(snapshot)
  return text.length < leastLength ? null : [`${JSON.stringify(rest).slice(0, -1)},"snapshot":`, text, '}']
}

/** False when the client stops taking parts, or is gone. `of` is the request's number. */
export function sendInParts(
  socket: SyncSocket,
  outbound: Outbound,
  of: number,
  pieces: readonly string[],
): Promise<boolean> {
  return new Promise((resolve) => {
    let piece = 0
    let at = 0
    let onTheWay = 0
    let window = fewestOnTheWay
    let timer: NodeJS.Timeout | undefined
    const gone = () => finish(false)
    socket.once('disconnect', gone)

    function finish(isTaken: boolean): void {
      clearTimeout(timer)
      socket.off('disconnect', gone)
      resolve(isTaken)
    }

    function nextPart(): string | null {
      const text = pieces[piece]
      if (text === undefined) return null
      const part = text.slice(at, at + partLength)
      at += partLength
      if (at >= text.length) {
        piece += 1
        at = 0
      }
      return part
    }

    function sendMore(): void {
      while (onTheWay < window && pieces[piece] !== undefined) {
        if (!outbound.hasRoom(3 * partLength)) break
        sendOne(nextPart() ?? '')
      }
      if (onTheWay > 0) return
      if (pieces[piece] === undefined) finish(true)
      else timer = setTimeout(sendMore, noRoomMs)
    }

    function sendOne(part: string): void {
      const sentAt = performance.now()
      onTheWay += 1
      socket.timeout(longestStallMs).emit('part', of, part, (error) => {
        onTheWay -= 1
        if (error !== null) return finish(false)
        const tookMs = performance.now() - sentAt
        if (tookMs < quickMs) window = Math.min(mostOnTheWay, window + 1)
        else if (tookMs > slowMs) window = fewestOnTheWay
        sendMore()
      })
    }

    sendMore()
  })
}
