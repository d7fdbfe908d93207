// Limits on untrusted JSON, checked before parsing: deep nesting and very many values block the event loop.

/** The deepest command has 8 levels. */
const mostDepth = 32
/** The longest command (a programme, or texts in twelve languages) has about 3,000 members and elements. */
export const mostJsonValues = 10_000

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const comma = 0x2c

type Shape = { readonly depth: number; readonly values: number }

/** The nesting depth, and the number of values separated by commas. Does not check that the text is valid JSON. */
export function shapeOfJson(text: string): Shape {
  let depth = 0
  let level = 0
  let values = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === backslash) at += 1
      else if (code === quote) isInString = false
    } else if (code === quote) isInString = true
    else if (code === openBracket || code === openBrace) depth = Math.max(depth, ++level)
    else if (code === closeBracket || code === closeBrace) level -= 1
    else if (code === comma) values += 1
  }
  return { depth, values }
}

export function isBoundedJson(text: string): boolean {
  const { depth, values } = shapeOfJson(text)
  return depth <= mostDepth && values <= mostJsonValues
}

/** Undefined if the text is not JSON or exceeds the limits. */
export function parseBoundedJson(text: string): unknown {
  if (!isBoundedJson(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
