// The bare Hono server that our pages are compared with: sends the same bytes with the same headers, from memory.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { listen } from './broadcast.mjs'

let app = new Hono()
const http = createServer(getRequestListener((request, environment) => app.fetch(request, environment)))
process.on('message', ({ path, headers, body }) => {
  const bytes = Buffer.from(body, 'base64')
  // A new app each time: Hono accepts no routes after its first answer.
  app = new Hono()
  app.get(path, (context) => context.body(bytes, 200, headers))
})
listen(http)
