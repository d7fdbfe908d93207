// Folds iCalendar content lines: at most 75 octets, without splitting a character (RFC 5545 §3.1).

const longest = 75

/** Joins lines with CRLF, and continues a long line on the next one after a space. */
export function foldLines(lines: readonly string[]): string {
  return `${lines.map(foldLine).join('\r\n')}\r\n`
}

function foldLine(line: string): string {
  // A character takes at most three octets per UTF-16 unit.
  if (line.length * 3 <= longest) return line
  const folded: string[] = []
  let start = 0
  let octets = 0
  for (let at = 0; at < line.length; ) {
    const { size, units } = measure(line, at)
    if (octets + size > longest) {
      folded.push(line.slice(start, at))
      start = at
      // The space at the start of the next line.
      octets = 1
    }
    octets += size
    at += units
  }
  folded.push(line.slice(start))
  return folded.join('\r\n ')
}

/** UTF-8 octets and UTF-16 units of the character at this position; a lone surrogate is written as U+FFFD, which takes three octets. */
function measure(line: string, at: number): { readonly size: number; readonly units: number } {
  const code = line.codePointAt(at) ?? 0
  if (code < 0x80) return { size: 1, units: 1 }
  if (code < 0x800) return { size: 2, units: 1 }
  return code < 0x10000 ? { size: 3, units: 1 } : { size: 4, units: 2 }
}
