// The map as a still picture, for a page that is written where there is neither canvas nor time to wait.
import { createContext } from 'react'
import type { GroundClasses } from './world-ground.ts'

/** The drawing half of world-ground.ts, handed in by whoever can afford it: the server, or a page that is only a picture. */
export type WorldStill = {
  readonly ground: (centre: number, classes: GroundClasses) => string
  readonly skies: (instant: number, centre: number) => string
}

/** Null in the browser, where land and skies come after the page. */
export const WorldStillContext = createContext<WorldStill | null>(null)
