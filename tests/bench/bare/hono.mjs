// The bare Hono server that our pages are measured against: answers the same bytes with the same headers, from memory.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { listen } from './broadcast.mjs'

let app = new Hono()
const http = createServer(getRequestListener((request, environment) => app.fetch(request, environment)))
process.on('message', ({ path, headers, body }) => {
  const bytes = Buffer.from(body, 'base64')
  // A new one each time: Hono takes no more routes once it has answered.
  app = new Hono()
  app.get(path, (context) => context.body(bytes, 200, headers))
})
listen(http)
