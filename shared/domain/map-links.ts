// Map links for a venue. They search by the venue's words, because only the centre of its city is known.
import { linkedParts } from './linked-parts.ts'

export type MapLinks = {
  /** Opens the phone's own map app (RFC 5870, with the query that Android and iOS 18 read). */
  readonly phone: string
  readonly others: readonly { readonly name: string; readonly href: string }[]
}

/** Null if venue and address contain nothing but URLs. `city` is in the reader's language. */
export function mapLinks(of: {
  readonly venue: string
  readonly address: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
}): MapLinks | null {
  const words = [of.venue, of.address].map(withoutLinks).filter((text) => text !== '')
  if (words.length === 0) return null
  const query = encodeURIComponent([...words, of.city].join(', '))
  return {
    phone: `geo:${of.latitude.toFixed(3)},${of.longitude.toFixed(3)}?q=${query}`,
    others: [
      { name: 'OpenStreetMap', href: `https://www.openstreetmap.org/search?query=${query}` },
      { name: 'Google Maps', href: `https://www.google.com/maps/search/?api=1&query=${query}` },
      { name: 'Apple Maps', href: `https://maps.apple.com/?q=${query}` },
    ],
  }
}

function withoutLinks(text: string): string {
  return linkedParts(text)
    .flatMap((part) => (part.kind === 'text' && /[\p{L}\p{N}]/u.test(part.text) ? [part.text.trim()] : []))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
