// The map's ground as a picture in a file, for pages on which no script paints it. It is the same on paper and at night.
import { ownValue } from '#shared/domain/own-value.ts'
import { worldHeight, worldWidth } from './natural-earth.ts'
import { groundMarkup, stillSkiesMarkup } from './world-ground.ts'

const classes = { land: 'land', graticule: 'net', outside: 'outside' }

/** Attributes instead of a style sheet, which the pages' own policy would not let into a file. */
const looks: Readonly<Record<string, string>> = {
  land: 'fill="white" opacity="0.45"',
  net: 'fill="none" stroke="white" stroke-width="0.5" opacity="0.2"',
  outside: 'fill="black"',
}

/** SVG. `centre`: degrees of longitude in the middle; `at`: epoch ms. */
export function drawWorldFile(centre: number, at: number): string {
  const ground = groundMarkup(centre, classes).replace(
    /class="(\w+)"/g,
    (_, name: string) => ownValue(looks, name) ?? '',
  )
  const outsideFrom = ground.lastIndexOf('<path')
  const size = `width="${worldWidth}" height="${worldHeight}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${worldWidth} ${worldHeight}" ${size}>`,
    `<mask id="sphere"><rect ${size} fill="white"/>${ground.slice(outsideFrom)}</mask>`,
    `<g mask="url(#sphere)">${stillSkiesMarkup(at, centre)}${ground.slice(0, outsideFrom)}</g>`,
    '</svg>',
  ].join('')
}
