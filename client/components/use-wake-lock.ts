// Keeps the screen awake (Screen Wake Lock API, W3C), and reports whether the lock is really held.
import { useEffect, useState } from 'react'

export type Awake = 'off' | 'held' | 'refused' | 'unknown-here'

const againMs = 60_000

/** Hiding the page releases the lock, and a low battery prevents it: requests it again when the page is visible again, and each minute. */
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
        // The battery is low, or the browser refuses.
        if (!isLeft) setAwake('refused')
      }
    }
    void take()
    document.addEventListener('visibilitychange', take)
    const timer = setInterval(take, againMs)
    return () => {
      isLeft = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', take)
      void lock?.release().catch(() => undefined)
    }
  }, [isWanted])
  return awake
}
