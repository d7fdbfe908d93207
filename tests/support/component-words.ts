// Parses components: finds hard-coded text that belongs in a message file, and messages used without the values they need.
import { parseSync } from 'vite'
export type Finding = { readonly file: string; readonly key: string; readonly problem: string }

type Node = { readonly type: string; readonly [field: string]: unknown }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value : [value]).filter(isNode)

function* everyNode(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) for (const child of nodesOf(value)) yield* everyNode(child)
}

function read(file: string, source: string): readonly Node[] {
  const { program, errors } = parseSync(file, source)
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`)
  return [...everyNode(program as unknown as Node)]
}

/** Attributes of elements or components that are displayed or read by a screen reader. */
const spoken =
  /^(aria-(label|description|roledescription|valuetext|placeholder|braillelabel)|placeholder|title|alt|label|heading|hint|caption)$/

/** Text that an expression may evaluate to; functions are not entered. */
function wordsOf(node: Node): string[] {
  const among = (...fields: readonly string[]) =>
    fields.flatMap((field) => nodesOf(node[field]).flatMap(wordsOf))
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : []
    case 'TemplateElement':
      return [(node['value'] as { readonly raw: string }).raw]
    case 'TemplateLiteral':
      return among('quasis', 'expressions')
    case 'ConditionalExpression':
      return among('consequent', 'alternate')
    case 'LogicalExpression':
      return node['operator'] === '&&' ? among('right') : among('left', 'right')
    case 'BinaryExpression':
      return node['operator'] === '+' ? among('left', 'right') : []
    case 'ArrayExpression':
      return among('elements')
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return among('expression')
    default:
      return []
  }
}

/** Hard-coded text that a reader would see or hear. */
export function findHardCoded(file: string, source: string): Finding[] {
  const words: string[] = []
  for (const node of read(file, source)) {
    if (node.type === 'JSXText') words.push(String(node['value']).replace(/&#?\w+;/g, ' '))
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const held = nodesOf(node['children']).filter(({ type }) => type === 'JSXExpressionContainer')
      words.push(...held.flatMap(wordsOf))
    }
    if (node.type === 'JSXAttribute') {
      const { name } = node['name'] as { readonly name: unknown }
      if (typeof name === 'string' && spoken.test(name))
        words.push(...nodesOf(node['value']).flatMap(wordsOf))
    }
  }
  return words
    .filter((word) => /\p{L}/u.test(word))
    .map((word) => ({
      file,
      key: `“${word.trim().replace(/\s+/g, ' ')}”`,
      problem: 'is text outside the language files',
    }))
}

/** The property names of an object literal, or null when they cannot be determined. */
function namesGiven(node: Node | undefined): ReadonlySet<string> | null {
  if (node === undefined) return new Set()
  if (node.type === 'JSXExpressionContainer') return namesGiven(node['expression'] as Node)
  if (node.type !== 'ObjectExpression') return null
  const names = new Set<string>()
  for (const property of nodesOf(node['properties'])) {
    if (property.type !== 'Property' || property['computed'] === true) return null
    const key = property['key'] as Node
    names.add(String(key['name'] ?? key['value']))
  }
  return names
}

function attribute(element: Node, wanted: string): Node | undefined {
  const found = nodesOf(element['attributes']).find(
    ({ type, name }) => type === 'JSXAttribute' && isNode(name) && name['name'] === wanted,
  )
  return nodesOf(found?.['value'])[0]
}

/** The key and the values where a message is used: `t('a.b', { n })` or `<T k="a.b" values={{ n }} />`. */
function saying(node: Node): { readonly key: Node | undefined; readonly values: Node | undefined } | null {
  if (node.type === 'CallExpression') {
    const callee = node['callee'] as Node
    const called = callee.type === 'MemberExpression' ? (callee['property'] as Node)['name'] : callee['name']
    const [key, values] = nodesOf(node['arguments'])
    return called === 't' ? { key, values } : null
  }
  const isT = node.type === 'JSXOpeningElement' && (node['name'] as Node)['name'] === 'T'
  return isT ? { key: attribute(node, 'k'), values: attribute(node, 'values') } : null
}

/** Finds messages used without their values. `taken` has the placeholders of each message. */
export function findWrongValues(
  file: string,
  source: string,
  taken: ReadonlyMap<string, ReadonlySet<string>>,
): Finding[] {
  const findings: Finding[] = []
  for (const node of read(file, source)) {
    const said = saying(node)
    const given = said && namesGiven(said.values)
    if (said?.key === undefined || given === null) continue
    for (const key of wordsOf(said.key)) {
      const needed = taken.get(key)
      if (needed === undefined) continue
      for (const name of needed) {
        if (!given.has(name)) findings.push({ file, key, problem: `is said without {${name}}` })
      }
      for (const name of given) {
        if (!needed.has(name)) findings.push({ file, key, problem: `has no place for {${name}}` })
      }
    }
  }
  return findings
}
