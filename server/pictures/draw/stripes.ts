// Draws skies as stripes, and the line that crosses all of them, which every picture has.
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import type { Stripe } from '../picture.ts'
import { colours, type Sheet } from './sheet.ts'

const lineWidth = 3.5
const lineEdge = 1.75

/** Over a sky the line has a light edge: otherwise it would be invisible on a red evening. */
export function drawLine(
  sheet: Sheet,
  inset: number,
  from: number,
  to: number,
  edgeFrom: number = from,
): void {
  const left = sheet.at(inset) - lineWidth / 2
  sheet.fill(colours.paper, left - lineEdge, edgeFrom, lineWidth + 2 * lineEdge, to - edgeFrom)
  sheet.fill(colours.signal, left, from, lineWidth, to - from)
}

/** Draws one full-width stripe of sky per city; labelled stripes are tall enough for their text. */
export function drawStripes(
  sheet: Sheet,
  stripes: readonly Stripe[],
  box: { readonly top: number; readonly height: number; readonly inset: number; readonly size: number },
): void {
  const named = stripes.filter(({ label }) => label !== null).length
  const thin = stripes.length - named
  // Without labels, stripes share the height equally; with labels, the thin ones get at most about a third of the text size.
  const thinHeight =
    named === 0
      ? box.height / Math.max(1, thin)
      : Math.min(box.size * 0.34, (box.height * 0.4) / Math.max(1, thin))
  const namedHeight = named === 0 ? 0 : (box.height - thin * thinHeight) / named
  let top = box.top
  for (const stripe of stripes) {
    const tall = stripe.label === null ? thinHeight : namedHeight
    const altitude = sunAltitude(stripe.instant, stripe)
    // A slight overlap hides the paper between stripes that meet at a fraction of a pixel.
    sheet.fill(skyColour(altitude), 0, top, sheet.width, tall + 0.6)
    if (stripe.label !== null) writeLabel(sheet, stripe.label, inkOnSky(altitude), { ...box, top, tall })
    top += tall
  }
}

function writeLabel(
  sheet: Sheet,
  label: { readonly name: string; readonly time: string },
  ink: string,
  box: { readonly top: number; readonly tall: number; readonly inset: number; readonly size: number },
): void {
  const size = Math.min(box.size, box.tall * 0.62)
  const y = box.top + box.tall / 2 + size * 0.34
  sheet.write(label.name, { face: 'interface', weight: 500, colour: ink }, { inset: box.inset, y, size })
  const room = sheet.width - 2 * box.inset
  const time = { face: 'interface', weight: 400, colour: ink } as const
  if (sheet.measure(label.name, time, size) + sheet.measure(label.time, time, size) > room) return
  sheet.write(label.time, time, { inset: 84, y, size, fromEnd: true })
}
