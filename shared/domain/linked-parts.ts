// Finds URLs in free text and separates them from the text around them.
import { withoutEndMarks } from './pasted-url.ts'

export type LinkedPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `href` is the URL as a browser parses it; `text` is short enough to read. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const address = /(?:https?:\/\/|www\.)[^\s<>"'«»“”]+/giu
const mostShown = 48

/** The parts in order. Joined, their texts equal the input, except for URLs that are shown shortened. */
export function linkedParts(text: string): readonly LinkedPart[] {
  const parts: LinkedPart[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const written = withoutEnd(match[0])
    const href = hrefOf(written)
    if (href === null) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push({ kind: 'link', text: shown(href, written), href })
    from = match.index + written.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

/** Removes Markdown marks and sentence punctuation after a URL. */
function withoutEnd(written: string): string {
  const bare = withoutEndMarks(written)
  const plain = bare.replace(/[*_~]+$/, '')
  return plain === written ? written : plain === bare ? bare : withoutEnd(plain)
}

/** Null if a browser cannot parse it, or if it contains a user name and password, which can imitate another host. */
function hrefOf(written: string): string | null {
  try {
    const url = new URL(/^www\./i.test(written) ? `https://${written}` : written)
    const isPlain = url.username === '' && url.password === '' && url.hostname.includes('.')
    return isPlain ? url.href : null
  } catch {
    return null
  }
}

/** Always shows the whole host, as a browser parses it, and only the start of a long path. */
function shown(href: string, written: string): string {
  if (written.length <= mostShown) return written
  const { host, pathname } = new URL(href)
  const room = Math.max(0, mostShown - host.length - 1)
  const path = pathname.replace(/%[\da-f%]*/gi, '').slice(0, room)
  return `${host}${path}…`
}
