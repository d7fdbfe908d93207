// Startup messages about PUBLIC_URL, and its tag in pages, which work only in part at another address.
import { escapeHtml } from './http/escape.ts'

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** Messages for the operator; none without PUBLIC_URL. `port`: where this process listens. */
export function publicAddressLines(
  publicUrl: string | undefined,
  { host, port, isProxied }: { readonly host: string; readonly port: number; readonly isProxied: boolean },
): readonly string[] {
  if (publicUrl === undefined) return []
  const { protocol, hostname, port: publicPort } = new URL(publicUrl)
  const isOwnMachine = loopback.test(hostname)
  const lines = [
    `Pages work only at ${publicUrl} (PUBLIC_URL). At any other address they get no WebSocket, and sign-in and forms are refused.`,
  ]
  if (isOwnMachine && (isProxied || !loopback.test(host)))
    lines.push('PUBLIC_URL is a loopback address: no other machine can open it.')
  if (!isOwnMachine && protocol === 'http:')
    lines.push('PUBLIC_URL is not https: anyone on the network path can read and change everything.')
  if (protocol === 'https:' && publicPort === String(port))
    lines.push('PUBLIC_URL has the port of this process, which does not use TLS: use the port of the proxy.')
  return lines
}

/** Adds the public address to the built page's head, where the client reads it (`client/sync/installation.ts`). */
export function withPublicAddress<Built extends { readonly template: string }>(
  assets: Built | null,
  publicUrl: string | undefined,
): Built | null {
  if (assets === null || publicUrl === undefined) return assets
  const tag = `<meta name="public-address" content="${escapeHtml(publicUrl)}">`
  return { ...assets, template: assets.template.replace('</head>', () => `${tag}</head>`) }
}
