// From which version a catch-up is read: clients choose what they know, so only few starts are used for one head.

import type { Audience } from '#shared/protocol/views.ts'
import { joinVersions, splitVersion } from './layers.ts'

/** Further behind than this, a snapshot is shorter than what was missed. */
export const longestCatchUp = 500
/** So close to the head every version has a catch-up of its own. */
const exactWithin = 16

/**
 * The version from which a client that knows `version` is told what it missed: its own or an earlier one, which means the same to it
 * (SPEC U2). Under 30 different ones for one head. Null where it is so far behind that it gets a snapshot.
 */
export function catchUpStart(version: number, head: number): number | null {
  const behind = head - version
  if (behind > longestCatchUp) return null
  if (behind <= exactWithin) return version
  const step = behind <= 64 ? 16 : behind <= 192 ? 64 : 128
  return Math.max(0, head - longestCatchUp, Math.floor(version / step) * step)
}

/** The same for an audience, whose version may hold two: each starts at one of few. Null also where no such version was ever told. */
export function catchUpFrom(audience: Audience, version: number, head: number): number | null {
  const [known, now] = [splitVersion(audience, version), splitVersion(audience, head)]
  if (known.common > now.common || known.own > now.own) return null
  const common = catchUpStart(known.common, now.common)
  const own = catchUpStart(known.own, now.own)
  return common === null || own === null ? null : joinVersions(audience, { common, own })
}
