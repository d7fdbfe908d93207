// Numbers of people as few characters, for phones that pay for every byte: which cities, and what is new of each.
import type { CountsView, Snapshot, Update } from './views.ts'

/**
 * Cities apart by a blank, each `city:numbers`. `city` is the start of the meeting's id, as much of it as tells it from all others
 * of the gathering. `numbers` is what arrived alone, where nothing else is new; else `confirmed/arrived/waiting/left/full/rounded/asked/vouched`,
 * nothing between two strokes for null, 1 or nothing for `full` and `rounded`. Clients of before read the first six.
 */
export type PackedCounts = string

const shortestStart = 2

/** The shortest start of each id by which it differs from all others. */
export function shortStarts(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...ids].sort()
  const starts = new Map<string, string>()
  for (const [place, id] of sorted.entries()) {
    const length = 1 + Math.max(sharedLength(id, sorted[place - 1]), sharedLength(id, sorted[place + 1]))
    starts.set(id, id.slice(0, Math.max(shortestStart, length)))
  }
  return starts
}

/** In code units, not in the order of a language: sorted so, whoever shares most of a start stands beside it. */
function sharedLength(id: string, other: string | undefined): number {
  if (other === undefined) return 0
  let length = 0
  while (length < id.length && id[length] === other[length]) length += 1
  return length
}

/** `arrivedOnly`: meetings of which nothing but those who arrived has changed since what the readers know. */
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

/** What was packed, as an update of what is known; null when it cannot be read by what is known, so that something was missed. */
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

/** Null when it is none or could be two. An id that is the start of another one is written whole. */
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
