// The map as a static picture, for pages rendered where there is no canvas and no time to wait.
import { createContext } from 'react'
import type { GroundClasses } from './world-ground.ts'

/** The drawing functions of world-ground.ts, injected where the chunk is loaded: on the server, or for a page that is only a picture. */
export type WorldStill = {
  readonly ground: (centre: number, classes: GroundClasses) => string
  readonly skies: (instant: number, centre: number) => string
}

/** Null in the browser, where land and sky load after the page. */
export const WorldStillContext = createContext<WorldStill | null>(null)
