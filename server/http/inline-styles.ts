// Inlines a page's style sheets: on a slow connection, each extra file delays the first paint.
import { createHash } from 'node:crypto'

export type InlineStyles = {
  /** The page with its style sheets inlined; unchanged if they are unknown. */
  readonly put: (page: string) => string
  /** Hashes of every text that can be inlined, for the Content Security Policy (CSP Level 3 §2.3.1). */
  readonly hashes: readonly string[]
}

const linkPattern = /<link rel="stylesheet"(?: crossorigin)? href="\/([^"]+\.css)">/g

/** `sheets`: lists of files that occur together on a page, in order. `read` returns a file's text. */
export function openInlineStyles(
  sheets: readonly (readonly string[])[],
  read: (file: string) => string,
): InlineStyles {
  const texts = new Map(sheets.map((files) => [files.join(' '), files.map(read).join('')]))
  texts.delete('')
  const known = new Set(sheets.flat())
  return {
    put: (page) => {
      const files = [...page.matchAll(linkPattern)]
        .map(([, file = '']) => file)
        .filter((file) => known.has(file))
      const text = texts.get(files.join(' '))
      if (text === undefined) return page
      let isFirst = true
      return page.replace(linkPattern, (link, file: string) => {
        if (!known.has(file)) return link
        // Scripts read these names to know which sheets they need not fetch.
        const style = isFirst ? `<style data-files="${files.join(' ')}">${text}</style>` : ''
        isFirst = false
        return style
      })
    },
    hashes: [...texts.values()].map(
      (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    ),
  }
}

/** The style sheets that a page links, in order. */
export function linkedStyles(page: string): readonly string[] {
  return [...page.matchAll(linkPattern)].map(([, file = '']) => file)
}
