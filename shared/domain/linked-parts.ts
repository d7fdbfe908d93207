// Addresses of the web in what people wrote, beside the words around them.

export type LinkedPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `href` as a browser understands it; `text` short enough to read. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const address = /(?:https?:\/\/|www\.)[^\s<>"'«»“”]+/giu
/** What ends a sentence in any of our scripts is not part of an address. */
const sentenceEnd = /[.,;:!?؟،؛۔…*_~]+$/u
const closers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])
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

/** A closing bracket belongs to the address only where that opened one. */
function withoutEnd(written: string): string {
  let left = written
  for (;;) {
    const bare = left.replace(sentenceEnd, '')
    const last = bare.slice(-1)
    const opener = closers.get(last)
    const isOpened = opener !== undefined && bare.split(opener).length >= bare.split(last).length
    const next = opener === undefined || isOpened ? bare : bare.slice(0, -1)
    if (next === left) return left
    left = next
  }
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
