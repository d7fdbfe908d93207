// The band floor that is published instead of an exact number. It rises and falls at thresholds that outsiders cannot know.
import { maxPartySize } from './attendance.ts'

const floors = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000] as const

/** More people than one party can add or remove. */
const beyondOneParty = maxPartySize + 1

/**
 * Two secret numbers of a city, 0 to below 1, for each threshold. `always` never changes, so that averaging over days does not reveal the
 * count. `today` changes every day, so that comparing two days does not reveal what changed between them.
 */
export type Draw = (place: string) => { readonly always: number; readonly today: number }

/** The floor to publish for `count`, where `told` is the published one. `mayFall`: the floor has not fallen today yet. */
export function nextFloor(told: number, count: number, draw: Draw, mayFall: boolean): number {
  if (told > 0 && count < told + margin(told) && count < fallsBelow(told, draw))
    return mayFall ? lowerFloor(count) : told
  let next = told
  for (const floor of floors) {
    // Skips the draw where it cannot change the result, which is the usual case.
    if (floor > told && count >= risesFrom(floor) && count >= risesAt(floor, draw)) next = floor
  }
  return next
}

/**
 * The highest floor that stays above its falling threshold whatever tomorrow's draw is. It is below the floor that falls, because that
 * floor's margin is not reached.
 */
function lowerFloor(count: number): number {
  let next = 0
  for (const floor of floors) if (count >= floor + margin(floor)) next = floor
  return next
}

/** A quarter of the floor: the most by which each secret number can move a threshold. */
function margin(floor: number): number {
  return Math.max(6, Math.floor(floor / 4))
}

/** Never below the floor itself, so that “at least” is always true. */
export function fallsBelow(floor: number, draw: Draw): number {
  const { always, today } = draw(`falls ${floor}`)
  return floor + Math.floor(((always + today) / 2) * margin(floor))
}

/** Far enough above the falling threshold that no single party can take the count from one to the other. */
function risesFrom(floor: number): number {
  return floor + margin(floor) + beyondOneParty
}

export function risesAt(floor: number, draw: Draw): number {
  const { always, today } = draw(`rises ${floor}`)
  return risesFrom(floor) + Math.floor((always + today) * margin(floor))
}
