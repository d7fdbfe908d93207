// Guesses where the reader is: the device's time zone and the largest place in it. Asks for no permission.
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Place } from '#shared/domain/place.ts'
import { deviceClock, deviceTimeZone } from '#shared/domain/time.ts'
import { placeOfClock } from './places.ts'

const never = () => () => undefined

/** The reader's own clock, as `shared/domain/time.ts` expects it; null on the server. */
export function useReaderZone(): string | null {
  return useSyncExternalStore(
    never,
    () => deviceClock,
    () => null,
  )
}

/** One request per zone, shared by all parts of the page; failed requests are repeated. */
const asked = new Map<string, Promise<Place | null>>()

function ask(timeZone: string): Promise<Place | null> {
  const known = asked.get(timeZone) ?? placeOfClock(timeZone)
  asked.set(timeZone, known)
  void known.then((place) => place === null && asked.delete(timeZone))
  return known
}

/** Null while loading, and if it cannot be determined. */
export function usePlaceOfClock(timeZone: string | null): Place | null {
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    if (timeZone === null) return
    let isWanted = true
    void ask(timeZone === deviceClock ? deviceTimeZone() : timeZone).then(
      (found) => isWanted && setPlace(found),
    )
    return () => {
      isWanted = false
    }
  }, [timeZone])
  return place
}
