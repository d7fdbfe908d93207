// Finds objects that are read or written with a key unknown at compile time: `npm run check:keys`.
// `object[id]` also finds inherited properties (`constructor`, `__proto__`). Use a Map, or `ownValue` for an object parsed from JSON.
import { join, relative } from 'node:path'
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast'
import { isBinaryExpression, isElementAccessExpression, isForInStatement } from 'typescript/unstable/ast/is'
import { API, type Checker, type Project, type Type, TypeFlags } from 'typescript/unstable/sync'

const root = join(import.meta.dirname, '..', '..')

/** Exceptions that are safe, each with its reason: the file's path from the root, and the expression as written. */
export const allowed: readonly { readonly file: string; readonly text: string; readonly why: string }[] = [
  {
    file: 'shared/domain/own-value.ts',
    text: 'object[key]',
    why: 'reads only what Object.hasOwn found',
  },
]

export type Finding = {
  readonly file: string
  readonly line: number
  /** The expression as written in the file. */
  readonly text: string
}

/** Every such expression in the files of these projects (paths of `tsconfig.json`) for which `isOwnFile` is true. */
export function findOpenKeys(
  projects: readonly string[],
  isOwnFile: (path: string) => boolean,
  cwd = root,
): Finding[] {
  const api = new API({ cwd })
  try {
    const snapshot = api.updateSnapshot({ openProjects: [...projects] })
    const found = new Map<string, Finding>()
    for (const project of snapshot.getProjects()) {
      for (const path of project.program.getSourceFileNames()) {
        if (!isOwnFile(path)) continue
        const source = project.program.getSourceFile(path)
        if (source === undefined) continue
        for (const finding of findInFile(project, source, relative(cwd, path))) {
          found.set(`${finding.file}:${finding.line}:${finding.text}`, finding)
        }
      }
    }
    return [...found.values()]
  } finally {
    api.close()
  }
}

type Access = { readonly node: Node; readonly object: Node; readonly key: Node }

function findInFile({ checker }: Project, source: SourceFile, file: string): Finding[] {
  const accesses: Access[] = []
  const loops: Node[] = []
  const visit = (node: Node): void => {
    if (isElementAccessExpression(node)) {
      accesses.push({ node, object: node.expression, key: node.argumentExpression })
    } else if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword) {
      accesses.push({ node, object: node.right, key: node.left })
    } else if (isForInStatement(node)) {
      loops.push(node)
    }
    node.forEachChild(visit)
  }
  visit(source)
  const open = accesses.filter(({ key }) => !isLiteral(key))
  const keys = checker.getTypeAtLocation(open.map(({ key }) => key))
  const objects = checker.getTypeAtLocation(open.map(({ object }) => object))
  const risky = open.filter((access, index) => {
    const [key, object] = [keys[index], objects[index]]
    if (key === undefined || !isOpenKey(checker, key)) return false
    const isList = access.node.kind === SyntaxKind.ElementAccessExpression && object !== undefined
    return !(isList && isListLike(checker, object))
  })
  return [...risky.map(({ node }) => node), ...loops].map((node) => {
    const start = node.getStart(source)
    const line = source.text.slice(0, start).split('\n').length
    return { file, line, text: source.text.slice(start, node.end).split('\n')[0] ?? '' }
  })
}

function isLiteral(node: Node): boolean {
  return (
    node.kind === SyntaxKind.StringLiteral ||
    node.kind === SyntaxKind.NoSubstitutionTemplateLiteral ||
    node.kind === SyntaxKind.NumericLiteral ||
    node.kind === SyntaxKind.PrivateIdentifier
  )
}

/** Whether the key may be any string. */
function isOpenKey(checker: Checker, type: Type): boolean {
  if (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.String | TypeFlags.TemplateLiteral))
    return true
  if (type.isUnionType()) return type.getTypes().some((part) => isOpenKey(checker, part))
  if (type.isIntersectionType()) return type.getTypes().every((part) => isOpenKey(checker, part))
  if (type.flags & (TypeFlags.TypeParameter | TypeFlags.IndexedAccess | TypeFlags.Conditional)) {
    const constraint = checker.getBaseConstraintOfType(type)
    return constraint === undefined || constraint.id === type.id || isOpenKey(checker, constraint)
  }
  return false
}

/** Whether this is an array or a string; both are only indexed by position. */
function isListLike(checker: Checker, type: Type): boolean {
  if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return false
  if (type.isUnionType()) {
    return type
      .getTypes()
      .every(
        (part) => (part.flags & (TypeFlags.Undefined | TypeFlags.Null)) !== 0 || isListLike(checker, part),
      )
  }
  return (type.flags & TypeFlags.StringLike) !== 0 || checker.isArrayLikeType(type)
}

function main(): void {
  const projects = ['shared', 'server', 'client'].map((name) => join(root, name, 'tsconfig.json'))
  const isOwnFile = (path: string) => /^(?:shared|server|client)\//.test(relative(root, path))
  const isAllowed = ({ file, text }: Finding) =>
    allowed.some((each) => each.file === file && each.text === text)
  const findings = findOpenKeys(projects, isOwnFile).filter((finding) => !isAllowed(finding))
  for (const { file, line, text } of findings) console.error(`${file}:${line} ${text}`)
  if (findings.length > 0) {
    console.error(`${findings.length} keys that may name what an object inherits: use a Map or ownValue().`)
    process.exit(1)
  }
}

if (process.argv[1] === import.meta.filename) main()
