// Bots that send replies as fast as they are answered, from any number of addresses; the total is bounded.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Sends `bots` replies of one person each over `lines` connections; `addresses` go into `X-Forwarded-For`. Resolves with counts per answer.
 */
export function floodReplies(of: {
  readonly port: number
  readonly gatheringId: string
  readonly meetingId: string
  readonly bots: number
  readonly addresses: number
  readonly lines: number
  /** Stops after this time, however many replies were sent. */
  readonly longestMs: number
}): Promise<Readonly<Record<string, number>>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'bot-flood-worker.mjs'), { workerData: of })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
