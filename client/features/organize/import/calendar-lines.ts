// Unfolds and decodes the lines of a calendar file, each in its own encoding: iCalendar (RFC 5545) and vCalendar 1.0.
import { decodeBytes, type Encoding, encodings, judgeEncoding } from './text-encoding.ts'

export type CalendarText = {
  readonly lines: readonly string[]
  readonly encoding: Encoding
  /** True if every encoding would read the same text. */
  readonly isOnlyAscii: boolean
}

/**
 * `encoding`: the organizer's choice; detected if undefined. Null if the file is not text. Lines are unfolded before they are decoded,
 * because many programs fold after 75 bytes, even within a character.
 */
export function readCalendarLines(file: string | Uint8Array, encoding?: Encoding): CalendarText | null {
  if (typeof file === 'string') return linesOf(file.replace(/^\uFEFF/, ''), 'utf-8', (text) => text)
  // Detect the encoding without the folds, because a fold may split a character.
  const unfolded = toBytes(unfold(toBinary(file)).join('\n'))
  const judged = encoding ?? judgeEncoding(file.includes(0) ? file : unfolded)
  if (judged === null) return null
  if (judged === 'utf-16le' || judged === 'utf-16be')
    return linesOf(decodeBytes(file, judged), judged, (text) => text)
  return linesOf(toBinary(file).replace(/^\u00ef\u00bb\u00bf/, ''), judged, (binary) =>
    decodeBytes(toBytes(binary), judged),
  )
}

function linesOf(text: string, encoding: Encoding, decode: (raw: string) => string): CalendarText {
  const lines = unfold(text).map((line) => decodeLine(line, decode))
  return { lines, encoding, isOnlyAscii: lines.every((line) => /^[\0-\x7f]*$/.test(line)) }
}

const isQuotedPrintable = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE\b[^:]*:/i

/** Accepts any line ends, also doubled ones; a line that begins with white space continues the previous one. */
function unfold(text: string): string[] {
  const lines: string[] = []
  let parts: string[] = []
  // A line may be folded before its value begins. These flags avoid scanning the lines of an attachment twice.
  let isQuoted = false
  let hasValue = false
  const add = (part: string) => {
    parts.push(part)
    if (hasValue) return
    const head = parts.join('')
    isQuoted = isQuotedPrintable.test(head)
    hasValue = head.includes(':') || head.length > 2000
  }
  const close = () => {
    const line = parts.join('')
    if (line.trim() !== '') lines.push(lines.length === 0 ? line.trimStart() : line)
    parts = []
    isQuoted = false
    hasValue = false
  }
  // A file copied from a web page or an e-mail may be indented as a whole.
  const indent = /^\s*?([ \t]+)BEGIN:/i.exec(text)?.[1] ?? ''
  for (const indented of text.split(/\r*\n|\r+/)) {
    const line = indented.startsWith(indent) ? indented.slice(indent.length) : indented
    const before = parts.at(-1) ?? ''
    if (isQuoted && before.endsWith('=')) {
      parts[parts.length - 1] = before.slice(0, -1)
      // A blank that splits the bytes of one character belongs to the fold; any other blank belongs to the text.
      add(line.replace(/^[ \t](?==[89AB][0-9A-F])/i, ''))
    } else if (/^[ \t]/.test(line) && parts.length > 0) {
      add(line.slice(1))
    } else {
      close()
      add(line)
    }
  }
  close()
  return lines
}

/** Decodes a line; lines of vCalendar may name their own charset and transfer encoding. */
function decodeLine(line: string, decode: (raw: string) => string): string {
  const head = /^[^:"]*/.exec(line)?.[0] ?? ''
  const charset = /;CHARSET="?([\w-]+)"?/i.exec(head)?.[1]
  if (isQuotedPrintable.test(line)) {
    const bytes = toBytes(
      line.slice(head.length + 1).replace(/=([0-9A-F]{2})/gi, (_, hex: string) => byteOf(hex)),
    )
    const value = decodeBytes(bytes, encodingNamed(charset) ?? judgeEncoding(bytes) ?? 'utf-8')
    // Rewrite the line as iCalendar, so that it is parsed like any other line.
    return `${head.replace(/;(?:ENCODING=)?QUOTED-PRINTABLE|;CHARSET="?[\w-]+"?/gi, '')}:${value.replace(/\r\n?|\n/g, '\\n')}`
  }
  const own = encodingNamed(charset)
  const isBinary = own !== null && /^[\0-\xff]*$/.test(line)
  const text = isBinary && own !== 'utf-8' ? decodeBytes(toBytes(line), own) : decode(line)
  return charset === undefined ? text : text.replace(/;CHARSET="?[\w-]+"?/i, '')
}

function byteOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

/** Reads ISO 8859-1 and -9 as their Windows variants, as browsers do. */
function encodingNamed(name: string | undefined): Encoding | null {
  if (name === undefined) return null
  try {
    const label = new TextDecoder(name).encoding
    return encodings.find((encoding) => encoding === label) ?? null
  } catch {
    return null
  }
}

/** Returns a string with one character per byte. */
function toBinary(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

/** Characters beyond one byte, possible if the file is already a string, are encoded as UTF-8. */
function toBytes(binary: string): Uint8Array {
  if (!/^[\0-\xff]*$/.test(binary)) return new TextEncoder().encode(binary)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
