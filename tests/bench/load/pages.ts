// Requests pages over keep-alive HTTP/1.1 connections, one request at a time on each, and only scans for the end of a response.
import { connect } from 'node:net'
import { monotonicMs } from './clock.ts'
import { sourceAddress } from './source-address.ts'

export type Pages = { readonly perSecond: number; readonly waits: readonly number[]; readonly bytes: number }

const headEnd = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('0\r\n\r\n')

export async function askPages(order: {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly warmUpMs: number
  readonly ms: number
}): Promise<Pages> {
  let asked = 0
  const headOf = (from: string) =>
    [
      `GET ${order.path} HTTP/1.1`,
      `Host: 127.0.0.1:${order.port}`,
      `X-Forwarded-For: ${from}`,
      ...Object.entries(order.headers).map(([name, value]) => `${name}: ${value}`),
      '\r\n',
    ].join('\r\n')
  const countFrom = monotonicMs() + order.warmUpMs
  const until = countFrom + order.ms
  const waits: number[] = []
  let bytes = 0

  function keepAsking(): Promise<void> {
    return new Promise((resolve, reject) => {
      let sentAt = 0
      let missing: number | 'chunks' | null = null
      let start: Buffer = Buffer.alloc(0)
      const socket = connect({ host: '127.0.0.1', port: order.port, noDelay: true })
      const send = () => {
        sentAt = monotonicMs()
        missing = null
        start = Buffer.alloc(0)
        socket.write(headOf(sourceAddress(asked++)))
      }
      const finish = () => {
        const now = monotonicMs()
        if (now >= countFrom && now <= until) waits.push(now - sentAt)
        if (now < until) return send()
        socket.destroy()
        resolve()
      }
      socket.once('connect', send)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('closed by the server')))
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        let body = chunk
        if (missing === null) {
          start = Buffer.concat([start, chunk])
          const end = start.indexOf(headEnd)
          if (end < 0) return
          missing = bodyLength(start.toString('latin1', 0, end))
          if (missing === null) {
            reject(new Error(start.toString('latin1', 0, 60)))
            socket.destroy()
            return
          }
          body = start.subarray(end + headEnd.length)
        }
        if (missing === 'chunks') {
          if (body.subarray(-lastChunk.length).equals(lastChunk)) finish()
          return
        }
        missing -= body.length
        if (missing <= 0) finish()
      })
    })
  }
  await Promise.all(Array.from({ length: order.connections }, keepAsking))
  return { perSecond: waits.length / (order.ms / 1000), waits, bytes }
}

/** Null when it is not the expected response. */
function bodyLength(head: string): number | 'chunks' | null {
  if (!head.startsWith('HTTP/1.1 200 ')) return null
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  return length === undefined ? 'chunks' : Number(length)
}
