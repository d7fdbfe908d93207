// WebSocket frames (RFC 6455 §5.2): parses a server's frames, which are unfragmented and unmasked, and builds a client's frames.

const mask = Buffer.from([0x37, 0xfa, 0x21, 0x3d])

/** Returns the number of bytes consumed; the rest is an incomplete frame. The payload passed to `hear` is reused after the call. */
export function readFrames(bytes: Buffer, hear: (opcode: number, payload: Buffer) => void): number {
  let at = 0
  while (at + 2 <= bytes.length) {
    const short = (bytes[at + 1] ?? 0) & 0x7f
    const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2)
    if (start > bytes.length) break
    const length =
      short === 126
        ? bytes.readUInt16BE(at + 2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(at + 2))
          : short
    if (start + length > bytes.length) break
    hear((bytes[at] ?? 0) & 0x0f, bytes.subarray(start, start + length))
    at = start + length
  }
  return at
}

/** Masked, as the standard requires of clients. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  if (length > 0xffff) throw new Error('longer than a client may send')
  const start = length < 126 ? 6 : 8
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = 0x81
  frame[1] = 0x80 | (length < 126 ? length : 126)
  if (length >= 126) frame.writeUInt16BE(length, 2)
  mask.copy(frame, start - 4)
  frame.write(text, start, 'utf8')
  for (let at = 0; at < length; at += 1) {
    frame[start + at] = (frame[start + at] ?? 0) ^ (mask[at & 3] ?? 0)
  }
  return frame
}
