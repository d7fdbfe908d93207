// The parts of a gathering that updates send separately, by the names under which their versions are stored.

/** Parts of the gathering itself, of a host's list, and of the crew's messages. */
export const fixedParts = [
  'gathering',
  'stage',
  'programme',
  'recordings',
  'rollCall',
  'control',
  /** A message was sent. */
  'messages',
  /** All earlier messages may be read from now on. */
  'talk',
  /** Some replies of a host's list changed; each row has its own version. */
  'replies',
  /** A host's whole list. */
  'list',
  /** Entries of withdrawn cities in calendar files; no update contains them. */
  'files',
] as const
export type FixedPart = (typeof fixedParts)[number]

export const meetingPart = (meetingId: string) => `m:${meetingId}`
export const countsPart = (meetingId: string) => `n:${meetingId}`
/** Only the number of arrivals changed. */
export const arrivedPart = (meetingId: string) => `a:${meetingId}`

export type PartIds = {
  readonly meetings: ReadonlySet<string>
  /** Meetings with changed counts, including those where only arrivals changed. */
  readonly counts: ReadonlySet<string>
  readonly arrivedOnly: ReadonlySet<string>
}

export function idsIn(parts: Iterable<string>): PartIds {
  const found = { m: new Set<string>(), n: new Set<string>(), a: new Set<string>() }
  for (const part of parts) {
    const kind = part.slice(0, 2)
    if (kind === 'm:' || kind === 'n:' || kind === 'a:') found[kind[0] as 'm' | 'n' | 'a'].add(part.slice(2))
  }
  const arrivedOnly = new Set([...found.a].filter((id) => !found.n.has(id)))
  return { meetings: found.m, counts: new Set([...found.n, ...arrivedOnly]), arrivedOnly }
}

/** Whether a part is in calendar files only and in no update. */
export function isInFilesOnly(part: string): boolean {
  return part === 'files'
}

/** Whether a part contains only counts of people. */
export function isNumbers(part: string): boolean {
  return part.startsWith('n:') || part.startsWith('a:')
}
