// A page that is composed once, and compressed once per encoding.
import { compressPage, type PackedPage, type Packing } from './packed-page.ts'

export type ComposedPage = {
  readonly status: 200 | 404
  /** Estimated size with its compressed forms, for the caches that hold it. */
  readonly bytes: number
  readonly packed: (packing: Packing) => Promise<PackedPage>
}

export function composedPage(html: string, status: 200 | 404): ComposedPage {
  const made = new Map<Packing, Promise<PackedPage>>()
  return {
    status,
    bytes: 3 * html.length,
    packed: (packing) => {
      const found = made.get(packing)
      if (found !== undefined) return found
      const making = compressPage(html, packing, status)
      made.set(packing, making)
      making.catch(() => made.delete(packing))
      return making
    },
  }
}
