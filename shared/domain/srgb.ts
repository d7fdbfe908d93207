// Converts OKLCH colours to sRGB, because browsers support `oklch()` only since Chrome 111 and Firefox 113.

export type Rgb = readonly [red: number, green: number, blue: number]

/** Each channel 0 … 1, gamma-encoded (CSS Color 4, §10.1). Clips out-of-gamut values per channel. `hue` in degrees. */
export function srgbOf(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ]
}

function encoded(linear: number): number {
  const within = Math.min(1, Math.max(0, linear))
  return within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055
}

/** `#rrggbb`; with an alpha below 1 `#rrggbbaa`. */
export function hexOf(rgb: Rgb, alpha = 1): string {
  const channels = alpha < 1 ? [...rgb, alpha] : rgb
  return `#${channels
    .map((channel) =>
      Math.round(channel * 255 + 256)
        .toString(16)
        .slice(-2),
    )
    .join('')}`
}

/** Replaces each `oklch(…)` of plain numbers in CSS with sRGB. */
export function inSrgb(css: string): string {
  return css.replace(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/g, (_, l, c, h, alpha = 1) =>
    hexOf(srgbOf(Number(l), Number(c), Number(h)), Number(alpha)),
  )
}
