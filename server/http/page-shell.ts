// The HTML around the client: title and link preview, and the first snapshot, which saves a request.
import type { DrawnPage } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { pageHead } from '../page-head/page-head.ts'
import { embedJson } from './escape.ts'

const headMark = '<!--multaqa:head-->'
const dataMark = '<!--multaqa:data-->'
const rootMark = '<div id="root"></div>'
const languageMark = '<html lang="ar" dir="rtl">'

/**
 * `template` is the built `index.html`; `snapshot` is the public one, or null for a page without a gathering. `preloads` are tags for files
 * that the page will need.
 */
export function pageShell(
  template: string,
  page: {
    readonly snapshot: Snapshot | null
    readonly language: string
    readonly origin: string
    readonly pathname: string
    readonly preloads: string
    readonly frameHosts: readonly string[]
    readonly now: number
    /** The server-rendered HTML and the data it was rendered from; null if the browser renders alone. */
    readonly drawn: {
      readonly html: string
      readonly direction: 'rtl' | 'ltr'
      readonly page: DrawnPage
    } | null
  },
): string {
  const { snapshot, drawn } = page
  const head = pageHead(page)
  const data = [
    snapshot === null ? '' : embeddedSnapshot(snapshot),
    drawn === null ? '' : embedded('drawn', drawn.page),
  ].join('')
  // Replacement functions, because a `$&` in user text must stay as it is.
  const shell = template
    .replace(headMark, () => `${head}${frameTag(page.frameHosts)}\n    ${page.preloads}`)
    .replace(dataMark, () => data)
  if (drawn === null) return shell
  return afterTheWords(shell, page.preloads)
    .replace(languageMark, `<html lang="${drawn.page.language}" dir="${drawn.direction}">`)
    .replace(rootMark, () => `<div id="root">${drawn.html}</div>`)
}

/**
 * Loads the scripts of a server-rendered page after its content: the template's scripts, which open the socket, get low priority, and the
 * tags of those that render move to the end of the body (Fetch Priority; HTML, body-ok links).
 */
function afterTheWords(shell: string, preloads: string): string {
  const later = [...preloads.matchAll(modulePreload)].map(([tag]) => tag).join('')
  return shell
    .replace(preloads, () => preloads.replace(modulePreload, ''))
    .replace('</body>', () => `${later}</body>`)
    .replace(/<(?:script type="module"|link rel="modulepreload")/g, '$& fetchpriority="low"')
}

const modulePreload = /<link rel="modulepreload"[^>]*>\s*/g

/** Read by `client/sync/installation.ts`. */
function frameTag(hosts: readonly string[]): string {
  return hosts.length === 0 ? '' : `\n    <meta name="frame-hosts" content="${hosts.join(' ')}">`
}

function embedded(id: string, value: unknown): string {
  return `<script type="application/json" id="${id}">${embedJson(value)}</script>`
}

/** Every page of a gathering contains the same snapshot, so it is serialized once. */
const writtenSnapshots = new WeakMap<Snapshot, string>()

function embeddedSnapshot(snapshot: Snapshot): string {
  const written = writtenSnapshots.get(snapshot) ?? embedded('snapshot', snapshot)
  writtenSnapshots.set(snapshot, written)
  return written
}
