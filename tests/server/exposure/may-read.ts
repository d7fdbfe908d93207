// Which stored values an audience may read by the tables, and which stored values its output contains.
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import {
  type Access,
  access,
  type CityState,
  cities,
  cityStates,
  crewAccess,
  type Rule,
} from './who-reads.ts'

/** One stored value. `city`: the city it belongs to; null for the gathering's own. */
export type Canary = {
  readonly name: string
  readonly rule: Rule
  readonly city: CityState | null
  /** Only for the crew of the link-up, in addition to its rule. */
  readonly isOfCrew?: boolean
  /** The city's own id. */
  readonly isId?: boolean
  /** Everyone who sees this city may also read the value. */
  readonly isNamedBy?: CityState
  readonly value: string | number
}

export type Reader = {
  readonly name: string
  readonly kind: Audience['kind']
  readonly own: CityState | null
  readonly request: JoinRequest
  readonly cookie: string | undefined
}

/** How this audience reads this city. */
export function accessTo(reader: Pick<Reader, 'kind' | 'own'>, city: CityState): Access {
  const { kind, own } = reader
  const of = kind === 'guest' || kind === 'host' ? access[kind][own as CityState] : access[kind]
  const row = typeof of === 'string' ? of : of[0]
  return row.split(/\s+/)[cities.indexOf(city)] as Access
}

/** Whether this audience sees plans that others make with this city: not the host of a city that was not approved, or has ended. */
export function takesPartIn(reader: Pick<Reader, 'kind' | 'own'>, city: CityState): boolean {
  return ['S', 'D', 'C'].includes(accessTo(reader, city))
}

/** A host belongs to the crew while their city is open. */
export function isOfCrew({ kind, own }: Pick<Reader, 'kind' | 'own'>): boolean {
  return kind === 'host' ? access.host[own as CityState][2] === 'talk' : crewAccess[kind] !== '-'
}

/** Whether the tables let this audience read a value. */
export function mayRead(reader: Pick<Reader, 'kind' | 'own'>, canary: Omit<Canary, 'value'>): boolean {
  const { rule, city, isNamedBy } = canary
  if (isNamedBy !== undefined && accessTo(reader, isNamedBy) !== '-') return true
  // Readers of messages to or from a city also see the city's id.
  if (canary.isId === true && mayRead(reader, { name: '', rule: 'talk', city })) return true
  if (canary.isOfCrew === true && !isOfCrew(reader)) return false
  const how = city === null ? 'S' : accessTo(reader, city)
  const works = how === 'C' || how === 'D'
  const { kind, own } = reader
  const host = kind === 'host' ? access.host[own as CityState] : null
  switch (rule) {
    case 'all':
      return how !== '-'
    case 'note':
      return how !== '-' && how !== 'E'
    case 'linked city':
      return how === 'S' || works
    case 'crew':
      return how === 'C'
    case 'state':
      return how === 'C' || how === 'P' || how === 'E'
    case 'address':
      if (how === 'S' || how === 'D') return cityStates[city as CityState].address === 'public'
      return how === 'C' || how === 'P'
    case 'capacity':
      return works || how === 'P' || (how === 'S' && cityStates[city as CityState].counts === 'exact')
    case 'exact':
      return works || (how === 'S' && cityStates[city as CityState].counts === 'exact')
    case 'band':
      return how === 'S' && cityStates[city as CityState].counts === 'band'
    case 'preview':
    case 'organizer':
    case 'director':
      return kind === rule
    case 'streams':
      return works || how === 'P' || (how === 'S' && cityStates[city as CityState].isLinked)
    case 'link-up crew':
      return isOfCrew(reader)
    case 'control room':
      return crewAccess[kind] === 'control room'
    case 'own replies':
      return host?.[1] === 'replies' && own === city
    case 'talk':
      if (crewAccess[kind] === 'control room') return true
      return host?.[2] === 'talk' && (city === null || city === own)
    case 'nobody':
      return false
  }
}

/** Names of the stored values in an output. Finds numbers only as a whole, also in Arabic digits and with separators. */
export function found(output: unknown, canaries: readonly Canary[]): readonly string[] {
  const raw = typeof output === 'string' ? output : JSON.stringify(output)
  // Unfolds the lines of a calendar file.
  const text = raw.replace(/\r\n /g, '')
  const numbers = new Set(text.match(/\d+/g))
  for (const grouped of text.match(/[\d٠-٩]{1,3}(?:[,٬.\u00a0\u202f][\d٠-٩]{3})+|[٠-٩]+/g) ?? []) {
    numbers.add(
      grouped.replace(/[^\d٠-٩]/g, '').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)),
    )
  }
  return canaries
    .filter(({ value }) => (typeof value === 'number' ? numbers.has(String(value)) : text.includes(value)))
    .map(({ name }) => name)
    .sort()
}
