// Two independent calendar parsers: ical.js, and python3-icalendar with Python's own zone data.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { zoneFolder } from './independent-zones.ts'
import { installWithApt } from './install-with-apt.ts'

type Moment = {
  /** Epoch ms by the VTIMEZONE in the file, and by the parser's own zone data. */
  readonly byFile: number
  readonly byPython: number
  readonly zone: string | null
  /** The local time, `YYYY-MM-DDTHH:mm`; null in UTC. */
  readonly shown: string | null
}

export type ReadEntry = {
  readonly uid: string
  readonly summary: string
  readonly language: string | null
  readonly location: string | null
  readonly status: string
  readonly sequence: number
  readonly relatedTo: string | null
  readonly url: string
  readonly alarms: number
  readonly start: Moment
  readonly end: Moment
  readonly people: readonly string[]
}

// Not the first python3 in PATH: the package is installed for the system's Python.
const python = '/usr/bin/python3'

/** Throws one line that says what to install. */
export function ensurePythonReader(): void {
  const hasReader = () => spawnSync(python, ['-c', 'import icalendar']).status === 0
  if (hasReader()) return
  installWithApt('python3-icalendar')
  if (!hasReader()) throw new Error('The calendar tests need python3-icalendar, as Debian packages it.')
}

type ReadByPython = {
  readonly entries: readonly ReadEntry[]
  /** By zone: UTC offsets in minutes (east positive) at the probes. */
  readonly offsets: Readonly<Record<string, readonly number[]>>
}

/** Parses with python3-icalendar. `probes`: epoch ms. */
export function readWithPython(text: string, probes: readonly number[] = []): ReadByPython {
  const program = join(import.meta.dirname, 'read-calendar.py')
  const env = { ...process.env, PYTHONTZPATH: zoneFolder() }
  const options = { input: text, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env } as const
  const run = spawnSync(python, [program, ...probes.map(String)], options)
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as ReadByPython
}

/** Parses with ical.js: epoch ms by UID, using only the VTIMEZONEs of the file. */
export function readWithIcalJs(
  text: string,
): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = new Map(
    calendar.getAllSubcomponents('vtimezone').map((component) => {
      const tzid = String(component.getFirstPropertyValue('tzid'))
      return [tzid, new ICAL.Timezone({ component, tzid })]
    }),
  )
  const read = new Map<string, { start: number; end: number }>()
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const at = (name: string) => {
      const property = component.getFirstProperty(name)
      const time = component.getFirstPropertyValue(name)
      if (!(time instanceof ICAL.Time)) throw new Error(`no ${name}`)
      const zone = property?.getFirstParameter('tzid')
      if (zone === undefined) return time.toUnixTime() * 1000
      const known = zones.get(zone)
      if (known === undefined) throw new Error(`no VTIMEZONE of ${zone}`)
      time.zone = known
      return time.toUnixTime() * 1000
    }
    read.set(String(component.getFirstPropertyValue('uid')), { start: at('dtstart'), end: at('dtend') })
  }
  return read
}
