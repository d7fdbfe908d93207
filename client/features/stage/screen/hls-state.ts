// The playback state of one HLS stream.

export type HlsState =
  | 'loading'
  | 'playing'
  /** It stopped; the player tries to reload it. */
  | 'stalled'
  | 'ended'
  /** It does not play, and retries have not helped. */
  | 'failed'
  | 'unsupported'
