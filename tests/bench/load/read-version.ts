// Extracts from a frame the version up to which it updates, without parsing: the generator does this hundreds of thousands of times.

const updateStart = Buffer.from('42["update",')
const countsStart = Buffer.from('42["c",')
const toKey = Buffer.from('"to":')

/** Null for every frame without a version. `frame` is a complete Socket.IO packet. */
export function readVersion(frame: Buffer): number | null {
  if (startsWith(frame, updateStart)) {
    const at = frame.indexOf(toKey)
    return at < 0 ? null : readNumber(frame, at + toKey.length)
  }
  // 42["c","<gathering>",<to>,<to - from>,"<numbers>"]
  if (startsWith(frame, countsStart)) {
    const at = frame.indexOf(0x2c, countsStart.length)
    return at < 0 ? null : readNumber(frame, at + 1)
  }
  return null
}

function startsWith(frame: Buffer, start: Buffer): boolean {
  if (frame.length < start.length) return false
  for (let at = 0; at < start.length; at += 1) if (frame[at] !== start[at]) return false
  return true
}

function readNumber(frame: Buffer, from: number): number | null {
  let value = 0
  let at = from
  for (; at < frame.length; at += 1) {
    const digit = (frame[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  return at === from ? null : value
}
