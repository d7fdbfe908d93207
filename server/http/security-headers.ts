// Security headers of every answer: no third-party scripts, styles or frames, and no referrer.
import { framedJitsiHosts, frameOrigins } from '#shared/domain/stream-address.ts'

/** Players that load on a click; the only external pages that may be framed. */
const frames = [...Object.values(frameOrigins), ...framedJitsiHosts.map((host) => `https://${host}`)]

/**
 * `isSecure`: reached over https. Streams (HLS) may come from any https origin, after a click; on a plain http installation, which is a
 * local one, also from that machine. `styleHashes`: of the inlined style sheets. `frameHosts`: hosts that the operator trusts beside the
 * named providers.
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
    // Style attributes set a sky's colour and a city's place on the map; style elements must be our own.
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

/** The host's page, whose door scans codes with the camera. Every other page forbids the camera. */
const hostPage = /^\/g\/[^/?#]+\/host\/?(?:\?|$)/

/** Headers for this path that add to or replace `securityHeaders`. `target`: a request's path with its query. */
export function headersOfPage(target: string): Readonly<Record<string, string>> {
  return hostPage.test(target) ? { 'Permissions-Policy': permissionsPolicy(true) } : {}
}

/**
 * Headers for built files, of which a page fetches a dozen: only those that a file needs. They also apply to workers, and to a picture
 * opened by itself.
 */
export const fileSecurityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
}
