// Draws link preview cards, 1200 × 630: text beside the vertical line of the instant, which crosses the skies.
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { type CityCard, type GatheringCard, pictureSizes } from '../picture.ts'
import { colours, createSheet, type Sheet } from './sheet.ts'
import { drawLine, drawStripes } from './stripes.ts'

/** Distance from the edge to the line, and to the text. */
const lineInset = 84
const textInset = lineInset + 32

const leadingOf = (isRightToLeft: boolean) => (isRightToLeft ? 1.08 : 0.92)

export function drawGatheringCard(card: GatheringCard): Sheet {
  const sheet = createSheet(pictureSizes.gathering, 1200, card.isRightToLeft)
  sheet.fill(colours.paper, 0, 0, sheet.width, sheet.height)
  const stripesTop = card.stripes.length === 0 ? sheet.height - 70 : 374
  const headline = card.slogan ?? card.title
  const label = { face: 'interface', weight: 400, colour: colours.soft } as const

  const markWidth = sheet.measure(card.mark, label, 24)
  sheet.write(card.mark, label, { inset: lineInset, y: 78, size: 24, fromEnd: true })
  let top = 60
  if (card.slogan !== null && card.title.text !== card.mark) {
    const title = sheet.fit(card.title, label, {
      width: sheet.width - textInset - lineInset - markWidth - 40,
      height: 40,
      lines: 1,
      largest: 27,
      smallest: 24,
      leading: 1,
    })
    sheet.write({ ...card.title, text: title.lines[0] ?? '' }, label, {
      inset: textInset,
      y: 78,
      size: title.size,
    })
    top = 100
  }

  const last = stripesTop - 40
  const whenHeight = card.when.length * 40 + (card.notice === null ? 0 : 44)
  writeWhen(sheet, card, last)
  writeHeadline(sheet, headline, { top, bottom: last - whenHeight - 8 })
  drawStripes(sheet, card.stripes, {
    top: stripesTop,
    height: sheet.height - stripesTop,
    inset: textInset,
    size: 27,
  })
  drawLine(sheet, lineInset, 0, sheet.height)
  return sheet
}

/** A cancellation or postponement comes first, in the colour `harm`. */
function writeWhen(sheet: Sheet, card: GatheringCard, last: number): void {
  const hand = { face: 'interface', weight: 400, colour: colours.ink } as const
  const said = [...card.when].reverse()
  for (const [index, line] of said.entries()) {
    const isFirst = index === said.length - 1
    const fitted = sheet.fit(line, hand, {
      width: sheet.width - textInset - lineInset,
      height: 40,
      lines: 1,
      largest: isFirst ? 31 : 27,
      smallest: 20,
      leading: 1,
    })
    const colour = isFirst ? colours.ink : colours.soft
    const place = { inset: textInset, y: last - index * 41, size: fitted.size }
    sheet.write(fitted.lines[0] ?? '', { ...hand, colour }, place)
  }
  if (card.notice === null) return
  const notice = { face: 'interface', weight: 600, colour: colours.harm } as const
  sheet.write(card.notice, notice, { inset: textInset, y: last - said.length * 41, size: 31 })
}

function writeHeadline(
  sheet: Sheet,
  said: GatheringCard['title'],
  box: { readonly top: number; readonly bottom: number },
): void {
  const hand = { face: 'text', weight: 600, colour: colours.ink } as const
  const leading = leadingOf(said.isRightToLeft)
  const fitted = sheet.fit(said, hand, {
    width: sheet.width - textInset - lineInset,
    height: box.bottom - box.top,
    lines: 3,
    largest: 122,
    smallest: 46,
    leading,
  })
  const { lines, size } = fitted
  for (const [index, line] of lines.entries()) {
    // The last line is at the bottom of the box, with room for descenders.
    const y = box.bottom - size * 0.3 - (lines.length - 1 - index) * size * leading
    sheet.write({ ...said, text: line }, hand, { inset: textInset - 3, y, size })
  }
}

export function drawCityCard(card: CityCard): Sheet {
  const sheet = createSheet(pictureSizes.city, 1200, card.isRightToLeft)
  const { moment } = card
  const altitude = moment === null ? null : sunAltitude(moment.instant, moment)
  const ground = altitude === null ? colours.paper : skyColour(altitude)
  const ink = altitude === null ? colours.ink : inkOnSky(altitude)
  sheet.fill(ground, 0, 0, sheet.width, sheet.height)
  const hand = { face: 'interface', weight: 400, colour: ink } as const
  const stripesTop = card.stripes.length === 0 ? sheet.height : 536
  const width = sheet.width - textInset - lineInset

  const markWidth = sheet.measure(card.mark, hand, 24)
  sheet.write(card.mark, hand, { inset: lineInset, y: 78, size: 24, fromEnd: true })
  const title = sheet.fit(card.title, hand, {
    width: width - markWidth - 40,
    height: 76,
    lines: 2,
    largest: 30,
    smallest: 25,
    leading: 1.25,
  })
  for (const [index, line] of title.lines.entries()) {
    const place = { inset: textInset, y: 78 + index * title.size * 1.25, size: title.size }
    sheet.write({ ...card.title, text: line }, hand, place)
  }

  let y = stripesTop - 32
  if (card.others !== '') {
    sheet.write(card.others, hand, { inset: textInset, y, size: 25 })
    y -= 62
  } else y -= 20
  const said = moment === null ? card.open : `${moment.time}  ·  ${moment.date}`
  const when = sheet.fit(said, hand, { width, height: 60, lines: 1, largest: 38, smallest: 24, leading: 1 })
  sheet.write(when.lines[0] ?? '', { ...hand, weight: 500 }, { inset: textInset, y, size: when.size })
  y -= 64
  if (card.notice !== null) {
    sheet.write(card.notice, { ...hand, weight: 600 }, { inset: textInset, y: y + 4, size: 38 })
    y -= 52
  }
  const name = sheet.fit(
    card.city,
    { face: 'text', weight: 600, colour: ink },
    {
      width,
      height: y - 130,
      lines: 1,
      largest: 300,
      smallest: 70,
      leading: 0.9,
    },
  )
  sheet.write(
    { ...card.city, text: name.lines[0] ?? '' },
    { face: 'text', weight: 600, colour: ink },
    {
      inset: textInset - name.size * 0.02,
      // Arabic letters reach lower than Latin ones.
      y: y - name.size * (card.isRightToLeft ? 0.16 : 0.06),
      size: name.size,
    },
  )
  drawStripes(sheet, card.stripes, {
    top: stripesTop,
    height: sheet.height - stripesTop,
    inset: textInset,
    size: 24,
  })
  drawLine(sheet, lineInset, 0, sheet.height)
  return sheet
}
