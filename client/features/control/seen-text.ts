// Describes how well viewers receive a city's stream: a percentage with many viewers, absolute numbers with few.
import type { SeenWell } from '#shared/protocol/crew-presence.ts'
import type { I18n } from '../../i18n/i18n.ts'

/** With fewer screens than this, a percentage would look more certain than it is. */
export const fewScreens = 5

export function seenText(
  { t, number, percent }: Pick<I18n, 't' | 'number' | 'percent'>,
  seen: SeenWell | undefined,
): string {
  if (seen === undefined || seen.screens === 0) return t('control.seen.nobody')
  const { screens, well } = seen
  if (screens < fewScreens) return t('control.seen.few', { well: number(well), screens: number(screens) })
  return t('control.seen.share', { share: percent(Math.round((100 * well) / screens) / 100) })
}

/** Fewer than four in five receive it well. */
export function isSeenPoorly(seen: SeenWell | undefined): boolean {
  return seen !== undefined && seen.screens > 0 && seen.well / seen.screens < 0.8
}

/** A city's stream delay, and its difference to the city on stage; null if no screen reports it. */
export function delayText(
  { t, number }: Pick<I18n, 't' | 'number'>,
  seen: SeenWell | undefined,
  onStage: SeenWell | undefined,
): string | null {
  const delayMs = seen?.delayMs ?? null
  if (delayMs === null) return null
  const behind = t('control.delay', { shown: number(Math.round(delayMs / 1000)) })
  const stageMs = onStage?.meetingId === seen?.meetingId ? null : (onStage?.delayMs ?? null)
  if (stageMs === null || stageMs === delayMs) return behind
  const shown = number(Math.round(Math.abs(delayMs - stageMs) / 1000))
  const against = t(delayMs > stageMs ? 'control.delay-later' : 'control.delay-earlier', { shown })
  return `${behind} · ${against}`
}
