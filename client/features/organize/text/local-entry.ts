// Interprets a local date and time in a city: it occurs once, twice, or never because of a clock change.
import { instantFromLocal, type LocalDateTime, localFromInstant, offsetMinutes } from '#shared/domain/time.ts'

export type LocalEntry =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'once'; readonly instant: number }
  /** Clocks go back: the time occurs twice. */
  | { readonly kind: 'twice'; readonly instant: number; readonly second: number }
  /** Clocks go forward and skip it: the city's clock will show `local` instead. */
  | { readonly kind: 'skipped'; readonly instant: number; readonly local: LocalDateTime }

const dayMs = 86_400_000

export function readLocal(local: LocalDateTime, timeZone: string): LocalEntry {
  const instant = instantFromLocal(local, timeZone)
  if (instant === null) return { kind: 'unreadable' }
  const shown = localFromInstant(instant, timeZone)
  if (shown !== local) return { kind: 'skipped', instant, local: shown }
  const setBack = offsetMinutes(instant - dayMs, timeZone) - offsetMinutes(instant + dayMs, timeZone)
  const second = instant + setBack * 60_000
  const comesAgain = setBack > 0 && localFromInstant(second, timeZone) === local
  return comesAgain ? { kind: 'twice', instant, second } : { kind: 'once', instant }
}
