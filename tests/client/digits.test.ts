// The Arabic digits of our fonts, measured in pixels: a clearly visible zero, and the same glyphs in both fonts.
// @vitest-environment node
import { join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'

const fonts = join(import.meta.dirname, '../../client/look/fonts')
const faces = { text: 'markazi-text-arabic', interface: 'readex-pro-arabic' } as const
for (const [name, file] of Object.entries(faces))
  if (!GlobalFonts.registerFromPath(join(fonts, `${file}.woff2`), `digits-${name}`))
    throw new Error(`${file} cannot be read`)

const digits = [...'٠١٢٣٤٥٦٧٨٩']

/** The ink of a digit at 400 px, cropped to its bounds. */
function inkOf(face: keyof typeof faces, digit: string) {
  const canvas = createCanvas(600, 700)
  const context = canvas.getContext('2d')
  context.font = `400px "digits-${face}"`
  context.fillText(digit, 100, 500)
  const { data, width, height } = context.getImageData(0, 0, 600, 700)
  const isInk = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) > 127
  let [left, top, right, bottom, area] = [width, height, 0, 0, 0]
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (isInk(x, y)) {
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
        area += 1
      }
  const size = { width: right - left + 1, height: bottom - top + 1 }
  return {
    area,
    size,
    at: (x: number, y: number) => isInk(Math.round(left + x * size.width), Math.round(top + y * size.height)),
  }
}

describe.each(['text', 'interface'] as const)('in the face of the %s', (face) => {
  test('a zero is two fifths as high as a one, and has half as much ink at least', () => {
    const [zero, one] = [inkOf(face, '٠'), inkOf(face, '١')]
    expect(zero.size.height / one.size.height).toBeGreaterThan(0.36)
    expect(zero.area / one.area).toBeGreaterThan(0.5)
  })

  test('a zero is full, so that it is no five', () => {
    const { size, area } = inkOf(face, '٠')
    expect(area / (size.width * size.height)).toBeGreaterThan(0.7)
    const five = inkOf(face, '٥')
    expect(five.area / (five.size.width * five.size.height)).toBeLessThan(0.6)
  })
})

test.each(digits)('%s has one drawing in both faces', (digit) => {
  const [text, ui] = [inkOf('text', digit), inkOf('interface', digit)]
  expect(text.size.width / text.size.height).toBeCloseTo(ui.size.width / ui.size.height, 1)
  let [same, all] = [0, 0]
  for (let x = 0.02; x < 1; x += 0.04)
    for (let y = 0.02; y < 1; y += 0.04) {
      const [a, b] = [text.at(x, y), ui.at(x, y)]
      if (a || b) all += 1
      if (a && b) same += 1
    }
  expect(same / all).toBeGreaterThan(0.85)
})
