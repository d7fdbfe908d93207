// A gathering's cities as stripes of sky: their order, their number, and which of them have labels.
import type { Gathering } from './gathering.ts'
import { meetingStart } from './moment.ts'
import type { Place } from './place.ts'

export type SkyStripe = {
  readonly place: Place
  /** This city's start, epoch ms. */
  readonly instant: number
  readonly isNamed: boolean
}

/**
 * From west to east, so that the stripes show day and night around the earth. Labels `named` stripes, evenly spread; with more than `most`
 * cities, leaves some out evenly. Empty while there is no date.
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

/** The first, the last, and evenly spaced items between them. */
function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items
  const step = (items.length - 1) / Math.max(1, most - 1)
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  )
}
