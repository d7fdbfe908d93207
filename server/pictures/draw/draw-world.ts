// Draws the earth with day and night at one instant and a gathering's cities, for frames on other sites.
import { createRequire } from 'node:module'
import { createCanvas } from '@napi-rs/canvas'
import { type GeoContext, type GeoProjection, geoNaturalEarth1, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import { skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { pictureSizes, type WorldPicture } from '../picture.ts'
import { reusedCanvas } from './reused-canvas.ts'
import { colours, createSheet, type Sheet } from './sheet.ts'

type LandTopology = Parameters<typeof feature>[0]

const topology = createRequire(import.meta.url)('world-atlas/land-110m.json') as LandTopology
/** The sky has no edges: a quarter of the resolution, scaled smoothly, looks the same. */
const coarseness = 4
const steps = 360

export function drawWorld(world: WorldPicture): Sheet {
  const size = pictureSizes.world
  const sheet = createSheet(size, size.width, false)
  const { context } = sheet
  const paper = world.isNight ? colours.nightPaper : colours.paper
  sheet.fill(paper, 0, 0, sheet.width, sheet.height)
  const projection = geoNaturalEarth1()
    .rotate([-world.centre, 0])
    .scale(size.width / 5.48)
    // Shows Svalbard to Cape Horn: nobody meets beyond.
    .translate([size.width / 2, size.height * 0.585])
  const path = geoPath(projection, context as unknown as GeoContext)
  context.save()
  context.beginPath()
  path({ type: 'Sphere' })
  context.clip()
  if (world.instant === null) sheet.fill(colours.hairline, 0, 0, sheet.width, sheet.height)
  else drawSkies(sheet, projection, world.instant)
  const land = topology.objects['land']
  if (land !== undefined) {
    context.beginPath()
    path(feature(topology, land))
    context.fillStyle = world.instant === null ? colours.paper : 'oklch(0.975 0.008 85 / 0.5)'
    context.fill()
  }
  context.restore()
  drawPoints(sheet, world, projection)
  return sheet
}

/** A lookup table by the sun's altitude, in steps of half a degree. */
const table = Array.from({ length: steps + 1 }, (_, step) => rgbOf(skyColour(step / 2 - 90)))

function rgbOf(colour: string): Uint8ClampedArray {
  const context = createCanvas(1, 1).getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  return context.getImageData(0, 0, 1, 1).data
}

function drawSkies(sheet: Sheet, projection: GeoProjection, instant: number): void {
  const [width, height] = [sheet.width / coarseness, sheet.height / coarseness]
  const small = reusedCanvas(width, height, 'sky')
  const context = small.getContext('2d')
  const image = context.createImageData(width, height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [longitude = 0, latitude = 0] =
        projection.invert?.([(x + 0.5) * coarseness, (y + 0.5) * coarseness]) ?? []
      const altitude = sunAltitude(instant, { latitude, longitude })
      const rgb = table[Math.round((altitude + 90) * 2)] ?? table[0]
      if (rgb !== undefined) image.data.set(rgb, (y * width + x) * 4)
    }
  }
  context.putImageData(image, 0, 0)
  sheet.context.imageSmoothingQuality = 'high'
  sheet.context.drawImage(small, 0, 0, sheet.width, sheet.height)
}

/** The city on stage has the signal colour and is drawn on top. */
function drawPoints(sheet: Sheet, world: WorldPicture, projection: GeoProjection): void {
  const { context } = sheet
  const ordered = [...world.points].sort((a, b) => Number(a.isOnStage) - Number(b.isOnStage))
  for (const { latitude, longitude, isOnStage } of ordered) {
    const at = projection([longitude, latitude])
    if (at === null) continue
    context.beginPath()
    context.arc(at[0], at[1], isOnStage ? 11 : 7, 0, 2 * Math.PI)
    context.fillStyle = isOnStage ? colours.signal : 'white'
    context.fill()
    context.lineWidth = 2
    context.strokeStyle = isOnStage ? 'white' : 'rgb(0 0 0 / 0.65)'
    context.stroke()
  }
}
