// Compact encoding of changed numbers of people, for phones that pay for every byte.
import type { CountsView, Snapshot, Update } from './views.ts'

/**
 * Cities separated by a space, each `city:numbers`. `city` is the shortest prefix of the meeting's id that is unique in the gathering.
 * `numbers` is `arrived` alone if nothing else changed; otherwise `confirmed/arrived/waiting/left/full/rounded/asked/vouched`, with nothing
 * between two slashes for null, and 1 or nothing for `full` and `rounded`. Older clients read the first six.
 */
export type PackedCounts = string

const shortestStart = 2

/** The shortest unique prefix of each id. */
export function shortStarts(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...ids].sort()
  const starts = new Map<string, string>()
  for (const [place, id] of sorted.entries()) {
    const length = 1 + Math.max(sharedLength(id, sorted[place - 1]), sharedLength(id, sorted[place + 1]))
    starts.set(id, id.slice(0, Math.max(shortestStart, length)))
  }
  return starts
}

/** Compares code units, not a language's order: sorted like this, the id with the longest common prefix is a neighbour. */
function sharedLength(id: string, other: string | undefined): number {
  if (other === undefined) return 0
  let length = 0
  while (length < id.length && id[length] === other[length]) length += 1
  return length
}

/** `arrivedOnly`: meetings of which only `arrived` has changed since the version that the readers have. */
export function packCounts(
  counts: readonly CountsView[],
  arrivedOnly: ReadonlySet<string>,
  starts: ReadonlyMap<string, string>,
): PackedCounts {
  return counts
    .map((view) => {
      const start = starts.get(view.meetingId) ?? view.meetingId
      const isShort = arrivedOnly.has(view.meetingId) && view.arrived !== null
      return `${start}:${isShort ? view.arrived : packAll(view)}`
    })
    .join(' ')
}

function packAll({ confirmed, arrived, waiting, left, full, rounded, asked, vouched }: CountsView): string {
  return [confirmed, arrived, waiting, left, full ? 1 : null, rounded ? 1 : null, asked, vouched]
    .map((value) => value ?? '')
    .join('/')
}

/** Decodes the numbers to an update of `known`; null if they do not fit it, which means that an update was missed. */
export function unpackCounts(
  packed: PackedCounts,
  known: Snapshot,
  { from, to }: { readonly from: number; readonly to: number },
): Update | null {
  const counts: CountsView[] = []
  for (const city of packed.split(' ')) {
    const [start = '', numbers = ''] = city.split(':')
    const meetingId = idStarting(start, known)
    if (meetingId === null) return null
    const view = numbers.includes('/')
      ? unpackAll(meetingId, numbers)
      : known.counts.find((each) => each.meetingId === meetingId)
    if (view === undefined) return null
    counts.push(numbers.includes('/') ? view : { ...view, arrived: Number(numbers) })
  }
  const { epoch, gathering } = known
  return { epoch, gatheringId: gathering.gatheringId, from, to, counts }
}

/** Null if no id matches or several do. An id that is a prefix of another one is written whole. */
function idStarting(start: string, { meetings }: Snapshot): string | null {
  if (meetings.some(({ meetingId }) => meetingId === start)) return start
  const [meeting, another] = meetings.filter(({ meetingId }) => meetingId.startsWith(start))
  return meeting === undefined || another !== undefined ? null : meeting.meetingId
}

function unpackAll(meetingId: string, numbers: string): CountsView {
  const [confirmed, arrived, waiting, left, full, rounded, asked, vouched] = numbers.split('/')
  const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))
  return {
    meetingId,
    asked: number(asked),
    confirmed: number(confirmed),
    vouched: number(vouched),
    arrived: number(arrived),
    waiting: number(waiting),
    left: number(left),
    full: full === '1',
    rounded: rounded === '1',
  }
}
