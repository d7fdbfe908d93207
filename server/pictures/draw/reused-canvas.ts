// One canvas a size, used again for every picture: its pixels lie outside of the JavaScript heap, and the collector frees them too late.
import { type Canvas, createCanvas } from '@napi-rs/canvas'

const canvases = new Map<string, Canvas>()

/** Empty, with a context as it is at first. It holds one picture at a time: whoever asks again for the same size and use gets the same canvas. */
export function reusedCanvas(width: number, height: number, use: 'sheet' | 'sky'): Canvas {
  const key = `${use} ${width} ${height}`
  const canvas = canvases.get(key) ?? createCanvas(width, height)
  canvases.set(key, canvas)
  canvas.getContext('2d').reset()
  return canvas
}
