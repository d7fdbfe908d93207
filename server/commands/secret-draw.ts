// Numbers that look random to everybody without a city's key, and are the same each time they are asked for.
import { createHmac } from 'node:crypto'
import type { Draw } from '#shared/domain/band.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Days since 1970, UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

/** From 0 to below 1. `what`: names the use; another one gives a number that has nothing to do with this one. */
export function secretDraw(key: string, what: string): number {
  return createHmac('sha256', key).update(what).digest().readUInt32BE(0) / 2 ** 32
}

/** The thresholds of one of a city's numbers, or of a gathering's people at home, on that day. */
export function bandDraw(key: string, number: 'confirmed' | 'arrived' | 'watching', day: number): Draw {
  return (place) => ({
    always: secretDraw(key, `band ${number} ${place}`),
    today: secretDraw(key, `band ${number} ${place} ${day}`),
  })
}

/** Names a city for as long as nothing of it was erased: an erasure gives it another key, or deletes it. */
export function markOf(meetingId: string, countKey: string): string {
  return `${meetingId} ${secretDraw(countKey, 'mark')}`
}
