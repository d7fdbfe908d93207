// Draws a city's poster: its own sky with its name and time, the other cities' skies, and below, on paper, the address and the QR code.

import { encode } from 'uqr'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { type Poster, pictureSizes } from '../picture.ts'
import { colours, createSheet, type Hand, type Sheet } from './sheet.ts'
import { drawLine, drawStripes } from './stripes.ts'

/** Width in units. */
const unitWidth = 1000
const lineInset = 84
const textInset = lineInset + 34
const width = unitWidth - textInset - lineInset
const codeSize = 196

/** Shares of the height: the end of the sky and of the stripes; phones cover the top and bottom of a story with their own interface. */
const shapes = {
  a4: { sky: 0.535, stripes: 0.69, margin: 84 },
  story: { sky: 0.53, stripes: 0.66, margin: 190 },
} as const

export function drawPoster(poster: Poster): Sheet {
  const sheet = createSheet(pictureSizes[poster.format], unitWidth, poster.isRightToLeft)
  const shape = shapes[poster.format]
  const hasOthers = poster.stripes.length > 0
  const skyEnd = sheet.height * (hasOthers ? shape.sky : shape.sky + 0.1)
  const stripesEnd = hasOthers ? sheet.height * shape.stripes : skyEnd
  sheet.fill(colours.paper, 0, 0, sheet.width, sheet.height)
  drawSky(sheet, poster, skyEnd, shape.margin)
  drawStripes(sheet, poster.stripes, { top: skyEnd, height: stripesEnd - skyEnd, inset: textInset, size: 25 })
  drawCall(sheet, poster, { top: stripesEnd, bottom: sheet.height - shape.margin })
  drawLine(sheet, lineInset, 0, sheet.height)
  return sheet
}

function drawSky(sheet: Sheet, poster: Poster, bottom: number, margin: number): void {
  const { moment, city } = poster
  const altitude = moment === null ? null : sunAltitude(moment.instant, moment)
  const ink = altitude === null ? colours.ink : inkOnSky(altitude)
  if (altitude !== null) sheet.fill(skyColour(altitude), 0, 0, sheet.width, bottom)
  const hand: Hand = { face: 'interface', weight: 400, colour: ink }
  const titleEnd = writeBlock(
    sheet,
    poster.title,
    { ...hand, weight: 500 },
    {
      top: margin,
      width,
      lines: 3,
      largest: 46,
      smallest: 30,
      leading: 1.3,
    },
  )

  let y = bottom - 44
  if (poster.others !== '') {
    sheet.write(poster.others, hand, { inset: textInset, y, size: 27 })
    y -= 74
  }
  if (moment === null) {
    const open = sheet.fit(poster.open, hand, {
      width,
      height: 60,
      lines: 1,
      largest: 48,
      smallest: 26,
      leading: 1,
    })
    sheet.write(open.lines[0] ?? '', hand, { inset: textInset, y, size: open.size })
    y -= open.size * 1.5
  } else {
    const date = sheet.fit(moment.date, hand, {
      width,
      height: 60,
      lines: 1,
      largest: 44,
      smallest: 26,
      leading: 1,
    })
    sheet.write(date.lines[0] ?? '', hand, { inset: textInset, y, size: date.size })
    y -= date.size * 1.62
    const time = sheet.fit(moment.time, hand, {
      width,
      height: 120,
      lines: 1,
      largest: 88,
      smallest: 40,
      leading: 1,
    })
    sheet.write(time.lines[0] ?? '', { ...hand, weight: 500 }, { inset: textInset, y, size: time.size })
    y -= time.size * 1.22
  }
  if (poster.notice !== null) {
    sheet.write(poster.notice, { ...hand, weight: 600 }, { inset: textInset, y, size: 64 })
    y -= 92
  }
  const nameHand: Hand = { face: 'text', weight: 600, colour: ink }
  const name = sheet.fit(city, nameHand, {
    width,
    height: y - titleEnd,
    lines: 2,
    largest: 330,
    smallest: 70,
    leading: 0.95,
  })
  for (const [index, line] of name.lines.entries()) {
    // Arabic letters reach lower than Latin ones.
    const hang = name.size * (poster.isRightToLeft ? 0.19 : 0.06)
    const up = (name.lines.length - 1 - index) * name.size * 0.95
    const place = { inset: textInset - name.size * 0.02, y: y - hang - up, size: name.size }
    sheet.write({ ...city, text: line }, nameHand, place)
  }
}

/** The gathering, the address, and the QR code for replying. */
function drawCall(
  sheet: Sheet,
  poster: Poster,
  box: { readonly top: number; readonly bottom: number },
): void {
  const codeTop = box.bottom - codeSize
  drawCode(sheet, poster.link.url, codeTop)
  const beside = width - codeSize - 44
  const said = poster.slogan
  let top = box.top + 46
  if (said !== null) {
    const leading = said.isRightToLeft ? 1.12 : 0.98
    // The text may use the whole width as long as it stays above the code.
    const hand: Hand = { face: 'text', weight: 600, colour: colours.ink }
    const room = codeTop - top - 16
    top = writeBlock(sheet, said, hand, {
      top,
      width: room > 90 ? width : beside,
      height: Math.max(90, room),
      lines: 2,
      largest: 72,
      smallest: 36,
      leading,
    })
  }
  let y = box.bottom - 4
  const small: Hand = { face: 'interface', weight: 400, colour: colours.soft }
  const link = sheet.fit({ text: poster.link.shown, isRightToLeft: false }, small, {
    width: beside,
    height: 60,
    lines: 2,
    largest: 24,
    smallest: 16,
    leading: 1.3,
  })
  for (const line of [...link.lines].reverse()) {
    sheet.write({ text: line, isRightToLeft: false }, small, { inset: textInset, y, size: link.size })
    y -= link.size * 1.4
  }
  const call: Hand = { face: 'interface', weight: 600, colour: colours.ink }
  const asked = sheet.fit(poster.call, call, {
    width: beside,
    height: 44,
    lines: 1,
    largest: 31,
    smallest: 20,
    leading: 1,
  })
  sheet.write(asked.lines[0] ?? '', call, { inset: textInset, y: y - 4, size: asked.size })
  y -= 66
  writeAddress(sheet, poster.address, { top, bottom: y, width: beside })
}

/** Written from the bottom up, in smaller letters if there is little room, because a truncated address is useless. */
function writeAddress(
  sheet: Sheet,
  address: Poster['address'],
  box: { readonly top: number; readonly bottom: number; readonly width: number },
): void {
  const linesAt = (largest: number) =>
    address.flatMap((said, index) => {
      const hand: Hand = { face: 'interface', weight: index === 0 ? 500 : 400, colour: colours.ink }
      const fitted = sheet.fit(said, hand, {
        width: box.width,
        height: largest * 2.8,
        lines: 2,
        largest,
        smallest: 18,
        leading: 1.35,
      })
      return fitted.lines.map((text) => ({ said: { ...said, text }, hand, size: fitted.size }))
    })
  const heightOf = (lines: ReturnType<typeof linesAt>) =>
    lines.reduce((sum, { size }) => sum + size * 1.35, 0)
  const room = box.bottom - box.top
  const sizes = [33, 29, 25, 22, 19]
  const lines = linesAt(sizes.find((size) => heightOf(linesAt(size)) <= room) ?? 19)
  let y = box.bottom
  for (const { said, hand, size } of lines.reverse()) {
    sheet.write(said, hand, { inset: textInset, y, size })
    y -= size * 1.35
  }
}

/** Dark on its own light ground (ISO/IEC 18004), with the quiet zone that scanners need; at the end side of the reading direction. */
function drawCode(sheet: Sheet, url: string, top: number): void {
  const code = encode(url, { ecc: 'M', border: 2 })
  const left = sheet.isRightToLeft ? lineInset : sheet.width - lineInset - codeSize
  const cell = codeSize / code.size
  sheet.fill('white', left, top, codeSize, codeSize)
  sheet.context.fillStyle = 'black'
  sheet.context.beginPath()
  for (const [y, row] of code.data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark) sheet.context.rect(left + x * cell, top + y * cell, cell + 0.05, cell + 0.05)
    }
  }
  sheet.context.fill()
}

/** Writes lines from the top down; returns the position for the next block. */
function writeBlock(
  sheet: Sheet,
  said: Poster['title'],
  hand: Hand,
  box: {
    readonly top: number
    readonly width: number
    readonly height?: number
    readonly lines: number
    readonly largest: number
    readonly smallest: number
    readonly leading: number
  },
): number {
  const { lines, size } = sheet.fit(said, hand, { height: Number.POSITIVE_INFINITY, ...box })
  for (const [index, line] of lines.entries()) {
    const y = box.top + size * 0.8 + index * size * box.leading
    sheet.write({ ...said, text: line }, hand, { inset: textInset, y, size })
  }
  return box.top + lines.length * size * box.leading
}
