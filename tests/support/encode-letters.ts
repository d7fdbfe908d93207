// Encodes a text in the encodings of imported files, for tests; the platform can only decode them.

const tables = new Map<string, ReadonlyMap<string, number>>()

/** Throws for a letter that the encoding does not have. */
export function encodeLetters(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding.startsWith('utf-16')) return encodeUnits(text, encoding === 'utf-16be')
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Uint8Array.from(text, (letter) => {
    const byte = table.get(letter)
    if (byte === undefined) throw new Error(`${letter} is no letter of ${encoding}`)
    return byte
  })
}

function tableOf(encoding: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding)
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}

function encodeUnits(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), !bigEndian)
  return new Uint8Array(view.buffer)
}
