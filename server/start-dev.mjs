// `npm run dev`: restarts the server and hot-reloads the client when files change, at one address. PORT and HOST set that address; the
// server itself listens on a free local port.
import { spawn } from 'node:child_process'
import { createServer as createPort } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createPort().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

const port = await freePort()
// Keeps the browser's address in `Host`, because the server compares it with `Origin`.
const target = { target: `http://127.0.0.1:${port}`, changeOrigin: false }
const vite = await createServer({
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'warn',
  server: {
    port: Number(process.env.PORT || 5173),
    strictPort: process.env.PORT !== undefined,
    host: process.env.HOST || 'localhost',
    proxy: {
      '/api': target,
      '/healthz': target,
      '/socket.io': { ...target, ws: true },
      '^/(g/.*)?[^/]+\\.(ics|atom|json|png|xml|txt)(\\?|$)': target,
      '/embed': target,
    },
  },
})
await vite.listen()
const origin = (vite.resolvedUrls?.local[0] ?? `http://localhost:${vite.config.server.port}/`).slice(0, -1)

const server = spawn(
  process.execPath,
  [tsxPath(), 'watch', '--clear-screen=false', join(root, 'server/main.ts')],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: process.env.PUBLIC_URL || origin,
    },
  },
)

function tsxPath() {
  return fileURLToPath(import.meta.resolve('tsx/cli'))
}

let isStopping = false
function stop() {
  if (isStopping) return
  isStopping = true
  server.kill('SIGTERM')
  void vite.close()
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
server.on('exit', (code) => {
  stop()
  process.exitCode = code ?? 0
})
