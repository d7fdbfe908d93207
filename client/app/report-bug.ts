// Reports a bug in this browser to the server: the kind of error and its place in our files, never any content of the page.
import { type BugReport, bugNames, bugPages, mostBugPlaces } from '#shared/protocol/bug-report.ts'

/** A page that keeps failing sends at most this many reports. */
const mostReports = 5
/** Errors of the same kind from the same top stack frames are one bug, whatever React's frames below. */
const tellingPlaces = 2
const told = new Set<string>()

export function reportBug(error: unknown, moment: BugReport['moment']): void {
  const report = describeBug(error, moment, location.pathname)
  // From a browser extension, or from a program that drives the browser.
  if (moment === 'other' && report.places.length === 0) return
  const { name, kind, page, places } = report
  const bug = JSON.stringify([name, kind, page, ...places.slice(0, tellingPlaces)])
  if (told.size >= mostReports || told.has(bug)) return
  told.add(bug)
  void fetch('/api/bug', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(report),
    keepalive: true,
  }).catch(() => undefined)
}

export function describeBug(error: unknown, moment: BugReport['moment'], pathname: string): BugReport {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    name: bugNames.find((known) => known === name) ?? 'Error',
    kind: kindOf(message),
    page: pageOf(pathname),
    moment,
    places: [...(stack ?? '').matchAll(/\/assets\/([\w.-]+\.js:\d+:\d+)/g)]
      .slice(0, mostBugPlaces)
      .map(([, place = '']) => place),
  }
}

/** The wordings of V8, SpiderMonkey and JavaScriptCore. */
function kindOf(message: string): BugReport['kind'] {
  if (message.includes('is not a function')) return 'not-a-function'
  if (/ of (undefined|null)\b|is (undefined|null)|not an object/.test(message)) return 'no-such-object'
  return /not defined|Can't find variable/.test(message) ? 'not-defined' : 'other'
}

function pageOf(pathname: string): BugReport['page'] {
  const [first = 'home', slug, part = 'gathering'] = pathname
    .split('/')
    .slice(1)
    .map((word) => word || undefined)
  const word = first === 'g' && slug !== undefined ? part : first
  const named = bugPages.find((page) => page === word)
  return named ?? (first === 'g' ? 'city' : 'other')
}
