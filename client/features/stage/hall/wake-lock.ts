// Keeps the screen from going dark while it is looked at by a hall.
import { useEffect } from 'react'

/** A lock ends when the page is hidden, so it is asked for again; a browser that has none loses nothing else. */
export function useWakeLock(isOn: boolean): void {
  useEffect(() => {
    if (!isOn || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const ask = () => {
      if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
      navigator.wakeLock.request('screen').then(
        (given) => {
          lock = given
          if (isOver) void given.release()
        },
        () => undefined,
      )
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    // A low battery refuses it; later it may not.
    const timer = setInterval(ask, 60_000)
    return () => {
      isOver = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [isOn])
}
