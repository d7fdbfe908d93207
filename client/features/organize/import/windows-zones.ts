// The zone of the IANA database for each name that Windows has for one, as the CLDR table `windowsZones` gives it for the whole world.
import table from 'cldr-core/supplemental/windowsZones.json'

const zones: ReadonlyMap<string, string> = new Map(
  table.supplemental.windowsZones.mapTimezones
    .map(({ mapZone }) => mapZone)
    .filter(({ _territory }) => _territory === '001')
    .map(({ _other, _type }) => [_other.toLowerCase(), _type]),
)

/** By the name as Windows writes it, in any case, also as Notes shortens it (“W. Europe”); null for what is none. */
export function zoneOfWindowsName(name: string): string | null {
  const plain = name.trim().toLowerCase().replace(/\s+/g, ' ')
  const standard = plain.replace(/ (?:daylight|summer) time$/, ' standard time')
  return zones.get(plain) ?? zones.get(standard) ?? zones.get(`${plain} standard time`) ?? null
}
