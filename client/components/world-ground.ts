// The land of the world map: the heavy part, loaded by itself once the page stands.
import { geoGraticule, geoPath, geoProjection } from 'd3-geo'
import { feature } from 'topojson-client'
import land from 'world-atlas/land-110m.json'
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
