// People who reply: in a burst, as fast as they are answered, or at a fixed rate whatever the server does.
import { type Client, openClient } from './client.ts'
import { monotonicMs } from './clock.ts'
import { acceptedVersion, makeArrival, makeReply } from './replies.ts'
import type { Acknowledged } from './viewers.ts'

export type Target = { readonly gatheringId: string; readonly meetingIds: readonly string[] }

export type Answered = {
  readonly acknowledged: readonly Acknowledged[]
  /** From sending to the answer, in ms; only from the measured period. */
  readonly waits: readonly number[]
  /** Answered in the measured period. */
  readonly perSecond: number
  readonly refused: number
  readonly firstRefusal: string
}

let senders: Client[] = []

export async function openSenders(order: { readonly port: number; readonly count: number }): Promise<void> {
  for (let index = 0; index < order.count; index += 100) {
    const some = Array.from({ length: Math.min(100, order.count - index) }, (_, place) =>
      openClient({ port: order.port, localAddress: `127.0.0.${8 + (place % 4)}` }),
    )
    senders.push(...(await Promise.all(some)))
  }
}

export function dropSenders(): void {
  for (const client of senders) client.drop()
  senders = []
}

const cityOf = ({ meetingIds }: Target, index: number) => meetingIds[index % meetingIds.length] ?? ''
const senderOf = (index: number) => senders[index % senders.length] as Client

/** Sends one reply to each of `cities` cities in one write; settles with the newest version when all are answered. */
export async function replyTogether(
  order: Target & { readonly cities: number; readonly sender: number },
): Promise<Acknowledged> {
  const replies = Array.from({ length: order.cities }, (_, index) =>
    makeReply(order.gatheringId, cityOf(order, index)),
  )
  const answers = await senderOf(order.sender).askTogether('command', replies)
  return [Math.max(...answers.map(acceptedVersion)), monotonicMs()]
}

/** Every sender sends its next reply when the previous one is answered. */
export async function replyInClosedLoop(
  order: Target & { readonly warmUpMs: number; readonly ms: number },
): Promise<Answered> {
  const result = createResult()
  const countFrom = monotonicMs() + order.warmUpMs
  const until = countFrom + order.ms
  let asked = 0
  async function goOn(sender: Client): Promise<void> {
    for (;;) {
      const sentAt = monotonicMs()
      if (sentAt > until) return
      const answer = await sender.ask('command', makeReply(order.gatheringId, cityOf(order, asked++)))
      const now = monotonicMs()
      if (now >= countFrom && now <= until) result.add(answer, sentAt, now)
    }
  }
  await Promise.all(senders.map(goOn))
  return result.end(order.ms)
}

/** Sends `perSecond` replies per second, spread over all senders, however long the answers take. */
export async function replyInOpenLoop(
  order: Target & { readonly perSecond: number; readonly ms: number },
): Promise<Answered> {
  const result = createResult()
  await atRate(order.perSecond, order.ms, async (index) => {
    const sentAt = monotonicMs()
    const answer = await senderOf(index).ask('command', makeReply(order.gatheringId, cityOf(order, index)))
    result.add(answer, sentAt, monotonicMs())
  })
  return result.end(order.ms)
}

export async function replyOneByOne(order: Target & { readonly count: number }): Promise<Answered> {
  const result = createResult()
  const startedAt = monotonicMs()
  for (let index = 0; index < order.count; index += 1) {
    const sentAt = monotonicMs()
    const answer = await senderOf(index).ask('command', makeReply(order.gatheringId, cityOf(order, index)))
    result.add(answer, sentAt, monotonicMs())
  }
  return result.end(monotonicMs() - startedAt)
}

/** People arrive one by one, each with their reply's secret and the arrival code. */
export async function arriveAtRate(order: {
  readonly gatheringId: string
  readonly people: readonly { readonly secret: string; readonly arrivalCode: string }[]
  readonly perSecond: number
  readonly ms: number
}): Promise<Answered> {
  const result = createResult()
  await atRate(order.perSecond, order.ms, async (index) => {
    const person = order.people[index]
    if (person === undefined) throw new Error('not so many people replied')
    const sentAt = monotonicMs()
    const command = makeArrival(order.gatheringId, person.secret, person.arrivalCode)
    result.add(await senderOf(index).ask('command', command), sentAt, monotonicMs())
  })
  return result.end(order.ms)
}

async function atRate(perSecond: number, ms: number, send: (index: number) => Promise<void>): Promise<void> {
  const startedAt = monotonicMs()
  const pending: Promise<void>[] = []
  const all = Math.round((perSecond * ms) / 1000)
  while (pending.length < all) {
    const due = Math.min(all, Math.floor(((monotonicMs() - startedAt) * perSecond) / 1000))
    while (pending.length < due) pending.push(send(pending.length))
    await new Promise((resolve) => setTimeout(resolve, Math.min(10, 500 / perSecond)))
  }
  await Promise.all(pending)
}

function createResult() {
  const acknowledged: Acknowledged[] = []
  const waits: number[] = []
  let refused = 0
  let firstRefusal = ''
  return {
    add(answer: string, sentAt: number, at: number): void {
      try {
        acknowledged.push([acceptedVersion(answer), at])
        waits.push(at - sentAt)
      } catch (error) {
        refused += 1
        if (refused === 1) firstRefusal = String(error)
      }
    },
    end: (ms: number): Answered => ({
      acknowledged,
      waits,
      perSecond: waits.length / (ms / 1000),
      refused,
      firstRefusal,
    }),
  }
}
