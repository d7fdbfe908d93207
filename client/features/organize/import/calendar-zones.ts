// Interprets a zone name in a calendar file: an IANA name, a Windows name, a fixed offset, or unknown.
import { isTimeZone } from '#shared/domain/time.ts'
import { zoneOfWindowsName } from './windows-zones.ts'

export type NamedZone =
  | { readonly kind: 'zone'; readonly timeZone: string }
  | { readonly kind: 'offset'; readonly minutes: number }

/**
 * IANA names without a slash. Platforms accept further ones, but in one sense only: IST for India but not Israel or Ireland, CST for
 * Chicago but not China, BST for Bangladesh but not Britain.
 */
const bareNames = new Set(
  (
    'utc gmt uct zulu universal greenwich gmt0 cet met eet wet est mst hst est5edt cst6cdt mst7mdt pst8pdt cuba egypt eire gb gb-eire ' +
    'hongkong iceland iran israel jamaica japan kwajalein libya navajo nz nz-chat poland portugal prc roc rok singapore turkey w-su'
  ).split(' '),
)

/** Renamed zones; a browser may know either name. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['europe/kyiv', 'Europe/Kiev'],
  ['europe/kiev', 'Europe/Kyiv'],
  ['asia/kolkata', 'Asia/Calcutta'],
  ['asia/kathmandu', 'Asia/Katmandu'],
  ['asia/yangon', 'Asia/Rangoon'],
  ['asia/ho_chi_minh', 'Asia/Saigon'],
  ['america/nuuk', 'America/Godthab'],
  ['pacific/kanton', 'Pacific/Enderbury'],
])

/** Null for an ambiguous name: “Customized Time Zone”, “IST”, “(UTC+01:00) Berlin, Bern, Rome”. */
export function zoneOfName(name: string): NamedZone | null {
  const clean = name
    .replace(/\\(.)/g, '$1')
    .replace(/^["'\s]+|["'\s]+$/g, '')
    .slice(0, 200)
  for (const candidate of [clean, withoutNumber(clean)]) {
    const zone = ianaZone(candidate)
    if (zone !== null) return { kind: 'zone', timeZone: zone }
    const minutes = fixedOffset(candidate)
    if (minutes !== null) return { kind: 'offset', minutes }
    const windows = zoneOfWindowsName(candidate.replace(/^.*\//, ''))
    const known = windows === null ? null : ianaZone(windows)
    if (known !== null) return { kind: 'zone', timeZone: known }
  }
  return null
}

/** Programs number further definitions of the same zone: “Europe/Berlin-2”, “Eastern Standard Time 1”. */
function withoutNumber(name: string): string {
  return name.replace(/[ _-]\d{1,2}$/, '')
}

/** Uses the longest suffix that is a zone: `/freeassociation.sourceforge.net/America/Argentina/Salta`. */
function ianaZone(name: string): string | null {
  const parts = name.replace(/\s+/g, '_').split('/').filter(Boolean)
  for (let from = Math.max(0, parts.length - 3); from < parts.length; from++) {
    const zone = knownZone(parts.slice(from).join('/'))
    if (zone !== null) return zone
  }
  // “America-New_York”
  const dashed = parts.length === 1 ? knownZone(name.replace(/\s+/g, '_').replace('-', '/')) : null
  return dashed
}

function knownZone(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return null
  if (!name.includes('/') && !bareNames.has(name.toLowerCase())) return null
  if (/^systemv\//i.test(name)) return null
  if (isTimeZone(name)) return name
  const other = renamed.get(name.toLowerCase())
  return other !== undefined && isTimeZone(other) ? other : null
}

/** “+03:00”, “UTC+3”, “GMT-0330”: minutes east of UTC. */
function fixedOffset(name: string): number | null {
  const [, sign, hours, minutes = '0'] =
    /^\(?(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?([0-5]\d))?\)?$/i.exec(name) ?? []
  if (sign === undefined || Number(hours) > 14) return null
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes))
}
