// What a request over HTTP costs its source, in milliseconds of the server's time, roughly and at its dearest.

/** The first that matches counts. Built files are sent as they are and cost nothing that matters. */
const costs: readonly (readonly [RegExp, number])[] = [
  [/^\/assets\//, 0],
  [/^\/(?:healthz|readyz|metrics)$/, 0],
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

/** `url`: the request's target, path and query. */
export function costOf(url: string): number {
  const path = url.split('?', 1)[0] ?? url
  return costs.find(([pattern]) => pattern.test(path))?.[1] ?? usual
}
