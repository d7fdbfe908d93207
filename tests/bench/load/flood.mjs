// Requests ever new URLs over a few connections, as a bot would: runs as a thread, so that it does not slow down the measurements.
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

/** `addresses`: templates in which each run of `*` becomes letters that differ every time; `hosts`: whether the Host header varies too. */
const { port, connections, addresses, hosts, headers } = workerData
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const statuses = {}
let isOver = false
let asked = 0

const letters = () => Math.random().toString(36).slice(2, 10).replace(/\d/g, 'x')

function ask() {
  if (isOver) return
  asked += 1
  const path = addresses[asked % addresses.length].replace(/\*+/g, (stars) =>
    letters().slice(0, Math.max(3, stars.length)),
  )
  const host = hosts ? { host: `${letters()}.example` } : {}
  const sent = request(
    { agent, port, host: '127.0.0.1', path, headers: { ...headers, ...host } },
    (answer) => {
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
      answer.resume()
      answer.once('close', ask)
    },
  )
  sent.once('error', () => {
    statuses.error = (statuses.error ?? 0) + 1
    setTimeout(ask, 20)
  })
  sent.end()
}

for (let index = 0; index < connections; index += 1) ask()
parentPort.on('message', () => {
  isOver = true
  parentPort.postMessage({ asked, statuses })
  agent.destroy()
  parentPort.close()
})
