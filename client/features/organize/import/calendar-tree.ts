// Parses a calendar file line by line into components and properties; an invalid line is skipped without affecting others.

export type Property = {
  /** Upper case. */
  readonly name: string
  /** Keys in upper case. */
  readonly params: ReadonlyMap<string, string>
  /** As written, with its escapes. */
  readonly value: string
  /** The whole line as in the file. */
  readonly line: string
}

export type Component = {
  readonly name: string
  readonly properties: Property[]
  readonly components: Component[]
  /** Lines that are not properties, as written. */
  readonly unread: string[]
}

const deepest = 8

/** Null if the file has no calendar and no entry. Components that are not closed end with the file. */
export function readComponents(lines: readonly string[]): Component | null {
  const root = componentOf('')
  const open: Component[] = [root]
  for (const line of lines) {
    const inner = open.at(-1) ?? root
    const [, edge = '', rawName = ''] = /^(BEGIN|END)\s*:\s*([\w-]+)\s*$/i.exec(line) ?? []
    const name = rawName.toUpperCase()
    if (edge.toUpperCase() === 'BEGIN') begin(name, open)
    else if (edge !== '') end(name, open)
    // Ignores text around the calendar, such as that of an e-mail.
    else if (inner !== root) readLine(line, inner)
  }
  return root.components.length > 0 ? root : null
}

function componentOf(name: string): Component {
  return { name, properties: [], components: [], unread: [] }
}

function begin(name: string, open: Component[]): void {
  // Entries cannot be nested, so the previous one was not closed.
  if (/^V(?:EVENT|TODO|JOURNAL|TIMEZONE)$/.test(name)) closeDownTo('VCALENDAR', open)
  if (name === 'VCALENDAR') open.length = 1
  const component = componentOf(name)
  open.at(-1)?.components.push(component)
  if (open.length < deepest) open.push(component)
}

function end(name: string, open: Component[]): void {
  const at = open.map((component) => component.name).lastIndexOf(name)
  if (at > 0) open.length = at
}

/**
 * Programs write property names either all in upper case or not at all. If they do, “Location: behind the market” is a line of text that
 * lost its fold.
 */
export function withoutLooseText(component: Component): Component {
  const isCapital = ({ name, line }: Property) => line.replace(/^[\w-]+\./, '').startsWith(name)
  const loose = component.properties.filter((property) => !isCapital(property))
  if (loose.length === 0 || loose.length === component.properties.length) return component
  return {
    ...component,
    properties: component.properties.filter(isCapital),
    unread: [...component.unread, ...loose.map(({ line }) => line)],
  }
}

function closeDownTo(name: string, open: Component[]): void {
  const at = open.map((component) => component.name).lastIndexOf(name)
  open.length = Math.max(1, at + 1)
}

function readLine(line: string, component: Component): void {
  const property = readProperty(line)
  if (property === null) component.unread.push(line)
  else component.properties.push(property)
}

/** Null if the line is not a property: it has no name, or invalid parameters. */
export function readProperty(line: string): Property | null {
  const name = /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?(?=\s*[;:])/.exec(line)?.[0]
  if (name === undefined) return null
  const params = new Map<string, string>()
  let rest = line.slice(name.length).trimStart()
  while (rest.startsWith(';')) {
    const [whole, key, quoted, plain = ''] =
      /^;\s*([A-Za-z][\w-]*)\s*=\s*(?:("[^"]*"(?:,(?:"[^"]*"|[^";:,]*))*)|([^";:]*))(?=[;:])/.exec(rest) ??
      /^;\s*([A-Za-z][\w-]*)?(?=[;:])/.exec(rest) ??
      []
    if (whole === undefined) return null
    // An unquoted URL as a parameter: it is unclear where it ends and the value begins.
    const isCutAddress = /^(?:https?|ftp)$/i.test(plain) && rest.startsWith('://', whole.length)
    if (isCutAddress) return null
    if (key !== undefined && !params.has(key.toUpperCase()))
      params.set(key.toUpperCase(), (quoted ?? plain).replace(/"/g, ''))
    rest = rest.slice(whole.length)
  }
  if (!rest.startsWith(':')) return null
  // Property groups of Apple: `item1.URL`.
  return { name: name.replace(/^.*\./, '').toUpperCase(), params, value: rest.slice(1), line }
}

/** The first property with that name. */
export function propertyOf({ properties }: Component, name: string): Property | null {
  return properties.find((property) => property.name === name) ?? null
}

/** Without escapes; empty if there is none. */
export function textOf(component: Component, name: string): string {
  const value = propertyOf(component, name)?.value ?? ''
  return value.replace(/\\([\s\S])/g, (_, letter: string) =>
    letter === 'n' || letter === 'N' ? '\n' : letter,
  )
}
