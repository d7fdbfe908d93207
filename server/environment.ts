// What stands in for the world outside in tests: the clock, and where ids come from.
import { randomBytes } from 'node:crypto'

export type Clock = { readonly now: () => number }
export type Ids = { readonly next: () => string }

export const systemClock: Clock = { now: () => Date.now() }
export const randomIds: Ids = { next: () => randomBytes(12).toString('base64url') }
