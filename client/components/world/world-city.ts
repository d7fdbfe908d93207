// A city as the map knows it.
import type { ToldTogether } from './world-clusters.ts'

export type WorldCity = {
  readonly id: string
  readonly name: string
  readonly longitude: number
  readonly latitude: number
  /** Null where the number is closed. */
  readonly people: number | null
  /** Only the floor of a band is told. */
  readonly rounded?: boolean
  readonly onAir: boolean
  readonly onStage: boolean
  /** While a roll is called: whether it has answered. */
  readonly hasAnswered?: boolean
  readonly href: string
}

/** With its place in the units of the map, and its size in pixels. */
export type PlacedCity = WorldCity & {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly rounded: boolean
}

/** Several cities that are drawn as one. */
export type CityGroup = ToldTogether & { readonly names: readonly string[] }
