// Land and sky of the world map: the heavy part, loaded by itself once the page stands.
import { geoCircle, geoGraticule, geoPath, geoProjection } from 'd3-geo'
import { feature } from 'topojson-client'
import land from 'world-atlas/land-110m.json'
import { skyColour, subsolarPoint } from '#shared/domain/sun.ts'
import { naturalEarthRaw, worldOrigin, worldScale } from './natural-earth.ts'

type LandTopology = Parameters<typeof feature>[0]

function pathAround(centre: number) {
  const projection = geoProjection(naturalEarthRaw)
    .rotate([-centre, 0])
    .scale(worldScale)
    .translate([...worldOrigin])
    .precision(0.3)
  return geoPath(projection).digits(1)
}

export function landPath(centre: number): string {
  const topology = land as unknown as LandTopology
  const object = topology.objects['land']
  return object === undefined ? '' : (pathAround(centre)(feature(topology, object)) ?? '')
}

export function spherePath(centre: number): string {
  return pathAround(centre)({ type: 'Sphere' }) ?? ''
}

export function graticulePath(centre: number): string {
  return pathAround(centre)(geoGraticule().step([30, 30])()) ?? ''
}

/** Altitudes at which one sky gives way to the next: close together where dusk turns quickly, wide at noon and at night. */
const edges = [
  60, 48, 38, 31, 26, 22, 19, 16, 14, 12, 10, 8.5, 7, 6, 5, 4, 3, 2, 1, 0.25, -0.5, -1.25, -2, -2.75, -3.5, -4.25, -5, -6,
  -7, -8, -9, -10.5, -12, -14, -16, -18, -22, -27, -33, -40,
] as const

export type SkyBand = { readonly path: string; readonly colour: string }

/** The whole earth under its skies: each band covers all places where the sun stands lower than its edge, one upon the other. */
export function skyBands(instant: number, centre: number): { readonly base: string; readonly bands: readonly SkyBand[] } {
  const sun = subsolarPoint(instant)
  const path = pathAround(centre)
  const around = geoCircle().center([sun.longitude + 180, -sun.latitude]).precision(2)
  return {
    base: skyColour(70),
    bands: edges.map((edge, index) => ({
      path: path(around.radius(90 + edge)()) ?? '',
      colour: skyColour((edge + (edges[index + 1] ?? edge)) / 2),
    })),
  }
}
