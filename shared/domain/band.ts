// The floor that is told of a number which is not told exactly: when it rises and falls, with thresholds that nobody outside can know.
import { maxPartySize } from './attendance.ts'

const floors = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000] as const

/** More people than one party can add or take away. */
const beyondOneParty = maxPartySize + 1

/**
 * Two secret numbers of a city, 0 to below 1, for each threshold. `always` never changes, so that no averaging over days finds the number;
 * `today` is another one each day, so that the number of one day compared with another day's does not tell what changed in between.
 */
export type Draw = (place: string) => { readonly always: number; readonly today: number }

/** The floor to tell of `count`, when `told` was told so far. `mayFall`: it did not fall today yet. */
export function nextFloor(told: number, count: number, draw: Draw, mayFall: boolean): number {
  if (told > 0 && count < told + margin(told) && count < fallsBelow(told, draw))
    return mayFall ? lowerFloor(count) : told
  let next = told
  for (const floor of floors) {
    // Nothing is drawn where it cannot matter: most cities, most of the time.
    if (floor > told && count >= risesFrom(floor) && count >= risesAt(floor, draw)) next = floor
  }
  return next
}

/** The highest floor that does not fall at once, whatever is drawn tomorrow. It is below the one that falls: that one’s margin is not reached. */
function lowerFloor(count: number): number {
  let next = 0
  for (const floor of floors) if (count >= floor + margin(floor)) next = floor
  return next
}

/** A quarter of the floor: so far each secret number may move a threshold. */
function margin(floor: number): number {
  return Math.max(6, Math.floor(floor / 4))
}

/** Never below the floor itself, so that “at least” is true when it is told. */
export function fallsBelow(floor: number, draw: Draw): number {
  const { always, today } = draw(`falls ${floor}`)
  return floor + Math.floor(((always + today) / 2) * margin(floor))
}

/** So far above where it falls that no single party leads from one to the other. */
function risesFrom(floor: number): number {
  return floor + margin(floor) + beyondOneParty
}

export function risesAt(floor: number, draw: Draw): number {
  const { always, today } = draw(`rises ${floor}`)
  return risesFrom(floor) + Math.floor((always + today) * margin(floor))
}
