// Finds features in a built script that the oldest supported browsers lack: built-ins, DOM members, and regular expression syntax.
import { parseAst } from 'vite'
import { newerMembers } from './floor.ts'

type Node = { readonly type: string; readonly [field: string]: unknown }

const { builtins, dom, globals, olderNames } = newerMembers()
const ofOwner = new Set([...builtins, ...dom].map(({ owner, name }) => `${owner}.${name}`))
const newBuiltinNames = new Set(builtins.map(({ name }) => name).filter((name) => !olderNames.has(name)))
const newDomNames = new Set(dom.map(({ name }) => name).filter((name) => !olderNames.has(name)))
const newGlobals = new Set(globals)
/** Lookbehind (Safari 16.4), modifiers, flags `v` and later; a build cannot transpile them. */
const newPattern = /\(\?<[=!]|\(\?[ims]*-?[ims]+:/

/**
 * The features a script uses, each once. `defined` are keys of the project's own objects, which are therefore not counted as DOM members.
 */
export function findNewer(source: string, defined: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  walk(parseAst(source) as unknown as Node, (node, parent) => {
    if (node.type === 'MemberExpression' && node['computed'] !== true) {
      const name = nameOf(node['property'])
      const owner = nameOf(node['object'])
      if (owner !== null && ofOwner.has(`${owner}.${name}`)) found.add(`${owner}.${name}`)
      else if (name !== null && newBuiltinNames.has(name) && !defined.has(name) && isCalled(node, parent))
        found.add(`.${name}()`)
      else if (name !== null && newDomNames.has(name) && !defined.has(name) && isCalled(node, parent))
        found.add(`.${name}()`)
      if (owner !== null && newGlobals.has(owner)) found.add(owner)
    }
    if (node.type === 'NewExpression') {
      const name = nameOf(node['callee'])
      if (name !== null && newGlobals.has(name)) found.add(`new ${name}`)
      if (name === 'RegExp') {
        const [pattern] = node['arguments'] as readonly Node[]
        if (typeof pattern?.['value'] === 'string' && newPattern.test(pattern['value']))
          found.add(`RegExp ${pattern['value']}`)
      }
    }
    const regex = node['regex'] as { readonly pattern: string; readonly flags: string } | undefined
    if (regex && (newPattern.test(regex.pattern) || /[v]/.test(regex.flags)))
      found.add(`/${regex.pattern}/${regex.flags}`)
  })
  return [...found]
}

/** Keys of objects and classes, and destructured names. */
export function definedKeys(source: string): ReadonlySet<string> {
  const keys = new Set<string>()
  walk(parseAst(source) as unknown as Node, (node) => {
    if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(node.type) && node['computed'] !== true) {
      const name = nameOf(node['key'])
      if (name !== null) keys.add(name)
    }
    if (node.type === 'AssignmentExpression') {
      const left = node['left'] as Node
      const name = left.type === 'MemberExpression' ? nameOf(left['property']) : null
      if (name !== null) keys.add(name)
    }
  })
  return keys
}

/** `x.name(…)`; with `x.name?.(…)` the script works without the feature. */
function isCalled(node: Node, parent: Node | null): boolean {
  return parent?.type === 'CallExpression' && parent['callee'] === node && parent['optional'] !== true
}

function nameOf(node: unknown): string | null {
  const { type, name } = (node ?? {}) as { readonly type?: string; readonly name?: string }
  return type === 'Identifier' ? (name ?? null) : null
}

function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => void,
  parent: Node | null = null,
): void {
  visit(node, parent)
  for (const value of Object.values(node)) {
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (typeof inner === 'object' && inner !== null && 'type' in inner) walk(inner as Node, visit, node)
    }
  }
}
