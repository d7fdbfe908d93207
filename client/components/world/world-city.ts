// A city as the map needs it.
import type { ToldTogether } from './world-clusters.ts'

export type WorldCity = {
  readonly id: string
  readonly name: string
  readonly longitude: number
  readonly latitude: number
  /** Null if the number is hidden. */
  readonly people: number | null
  /** The number is only the lower bound of a band. */
  readonly rounded?: boolean
  readonly onAir: boolean
  readonly onStage: boolean
  /** During a roll-call: whether it has answered. */
  readonly hasAnswered?: boolean
  readonly href: string
}

/** With its position in map units, and its size in pixels. */
export type PlacedCity = WorldCity & {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly rounded: boolean
}

/** Several cities drawn as one mark. */
export type CityGroup = ToldTogether & { readonly names: readonly string[] }
