// Per-socket limits on requests: rate, concurrency, and no answer starts before the outbound buffer has room for it.
import { type Budget, createBudget } from '../budget.ts'
import type { RunningWork } from '../running-work.ts'
import type { Outbound } from './outbound.ts'
import { safely } from './safely.ts'
import type { SyncSocket } from './sync-server.ts'

/** All requests together. */
const questions = { perSecond: 30, burst: 90 }
/** Extra limits for requests that read much. On connecting, a page joins each gathering and holds each reply that it shows. */
export const rates = {
  join: { perSecond: 4, burst: 40 },
  hold: { perSecond: 4, burst: 40 },
  browse: { perSecond: 2, burst: 20 },
} as const
export type LargeQuestion = 'join' | 'browse'

/** Small answers in progress per socket. */
const mostUnanswered = 128
/** Buffer space reserved for each small answer; few are longer. */
const smallAnswerBytes = 1024
/** Large answers run one at a time. Requests beyond this queue length are refused. */
const mostQueued = 24
const longestQueuedMs = 8000
/** Budget for the bytes of large answers, per socket. */
const largeBytes = { perSecond: 128 * 1024, burst: 4 * 2 ** 20 }

export type Question<Value> = {
  readonly work: () => Promise<Value>
  /** Sends the answer; resolves once all of it has been handed to the connection. */
  readonly send: (value: Value) => Promise<void> | void
  /** Sent when the work failed. */
  readonly failed: Value
  /** Sent when the client exceeded the rate; null sends nothing. */
  readonly tooFast: Value | null
}

type Queued = {
  readonly kind: LargeQuestion
  readonly at: number
  readonly run: (isLate: boolean) => Promise<void>
}

export type Asks = {
  /** Counts one request; false when the rate is exceeded. */
  readonly mayAsk: () => boolean
  /** For answers of about a kilobyte: many run concurrently. */
  readonly small: <Value>(question: Question<Value>, kind?: 'hold') => void
  /** For answers of any size: one at a time, the next once the network has taken the last one. */
  readonly large: <Value>(kind: LargeQuestion, question: Question<Value>) => void
  /** Whether a very short answer, such as the time, may be sent now. */
  readonly hasRoom: () => boolean
  readonly stop: () => void
}

export function createAsks(
  socket: SyncSocket,
  outbound: Outbound,
  onTrouble: (error: unknown) => void,
  /** Receives the promise of each answer in progress. */
  track: RunningWork['track'],
): Asks {
  const now = () => performance.now()
  const all = createBudget(questions.perSecond, questions.burst, now())
  const own: { readonly [Kind in keyof typeof rates]: Budget } = {
    join: createBudget(rates.join.perSecond, rates.join.burst, now()),
    hold: createBudget(rates.hold.perSecond, rates.hold.burst, now()),
    browse: createBudget(rates.browse.perSecond, rates.browse.burst, now()),
  }
  const queue: Queued[] = []
  let working = 0
  /** Null while no large answer is in progress or being sent. */
  let current: { isTaken: () => boolean } | null = null
  let bytesLeft: number = largeBytes.burst
  let bytesAt = now()
  let timer: NodeJS.Timeout | undefined
  outbound.onRoom(safely(pump, onTrouble))

  function refuse<Value>({ send, tooFast }: Question<Value>): void {
    if (tooFast !== null && outbound.hasRoomToRefuse()) void send(tooFast)
  }

  async function answer<Value>({ work, send, failed }: Question<Value>): Promise<void> {
    let value = failed
    try {
      value = await work()
    } catch (error) {
      onTrouble(error)
    }
    try {
      await send(value)
    } catch (error) {
      onTrouble(error)
    }
  }

  function pumpIn(ms: number): void {
    timer ??= setTimeout(
      safely(() => {
        timer = undefined
        pump()
      }, onTrouble),
      ms,
    )
  }

  function pump(): void {
    if (current?.isTaken() === true) current = null
    const next = queue[0]
    if (current !== null || next === undefined) return
    const at = now()
    const isLate = at - next.at > longestQueuedMs
    if (!isLate) {
      bytesLeft = Math.min(largeBytes.burst, bytesLeft + ((at - bytesAt) / 1000) * largeBytes.perSecond)
      bytesAt = at
      const isDue = bytesLeft > 0 && outbound.hasRoom(smallAnswerBytes) && own[next.kind].spend(at)
      if (!isDue) {
        pumpIn(100)
        return
      }
    }
    queue.shift()
    current = { isTaken: () => false }
    void track(next.run(isLate)).then(() => {
      current = outbound.last()
      // From a timer, so that refusing a long queue does not recurse.
      pumpIn(0)
    })
  }

  return {
    mayAsk: () => all.spend(now()),
    small: (question, kind) => {
      if (
        !all.spend(now()) ||
        (kind !== undefined && !own[kind].spend(now())) ||
        working >= mostUnanswered ||
        !outbound.hasRoom((working + 1) * smallAnswerBytes)
      ) {
        return refuse(question)
      }
      working += 1
      socket.data.unanswered += 1
      void track(answer(question)).then(() => {
        working -= 1
        socket.data.unanswered -= 1
      })
    },
    large: (kind, question) => {
      if (!all.spend(now()) || queue.length >= mostQueued) return refuse(question)
      socket.data.unanswered += 1
      const run = async (isLate: boolean) => {
        const before = outbound.sent()
        if (isLate || !socket.connected) refuse(question)
        else await answer(question)
        bytesLeft -= outbound.sent() - before
        socket.data.unanswered -= 1
      }
      queue.push({ kind, at: now(), run })
      pump()
    },
    hasRoom: () => outbound.hasRoom(smallAnswerBytes),
    stop: () => {
      clearTimeout(timer)
      queue.length = 0
    },
  }
}
