// Bug reports from browsers: which parts of them are logged, and how often.
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import {
  type BugReport,
  bugKinds,
  bugMoments,
  bugNames,
  bugPages,
  bugPlace,
  mostBugPlaces,
} from '#shared/protocol/bug-report.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import { readJsonBody } from '../http/read-json-body.ts'
import { createCellRate } from '../sources/cell-rate.ts'
import type { Source } from '../sources/sources.ts'

const mostBytes = 4096
const hourMs = 3_600_000
/** Number of different reports per hour; further new ones are not logged. */
const mostKinds = 200
const perSource = { perSecond: 1 / 20, burst: 10, longestWaitMs: 0 }

const schema = z.strictObject({
  name: z.enum(bugNames),
  kind: z.enum(bugKinds),
  page: z.enum(bugPages),
  moment: z.enum(bugMoments),
  places: z.array(z.string().regex(bugPlace)).max(mostBugPlaces),
})

/** A bug with the number of its reports in the current hour. */
export type HeardBug = BugReport & { readonly times: number }

export type BugReportParts = {
  /** Whether a file is served; a report that names another file is invented. */
  readonly hasAsset: (path: string) => boolean
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly sourceOf: (context: Context) => Source | null
  readonly onBrowserBug: (bug: HeardBug) => void
  /** Monotonic, ms. */
  readonly now?: () => number
}

/** Always answers 204, so that nobody learns whether the report was logged. */
export function addBugReports(app: Hono, parts: BugReportParts): void {
  const now = parts.now ?? (() => performance.now())
  const rate = createCellRate(perSource, now)
  let counted = new Map<string, number>()
  let countedSince = now()

  app.post('/api/bug', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const isOurs = parts.isOwnOrigin(context.req.header('origin'), context.req.header('host'))
    const parsed = isOurs ? parseInput(schema, await readJsonBody(context)) : null
    if (parsed?.success && rate.spend(parts.sourceOf(context) ?? 'unknown').ok) hear(parsed.data)
    return context.body(null, 204)
  })

  function hear(report: BugReport): void {
    if (now() - countedSince > hourMs) {
      counted = new Map()
      countedSince = now()
    }
    const known = report.places.filter((place) => parts.hasAsset(`/assets/${place.split(':')[0]}`))
    const bug = { ...report, places: known }
    const key = JSON.stringify(bug)
    const times = (counted.get(key) ?? 0) + 1
    if (times === 1 && counted.size >= mostKinds) return
    counted.set(key, times)
    // Logs the 1st, 10th, 100th… report: one bug on every phone is one bug.
    if (/^10*$/.test(String(times))) parts.onBrowserBug({ ...bug, times })
  }
}
