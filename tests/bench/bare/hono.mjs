// The bare Hono server that our pages are measured against: answers the same bytes with the same headers, from memory.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { listen } from './broadcast.mjs'

const app = new Hono()
const http = createServer(getRequestListener(app.fetch))
process.on('message', ({ path, headers, body }) => {
  const bytes = Buffer.from(body, 'base64')
  app.get(path, (context) => context.body(bytes, 200, headers))
  process.send({ added: path })
})
listen(http)
