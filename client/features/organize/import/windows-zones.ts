// Maps Windows time zone names to IANA zones, from the CLDR table `windowsZones` (territory 001, the world).
import table from 'cldr-core/supplemental/windowsZones.json'

const zones: ReadonlyMap<string, string> = new Map(
  table.supplemental.windowsZones.mapTimezones
    .map(({ mapZone }) => mapZone)
    .filter(({ _territory }) => _territory === '001')
    .map(({ _other, _type }) => [_other.toLowerCase(), _type]),
)

/** Case-insensitive; also understands the abbreviations of Notes (“W. Europe”). Null if the name is unknown. */
export function zoneOfWindowsName(name: string): string | null {
  const plain = name.trim().toLowerCase().replace(/\s+/g, ' ')
  const standard = plain.replace(/ (?:daylight|summer) time$/, ' standard time')
  return zones.get(plain) ?? zones.get(standard) ?? zones.get(`${plain} standard time`) ?? null
}
