// The frame's style sheet and script: small enough to be written here.
import { inSrgb } from '#shared/domain/srgb.ts'

/** Font ranges by script, as in pages: an Arabic frame loads no Latin font. `common` contains digits, spaces and punctuation. */
const ranges = {
  common:
    'U+20-3F, U+5B-5D, U+5F, U+7B-7D, U+A0, U+AB, U+B7, U+BB, U+D7, U+2010-2014, U+2018-201E, U+2022, U+2026, U+2212',
  arabic: 'U+60C-6FF',
  latin: 'U+40-5A, U+5E, U+60-7A, U+7E, U+A1-AA, U+AC-B6, U+B8-BA, U+BC-D6, U+D8-FF, U+131, U+152-153',
} as const
const weights = { 'Markazi Text': '400 700', 'Readex Pro': '300 600' } as const

function faces(): string {
  const lines = Object.entries(weights).flatMap(([name, weight]) =>
    Object.entries(ranges).map(([script, range]) => {
      const file = `${name.toLowerCase().replace(' ', '-')}-${script}`
      const source = `url(/embed/${file}.woff2) format('woff2')`
      return `@font-face { font-family: '${name}'; src: ${source}; font-weight: ${weight}; font-display: swap; unicode-range: ${range} }`
    }),
  )
  return lines.join('\n')
}

/** The values of `client/look/tokens.css`; the frame uses the colour scheme of the page around it, or the one in its URL. */
export const frameStyle = inSrgb(`
${faces()}
:root { color-scheme: light; --paper: oklch(.975 .008 85); --ink: oklch(.22 .02 270); --soft: oklch(.45 .02 270); --hairline: oklch(.86 .012 85); --signal: oklch(.55 .2 28); --people: oklch(.47 .09 155) }
:root[data-night] { color-scheme: dark; --paper: oklch(.17 .02 268); --ink: oklch(.93 .012 85); --soft: oklch(.73 .015 268); --hairline: oklch(.31 .02 268); --signal: oklch(.7 .185 32); --people: oklch(.78 .1 155) }
@media (prefers-color-scheme: dark) { :root:not([data-paper]) { color-scheme: dark; --paper: oklch(.17 .02 268); --ink: oklch(.93 .012 85); --soft: oklch(.73 .015 268); --hairline: oklch(.31 .02 268); --signal: oklch(.7 .185 32); --people: oklch(.78 .1 155) } }
* { box-sizing: border-box; margin: 0 }
html, body { block-size: 100% }
body { font: 1rem/1.55 'Readex Pro', 'Noto Sans Arabic', 'Segoe UI', system-ui, sans-serif; background: var(--paper); color: var(--ink); overflow-wrap: anywhere }
a { color: inherit; text-decoration: none; display: flex; flex-direction: column; min-block-size: 100%; border: 1px solid var(--hairline); border-inline-start: 3px solid var(--signal) }
a:focus-visible { outline: 3px solid oklch(.6 .15 255); outline-offset: -3px }
.words { padding: 16px 20px 14px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px }
.title { color: var(--soft); font-size: .875rem }
h1 { font: 600 clamp(1.5rem, 6.4vw, 2.375rem)/1.15 'Markazi Text', 'Noto Naskh Arabic', serif; text-wrap: balance }
.when { font-size: .9375rem }
.notice { color: var(--signal); font-weight: 600 }
.count { font-variant-numeric: tabular-nums; font-weight: 600; color: var(--signal); font-size: 1.125rem; min-block-size: 1.55em }
.count:empty { display: none }
.world { flex: 1; min-block-size: 90px; position: relative; overflow: hidden; background: var(--hairline) }
.world img { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover }
.foot { display: flex; justify-content: space-between; gap: 12px; padding: 10px 20px; font-size: .875rem }
.people { color: var(--people); font-weight: 600 }
.mark { color: var(--soft) }
`)

/**
 * Counts down to the start in the largest useful unit, with the browser's own words for the page's language. Uses the server's clock if the
 * browser exposes `Server-Timing` and the device's clock is off by more than a minute.
 */
export const frameScript = `
const count = document.querySelector('.count')
const { from, to, locale, live } = count.dataset
const told = performance.getEntriesByType('navigation')[0]?.serverTiming?.find(({ name }) => name === 'clock')
const apart = told ? Number(told.description) - Date.now() : 0
const now = () => Date.now() + (Math.abs(apart) > 6e4 ? apart : 0)
const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
const units = [['day', 864e5], ['hour', 36e5], ['minute', 6e4], ['second', 1e3]]
const say = () => {
  const left = from - now()
  const [unit, ms] = units.find(([, ms]) => left >= 2 * ms) ?? units[3]
  const said = left > 0 ? words.format(unit === 'second' ? Math.ceil(left / ms) : Math.floor(left / ms), unit) : now() < to ? live : ''
  if (count.textContent !== said) count.textContent = said
}
if (from) { say(); setInterval(say, 1000) }
`
