// A sheet to draw on: a canvas with its own units, whose text starts on the side where reading starts.
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { Words } from '../picture.ts'
import { type Face, fontOf } from './faces.ts'
import { type Fitted, fitText } from './fit-text.ts'
import { reusedCanvas } from './reused-canvas.ts'

/** The values of `client/look/tokens.css`, for light and dark. */
export const colours = {
  paper: 'oklch(0.975 0.008 85)',
  ink: 'oklch(0.22 0.02 270)',
  soft: 'oklch(0.45 0.02 270)',
  hairline: 'oklch(0.86 0.012 85)',
  signal: 'oklch(0.55 0.2 28)',
  harm: 'oklch(0.5 0.19 25)',
  nightPaper: 'oklch(0.17 0.02 268)',
  nightInk: 'oklch(0.93 0.012 85)',
  nightSignal: 'oklch(0.7 0.185 32)',
} as const

export type Hand = { readonly face: Face; readonly weight: number; readonly colour: string }

export type Sheet = {
  readonly canvas: Canvas
  readonly context: SKRSContext2D
  /** In the sheet's units. */
  readonly width: number
  readonly height: number
  readonly isRightToLeft: boolean
  /** The distance from the left of a point `inset` units from the reading side. */
  readonly at: (inset: number) => number
  readonly fill: (colour: string, left: number, top: number, width: number, height: number) => void
  /** One line of text with its baseline at `y`, starting at `inset`; from the opposite side with `fromEnd`. */
  readonly write: (
    said: Words | string,
    hand: Hand,
    place: { readonly inset: number; readonly y: number; readonly size: number; readonly fromEnd?: boolean },
  ) => void
  readonly measure: (text: string, hand: Hand, size: number) => number
  readonly fit: (said: Words | string, hand: Hand, box: Parameters<typeof fitText>[1]) => Fitted
}

/** `unitWidth`: the width in units. The sheet is valid until the next one of the same size is created. */
export function createSheet(
  pixels: { readonly width: number; readonly height: number },
  unitWidth: number,
  isRightToLeft: boolean,
): Sheet {
  const canvas = reusedCanvas(pixels.width, pixels.height, 'sheet')
  const context = canvas.getContext('2d')
  const scale = pixels.width / unitWidth
  context.scale(scale, scale)
  context.textBaseline = 'alphabetic'
  const width = unitWidth
  const height = pixels.height / scale
  const at = (inset: number) => (isRightToLeft ? width - inset : inset)
  const plain = (said: Words | string): Words =>
    typeof said === 'string' ? { text: said, isRightToLeft } : said

  function measure(text: string, hand: Hand, size: number): number {
    context.font = fontOf(hand.face, hand.weight, size)
    return context.measureText(text).width
  }

  return {
    canvas,
    context,
    width,
    height,
    isRightToLeft,
    at,
    fill: (colour, left, top, wide, tall) => {
      context.fillStyle = colour
      context.fillRect(left, top, wide, tall)
    },
    write: (said, hand, { inset, y, size, fromEnd = false }) => {
      const { text, isRightToLeft: runsRightToLeft } = plain(said)
      context.font = fontOf(hand.face, hand.weight, size)
      context.fillStyle = hand.colour
      context.direction = runsRightToLeft ? 'rtl' : 'ltr'
      const isFromRight = isRightToLeft !== fromEnd
      context.textAlign = isFromRight ? 'right' : 'left'
      context.fillText(text, isFromRight ? width - inset : inset, y)
    },
    measure,
    fit: (said, hand, box) => fitText(plain(said).text, box, (text, size) => measure(text, hand, size)),
  }
}
