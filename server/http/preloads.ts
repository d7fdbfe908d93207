// The built files that a page will need, listed in its head so that a slow network fetches them in parallel.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownValue } from '#shared/domain/own-value.ts'
import { type InlineStyles, linkedStyles, openInlineStyles } from './inline-styles.ts'

type Chunk = {
  readonly file: string
  readonly name?: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

export type Preloads = {
  /** Tags for the head: the page's scripts and styles, and the messages of a language. */
  readonly tagsFor: (path: string, language: string) => string
  /** Style sheets for browsers without script: the fonts, which a script would load, and `no-script.css`. */
  readonly noScriptTags: string
  readonly styles: InlineStyles
}

/** Names of the built chunks, from `vite.config.ts` and the pages' own file names. */
const pages: readonly (readonly [pattern: RegExp, chunk: string])[] = [
  [/^\/$/, 'home-page'],
  [/^\/g\/[^/]+\/propose$/, 'propose-page'],
  [/^\/g\/[^/]+\/propose\/plain$/, 'plain-propose-page'],
  [/^\/g\/[^/]+\/host$/, 'host-page'],
  [/^\/g\/[^/]+\/control$/, 'control-page'],
  [/^\/g\/[^/]+\/organize(\/.*)?$/, 'organize-page'],
  [/^\/g\/[^/]+\/[^/]+\/poster$/, 'poster-page'],
  [/^(?:\/g\/[^/]+)?\/panic$/, 'panic-page'],
  [/^\/clear(?:ed)?$/, 'clear-page'],
  [/^\/about$/, 'about-page'],
  [/^\/help(?:\/\w+)?$/, 'help-page'],
  [/^\/g\/[^/]+\/programme\/?$/, 'programme-page'],
  [/^\/g\/[^/]+\/come\/?$/, 'come-page'],
  [/^\/g\/[^/]+\/watch\/?$/, 'watch-page'],
  [/^\/g\/[^/]+\/reply\/[^/]+$/, 'participant'],
  [/^\/g\/[^/]+\/?$/, 'gathering'],
  [/^\/g\/[^/]+\/[^/]+\/?$/, 'participant'],
]

/** Reads the build's manifest in `directory`; without one, no page lists files. `template` is the built `index.html`. */
export function openPreloads(directory: string, template: string): Preloads {
  const file = join(directory, '.vite', 'manifest.json')
  const manifest: Manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}

  const keyByName = new Map(Object.entries(manifest).map(([key, chunk]) => [chunk.name ?? key, key]))

  function addFiles(key: string | undefined, files: Set<string>): void {
    const chunk = key === undefined ? undefined : ownValue(manifest, key)
    if (chunk === undefined || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const imported of chunk.imports ?? []) addFiles(imported, files)
  }

  /** The files that the built page already lists. */
  const own = new Set<string>()
  addFiles('index.html', own)

  /** The page's own scripts and styles, and those that render every page. */
  function filesOf(chunk: string | undefined): string[] {
    const files = new Set<string>()
    addFiles(keyByName.get('interface'), files)
    if (chunk !== undefined) addFiles(keyByName.get(chunk), files)
    return [...files].filter((name) => !own.has(name))
  }

  const sheets = [undefined, ...new Set(pages.map(([, chunk]) => chunk))].map((chunk) => [
    ...filesOf(chunk).filter((name) => name.endsWith('.css')),
    ...linkedStyles(template),
  ])

  const faces = Object.values(manifest).find(({ file }) => /^assets\/fonts-[\w-]+\.css$/.test(file))
  const styles = [...(faces === undefined ? [] : [faces.file]), 'no-script.css']

  return {
    noScriptTags: `<noscript>${styles.map((file) => `<link rel="stylesheet" href="/${file}">`).join('')}</noscript>`,
    styles: openInlineStyles(sheets, (file) => readFileSync(join(directory, file), 'utf8')),
    tagsFor: (path, language) => {
      const words = (tag: string) => `i18n/messages/${tag}.json?words=pages`
      const files = new Set<string>()
      addFiles(Object.hasOwn(manifest, words(language)) ? words(language) : words('ar'), files)
      const page = pages.find(([pattern]) => pattern.test(path))?.[1]
      return [...new Set([...files, ...filesOf(page)])]
        .filter((name) => !own.has(name))
        .map((name) =>
          name.endsWith('.css')
            ? `<link rel="stylesheet" href="/${name}">`
            : `<link rel="modulepreload" href="/${name}">`,
        )
        .join('\n    ')
    },
  }
}
