// Renders strict Markdown as React elements: text and structure, never HTML, images or anything executable.
import { fromMarkdown } from 'mdast-util-from-markdown'
import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import type { Direction } from '../i18n/direction.ts'
import type { Digits } from '../i18n/i18n.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import { writtenDirection } from '../i18n/written-in.ts'
import styles from './markdown.module.css'
import { useWritten } from './written.tsx'

type RootContent = ReturnType<typeof fromMarkdown>['children'][number]
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number]

export type MarkdownProps = {
  readonly source: string
  /** The level of the document's first heading: 2 under a page's title, 3 in a section. */
  readonly headingLevel?: 2 | 3 | 4
  /** Uses columns where there is room: for statements. */
  readonly columns?: boolean
  /** The language that the author declared. */
  readonly lang?: string | undefined
}

/**
 * Allows only https and mailto links; any other link is reduced to its text. Parses the URL, because `java\nscript:` and similar
 * tricks defeat every string comparison.
 */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address)
    if (url.protocol === 'mailto:') return url.href
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
  } catch {
    return null
  }
}

/**
 * People paste texts with every line a paragraph and no blank lines between. CommonMark would join such lines, so each line break next to a
 * long line or after the end of a sentence starts a new paragraph. Short lines kept together (a poem, an address) stay one paragraph.
 */
export function separateParagraphs(source: string): string {
  const lines = source.replaceAll('\r\n', '\n').replaceAll('\u2028', '\n').split('\n')
  const structural = /^\s*(?:[#>*+-]|\d+[.)]|\u2022)\s?/
  const ends = /[.!?؟۔:…»”"][\s*_]*$/
  const out: string[] = []
  for (const [index, raw] of lines.entries()) {
    // Four leading spaces would turn a paragraph into code, and so would no-break spaces.
    const line = raw.replace(/^[\s\u00a0]+(?=\S)/u, (lead) => (lead.length > 3 ? '' : lead)).trimEnd()
    const before = lines[index - 1]?.trimEnd() ?? ''
    const bothText = line !== '' && before !== '' && !structural.test(line) && !structural.test(before)
    // A quotation ends with its lines: CommonMark would include the following paragraph.
    if (/^\s*>/.test(before) && line !== '' && !structural.test(line)) out.push('')
    if (bothText && (ends.test(before) || before.length > 90 || line.length > 90)) out.push('')
    out.push(line.replace(/^\u2022\s*/, '- '))
  }
  return out.join('\n')
}

/** Treats a paragraph as a heading if it is one short line without an end mark, followed by text. */
function isTitleLine(node: RootContent, next: RootContent | undefined): boolean {
  if (node.type !== 'paragraph' || next?.type !== 'paragraph') return false
  const text = textOf(node)
  const nextText = textOf(next)
  return (
    text.length > 1 &&
    text.length <= 90 &&
    !text.includes('\n') &&
    !/[.!?؟،,;؛…]$/.test(text) &&
    nextText.length > text.length * 1.5 &&
    nextText.length > 110
  )
}

function textOf(node: RootContent | PhrasingContent): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** A parsed text never changes its order, so its parts are positional children and need no keys. */
function inOrder(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts)
}

function linesOf(text: string): ReactNode {
  const [first, ...rest] = text.split('\n')
  const parts: ReactNode[] = [first]
  for (const line of rest) parts.push(createElement('br'), line)
  return inOrder(parts)
}

function phrasing(nodes: readonly PhrasingContent[]): ReactNode {
  return inOrder(nodes.map(phrase))
}

function phrase(node: PhrasingContent): ReactNode {
  switch (node.type) {
    case 'text':
      // In pasted text a single line break is intended.
      return linesOf(node.value)
    case 'emphasis':
      return <em>{phrasing(node.children)}</em>
    case 'strong':
      return <strong>{phrasing(node.children)}</strong>
    case 'break':
      return <br />
    case 'link': {
      const href = safeHref(node.url)
      if (href === null) return phrasing(node.children)
      return (
        // A link text that is only an address runs left to right.
        <a href={href} rel="noopener noreferrer nofollow ugc" dir={writtenDirection(textOf(node)) ?? 'ltr'}>
          {phrasing(node.children)}
        </a>
      )
    }
    // Inline code and raw HTML are shown as plain text; React escapes them.
    case 'inlineCode':
    case 'html':
      return node.value
    case 'image':
      return node.alt ?? null
    case 'linkReference':
    case 'delete':
      return phrasing(node.children)
    case 'imageReference':
      return node.alt ?? null
    case 'footnoteReference':
      return null
    default:
      return node satisfies never
  }
}

type Place = {
  readonly level: number
  readonly shallowest: number
  readonly depth: number
  /** The direction of the enclosing element. */
  readonly dir: Direction
  /** The reader's digits; used to number lists. */
  readonly digits: Digits
}

/**
 * Set only if a block runs the other way than its parent. All letters inside decide: `dir=auto` ignores children that have a `dir`, and
 * falls back to left to right.
 */
function ownDirection(node: RootContent, { dir }: Place): Direction | undefined {
  const own = writtenDirection(textOf(node))
  return own === null || own === dir ? undefined : own
}

/** Limit on nesting: deeper quotations are an attack, not a text. */
const deepest = 8

function block(node: RootContent, next: RootContent | undefined, place: Place): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return isTitleLine(node, next) ? (
        heading(place.level, node, place)
      ) : (
        <p dir={ownDirection(node, place)}>{phrasing(node.children)}</p>
      )
    case 'heading':
      return heading(place.level + node.depth - place.shallowest, node, place)
    case 'blockquote':
      return (
        <blockquote dir={ownDirection(node, place)}>{blocks(node.children, turned(node, place))}</blockquote>
      )
    case 'list': {
      if (place.depth >= deepest) return null
      const dir = ownDirection(node, place)
      const inner = { ...turned(node, place), depth: place.depth + 1 }
      // Items keep the direction of their list, because their markers are in the list's padding.
      const items = node.children.map((item) =>
        createElement(
          'li',
          null,
          ...item.children.map((child) =>
            child.type === 'paragraph' && !item.spread
              ? itemWords(child, inner)
              : block(child, undefined, inner),
          ),
        ),
      )
      return node.ordered
        ? createElement(
            'ol',
            { dir, start: node.start ?? 1, 'data-digits': place.digits === 'arab' ? 'arab' : undefined },
            ...items,
          )
        : createElement('ul', { dir }, ...items)
    }
    case 'thematicBreak':
      return <hr />
    case 'code':
    case 'html':
      return <p dir={ownDirection(node, place)}>{node.value}</p>
    default:
      // Definitions, and node types of extensions that we do not load.
      return null
  }
}

function turned(node: RootContent, place: Place): Place {
  return { ...place, dir: ownDirection(node, place) ?? place.dir }
}

function itemWords(paragraph: Extract<RootContent, { type: 'paragraph' }>, place: Place): ReactNode {
  const dir = ownDirection(paragraph, place)
  const words = phrasing(paragraph.children)
  return dir === undefined ? words : <bdi dir={dir}>{words}</bdi>
}

function heading(
  level: number,
  node: Extract<RootContent, { type: 'paragraph' | 'heading' }>,
  place: Place,
): ReactNode {
  const tag = `h${Math.min(6, Math.max(2, level))}`
  return createElement(tag, { dir: ownDirection(node, place) }, phrasing(node.children))
}

function blocks(nodes: readonly RootContent[], outer: Place): ReactNode {
  if (outer.depth >= deepest) return null
  const place = { ...outer, depth: outer.depth + 1 }
  return inOrder(nodes.map((node, index) => block(node, nodes[index + 1], place)))
}

export function Markdown({ source, headingLevel = 3, columns = false, lang }: MarkdownProps) {
  const written = useWritten()(source, { lang })
  const { dir } = written
  const { digits } = useI18n()
  const content = useMemo(() => {
    const tree = fromMarkdown(separateParagraphs(source))
    const depths = tree.children.flatMap((node) => (node.type === 'heading' ? [node.depth] : []))
    const shallowest = Math.min(6, ...depths)
    return blocks(tree.children, { level: headingLevel, shallowest, depth: 0, dir, digits })
  }, [source, headingLevel, dir, digits])
  return (
    <div className={styles.text} data-columns={columns || undefined} {...written}>
      {content}
    </div>
  )
}
