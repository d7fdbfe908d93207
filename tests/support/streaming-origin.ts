// A city's own streaming origin with the configuration shipped in `deploy/streaming/`, on its own ports.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './browser.ts'
import { freePort } from './free-port.ts'
import { installWithApt } from './install-with-apt.ts'
import { keepService, makePrivateFolder, type PrivateService } from './private-service.ts'

const rtmpModule = '/usr/lib/nginx/modules/ngx_rtmp_module.so'
const shipped = join(import.meta.dirname, '..', '..', 'deploy', 'streaming', 'nginx.conf')

/** Whether nginx and its RTMP module exist, after an attempt to install them. */
export function hasStreamingOrigin(): boolean {
  const isThere = () => findProgram('nginx') !== null && existsSync(rtmpModule)
  if (!isThere()) installWithApt('nginx')
  if (!isThere()) installWithApt('libnginx-mod-rtmp')
  return isThere()
}

export type StreamingOrigin = {
  /** The address a phone pushes to, including the key. */
  readonly pushAddress: (name: string, key: string) => string
  readonly watchAddress: (name: string) => string
  readonly service: PrivateService
}

/** `keys`: by the city's name in the address. */
export async function startStreamingOrigin(keys: Readonly<Record<string, string>>): Promise<StreamingOrigin> {
  const folder = makePrivateFolder('streaming', ['www-data'])
  const [rtmp, ask, http] = [await freePort(), await freePort(), await freePort()]
  const keyFile = join(folder.path, 'keys')
  writeFileSync(
    keyFile,
    Object.entries(keys)
      .map(([name, key]) => `"${name}:${key}" 1;\n`)
      .join(''),
  )
  // Only ports and folders are changed; the rest is as shipped.
  const configuration = readFileSync(shipped, 'utf8')
    .replace('include /usr/share/nginx/modules-available/mod-rtmp.conf', `load_module ${rtmpModule}`)
    .replace('/etc/multaqa-streaming/keys', keyFile)
    .replaceAll('/run/multaqa-streaming', folder.path)
    .replaceAll('/var/lib/multaqa-streaming', folder.path)
    .replace('listen 1935', `listen 127.0.0.1:${rtmp}`)
    .replaceAll('127.0.0.1:8091', `127.0.0.1:${ask}`)
    .replace('listen 8090', `listen 127.0.0.1:${http}`)
  const file = join(folder.path, 'nginx.conf')
  writeFileSync(file, configuration)
  const service = keepService({
    folder,
    command: [findProgram('nginx') ?? 'nginx', '-e', 'stderr', '-c', file, '-g', 'daemon off;'],
    endSignal: 'SIGTERM',
    answers: async () => {
      const { status } = await fetch(`http://127.0.0.1:${http}/`, { signal: AbortSignal.timeout(1000) })
      if (status !== 204) throw new Error(`it answers ${status}`)
    },
  })
  try {
    await service.start()
  } catch (error) {
    await service.remove()
    throw error
  }
  return {
    pushAddress: (name, key) => `rtmp://127.0.0.1:${rtmp}/live/${name}?key=${key}`,
    watchAddress: (name) => `http://127.0.0.1:${http}/hls/${name}/index.m3u8`,
    service,
  }
}
