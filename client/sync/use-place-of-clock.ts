// Where the reader probably is: their clock's zone, and the place that the gazetteer knows best in it. Nobody is asked.
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Place } from '#shared/domain/place.ts'
import { deviceClock, deviceTimeZone } from '#shared/domain/time.ts'
import { placeOfClock } from './places.ts'

const never = () => () => undefined

/** The reader's own clock, as `shared/domain/time.ts` takes it; null where there is no browser yet. */
export function useReaderZone(): string | null {
  return useSyncExternalStore(
    never,
    () => deviceClock,
    () => null,
  )
}

/** Asked once a zone, however many parts of the page want to know; a failure is asked again. */
const asked = new Map<string, Promise<Place | null>>()

function ask(timeZone: string): Promise<Place | null> {
  const known = asked.get(timeZone) ?? placeOfClock(timeZone)
  asked.set(timeZone, known)
  void known.then((place) => place === null && asked.delete(timeZone))
  return known
}

/** Null until it is known, and where it cannot be. */
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
