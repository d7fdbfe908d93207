// The flood of `bot-flood.ts`, in its own thread so that it does not delay the measurements.
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const { port, gatheringId, meetingId, bots, addresses, lines, longestMs } = workerData
const startedAt = performance.now()
const agent = new Agent({ keepAlive: true, maxSockets: lines })
const answers = {}
let sent = 0

const post = (bot) =>
  new Promise((resolve) => {
    const place = bot % addresses
    const text = JSON.stringify({
      commandId: randomBytes(12).toString('base64url'),
      gatheringId,
      name: 'replyToMeeting',
      payload: { meetingId, partySize: 1 },
      credential: `r_${randomBytes(24).toString('base64url')}`,
    })
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      'X-Forwarded-For': `198.18.${Math.floor(place / 250)}.${1 + (place % 250)}`,
    }
    const asking = request(
      { host: '127.0.0.1', port, path: '/api/commands', method: 'POST', agent, headers },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => {
          const answer = JSON.parse(body)
          resolve(answer.ok ? answer.outcome.exactState : answer.reason)
        })
        response.on('error', () => resolve('no answer'))
      },
    )
    asking.on('error', () => resolve('no answer'))
    asking.end(text)
  })

async function line() {
  while (sent < bots && performance.now() - startedAt < longestMs) {
    const said = await post(sent++)
    answers[said] = (answers[said] ?? 0) + 1
  }
}

await Promise.all(Array.from({ length: lines }, line))
agent.destroy()
parentPort?.postMessage(answers)
