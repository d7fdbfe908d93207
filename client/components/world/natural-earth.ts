// The map's projection, small enough to place cities on the server without loading the map's chunk.

/** Natural Earth (Tom Patterson; polynomial by Šavrič et al., 2011): radians in, units of the sphere's radius out. */
export function naturalEarthRaw(longitude: number, latitude: number): [number, number] {
  const square = latitude * latitude
  const fourth = square * square
  return [
    longitude *
      (0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))),
    latitude *
      (1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth))),
  ]
}

const radians = Math.PI / 180
const widest = naturalEarthRaw(Math.PI, 0)[0]

/** The map is 1000 units wide and reaches from 80° north to 57° south (Svalbard to Cape Horn). */
export const worldWidth = 1000
export const worldScale = worldWidth / 2 / widest
const northEdge = naturalEarthRaw(0, 80 * radians)[1] * worldScale
const southEdge = naturalEarthRaw(0, -57 * radians)[1] * worldScale
export const worldHeight = Math.round(northEdge - southEdge)
/** The intersection of the equator and the central meridian. */
export const worldOrigin: readonly [number, number] = [worldWidth / 2, northEdge]

/** Converts degrees to map units, with the given meridian in the middle. */
export function projectToWorld(
  longitude: number,
  latitude: number,
  centre: number,
): { x: number; y: number } {
  const turned = longitude - centre
  const wrapped = turned - 360 * Math.floor((turned + 180) / 360)
  const [x, y] = naturalEarthRaw(wrapped * radians, latitude * radians)
  return { x: worldOrigin[0] + x * worldScale, y: worldOrigin[1] - y * worldScale }
}
