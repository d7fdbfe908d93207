// One canvas per size, reused for every picture: its pixels are outside the JavaScript heap, and the garbage collector frees them too late.
import { type Canvas, createCanvas } from '@napi-rs/canvas'

const canvases = new Map<string, Canvas>()

/**
 * An empty canvas with a reset context. It holds one picture at a time: the next call with the same size and use returns the same canvas.
 */
export function reusedCanvas(width: number, height: number, use: 'sheet' | 'sky'): Canvas {
  const key = `${use} ${width} ${height}`
  const canvas = canvases.get(key) ?? createCanvas(width, height)
  canvases.set(key, canvas)
  canvas.getContext('2d').reset()
  return canvas
}
