// The map's land and its static sky: the heavy part, loaded separately after the page.
import { geoCircle, geoGraticule, geoPath, geoProjection } from 'd3-geo'
import { feature } from 'topojson-client'
import land from 'world-atlas/land-110m.json'
import { skyColour, subsolarPoint } from '#shared/domain/sun.ts'
import { naturalEarthRaw, worldHeight, worldOrigin, worldScale, worldWidth } from './natural-earth.ts'

type LandTopology = Parameters<typeof feature>[0]

function pathAround(centre: number) {
  const projection = geoProjection(naturalEarthRaw)
    .rotate([-centre, 0])
    .scale(worldScale)
    .translate([...worldOrigin])
    .precision(0.3)
  return geoPath(projection).digits(1)
}

function landPath(centre: number): string {
  const topology = land as unknown as LandTopology
  const object = topology.objects['land']
  return object === undefined ? '' : (pathAround(centre)(feature(topology, object)) ?? '')
}

/** Class names of land, grid and outside in the SVG (map units); the map's style sheet colours them. */
export type GroundClasses = { readonly land: string; readonly graticule: string; readonly outside: string }

export function groundMarkup(centre: number, classes: GroundClasses): string {
  const path = pathAround(centre)
  const sphere = path({ type: 'Sphere' }) ?? ''
  const net = path(geoGraticule().step([30, 30])()) ?? ''
  // Cover everything outside the sphere with the paper colour.
  const outside = `M-9 -9H${worldWidth + 9}V${worldHeight + 9}H-9Z${sphere}`
  return (
    `<path class="${classes.land}" d="${landPath(centre)}"/>` +
    `<path class="${classes.graticule}" d="${net}"/>` +
    `<path class="${classes.outside}" fill-rule="evenodd" d="${outside}"/>`
  )
}

/** Sun altitudes, in degrees, between which the static picture uses one colour. */
const steps = [24, 14, 9, 5, 2, 0, -2, -4, -7, -11, -16, -28]

/**
 * The sky of the whole earth as SVG, where there is no canvas: discs around the midnight point, stacked; each covers the area where the sun
 * is below one of the altitudes.
 */
export function stillSkiesMarkup(instant: number, centre: number): string {
  const path = pathAround(centre)
  const sun = subsolarPoint(instant)
  const discs = steps.map((altitude, index) => {
    const next = steps[index + 1] ?? altitude - 12
    const circle = geoCircle()
      .center([sun.longitude + 180, -sun.latitude])
      .radius(90 + altitude)
      .precision(6)()
    return `<path fill="${skyColour((altitude + next) / 2)}" d="${path(circle) ?? ''}"/>`
  })
  return `<rect width="${worldWidth}" height="${worldHeight}" fill="${skyColour(40)}"/>${discs.join('')}`
}
