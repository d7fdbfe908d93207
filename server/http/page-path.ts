// The addresses of pages in one spelling each: what a request asks for, brought to a page that there is or to the one that says there is none.
import { isHelpPage } from '#shared/protocol/help-pages.ts'
import type { Snapshot } from '#shared/protocol/views.ts'

/** Beside these, a gathering has a page and a poster for each of its cities. `organize` has parts, which the browser alone reads. */
const innerPages: ReadonlySet<string> = new Set([
  'come',
  'control',
  'host',
  'organize',
  'panic',
  'preview',
  'programme',
  'projector',
  'propose',
  'reply',
  'wall',
])
const outerPages: ReadonlySet<string> = new Set([
  'about',
  'claim',
  'clear',
  'cleared',
  'help',
  'new',
  'panic',
])
/** Stands where an address names nothing: all such addresses read alike. */
const nothing = '-'

function partsOf(pathname: string): readonly string[] {
  return pathname.split('/').filter((part) => part !== '')
}

/**
 * Of a gathering's page. `name` is the id or slug by which it was found; `snapshot` the public one, null where strangers may not learn of
 * it. Everything that is no page becomes one address, so that at most three pages a city and a dozen more can be asked for.
 */
export function gatheringPagePath(name: string, pathname: string, snapshot: Snapshot | null): string {
  const [, , inner, ...deeper] = partsOf(pathname)
  const own = `/g/${encodeURIComponent(name)}`
  if (inner === undefined) return own
  if (innerPages.has(inner) && (deeper.length === 0 || (inner === 'organize' && deeper.length === 1)))
    return `${own}/${inner}`
  if (isCity(inner, snapshot)) {
    if (deeper.length === 0) return `${own}/${inner}`
    if (deeper.length === 1 && deeper[0] === 'poster') return `${own}/${inner}/poster`
  }
  return `${own}/${nothing}`
}

/** Whether the address names a page of the gathering, also one that only some may see. */
export function isPageThere(path: string): boolean {
  return !path.endsWith(`/${nothing}`)
}

/** Of a page of no gathering, or of one that there is not. */
export function otherPagePath(pathname: string): string {
  const [first, ...deeper] = partsOf(pathname)
  if (first === undefined) return '/'
  if (first === 'g' && deeper.length > 0) return `/g/${nothing}`
  if (first === 'help' && deeper.length === 1 && isHelpPage(deeper[0])) return `/help/${deeper[0]}`
  return outerPages.has(first) && deeper.length === 0 ? `/${first}` : `/${nothing}`
}

function isCity(meetingId: string, snapshot: Snapshot | null): boolean {
  return (
    snapshot?.meetings.some(
      (meeting) =>
        meeting.meetingId === meetingId ||
        meeting.mergedFrom.some((merged) => merged.meetingId === meetingId),
    ) ?? false
  )
}
