// The parts of a gathering that an audience is told by themselves, by the names under which their versions are kept.

/** Parts of the gathering itself, and of a host's list and the crew's talk. */
export const fixedParts = [
  'gathering',
  'stage',
  'programme',
  'recordings',
  'rollCall',
  'control',
  /** Something was said. */
  'messages',
  /** Everything that was said may be heard from now on. */
  'talk',
  /** Replies of a host's list, each of which says by itself when it was told. */
  'replies',
  /** The whole list of a host. */
  'list',
  /** What calendar files say of cities that are off: told by them alone. */
  'files',
] as const
export type FixedPart = (typeof fixedParts)[number]

export const meetingPart = (meetingId: string) => `m:${meetingId}`
export const countsPart = (meetingId: string) => `n:${meetingId}`
/** Of the numbers of people, those who arrived alone. */
export const arrivedPart = (meetingId: string) => `a:${meetingId}`

export type PartIds = {
  readonly meetings: ReadonlySet<string>
  /** Numbers of people, also where only those who arrived changed. */
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

/** Whether a part is in no update. */
export function isInFilesOnly(part: string): boolean {
  return part === 'files'
}

/** Whether a part is numbers of people and nothing else. */
export function isNumbers(part: string): boolean {
  return part.startsWith('n:') || part.startsWith('a:')
}
