// Two video elements: one is shown while the other preloads what may come next, so that switching is instant.

export type Decks = {
  /** What each plays; null: nothing. */
  readonly playing: readonly [string | null, string | null]
  /** Which one is shown. */
  readonly front: 0 | 1
}

export const emptyDecks: Decks = { playing: [null, null], front: 0 }

/** Shows the preloaded video at once when it is wanted; never reloads a video that is already there. */
export function assignDecks(before: Decks, wanted: string | null, ready: string | null): Decks {
  const back = before.front === 0 ? 1 : 0
  const isHeld = wanted !== null && before.playing[back] === wanted && before.playing[before.front] !== wanted
  const front = isHeld ? back : before.front
  const held = ready === wanted ? null : ready
  const playing: Decks['playing'] = front === 0 ? [wanted, held] : [held, wanted]
  const isSame = front === before.front && playing.every((url, index) => url === before.playing[index])
  return isSame ? before : { playing, front }
}
