// The styles of a page that the server drew stand in the page itself: on a slow line a file more is a wait more before anything is seen.
import { createHash } from 'node:crypto'

export type InlineStyles = {
  /** The page with its style sheets in it; as it was, where they are none of the known. */
  readonly put: (page: string) => string
  /** Of each text that is ever put in, as Content Security Policy names it (CSP Level 3 §2.3.1). */
  readonly hashes: readonly string[]
}

const linkPattern = /<link rel="stylesheet"(?: crossorigin)? href="\/([^"]+\.css)">/g

/** `sheets`: which files stand together on a page, in their order. `read` gives the text of one. */
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
        // The scripts learn from the names which sheets they need not fetch.
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

/** The style sheets that a page links, in their order. */
export function linkedStyles(page: string): readonly string[] {
  return [...page.matchAll(linkPattern)].map(([, file = '']) => file)
}
