// Finds features in built CSS, or in a page's inline styles, that the oldest supported browsers lack and that have no fallback before them.
import { compatData, type Feature, isNewer } from './floor.ts'

const css = compatData['css'] as Feature
const units = css['types']?.['length'] ?? {}
const viewport = /\d(?:[dsl]v(?:h|w|i|b|min|max))\b/
const container = /\dcq(?:w|h|i|b|min|max)\b/
const colours = /\b(?:oklch|oklab|lab|lch|color|color-mix|light-dark|contrast-color)\(/

type Declaration = { readonly property: string; readonly value: string; readonly hasOther: boolean }

/** `harmless`: properties, `property: value` pairs, selectors and at-rules that a page works without, each with a reason. */
export function findNewerStyles(
  sheet: string,
  harmless: Readonly<Record<string, string>>,
): readonly string[] {
  const found = new Set<string>()
  const report = (text: string) => Object.hasOwn(harmless, text) || found.add(text)
  eachBlock(sheet.replace(/\/\*[\s\S]*?\*\//g, ''), (prelude, inside, declarations) => {
    if (inside.some((outer) => outer.startsWith('@supports'))) return
    if (/^@(?!media|supports|font-face|keyframes|page|import|charset)/.test(prelude))
      report(prelude.split(/[\s(]/)[0] ?? '')
    if (/^@media/.test(prelude) && /[<>]/.test(prelude)) report(prelude)
    for (const [, name = ''] of prelude.matchAll(/:{1,2}(-?[a-z][\w-]*)/g)) {
      if (!prelude.startsWith('@') && isNewer(css['selectors']?.[name]))
        report(name === 'has' ? prelude : `:${name}`)
    }
    for (const declaration of declarations) for (const text of newerIn(declaration)) report(text)
  })
  return [...found]
}

function newerIn({ property, value, hasOther }: Declaration): readonly string[] {
  const found: string[] = []
  if (isNewer(css['properties']?.[property])) found.push(property)
  // A declaration with `var()` is always valid at parse time, so the fallback before it is lost.
  const isSafe = hasOther && !value.includes('var(')
  if (colours.test(value)) found.push(`${property}: ${value}`)
  if (
    (viewport.test(value) && isNewer(units['viewport_percentage_units_dynamic'])) ||
    container.test(value)
  ) {
    if (!isSafe) found.push(`${property}: ${value}`)
  }
  for (const word of value.match(/[a-z][a-z-]+/g) ?? []) {
    if (isNewer(css['properties']?.[property]?.[word]) && !isSafe) found.push(`${property}: ${word}`)
  }
  if (/\bin (?:oklab|oklch|lab|srgb)/.test(value)) found.push(`${property}: ${value}`)
  return found
}

/** Each rule with its enclosing at-rules. */
function eachBlock(
  text: string,
  visit: (prelude: string, inside: readonly string[], declarations: readonly Declaration[]) => void,
): void {
  const open: { prelude: string; body: string }[] = []
  let read = ''
  for (const letter of text) {
    if (letter === '{') {
      const from = Math.max(read.lastIndexOf(';'), -1) + 1
      if (open.length > 0) (open.at(-1) as { body: string }).body += read.slice(0, from)
      open.push({ prelude: read.slice(from).trim(), body: '' })
      read = ''
    } else if (letter === '}') {
      const block = open.pop()
      if (block === undefined) continue
      visit(
        block.prelude,
        open.map(({ prelude }) => prelude),
        declarationsOf(block.body + read),
      )
      read = ''
    } else read += letter
  }
}

export function declarationsOf(body: string): readonly Declaration[] {
  const before = new Set<string>()
  return body.split(/;(?![^(]*\))/).flatMap((part) => {
    const colon = part.indexOf(':')
    if (colon < 1) return []
    const property = part.slice(0, colon).trim()
    const declaration = { property, value: part.slice(colon + 1).trim(), hasOther: before.has(property) }
    before.add(property)
    return [declaration]
  })
}
