// The meetings that a reply left because of mergers, so that each merger can be undone separately.

/** One meeting that a merger emptied, with what the reply had there and lost. */
export type MergeStep = {
  readonly meetingId: string
  /** Its host had vouched for the reply. The next host has not. */
  readonly vouched: boolean
  /** The code it had there, if another reply at the next meeting already had the same code; null if the code was kept. */
  readonly code: string | null
}

/** As text, the last step first: `berlin+/aleppo:K7QPD`. Ids contain no `/`, `+` or `:`. Null if there are no steps. */
export function formatMergePath(steps: readonly MergeStep[]): string | null {
  if (steps.length === 0) return null
  return steps
    .map(
      ({ meetingId, vouched, code }) => meetingId + (vouched ? '+' : '') + (code === null ? '' : `:${code}`),
    )
    .join('/')
}

export function parseMergePath(path: string | null): readonly MergeStep[] {
  if (path === null) return []
  return path.split('/').map((text) => {
    const [place = '', code = null] = text.split(':')
    const vouched = place.endsWith('+')
    return { meetingId: vouched ? place.slice(0, -1) : place, vouched, code }
  })
}

/** The reply's state after it returns to a meeting that it left. */
export type Returned = {
  readonly mergedFrom: string | null
  readonly vouched: boolean
  /** Null: it keeps its current code. */
  readonly code: string | null
}

/** Null if the reply never was at that meeting. Undoes later mergers too; earlier ones stay. */
export function returnTo(path: string | null, meetingId: string): Returned | null {
  const steps = parseMergePath(path)
  const place = steps.findIndex((step) => step.meetingId === meetingId)
  const step = steps[place]
  if (step === undefined) return null
  const codes = steps.slice(0, place + 1).map(({ code }) => code)
  return {
    mergedFrom: formatMergePath(steps.slice(place + 1)),
    vouched: step.vouched,
    code: codes.reverse().find((code) => code !== null) ?? null,
  }
}
