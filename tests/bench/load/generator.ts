// The load generator: its own process, which executes the benchmark's orders identically for our server and a bare one.
import { askPages } from './pages.ts'
import {
  arriveAtRate,
  dropSenders,
  openSenders,
  replyInClosedLoop,
  replyInOpenLoop,
  replyOneByOne,
  replyTogether,
} from './senders.ts'
import { compareWith, dropViewers, noteFrames, openViewers, readViewers, waitForVersion } from './viewers.ts'

const orders = {
  openViewers,
  dropViewers,
  waitForVersion,
  noteFrames,
  readViewers,
  compareWith,
  openSenders,
  dropSenders,
  replyTogether,
  replyInClosedLoop,
  replyInOpenLoop,
  replyOneByOne,
  arriveAtRate,
  askPages,
}
export type Orders = typeof orders

export type OrderMessage = { readonly id: number; readonly name: keyof Orders; readonly order: unknown }
export type DoneMessage = { readonly id: number; readonly value?: unknown; readonly failure?: string }

process.on('message', (message: OrderMessage) => {
  const carryOut = orders[message.name] as (order: unknown) => unknown
  const say = (done: DoneMessage) => process.send?.(done)
  Promise.resolve()
    .then(() => carryOut(message.order))
    .then(
      (value) => say({ id: message.id, value }),
      (error: unknown) => say({ id: message.id, failure: String(error) }),
    )
})
process.on('disconnect', () => process.exit(0))
