// The bare Socket.IO server that ours is compared with: answers commands, and broadcasts a given message. No store, no rules.
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { createBroadcast, listen } from './broadcast.mjs'

const http = createServer()
const io = new Server(http, {
  serveClient: false,
  maxHttpBufferSize: 16 * 1024,
  pingInterval: 10_000,
  pingTimeout: 10_000,
  connectTimeout: 10_000,
  perMessageDeflate: false,
})
const broadcast = createBroadcast((event, ...args) => io.emit(event, ...args))
io.on('connection', (socket) => {
  socket.on('command', (command, answer) => {
    answer(broadcast.answerTo(command))
    broadcast.announce()
  })
})
listen(http)
