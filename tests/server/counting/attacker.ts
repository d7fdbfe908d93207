// An attacker who learns from windows with and without secret replies which measurement reveals them, and is tested on other windows.

/** The measurements of one window, by name, and how many secret replies were made in it. */
export type Window = { readonly measured: Readonly<Record<string, number>>; readonly replies: number }

type Rule = { readonly name: string; readonly threshold: number; readonly isAbove: boolean }

const guesses = ({ name, threshold, isAbove }: Rule, { measured }: Window) =>
  (measured[name] ?? 0) > threshold === isAbove

/**
 * The measurement, threshold and direction that best predict in these windows whether anybody replied. Ties go to the measurement that
 * correlates most with the number of replies.
 */
function learn(windows: readonly Window[]): Rule {
  let best: { readonly rule: Rule; readonly right: number; readonly closeness: number } | undefined
  const isReply = windows.map(({ replies }) => (replies > 0 ? 1 : 0))
  for (const name of Object.keys(windows[0]?.measured ?? {})) {
    const column = windows.map(({ measured }) => measured[name] ?? 0)
    const closeness = Math.abs(correlation(column, isReply))
    const values = [...new Set(column)].sort((a, b) => a - b)
    for (const threshold of values) {
      for (const isAbove of [true, false]) {
        const rule = { name, threshold, isAbove }
        const right = windows.filter((each) => guesses(rule, each) === each.replies > 0).length
        const isBetter =
          best === undefined || right > best.right || (right === best.right && closeness > best.closeness)
        if (isBetter) best = { rule, right, closeness }
      }
    }
  }
  if (best === undefined) throw new Error('nothing was measured')
  return best.rule
}

/** Learns from the first half and guesses in the second: the number of right guesses, of all guesses, and the measurement used. */
export function attack(windows: readonly Window[]) {
  const half = Math.floor(windows.length / 2)
  const rule = learn(windows.slice(0, half))
  const held = windows.slice(half)
  const right = held.filter((each) => guesses(rule, each) === each.replies > 0).length
  return { right, of: held.length, by: rule.name }
}

/** The probability of at least this many right guesses by coin flips (one-sided binomial test, p = 1/2). */
export function chanceOf(right: number, of: number): number {
  let sum = 0
  let term = 0.5 ** of
  for (let k = 0; k <= of; k += 1) {
    if (k >= right) sum += term
    term = (term * (of - k)) / (k + 1)
  }
  return sum
}

/**
 * The probability that the best measurement correlates this closely with the number of replies by chance: a permutation test on the
 * largest absolute correlation of all measurements. The smallest possible result is 1 / (rounds + 1).
 */
export function chanceOfCounting(windows: readonly Window[], random: () => number, rounds = 4000): number {
  const names = Object.keys(windows[0]?.measured ?? {})
  const columns = names.map((name) => windows.map(({ measured }) => measured[name] ?? 0))
  const closest = (replies: readonly number[]) =>
    Math.max(...columns.map((column) => Math.abs(correlation(column, replies))))
  const replies = windows.map((each) => each.replies)
  const real = closest(replies)
  let asClose = 0
  for (let round = 0; round < rounds; round += 1) {
    const shuffled = [...replies]
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1))
      ;[shuffled[at], shuffled[other]] = [shuffled[other] as number, shuffled[at] as number]
    }
    if (closest(shuffled) >= real) asClose += 1
  }
  return (asClose + 1) / (rounds + 1)
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [a, b] = [mean(one), mean(other)]
  let [both, ofOne, ofOther] = [0, 0, 0]
  for (const [at, value] of one.entries()) {
    const second = (other[at] ?? 0) - b
    both += (value - a) * second
    ofOne += (value - a) ** 2
    ofOther += second ** 2
  }
  return ofOne === 0 || ofOther === 0 ? 0 : both / Math.sqrt(ofOne * ofOther)
}
