// Pseudo-random numbers that are unpredictable without a city's key and repeatable with it.
import { createHmac } from 'node:crypto'
import type { Draw } from '#shared/domain/band.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Days since 1970, UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

/** From 0 to below 1. `what` names the use; numbers of different uses are independent. */
export function secretDraw(key: string, what: string): number {
  return createHmac('sha256', key).update(what).digest().readUInt32BE(0) / 2 ** 32
}

/** Thresholds of a city's count, or of a gathering's viewers at home, for one day. */
export function bandDraw(key: string, number: 'confirmed' | 'arrived' | 'watching', day: number): Draw {
  return (place) => ({
    always: secretDraw(key, `band ${number} ${place}`),
    today: secretDraw(key, `band ${number} ${place} ${day}`),
  })
}

/** Identifies a city until any of it is erased: an erasure changes its key or deletes it. */
export function markOf(meetingId: string, countKey: string): string {
  return `${meetingId} ${secretDraw(countKey, 'mark')}`
}
