// Serves the built client: files with a hash in their names, cached for ever and compressed in advance.

import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { Context } from 'hono'
import { ownValue } from '#shared/domain/own-value.ts'
import { openPreloads, type Preloads } from './preloads.ts'

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
}

export type Assets = {
  readonly directory: string
  /** The built `index.html`, with placeholders that the server fills. */
  readonly template: string
  readonly preloads: Preloads
  readonly has: (path: string) => boolean
}

/** Null if the client has not been built into `directory`. */
export function openAssets(directory: string): Assets | null {
  const index = join(directory, 'index.html')
  if (!existsSync(index)) return null
  const template = readFileSync(index, 'utf8')
  return {
    directory,
    template,
    preloads: openPreloads(directory, template),
    has: (path) => path !== '/' && !path.endsWith('.html') && fileOf(directory, path) !== null,
  }
}

/** Hidden folders are internal to the build: the manifest in one of them contains paths of the machine that built it. */
function fileOf(directory: string, path: string): string | null {
  if (path.includes('/.')) return null
  const file = normalize(join(directory, path))
  if (!file.startsWith(directory + sep) || path.includes('\0')) return null
  const extension = file.split('.').at(-1) ?? ''
  return Object.hasOwn(types, extension) && existsSync(file) ? file : null
}

export async function serveAsset(context: Context, assets: Assets): Promise<Response> {
  const file = fileOf(assets.directory, context.req.path)
  if (file === null) return context.notFound()
  const accepted = context.req.header('accept-encoding') ?? ''
  const packed = (['br', 'gz'] as const).find(
    (suffix) => accepted.includes(suffix === 'br' ? 'br' : 'gzip') && existsSync(`${file}.${suffix}`),
  )
  const body = await readFile(packed === undefined ? file : `${file}.${packed}`)
  const headers = new Headers({
    'Content-Type': ownValue(types, file.split('.').at(-1) ?? '') ?? 'application/octet-stream',
    'Cache-Control': context.req.path.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=3600',
    Vary: 'Accept-Encoding',
  })
  if (packed !== undefined) headers.set('Content-Encoding', packed === 'br' ? 'br' : 'gzip')
  return new Response(new Uint8Array(body), { headers })
}
