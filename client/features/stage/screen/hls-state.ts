// How it goes with one HLS address.

export type HlsState =
  | 'loading'
  | 'playing'
  /** It stopped coming; it is being fetched again. */
  | 'stalled'
  | 'ended'
  /** It does not come, and trying again has not helped. */
  | 'failed'
  | 'unsupported'
