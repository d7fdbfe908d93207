// The oldest browsers that README names, and which features are newer than them by MDN's browser-compat-data.
import { createRequire } from 'node:module'

const oldest = {
  chrome: 100,
  chrome_android: 100,
  webview_android: 100,
  firefox: 102,
  firefox_android: 102,
  safari: 15.4,
  safari_ios: 15.4,
} as const

type Statement = {
  readonly version_added?: string | false | null
  readonly version_removed?: string
  readonly flags?: unknown
  readonly prefix?: string
  readonly alternative_name?: string
  readonly partial_implementation?: boolean
}
type Compat = { readonly support: Readonly<Record<string, Statement | readonly Statement[] | undefined>> }
export type Feature = { readonly __compat?: Compat } & { readonly [name: string]: Feature }

const require = createRequire(import.meta.url)
export const compatData = require('@mdn/browser-compat-data') as Feature

/** True when one of the oldest browsers lacks it, or has it only behind a flag or under another name. */
export function isNewer(feature: Feature | undefined): boolean {
  const support = feature?.__compat?.support
  if (support === undefined) return false
  return Object.entries(oldest).some(([browser, version]) => {
    const told = support[browser]
    if (told === undefined) return false
    return ![told].flat().some((statement) => {
      const { version_added: added, version_removed: removed, flags, prefix, alternative_name } = statement
      if (flags !== undefined || prefix !== undefined || alternative_name !== undefined) return false
      if (typeof added !== 'string' || added === 'preview') return false
      const since = Number.parseFloat(added.replace('≤', ''))
      return since <= version && (removed === undefined || Number.parseFloat(removed) > version)
    })
  })
}

export function membersOf(feature: Feature | undefined): readonly (readonly [string, Feature])[] {
  return (Object.entries(feature ?? {}) as [string, Feature][]).filter(([name]) => name !== '__compat')
}

/** `isStatic`: whether it is a static member; null when MDN does not say. */
export type NewerMember = { readonly owner: string; readonly name: string; readonly isStatic: boolean | null }

/** Members that scripts can use, such as `{ owner: 'Array', name: 'toSorted' }`; DOM or built-in according to MDN's data. */
export function newerMembers(): {
  readonly builtins: readonly NewerMember[]
  readonly dom: readonly NewerMember[]
  readonly globals: readonly string[]
  /** Names that also exist on an object the oldest browsers support. */
  readonly olderNames: ReadonlySet<string>
} {
  const olderNames = new Set<string>()
  const globals: string[] = []
  const collect = (owners: readonly (readonly [string, Feature])[], isDom: boolean): NewerMember[] =>
    owners.flatMap(([owner, feature]) => {
      if (isNewer(feature)) globals.push(owner)
      return membersOf(feature).flatMap(([raw, member]) => {
        if (raw === owner || raw.startsWith('@@') || !/^[a-zA-Z]\w*$/.test(raw)) return []
        const name = raw.replace(/_static$/, '')
        if (/_event$|_permission$|_secure|_context/.test(name)) return []
        if (isNewer(member) || isNewer(feature))
          return [{ owner, name, isStatic: isDom ? raw !== name : null }]
        olderNames.add(name)
        return []
      })
    })
  const js = membersOf(compatData['javascript']?.['builtins'])
  const intl = membersOf(compatData['javascript']?.['builtins']?.['Intl'])
  const builtins = collect([...js, ...intl.filter(([name]) => /^[A-Z]/.test(name))], false)
  const dom = collect(
    membersOf(compatData['api']).filter(([name]) => /^[A-Z]/.test(name)),
    true,
  )
  return { builtins, dom, globals, olderNames }
}
