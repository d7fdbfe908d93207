// Whether a gathering is near enough for a console to stay awake.
import type { Span } from '#shared/domain/moment.ts'
import { useNow } from '../../sync/use-sync.ts'

const nearMs = 60 * 60_000

/** From an hour before it begins until an hour after it ends. */
export function useIsNear(span: Span | null): boolean {
  const now = useNow(60_000)
  return span !== null && now > span.from - nearMs && now < span.to + nearMs
}
