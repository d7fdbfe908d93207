// Start versions of catch-ups. Clients choose the version they know, so only few starts per head are used, which lets them share cached
// answers.

import type { Audience } from '#shared/protocol/views.ts'
import { joinVersions, splitVersion } from './layers.ts'

/** Further behind than this, a snapshot is shorter than the catch-up. */
export const longestCatchUp = 500
/** This close to the head, each version has its own catch-up. */
const exactWithin = 16

/**
 * The start of the catch-up for a client at `version`: that version or an earlier one, which has the same effect for the client (SPEC U2).
 * Fewer than 30 different starts per head. Null when it is so far behind that it gets a snapshot.
 */
export function catchUpStart(version: number, head: number): number | null {
  const behind = head - version
  if (behind > longestCatchUp) return null
  if (behind <= exactWithin) return version
  const step = behind <= 64 ? 16 : behind <= 192 ? 64 : 128
  return Math.max(0, head - longestCatchUp, Math.floor(version / step) * step)
}

/** The same for an audience, whose version may combine two: each is rounded separately. Also null for a version that was never issued. */
export function catchUpFrom(audience: Audience, version: number, head: number): number | null {
  const [known, now] = [splitVersion(audience, version), splitVersion(audience, head)]
  if (known.common > now.common || known.own > now.own) return null
  const common = catchUpStart(known.common, now.common)
  const own = catchUpStart(known.own, now.own)
  return common === null || own === null ? null : joinVersions(audience, { common, own })
}
