// The interface of a source of zone rules, and the comparison of sources.

export type RuleSource = {
  readonly name: 'platform' | 'system' | 'packaged'
  /** A release of the IANA database, such as `2026d`. */
  readonly version: string
  /** The folder or file that was read, if any. */
  readonly from: string | null
  /** Modification time of its file, epoch ms; null if it is not meaningful. */
  readonly at: number | null
  /** Minutes east of UTC; undefined for an unknown name. */
  readonly offsetAt: (name: string, instant: number) => number | undefined
  /** The changes after `from` and before `until` (epoch ms), sorted: the instant, and the offset from then on. */
  readonly changesBetween: (
    name: string,
    from: number,
    until: number,
  ) => readonly (readonly [at: number, offset: number])[]
}

/** Negative if `a` is the older release; an invalid version is older than any. */
export function compareReleases(a: string, b: string): number {
  const [first, second] = [partsOf(a), partsOf(b)]
  return (
    first.year - second.year ||
    first.letters.length - second.letters.length ||
    (first.letters < second.letters ? -1 : first.letters > second.letters ? 1 : 0)
  )
}

function partsOf(version: string): { readonly year: number; readonly letters: string } {
  const [, year = '0', letters = ''] = /^(\d{4})([a-z]*)/.exec(version) ?? []
  return { year: Number(year), letters }
}

/** The newest source; the first of equals. */
export function newestOf(sources: readonly [RuleSource, ...RuleSource[]]): RuleSource {
  const [first, ...others] = sources
  return others.reduce(
    (best, source) => (compareReleases(source.version, best.version) > 0 ? source : best),
    first,
  )
}
