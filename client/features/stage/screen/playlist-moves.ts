// Whether a lost live stream has resumed: its origin may serve the last playlist long after the sender is gone.

/** The live edge of a playlist, and whether the playlist is complete and will not grow. */
export type Edge = { readonly isWhole: boolean; readonly end: string }

/** What was lost: a recording is the same when it is loaded again, a live stream is not. */
type Lost = { readonly kind: 'live' | 'recorded' | 'unknown'; readonly edge: Edge | null }

const lost = new Map<string, Lost>()
const mostLost = 50
const lookAgainMs = 1000
const answerWithinMs = 4000

/** `durationS`: of the media element; infinite for a live stream, NaN before anything loaded. */
export function noteLost(url: string, durationS: number): void {
  const kind = Number.isNaN(durationS) ? 'unknown' : Number.isFinite(durationS) ? 'recorded' : 'live'
  const before = lost.get(url)
  if (lost.size >= mostLost && before === undefined) lost.clear()
  // Nothing loaded this time: keep the known kind.
  lost.set(url, { kind: kind === 'unknown' ? (before?.kind ?? kind) : kind, edge: before?.edge ?? null })
}

export function notePlaying(url: string): void {
  lost.delete(url)
}

export function mustMoveFirst(url: string): boolean {
  const known = lost.get(url)
  return known !== undefined && known.kind !== 'recorded'
}

/** Parses a media playlist (RFC 8216 §4.3). */
export function edgeOf(text: string): Edge {
  const lines = text.split('\n').map((line) => line.trim())
  const sequence = lines.find((line) => line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) ?? ''
  const pieces = lines.filter((line) => line !== '' && !line.startsWith('#'))
  return { isWhole: lines.includes('#EXT-X-ENDLIST'), end: `${sequence} ${pieces.length} ${pieces.at(-1)}` }
}

/** Reads a media playlist, or the first one listed in a multivariant playlist; null if it is unreadable. */
async function readEdge(url: string): Promise<Edge | null> {
  try {
    const text = await read(url)
    const first = /#EXT-X-STREAM-INF:[^\n]*\n\s*([^#\s][^\n]*)/.exec(text)?.[1]
    return edgeOf(first === undefined ? text : await read(new URL(first.trim(), url).href))
  } catch {
    return null
  }
}

async function read(url: string): Promise<string> {
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), answerWithinMs)
  try {
    const response = await fetch(url, { cache: 'no-store', credentials: 'omit', signal: ended.signal })
    const text = await response.text()
    if (!response.ok || !text.startsWith('#EXTM3U')) throw new Error('no playlist')
    return text
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves with true once the stream has moved since it was lost, or if this browser cannot tell; with false if `isOver` comes first. */
export async function waitUntilMoved(url: string, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    const [edge, known] = [await readEdge(url), lost.get(url)]
    if (known === undefined) return true
    if (edge === null && !('MediaSource' in window) && !('ManagedMediaSource' in window)) {
      // Some origins let the browser play playlists that scripts may not read.
      return true
    }
    if (edge !== null) {
      // Do not replay a live stream that has ended from its beginning.
      if (edge.isWhole && known.kind === 'unknown') return true
      if (!edge.isWhole && known.edge !== null && known.edge.end !== edge.end) return true
      lost.set(url, { ...known, edge })
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
  return false
}
