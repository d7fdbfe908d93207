// Where people open what listens at HOST and PORT, for the lines of a start.

const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'])

/** An address that a browser on this machine opens: brackets around IPv6, and a name in place of “all addresses”. */
export function listeningAddress(host: string, port: number): string {
  if (everywhere.has(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host}:${port}`
}
