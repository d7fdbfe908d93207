// Paints the sky of the whole earth at one instant, pixel by pixel, on a small canvas that the map scales up smoothly.
import { skyColour, subsolarPoint } from '#shared/domain/sun.ts'
import { naturalEarthRaw, worldHeight, worldOrigin, worldScale, worldWidth } from './natural-earth.ts'

export const skyWidth = 480
export const skyHeight = Math.round((skyWidth * worldHeight) / worldWidth)
const shades = 2048
const radians = Math.PI / 180

/** Colours by the sine of the sun's altitude, −1 … 1, which saves an arcsine per pixel. */
function colourTable(context: CanvasRenderingContext2D): Uint8ClampedArray {
  const rows = Math.ceil(shades / skyWidth)
  for (let shade = 0; shade < shades; shade += 1) {
    context.fillStyle = skyColour(Math.asin((shade / (shades - 1)) * 2 - 1) / radians)
    context.fillRect(shade % skyWidth, Math.floor(shade / skyWidth), 1, 1)
  }
  return context.getImageData(0, 0, skyWidth, rows).data
}

/** The latitude at a height of the map, by bisection: the projection has no closed-form inverse, and it is only needed once per row. */
function latitudeAt(y: number): number {
  let [south, north] = [-Math.PI / 2, Math.PI / 2]
  for (let step = 0; step < 24; step += 1) {
    const middle = (south + north) / 2
    if (naturalEarthRaw(0, middle)[1] < y) south = middle
    else north = middle
  }
  return (south + north) / 2
}

export function paintSkies(canvas: HTMLCanvasElement, instant: number, centre: number): void {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return
  const table = colourTable(context)
  const image = context.createImageData(skyWidth, skyHeight)
  const sun = subsolarPoint(instant)
  const [sunSine, sunCosine] = [Math.sin(sun.latitude * radians), Math.cos(sun.latitude * radians)]
  const from = (centre - sun.longitude) * radians
  const unit = worldWidth / skyWidth / worldScale
  for (let row = 0; row < skyHeight; row += 1) {
    const latitude = latitudeAt(worldOrigin[1] / worldScale - (row + 0.5) * unit)
    const perRadian = naturalEarthRaw(1, latitude)[0]
    const [high, wide] = [Math.sin(latitude) * sunSine, Math.cos(latitude) * sunCosine]
    for (let column = 0; column < skyWidth; column += 1) {
      // Beyond the sphere's edge it wraps around; the map covers that with the paper colour.
      const longitude = ((column + 0.5 - skyWidth / 2) * unit) / perRadian
      const sine = high + wide * Math.cos(longitude + from)
      const shade = Math.round(((Math.min(1, Math.max(-1, sine)) + 1) / 2) * (shades - 1)) * 4
      const at = (row * skyWidth + column) * 4
      image.data.set(table.subarray(shade, shade + 3), at)
      image.data[at + 3] = 255
    }
  }
  context.putImageData(image, 0, 0)
}
