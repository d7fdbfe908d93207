// The HTML around the client: title and preview for a link that is passed on, and the first snapshot, so that a page needs one request less.
import type { Snapshot } from '#shared/protocol/views.ts'
import { pageHead } from '../page-head/page-head.ts'
import { embedJson } from './escape.ts'

const headMark = '<!--multaqa:head-->'
const dataMark = '<!--multaqa:data-->'

/**
 * `template` is the built `index.html`; `snapshot` is the public one, or null for a page of no gathering. `preloads` are tags for
 * files that the page will need.
 */
export function pageShell(
  template: string,
  page: {
    readonly snapshot: Snapshot | null
    readonly language: string
    readonly origin: string
    readonly pathname: string
    readonly preloads: string
  },
): string {
  const { snapshot } = page
  const head = pageHead(page)
  const data =
    snapshot === null ? '' : `<script type="application/json" id="snapshot">${embedJson(snapshot)}</script>`
  // Functions, because `$&` in somebody's title must stay as it is.
  return template.replace(headMark, () => `${head}\n    ${page.preloads}`).replace(dataMark, () => data)
}

/** The first language a browser asks for (RFC 9110 §12.5.4), without its region. */
export function askedLanguage(query: string | undefined, acceptLanguage: string | undefined): string {
  const first = query ?? acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? ''
  return /^[a-z]{2,3}/i.exec(first)?.[0].toLowerCase() ?? 'ar'
}
