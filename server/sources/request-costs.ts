// What a request over HTTP costs its source, in milliseconds of the server's time, roughly and at its dearest.
import type { IncomingHttpHeaders } from 'node:http'
import { maxHttpCommandBytes } from '#shared/protocol/limits.ts'

/** The first that matches counts. A page of a hall's visitor takes a dozen built files, which are sent as they are; none is free, or one source could ask for them without end. */
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

/** Reading and checking JSON takes up to a millisecond for so many bytes. */
const bytesAUnit = 4096

/** `url`: the request's target, path and query. */
export function costOf(url: string): number {
  const path = url.split('?', 1)[0] ?? url
  return costs.find(([pattern]) => pattern.test(path))?.[1] ?? usual
}

/** Of a request's body, as far as one is read; one whose length is not said counts as the longest. */
export function costOfBody(headers: IncomingHttpHeaders): number {
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) return 0
  const bytes = length === undefined ? maxHttpCommandBytes : Math.min(Number(length), maxHttpCommandBytes)
  return Math.floor(bytes / bytesAUnit)
}
