// Checks the design without a browser: every look-book page renders, and the two dark theme definitions agree.
// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { skyBand } from '#client/components/skies/sky-band.ts'
import { placePoints } from '#client/components/world/world-layout.ts'
import { wordsOf } from '../support/words.ts'
import { bookCities } from './look-book/cities.ts'
import { CityBook } from './look-book/city-book.tsx'
import { FrontPageBook } from './look-book/front-page-book.tsx'
import { PiecesBook } from './look-book/pieces-book.tsx'

describe.each(['ar', 'en'] as const)('in %s, without a browser,', (language) => {
  test.each(['to-come', 'live', 'past', 'empty'] as const)('the front page stands in phase %s', (phase) => {
    const html = renderToString(<FrontPageBook language={language} phase={phase} i18n={wordsOf(language)} />)
    for (const city of phase === 'empty' ? [] : bookCities)
      expect(html).toContain(`href="/g/book/${city.id}"`)
    expect(html).toContain('<h1')
  })
  test('a city’s page and every piece stand', () => {
    expect(renderToString(<CityBook language={language} id="damascus" i18n={wordsOf(language)} />)).toContain(
      '<h1',
    )
    expect(renderToString(<PiecesBook language={language} />)).toContain('role="spinbutton"')
  })
})

test('the night edition that is chosen is the one a dark device gets', () => {
  const css = readFileSync(new URL('../../client/look/tokens.css', import.meta.url), 'utf8')
  const night = [...css.matchAll(/\{([^{}]*color-scheme: dark;[^{}]*)\}/g)].map(([, body]) =>
    (body ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  )
  expect(night).toHaveLength(2)
  expect(night[0]).toEqual(night[1])
})

test('in forced colours every colour of the design is one of the reader’s own', () => {
  const css = readFileSync(new URL('../../client/look/tokens.css', import.meta.url), 'utf8')
  const colours = new Set(
    [...css.matchAll(/(--[\w-]+): (?:oklch\([^;]*|white|black);/g)].map(([, name]) => name ?? ''),
  )
  const forced = css.slice(css.indexOf('@media screen and (forced-colors: active)'))
  expect(forced).toContain('forced-color-adjust: none;')
  expect(colours.size).toBeGreaterThan(14)
  for (const name of colours)
    expect(forced, name).toMatch(new RegExp(`${name}: (?:Canvas|CanvasText|LinkText|Highlight|GrayText);`))
})

test('a colour that is not of the design has its own ink beside it, or forced colours put another in its place', () => {
  const client = new URL('../../client/', import.meta.url)
  const found = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.module.css'))
    .flatMap((name) => {
      const css = readFileSync(new URL(name, client), 'utf8')
      // Forced colours do not apply in print or to video.
      const screen = css.replace(/@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
      return [...screen.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
        .filter(([, , rule = '']) => /^\s*background(?:-color)?: (?:oklch|rgb)\(/m.test(rule))
        .filter(([, , rule = '']) => !/^\s*color: /m.test(rule))
        .map(([, selector = '']) => `${name} ${selector.trim().split('\n').at(-1)}`)
    })
  expect(found.sort()).toEqual([
    // The backdrop of a dialog, and the labels on pictures, whose text sets its own colour.
    'components/dialog.module.css .dialog::backdrop',
    "components/world/world.module.css .city[data-over='white'] .name bdi",
    'features/meeting/poster.module.css .poster::after',
    'features/stage/hall/wall.module.css .lost',
    'features/stage/stage-player.module.css .face[data-opaque]',
  ])
})

describe('on the map', () => {
  const crowd = bookCities.map((city, index) => ({
    id: city.id,
    name: city.en,
    x: 500 + (index % 3),
    y: 200 + (index % 2),
    radius: 4 + (index % 9),
  }))
  const placed = placePoints(crowd, 1000, new Set())
  test('cities in one spot are spread until each can be seen and pressed', () => {
    for (const a of placed) {
      for (const b of placed) {
        if (a.id === b.id) continue
        const apart = Math.hypot(a.atX - b.atX, a.atY - b.atY)
        expect(apart).toBeGreaterThan((a.radius + b.radius) * 0.75)
      }
    }
  })
  test('the same cities always stand in the same places', () => {
    expect(placePoints(crowd, 1000, new Set())).toEqual(placed)
  })
})

test('a city’s day is a handful of colours, not a hundred', () => {
  const band = skyBand(
    { latitude: 52.5, longitude: 13.4 },
    Date.UTC(2027, 0, 20, 3),
    Date.UTC(2027, 0, 21, 3),
  )
  expect(band.split('#').length - 1).toBeLessThan(40)
  expect(band.split('#').length - 1).toBeGreaterThan(8)
})
