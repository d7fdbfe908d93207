// The HTML around the client: title and preview for a link that is passed on, and the first snapshot, so that a page needs one request less.
import { textFor } from '#shared/domain/gathering.ts'
import type { Snapshot } from '#shared/protocol/views.ts'

const headMark = '<!--multaqa:head-->'
const dataMark = '<!--multaqa:data-->'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

/** JSON that cannot end the element it stands in. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}

/**
 * `template` is the built `index.html`; `snapshot` is the public one, or null for a page of no gathering. `preloads` are tags for
 * files that the page will need.
 */
export function pageShell(
  template: string,
  page: {
    readonly snapshot: Snapshot | null
    readonly language: string
    readonly url: string
    readonly preloads: string
  },
): string {
  const { snapshot } = page
  const title = snapshot === null ? '<title>Multaqa · ملتقى</title>' : describe(snapshot, page)
  const data =
    snapshot === null ? '' : `<script type="application/json" id="snapshot">${embedJson(snapshot)}</script>`
  // Functions, because `$&` in somebody's title must stay as it is.
  return template.replace(headMark, () => `${title}\n    ${page.preloads}`).replace(dataMark, () => data)
}

function describe(snapshot: Snapshot, page: { readonly language: string; readonly url: string }): string {
  const { text } = textFor(snapshot.gathering, page.language)
  return [
    `<title>${escapeHtml(text.title)}</title>`,
    `<meta name="description" content="${escapeHtml(text.slogan)}">`,
    `<meta property="og:title" content="${escapeHtml(text.title)}">`,
    `<meta property="og:description" content="${escapeHtml(text.slogan)}">`,
    `<meta property="og:type" content="website">`,
    `<meta property="og:url" content="${escapeHtml(page.url)}">`,
  ].join('\n    ')
}

/** The first language a browser asks for (RFC 9110 §12.5.4), without its region. */
export function askedLanguage(query: string | undefined, acceptLanguage: string | undefined): string {
  const first = query ?? acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? ''
  return /^[a-z]{2,3}/i.exec(first)?.[0].toLowerCase() ?? 'ar'
}
