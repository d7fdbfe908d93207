// The cost of an HTTP request to its source's budget: roughly the server's time in ms, in the worst case.
import type { IncomingHttpHeaders } from 'node:http'
import { maxHttpCommandBytes } from '#shared/protocol/limits.ts'

/** The first match counts. A page loads a dozen static files; none is free, or one source could request them without limit. */
const costs: readonly (readonly [RegExp, number])[] = [
  [/^\/assets\//, 0.3],
  [/^\/(?:healthz|readyz|metrics)$/, 0.5],
  [/\/poster\.png$/, 120],
  [/\/(?:picture|world)\.png$/, 20],
  [/^\/api\/places$/, 8],
  [/^\/api\/claim$/, 20],
  [/^\/api\/held$/, 5],
  [/^\/api\/(?:calendar|gatherings)/, 4],
  [/^\/api\/oembed/, 4],
  [/^\/api\//, 2],
  [/\.ics$/, 10],
  [/\.(?:atom|xml)$|feed|sitemap/, 10],
  [/^\/world\.svg$/, 10],
  [/^\/embed\//, 5],
  [/^\/g\//, 5],
  [/^\/$/, 5],
]
const usual = 3

/** Parsing and validating this much JSON takes up to one millisecond. */
const bytesAUnit = 4096

/** `url`: the request's target, path and query. */
export function costOf(url: string): number {
  const path = url.split('?', 1)[0] ?? url
  return costs.find(([pattern]) => pattern.test(path))?.[1] ?? usual
}

/** Cost of a request's body, up to the longest that is read; a body of unknown length counts as the longest. */
export function costOfBody(headers: IncomingHttpHeaders): number {
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) return 0
  const bytes =
    length === undefined ? maxHttpCommandBytes : Math.min(Number(length) || 0, maxHttpCommandBytes)
  return Math.floor(bytes / bytesAUnit)
}
