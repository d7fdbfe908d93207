// Programs that reply as fast as they are answered, from as many addresses as one likes; bounded in number.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** `bots` replies of one person each over `lines` connections; `addresses` are forwarded as a trusted proxy does. Resolves with how often each answer came. */
export function floodReplies(of: {
  readonly port: number
  readonly gatheringId: string
  readonly meetingId: string
  readonly bots: number
  readonly addresses: number
  readonly lines: number
  /** Ends then, however many were sent. */
  readonly longestMs: number
}): Promise<Readonly<Record<string, number>>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'bot-flood-worker.mjs'), { workerData: of })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
