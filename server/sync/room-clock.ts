// When a room may be sent an update: depends only on its own earlier updates, so that the time reveals nothing about other rooms.

export const tickMs = 100
/** Most commands answered together commit within this time and share an update; otherwise all but the first would wait a tick. */
const gatherMs = 16
/** Least time between updates of counts alone to readers at the data-saving pace: they are up to date within a second. */
export const sparingTickMs = 900

/** `now` in ms, monotonic. */
export function createRoomClock(now: () => number = () => performance.now()) {
  const soon = () => now() + gatherMs
  return {
    soon,
    /**
     * Almost at once for a quiet room. A busy room gets ticks that are the same for all rooms, so that the rows are read once for all of
     * them. `early`: the result of `soon`, the same for all rooms of a commit.
     */
    dueAfter(toldAt: number, early = soon()): number {
      if (early >= toldAt + tickMs) return early
      return Math.ceil((toldAt + tickMs) / tickMs) * tickMs
    },
  }
}
