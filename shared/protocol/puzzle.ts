// The proof of work that a source over its budget may give instead of waiting.

/**
 * Solved by a number, written in base 36, for which the SHA-256 of `<challenge>.<number>` begins with so many zero bits (32 at most). That text
 * is the proof.
 */
export type Puzzle = { readonly challenge: string; readonly bits: number }
