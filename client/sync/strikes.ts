// Makes all screens tick together: at whole seconds (minutes, …) of the shared clock, not relative to when the page was opened.
import type { Sync } from './create-sync.ts'

/**
 * Calls `onStrike` with the shared epoch ms at each whole multiple of `everyMs`, and at once when the offset was measured again, until
 * the returned function is called. A timer may fire a fraction of a ms early; it then fires again at the exact multiple.
 */
export function strikeTogether(
  { now, offset }: Pick<Sync, 'now' | 'offset'>,
  everyMs: number,
  onStrike: (now: number) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(strike, Math.ceil(everyMs - (now() % everyMs)))
  }
  const strike = () => {
    onStrike(now())
    wait()
  }
  wait()
  const stopFollowing = offset.subscribe(strike)
  return () => {
    clearTimeout(timer)
    stopFollowing()
  }
}
