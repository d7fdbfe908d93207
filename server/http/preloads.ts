// Which built files a page will need, so that its head can name them and a slow network fetches them all at once.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Chunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

export type Preloads = {
  /** Tags for the head: the page's scripts and styles, and the words of a language. */
  readonly tagsFor: (path: string, language: string) => string
}

const pages: readonly (readonly [pattern: RegExp, page: string])[] = [
  [/^\/$/, 'home-page'],
  [/^\/g\/[^/]+\/?$/, 'gathering-page'],
  [/^\/g\/[^/]+\/preview$/, 'gathering-page'],
  [/^\/g\/[^/]+\/reply$/, 'reply-page'],
  [/^\/g\/[^/]+\/propose$/, 'propose-page'],
  [/^\/g\/[^/]+\/host$/, 'host-page'],
  [/^\/g\/[^/]+\/organize(\/.*)?$/, 'organize-page'],
  [/^\/g\/[^/]+\/[^/]+$/, 'meeting-page'],
]

/** Reads the manifest that the build left in `directory`; without one, no page names anything. */
export function openPreloads(directory: string): Preloads {
  const file = join(directory, '.vite', 'manifest.json')
  const manifest: Manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}

  function filesOf(key: string, seen: Set<string>): void {
    const chunk = manifest[key]
    // The entry is in the page already.
    if (chunk === undefined || key === 'index.html' || seen.has(chunk.file)) return
    seen.add(chunk.file)
    for (const style of chunk.css ?? []) seen.add(style)
    for (const imported of chunk.imports ?? []) filesOf(imported, seen)
  }

  return {
    tagsFor: (path, language) => {
      const files = new Set<string>()
      const words = `i18n/messages/${language}.json`
      filesOf(words in manifest ? words : 'i18n/messages/ar.json', files)
      const page = pages.find(([pattern]) => pattern.test(path))?.[1]
      if (page !== undefined) filesOf(`app/pages/${page}.tsx`, files)
      return [...files]
        .map((name) =>
          name.endsWith('.css')
            ? `<link rel="stylesheet" href="/${name}">`
            : `<link rel="modulepreload" href="/${name}">`,
        )
        .join('\n    ')
    },
  }
}
