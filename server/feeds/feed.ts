// A feed before it is written as Atom or JSON: entries, newest first.

export type FeedEntry = {
  /** A permanent id (RFC 4287 §4.2.6), unchanged if the gathering gets another slug. */
  readonly id: string
  readonly link: string
  readonly title: string
  /** Plain text; lines end with `\n`. */
  readonly text: string
  /** Epoch ms. */
  readonly publishedAt: number
  readonly changedAt: number
}

export type Feed = {
  /** The page that the feed is about. */
  readonly link: string
  /** The feed's own URL by format (`.atom`, `.json`), with its query. */
  readonly self: (format: FeedFormat) => string
  readonly title: string
  readonly subtitle: string
  readonly language: string
  /** The feed's author: never a person. */
  readonly author: string
  readonly entries: readonly FeedEntry[]
}

export type FeedFormat = 'atom' | 'json'

/** Enough for a reader that polls once per day to miss nothing, and small enough to load. */
export const mostEntries = 100

export function newestFirst(entries: readonly FeedEntry[]): readonly FeedEntry[] {
  return [...entries]
    .sort((a, b) => b.changedAt - a.changedAt || a.id.localeCompare(b.id))
    .slice(0, mostEntries)
}
