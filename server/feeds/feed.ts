// A feed before it is written as Atom or as JSON: what happened, newest first.

export type FeedEntry = {
  /** An address that never changes (RFC 4287 §4.2.6), also when the gathering gets another slug. */
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
  /** Of the page that the feed is about. */
  readonly link: string
  /** Of the feed, without the end of its name (`.atom`, `.json`) and with its query. */
  readonly self: (format: FeedFormat) => string
  readonly title: string
  readonly subtitle: string
  readonly language: string
  /** Who says it: never a person. */
  readonly author: string
  readonly entries: readonly FeedEntry[]
}

export type FeedFormat = 'atom' | 'json'

/** A reader that comes every day misses nothing, and none has to load more. */
export const mostEntries = 100

export function newestFirst(entries: readonly FeedEntry[]): readonly FeedEntry[] {
  return [...entries]
    .sort((a, b) => b.changedAt - a.changedAt || a.id.localeCompare(b.id))
    .slice(0, mostEntries)
}
