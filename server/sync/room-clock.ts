// When a room may be told: by what it was told itself and by nothing else, so that the moment of an update tells of no other.

export const tickMs = 100
/** What was answered together is mostly committed within this time, and is told together: else all but the first would wait a tick. */
const gatherMs = 16
/** Between two tellings of mere numbers to sparing readers: within a second they have everything. */
export const sparingTickMs = 900

/** `now` in ms, monotonic. */
export function createRoomClock(now: () => number = () => performance.now()) {
  const soon = () => now() + gatherMs
  return {
    soon,
    /**
     * Almost at once for a room that was quiet. While it is told again and again, at ticks that are the same for all rooms, so that the rows
     * are read once for all of them. `early`: what `soon` said, the same for all rooms of a commit.
     */
    dueAfter(toldAt: number, early = soon()): number {
      if (early >= toldAt + tickMs) return early
      return Math.ceil((toldAt + tickMs) / tickMs) * tickMs
    },
  }
}
