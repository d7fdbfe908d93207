// Addresses of the web in what people wrote, beside the words around them.
import { withoutEndMarks } from './pasted-address.ts'

export type LinkedPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `href` as a browser understands it; `text` short enough to read. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const address = /(?:https?:\/\/|www\.)[^\s<>"'«»“”]+/giu
const mostShown = 48

/** In order; joined, their texts are the text again, but for addresses that are shown shorter. */
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

/** The marks of Markdown and of a sentence behind an address are no part of it. */
function withoutEnd(written: string): string {
  const bare = withoutEndMarks(written)
  const plain = bare.replace(/[*_~]+$/, '')
  return plain === written ? written : plain === bare ? bare : withoutEnd(plain)
}

/** Null for what no browser reads as an address, and for one with a name and a password in it, which pretend to be another host. */
function hrefOf(written: string): string | null {
  try {
    const url = new URL(/^www\./i.test(written) ? `https://${written}` : written)
    const isPlain = url.username === '' && url.password === '' && url.hostname.includes('.')
    return isPlain ? url.href : null
  } catch {
    return null
  }
}

/** The host always whole and as the browser understands it; of a long rest only its beginning. */
function shown(href: string, written: string): string {
  if (written.length <= mostShown) return written
  const { host, pathname } = new URL(href)
  const room = Math.max(0, mostShown - host.length - 1)
  const path = pathname.replace(/%[\da-f%]*/gi, '').slice(0, room)
  return `${host}${path}…`
}
