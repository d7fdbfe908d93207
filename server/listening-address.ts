// The URL for HOST and PORT, for startup messages.

const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'])

/** A URL that a browser on this machine opens: with brackets around IPv6, and localhost in place of “all addresses”. */
export function listeningAddress(host: string, port: number): string {
  if (everywhere.has(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host}:${port}`
}
