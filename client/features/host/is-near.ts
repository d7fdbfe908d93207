// Whether the gathering is near enough to keep the screen awake.
import type { Span } from '#shared/domain/moment.ts'
import { useNow } from '../../sync/use-sync.ts'

const nearMs = 60 * 60_000

/** True from one hour before the start until one hour after the end. */
export function useIsNear(span: Span | null): boolean {
  const now = useNow(60_000)
  return span !== null && now > span.from - nearMs && now < span.to + nearMs
}
