// A proof of work that a source over its rate limit may give instead of waiting.

/**
 * The solution is a number, in base 36, for which the SHA-256 of `<challenge>.<number>` starts with `bits` zero bits (at most 32). That
 * text is the proof.
 */
export type Puzzle = { readonly challenge: string; readonly bits: number }
