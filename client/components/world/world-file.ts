// The map's background as an SVG file, for pages where no script draws it. It is the same on paper and in the dark theme.
import { ownValue } from '#shared/domain/own-value.ts'
import { worldHeight, worldWidth } from './natural-earth.ts'
import { groundMarkup, stillSkiesMarkup } from './world-ground.ts'

const classes = { land: 'land', graticule: 'net', outside: 'outside' }

/** Attributes instead of a style sheet, because the pages' Content-Security-Policy forbids styles inside a file. */
const looks: Readonly<Record<string, string>> = {
  land: 'fill="white" opacity="0.45"',
  net: 'fill="none" stroke="white" stroke-width="0.5" opacity="0.2"',
  outside: 'fill="black"',
}

/** Returns SVG. `centre`: the central meridian in degrees; `at`: epoch ms. */
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
