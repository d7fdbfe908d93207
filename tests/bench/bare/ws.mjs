// The same on plain `ws`, which has no packets: sends only what the load generator needs, and serializes each message once.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { createBroadcast, listen } from './broadcast.mjs'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: 16 * 1024 })
const broadcast = createBroadcast((...packet) => {
  const bytes = Buffer.from(`42${JSON.stringify(packet)}`)
  for (const client of server.clients) client.send(bytes, { binary: false })
})
server.on('connection', (client) => {
  client.send('0{}')
  client.on('message', (bytes) => {
    const text = bytes.toString()
    if (text === '40') return client.send('40{"sid":"bare"}')
    const [, id, body] = /^42(\d+)(.*)$/s.exec(text) ?? []
    if (id === undefined) return
    const [, command] = JSON.parse(body)
    client.send(`43${id}${JSON.stringify([broadcast.answerTo(command)])}`)
    broadcast.announce()
  })
})
listen(http)
