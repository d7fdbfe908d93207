// What every answer forbids the browser: foreign scripts, styles, frames, and telling others where one came from.
import { framedJitsiHosts, frameOrigins } from '#shared/domain/stream-address.ts'

/** Players that load on a click; the only pages of others that may be framed. */
const frames = [...Object.values(frameOrigins), ...framedJitsiHosts.map((host) => `https://${host}`)]

/**
 * `isSecure`: reached over https. Streams (HLS) may come from any https origin, after a click; on a plain http installation, which is
 * somebody's own machine, also from that machine. `styleHashes`: of the style sheets that stand in pages.
 * `frameHosts`: what the operator trusts beside the named providers.
 */
export function securityHeaders(
  isSecure: boolean,
  styleHashes: readonly string[],
  frameHosts: readonly string[],
): Readonly<Record<string, string>> {
  const streams = isSecure ? 'https:' : 'https: http://localhost:* http://127.0.0.1:*'
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src ${["'self'", ...styleHashes].join(' ')}`,
    // A sky's colour and a city's place on the map are drawn into the page as style attributes; no style sheet but our own may stand in it.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${streams}`,
    `media-src 'self' blob: ${streams}`,
    "worker-src 'self' blob:",
    `frame-src ${[...frames, ...frameHosts.map((host) => `https://${host}`)].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': permissionsPolicy(false),
    ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}

function permissionsPolicy(hasCamera: boolean): string {
  return `camera=(${hasCamera ? 'self' : ''}), microphone=(), payment=(), geolocation=(self)`
}

/** The page of a host, whose door reads codes by the camera. Every other page forbids it. */
const hostPage = /^\/g\/[^/?#]+\/host\/?(?:\?|$)/

/** What this address needs beside or instead of `securityHeaders`. `target`: a request's path with its query. */
export function headersOfPage(target: string): Readonly<Record<string, string>> {
  return hostPage.test(target) ? { 'Permissions-Policy': permissionsPolicy(true) } : {}
}

/** What is said with a built file, of which a page fetches a dozen: no more than a file needs. A worker, or a picture opened by itself, obeys it too. */
export const fileSecurityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
}
