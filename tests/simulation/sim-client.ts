// A simulated page: the client's real store over a faulty connection, and commands that are retried until they are answered.
import { createGatheringStore, readCounts } from '#client/sync/gathering-store.ts'
import { identify } from '#server/commands/actor.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Snapshot, Update } from '#shared/protocol/views.ts'
import type { SimServer, SimSocket } from './sim-server.ts'
import type { Wire } from './wire.ts'

const answerWithinMs = 1000

export type SimClient = {
  readonly view: Omit<JoinRequest, 'known'>
  readonly confirmed: () => Snapshot | null
  readonly connect: (server: SimServer) => void
  readonly disconnect: () => void
  readonly isConnected: () => boolean
  readonly send: (command: Command) => void
  readonly pending: () => number
  /** Every answer that arrived, including further answers to the same command. */
  readonly answers: { readonly commandId: string; readonly answer: Answer }[]
  /** Versions of the snapshot after each change; they prove that none goes back. */
  readonly versions: number[]
  /** May be called while disconnected. */
  readonly close: () => void
}

export function createSimClient(
  view: Omit<JoinRequest, 'known'>,
  wire: Wire,
  organizerId: string | null,
): SimClient {
  let server: SimServer | null = null
  let socket: SimSocket | null = null
  let asked = 0
  const pending = new Map<string, Command>()
  const answers: SimClient['answers'] = []
  const versions: number[] = []
  const gathering = createGatheringStore(view, null, { now: () => 0, askAgain: () => join() })
  gathering.store.subscribe(({ confirmed }) => {
    if (confirmed !== null && versions.at(-1) !== confirmed.version) versions.push(confirmed.version)
  })

  function join(): void {
    const [line, question] = [socket, ++asked]
    if (line === null) return
    wire.carry(gathering.request(), (request) => {
      line.join(request).then(
        (answer) =>
          wire.carry(answer, (heard) => {
            // Ignores the answer to an older join request after a newer one was sent.
            if (question === asked && socket === line) gathering.answered(heard)
          }),
        () => undefined,
      )
    })
    setTimeout(() => {
      const isStillAsking = question === asked && socket === line
      if (isStillAsking && gathering.store.getState().status === 'loading') join()
    }, answerWithinMs)
  }

  function transmit(command: Command): void {
    const [line, to] = [socket, server]
    if (line === null || to === null) return
    wire.carry(command, (arrived) => {
      const actor = identify(arrived.credential, organizerId)
      if (actor === null) throw new Error('nobody asks')
      to.execute(arrived, actor).then(
        (answer) => wire.carry(answer, (heard) => answered(command, heard)),
        () => undefined,
      )
    })
  }

  function answered(command: Command, answer: Answer): void {
    if (!answer.ok && answer.reason === 'server-trouble') return
    answers.push({ commandId: command.commandId, answer })
    pending.delete(command.commandId)
  }

  const retry = setInterval(() => {
    for (const command of pending.values()) transmit(command)
  }, answerWithinMs)

  return {
    view,
    confirmed: () => gathering.store.getState().confirmed,
    connect: (to) => {
      server = to
      gathering.lost()
      socket = to.connect((event, ...values) => {
        if (event === 'update') wire.carry(values[0] as Update, gathering.told)
        if (event === 'c')
          wire.carry(values, (told) =>
            gathering.toldCounts(readCounts(told as unknown as Parameters<typeof readCounts>[0])),
          )
      })
      join()
      for (const command of pending.values()) transmit(command)
    },
    disconnect: () => {
      wire.cut()
      socket?.close()
      socket = null
    },
    isConnected: () => socket !== null,
    send: (command) => {
      pending.set(command.commandId, command)
      transmit(command)
    },
    pending: () => pending.size,
    answers,
    versions,
    close: () => clearInterval(retry),
  }
}
