// Reads the text form of the IANA time zone database (`tzdata.zi`, zic(8)) and computes the changes of each zone's offset.

/** From this instant (epoch ms), the offset in minutes east of UTC. */
export type Transition = readonly [at: number, offset: number]

/** The zones of one release. */
export type ZoneTable = {
  /** Such as `2026d`. */
  readonly version: string
  /** Names of all zones, including links. */
  readonly names: readonly string[]
  /** Sorted, the first at −∞. Undefined for an unknown name; ignores case. */
  readonly transitionsOf: (name: string) => readonly Transition[] | undefined
}

type Rule = {
  readonly from: number
  readonly to: number
  readonly month: number
  readonly day: string
  /** Seconds after midnight, by wall clock (`w`), standard time (`s`) or UTC (`u`). */
  readonly at: number
  readonly by: 'w' | 's' | 'u'
  readonly save: number
}

type Era = {
  readonly standard: number
  readonly rules: string
  readonly until: { readonly at: number; readonly by: 'w' | 's' | 'u' } | null
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
/** Rules without an end are computed until this year; the calendar repeats every 400 years. */
const lastYear = 2500
const firstYear = 1850

const indexOf = (names: readonly string[], start: string) =>
  names.findIndex((name) => name.startsWith(start.toLowerCase()))

function secondsOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1
  const [hours = 0, minutes = 0, seconds = 0] = text
    .replace('-', '')
    .split(':')
    .map((part) => Number(part) || 0)
  return sign * (hours * 3600 + minutes * 60 + seconds)
}

function timeOf(text: string): { readonly at: number; readonly by: 'w' | 's' | 'u' } {
  const suffix = /[wsugz]$/.exec(text)?.[0] ?? 'w'
  return { at: secondsOf(text.replace(/[wsugz]$/, '')), by: suffix === 'w' || suffix === 's' ? suffix : 'u' }
}

/** Midnight UTC (epoch ms) of the day written as `5`, `lastSu`, `Su>=8` or `Su<=25`. */
function dayOf(year: number, month: number, day: string): number {
  if (/^\d+$/.test(day)) return Date.UTC(year, month, Number(day))
  const last = /^last(\w+)$/i.exec(day)
  const [, name = '', way = '', number = ''] = /^(\w+)([<>])=(\d+)$/.exec(day) ?? []
  const from = last ? new Date(Date.UTC(year, month + 1, 0)) : new Date(Date.UTC(year, month, Number(number)))
  const wanted = indexOf(weekdays, last?.[1] ?? name)
  const isBack = last !== null || way === '<'
  const distance = isBack ? -((from.getUTCDay() - wanted + 7) % 7) : (wanted - from.getUTCDay() + 7) % 7
  return from.getTime() + distance * 86_400_000
}

function ruleOf([
  ,
  ,
  from = '',
  to = '',
  ,
  month = '',
  day = '',
  at = '',
  save = '',
]: readonly string[]): Rule {
  const first = /^mi/i.test(from) ? firstYear : Number(from)
  const last = /^o/i.test(to) ? first : /^ma/i.test(to) ? lastYear : Number(to)
  return {
    from: first,
    to: last,
    month: indexOf(months, month),
    day,
    ...timeOf(at),
    save: secondsOf(save.replace(/[sd]$/, '')),
  }
}

function eraOf([standard = '', rules = '', , ...until]: readonly string[]): Era {
  const [year, month = 'Jan', day = '1', time = '0'] = until
  if (year === undefined) return { standard: secondsOf(standard), rules, until: null }
  const { at, by } = timeOf(time)
  return {
    standard: secondsOf(standard),
    rules,
    until: { at: dayOf(Number(year), indexOf(months, month), day) + at * 1000, by },
  }
}

/** `text`: the whole file. Zones are computed on first use. */
export function readZoneTable(text: string): ZoneTable {
  const version = /^# version (\S+)/.exec(text)?.[1] ?? 'unknown'
  const rules = new Map<string, Rule[]>()
  const zones = new Map<string, Era[]>()
  const links = new Map<string, string>()
  let eras: Era[] = []
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const fields = line.split(/\s+/)
    const [kind = '', name = '', target = ''] = fields
    if (kind === 'R') {
      const known = rules.get(name) ?? []
      rules.set(name, known)
      known.push(ruleOf(fields))
    } else if (kind === 'L') links.set(target, name)
    else if (kind === 'Z') {
      eras = [eraOf(fields.slice(2))]
      zones.set(name, eras)
    } else eras.push(eraOf(fields))
  }
  const known = new Map<string, readonly Transition[]>()
  const names = [...zones.keys(), ...links.keys()].sort()
  // Zone names are case-insensitive.
  const byLetters = new Map(
    names.flatMap((name) => [[name, name] as const, [name.toLowerCase(), name] as const]),
  )
  return {
    version,
    names,
    transitionsOf(asked) {
      const name = byLetters.get(asked) ?? byLetters.get(asked.toLowerCase()) ?? asked
      const zone = links.get(name) ?? name
      const found = zones.get(zone) ?? zones.get(links.get(zone) ?? '')
      if (found === undefined) return undefined
      const made = known.get(zone) ?? transitionsThrough(found, rules)
      known.set(zone, made)
      return made
    },
  }
}

/** Each yearly occurrence of each rule, sorted by local time. */
const occurrences = new WeakMap<readonly Rule[], readonly { readonly wall: number; readonly rule: Rule }[]>()

function occurrencesOf(rules: readonly Rule[]): readonly { readonly wall: number; readonly rule: Rule }[] {
  const known = occurrences.get(rules)
  if (known !== undefined) return known
  const found: { wall: number; rule: Rule }[] = []
  for (const rule of rules) {
    for (let year = rule.from; year <= rule.to; year += 1) {
      found.push({ wall: dayOf(year, rule.month, rule.day) + rule.at * 1000, rule })
    }
  }
  found.sort((a, b) => a.wall - b.wall)
  occurrences.set(rules, found)
  return found
}

/** Converts a local time to an instant by the offsets (seconds) in force. */
function instantOf(wall: number, by: 'w' | 's' | 'u', standard: number, save: number): number {
  return wall - (by === 'u' ? 0 : standard + (by === 'w' ? save : 0)) * 1000
}

function transitionsThrough(
  eras: readonly Era[],
  rules: ReadonlyMap<string, readonly Rule[]>,
): readonly Transition[] {
  const found: Transition[] = []
  const note = (at: number, seconds: number) => {
    const offset = seconds / 60
    const [last, before] = [found.at(-1), found.at(-2)]
    // Like zic: drops a change that no clock would show between two others.
    const isHidden =
      last !== undefined && before !== undefined && at + last[1] * 60_000 <= last[0] + before[1] * 60_000
    if (isHidden) {
      found.pop()
      if (before[1] !== offset) found.push([last[0], offset])
    } else if (last?.[1] !== offset) found.push([at, offset])
  }
  let begins = Number.NEGATIVE_INFINITY
  for (const { standard, rules: name, until } of eras) {
    const named = rules.get(name)
    let save = named === undefined && name !== '-' ? secondsOf(name) : 0
    const end = () =>
      until === null ? Number.POSITIVE_INFINITY : instantOf(until.at, until.by, standard, save)
    let isBegun = named === undefined
    if (isBegun) note(begins, standard + save)
    for (const { wall, rule } of named === undefined ? [] : occurrencesOf(named)) {
      const at = instantOf(wall, rule.by, standard, save)
      if (at >= end()) break
      if (at > begins && !isBegun) {
        note(begins, standard + save)
        isBegun = true
      }
      save = rule.save
      if (at > begins) note(at, standard + save)
    }
    if (!isBegun) note(begins, standard + save)
    begins = end()
  }
  return found
}
