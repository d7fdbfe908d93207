// The floor that is told of a number which is not told exactly: when it rises and falls, with thresholds that nobody outside can know.
import { maxPartySize } from './attendance.ts'

const floors = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000] as const

/** More people than one party can add or take away. */
const beyondOneParty = maxPartySize + 1

/** The floor to tell of `count`, when `told` was told so far. `draw`: the city's secret, 0 to 2³¹, drawn again whenever another floor is told. */
export function nextFloor(told: number, count: number, draw: number): number {
  if (told > 0 && count < fallsBelow(told, draw)) return lowerFloor(told, count)
  let next = told
  for (const floor of floors) if (floor > told && count >= risesAt(floor, draw)) next = floor
  return next
}

/** The highest floor below `told` that does not fall at once, whatever is drawn next. */
function lowerFloor(told: number, count: number): number {
  let next = 0
  for (const floor of floors) if (floor < told && count >= floor + margin(floor)) next = floor
  return next
}

/** A quarter of the floor: so far a threshold may be away from its place. */
function margin(floor: number): number {
  return Math.max(6, Math.floor(floor / 4))
}

/** Never below the floor itself, so that “at least” is true when it is told. */
export function fallsBelow(floor: number, draw: number): number {
  return floor + Math.floor(share(draw, floor) * margin(floor))
}

/** So far above where it falls that no single party leads from one to the other. */
export function risesAt(floor: number, draw: number): number {
  return floor + margin(floor) + beyondOneParty + Math.floor(share(draw, floor + 1) * margin(floor))
}

/** From 0 to 1, another one for each place. */
function share(draw: number, place: number): number {
  let bits = Math.imul(draw ^ Math.imul(place, 0x9e3779b1), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  bits = Math.imul(bits ^ (bits >>> 15), 0x21f0aaad)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
