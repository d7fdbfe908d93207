// Sends the request to read a gathering. A long answer arrives in parts; each part shows that the connection still works.
import type { Socket } from 'socket.io-client'
import type {
  ClientToServer,
  InParts,
  JoinAnswer,
  JoinRequest,
  ServerToClient,
} from '#shared/protocol/socket-events.ts'

/** The request is repeated when neither an answer nor a part of one arrives for this long. */
const patienceMs = 15_000

type Transfer = { readonly pieces: string[]; readonly heard: () => void }

/** Rejects when nothing more arrives. */
export type AskToJoin = (request: JoinRequest) => Promise<JoinAnswer>

export function createAskToJoin(socket: Socket<ServerToClient, ClientToServer>): AskToJoin {
  const transfers = new Map<number, Transfer>()
  let asked = 0

  socket.on('part', (of, text, taken) => {
    const transfer = transfers.get(of)
    transfer?.pieces.push(text)
    transfer?.heard()
    taken()
  })

  return (request) =>
    new Promise((resolve, reject) => {
      const of = ++asked
      const pieces: string[] = []
      const giveUp = () => {
        end()
        reject(new Error('no answer'))
      }
      let timer = setTimeout(giveUp, patienceMs)
      function end(): void {
        clearTimeout(timer)
        transfers.delete(of)
        socket.off('disconnect', giveUp)
      }
      transfers.set(of, {
        pieces,
        heard: () => {
          clearTimeout(timer)
          timer = setTimeout(giveUp, patienceMs)
        },
      })
      socket.once('disconnect', giveUp)
      socket.emit('join', { ...request, parts: of }, (answer: JoinAnswer | InParts) => {
        if (!transfers.has(of)) return
        end()
        resolve('inParts' in answer ? (JSON.parse(pieces.join('')) as JoinAnswer) : answer)
      })
    })
}

/** The server failed or limited the rate: the same request may succeed in a moment. */
export function isForLater(answer: { readonly ok: boolean; readonly reason?: string }): boolean {
  return !answer.ok && (answer.reason === 'server-trouble' || answer.reason === 'too-fast')
}
