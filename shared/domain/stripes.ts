// The cities of a gathering as stripes of sky: in which order, how many, and which of them carry words.
import type { Gathering } from './gathering.ts'
import { meetingStart } from './moment.ts'
import type { Place } from './place.ts'

export type SkyStripe = {
  readonly place: Place
  /** When this city begins, epoch ms. */
  readonly instant: number
  readonly isNamed: boolean
}

/**
 * From the west to the east, so that they draw the earth's turning shadow. `named` of them, spread over the whole, carry words; of more
 * than `most` some are left out evenly. None while there is no instant.
 */
export function skyStripes(
  gathering: Pick<Gathering, 'startsAt' | 'clockRule' | 'leadPlace'>,
  places: readonly Place[],
  { named, most }: { readonly named: number; readonly most: number },
): readonly SkyStripe[] {
  const starting = places.flatMap((place) => {
    const instant = meetingStart(gathering, place.timeZone)
    return instant === null ? [] : [{ place, instant }]
  })
  const ordered = evenly(
    starting.sort((a, b) => a.place.longitude - b.place.longitude),
    most,
  )
  const withWords = new Set(evenly(ordered, named))
  return ordered.map((stripe) => ({ ...stripe, isNamed: withWords.has(stripe) }))
}

/** The first, the last, and as many between them. */
function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items
  const step = (items.length - 1) / Math.max(1, most - 1)
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  )
}
