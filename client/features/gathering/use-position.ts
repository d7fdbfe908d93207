// The device's position, requested only when the reader presses for it. It stays in this page and is never sent.
import { useState } from 'react'
import type { Point } from '#shared/domain/place.ts'

export type Position =
  | { readonly state: 'unasked' }
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly point: Point }
  /** The reader, or the browser for them, denied permission. */
  | { readonly state: 'refused' }
  | { readonly state: 'unavailable' }

const patienceMs = 15_000
/** Cities are large: a position of a few minutes ago is exact enough, and saves battery. */
const oldestMs = 10 * 60_000

export function usePosition(): {
  readonly position: Position
  readonly ask: () => void
  readonly forget: () => void
} {
  const [position, setPosition] = useState<Position>({ state: 'unasked' })

  function ask(): void {
    if (!('geolocation' in navigator)) {
      setPosition({ state: 'unavailable' })
      return
    }
    setPosition({ state: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) =>
        setPosition({ state: 'known', point: { latitude, longitude } }),
      (error) => setPosition({ state: error.code === error.PERMISSION_DENIED ? 'refused' : 'unavailable' }),
      { enableHighAccuracy: false, timeout: patienceMs, maximumAge: oldestMs },
    )
  }

  return { position, ask, forget: () => setPosition({ state: 'unasked' }) }
}
