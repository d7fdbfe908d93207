// Keeps the screen awake while a console is open (Screen Wake Lock API, W3C), and says whether it really does.
import { useEffect, useState } from 'react'
import type { Span } from '#shared/domain/moment.ts'
import { useNow } from '../../sync/use-sync.ts'

export type Awake = 'off' | 'held' | 'refused' | 'unknown-here'

/** A lock is lost whenever the page is hidden; it is taken again when it comes back. */
export function useWakeLock(isWanted: boolean): Awake {
  const [awake, setAwake] = useState<Awake>('off')
  useEffect(() => {
    if (!isWanted) return setAwake('off')
    if (!('wakeLock' in navigator)) return setAwake('unknown-here')
    let lock: WakeLockSentinel | null = null
    let isLeft = false
    const take = async () => {
      if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
      try {
        const taken = await navigator.wakeLock.request('screen')
        if (isLeft) return void taken.release()
        lock = taken
        setAwake('held')
        taken.addEventListener('release', () => {
          if (!isLeft) setAwake('refused')
        })
      } catch {
        // A battery that runs low, or a browser that does not want to.
        if (!isLeft) setAwake('refused')
      }
    }
    void take()
    document.addEventListener('visibilitychange', take)
    return () => {
      isLeft = true
      document.removeEventListener('visibilitychange', take)
      void lock?.release().catch(() => undefined)
    }
  }, [isWanted])
  return awake
}

const nearMs = 60 * 60_000

/** From an hour before it begins until an hour after it ends. */
export function useIsNear(span: Span | null): boolean {
  const now = useNow(60_000)
  return span !== null && now > span.from - nearMs && now < span.to + nearMs
}
