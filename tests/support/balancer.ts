// A load balancer in front of several servers: HAProxy or nginx, found or installed, with the configuration shipped in `deploy/`.
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { findProgram } from './browser.ts'
import { freePort } from './free-port.ts'
import { installWithApt } from './install-with-apt.ts'
import { keepService, makePrivateFolder } from './private-service.ts'

export type BalancerKind = 'haproxy' | 'nginx'
export type Balancer = {
  readonly url: string
  /** Its log output: stdout and stderr, and for nginx also the file it logs to before it reads its configuration. */
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

/** The packaged nginx writes temporary files to folders that only its own account may use; these lines move them into ours. */
function temporaryPaths(folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return kinds.map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`).join('\n')
}

export type TlsFiles = {
  /** Paths of the PEM files. */
  readonly certificate: string
  readonly key: string
  /** Ports to listen on for http and https. */
  readonly ports: readonly [http: number, https: number]
}

/** Replaces the listener without a certificate by the shipped TLS lines, which are commented out (`#` without a space). */
function withTls(shipped: string, folder: string, { certificate, key, ports }: TlsFiles): string {
  const both = join(folder, 'both.pem')
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'))
  return shipped
    .replace(/^ *(?:bind :8080|listen 8080;)$/m, '')
    .replace(/^( *)#(?=\S| {2,}\S)/gm, '$1')
    .replace(/^ *listen \[::\].*$/gm, '')
    .replace(/(?<=bind )::(?::80) v4v6/, `127.0.0.1:${ports[0]}`)
    .replace(/(?<=bind )::(?::443) v4v6/, `127.0.0.1:${ports[1]}`)
    .replace('listen 80;', `listen 127.0.0.1:${ports[0]};`)
    .replace('listen 443 ', `listen 127.0.0.1:${ports[1]} `)
    .replace('/etc/haproxy/multaqa.pem', both)
    .replace(/\/etc\/letsencrypt\S+fullchain\.pem/, certificate)
    .replace(/\/etc\/letsencrypt\S+privkey\.pem/, key)
}

/**
 * `ports` are those of the two servers. Resolves when one of them answers through the balancer. Only addresses (and with `tls` the TLS
 * lines) are changed; the rest of the configuration is as shipped.
 */
export async function startBalancer(
  kind: BalancerKind,
  ports: readonly [number, number],
  options: { readonly tls?: TlsFiles } = {},
): Promise<Balancer> {
  const program = ensureBalancer(kind)
  const folder = makePrivateFolder(kind, [])
  const port = options.tls?.ports[1] ?? (await freePort())
  const name = kind === 'haproxy' ? 'haproxy.cfg' : 'nginx.conf'
  const shipped = readFileSync(join(import.meta.dirname, '..', '..', 'deploy', name), 'utf8')
  const configuration = (options.tls === undefined ? shipped : withTls(shipped, folder.path, options.tls))
    .replaceAll('127.0.0.1:3001', `127.0.0.1:${ports[0]}`)
    .replaceAll('127.0.0.1:3002', `127.0.0.1:${ports[1]}`)
    // Fewer connections, because a test machine limits its processes; no user or group, because only root can change account.
    .replace('maxconn 40000', 'maxconn 500')
    .replace(/^ {2}(?:user|group) haproxy$/gm, '')
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
      if (options.tls !== undefined) return reach(port)
      const { ok, status } = await fetch(`http://127.0.0.1:${port}/healthz`, {
        signal: AbortSignal.timeout(1000),
      })
      if (!ok) throw new Error(`it answers ${status}`)
    },
  })
  await service.start()
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    logged: () => service.printed() + (existsSync(errors) ? readFileSync(errors, 'utf8') : ''),
    remove: service.remove,
  }
}

async function reach(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect').finally(() => socket.destroy())
}
