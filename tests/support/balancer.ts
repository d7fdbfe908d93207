// A balancer before several servers: HAProxy or nginx, found or installed, with the configuration that is shipped in `deploy/`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './browser.ts'
import { freePort } from './free-port.ts'
import { installWithApt } from './install-with-apt.ts'
import { keepService, makePrivateFolder } from './private-service.ts'

export type BalancerKind = 'haproxy' | 'nginx'
export type Balancer = {
  readonly url: string
  /** What it wrote by itself: on its outputs, and of nginx into the file that it has before it reads its configuration. */
  readonly logged: () => string
  readonly remove: () => Promise<void>
}

/** The path of the program. Throws one line that says what to install. */
export function ensureBalancer(kind: BalancerKind): string {
  const found = findProgram(kind)
  if (found !== null) return found
  installWithApt(kind)
  const installed = findProgram(kind)
  if (installed !== null) return installed
  throw new Error(`The tests of several processes need ${kind}: install it so that it is found in PATH.`)
}

/** nginx was built to write where only its own account may. */
function temporaryPaths(folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return kinds.map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`).join('\n')
}

/** `ports` are of the two servers; it is ready when one of them answers through it. Only addresses are put in: all else is as people use it. */
export async function startBalancer(kind: BalancerKind, ports: readonly [number, number]): Promise<Balancer> {
  const program = ensureBalancer(kind)
  const folder = makePrivateFolder(kind, [])
  const port = await freePort()
  const shipped = join(
    import.meta.dirname,
    '..',
    '..',
    'deploy',
    kind === 'haproxy' ? 'haproxy.cfg' : 'nginx.conf',
  )
  const configuration = readFileSync(shipped, 'utf8')
    .replaceAll('127.0.0.1:3001', `127.0.0.1:${ports[0]}`)
    .replaceAll('127.0.0.1:3002', `127.0.0.1:${ports[1]}`)
    // What a machine for tests allows its programs.
    .replace('maxconn 40000', 'maxconn 500')
    .replace('worker_rlimit_nofile 65536;', '')
    .replace('worker_connections 20000', 'worker_connections 500')
    .replace('bind :8080', `bind 127.0.0.1:${port}`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace('http {', `http {\n${temporaryPaths(folder.path)}`)
  const file = join(folder.path, 'configuration')
  writeFileSync(file, configuration)
  const ownFiles = `daemon off; pid ${join(folder.path, 'pid')};`
  const errors = join(folder.path, 'errors')
  const service = keepService({
    folder,
    command:
      kind === 'haproxy'
        ? [program, '-db', '-f', file]
        : [program, '-e', errors, '-p', folder.path, '-c', file, '-g', ownFiles],
    endSignal: 'SIGTERM',
    answers: async () => {
      const { ok, status } = await fetch(`http://127.0.0.1:${port}/healthz`, {
        signal: AbortSignal.timeout(1000),
      })
      if (!ok) throw new Error(`it answers ${status}`)
    },
  })
  await service.start()
  return {
    url: `http://127.0.0.1:${port}`,
    logged: () => service.printed() + (existsSync(errors) ? readFileSync(errors, 'utf8') : ''),
    remove: service.remove,
  }
}
