// Canonical page paths: maps a request's path to an existing page, or to the not-found page.
import { isHelpPage } from '#shared/protocol/help-pages.ts'
import type { Snapshot } from '#shared/protocol/views.ts'

/** A gathering also has a page and a poster for each of its cities. `organize` has sections that only the browser reads. */
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
/** The path segment of the one not-found page. */
const nothing = '-'

function partsOf(pathname: string): readonly string[] {
  return pathname.split('/').filter((part) => part !== '')
}

/**
 * The canonical path of a gathering's page. `name` is the id or slug by which it was found; `snapshot` is the public one, null if strangers
 * may not know of it. All other paths become one not-found path, so that at most three pages per city and a dozen more can be requested.
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

/** Whether the path names a page of the gathering, including pages that only some may see. */
export function isPageThere(path: string): boolean {
  return !path.endsWith(`/${nothing}`)
}

/** The canonical path of a page outside a gathering, or of a gathering that does not exist. */
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
