// The meetings that a reply left by mergers, so that each merger can be taken back by itself.

/** One meeting that a merger emptied, with what the reply had there and has no longer. */
export type MergeStep = {
  readonly meetingId: string
  /** Its host had vouched for the reply. The next host has not. */
  readonly vouched: boolean
  /** The code it had there, if another reply at the next meeting had the same one; null when the code was kept. */
  readonly code: string | null
}

/** As text: the last step first, such as `berlin+/aleppo:K7QPD`. Ids hold neither `/`, `+` nor `:`. Null for no step. */
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

/** What a reply is again at a meeting that it left. */
export type Returned = {
  readonly mergedFrom: string | null
  readonly vouched: boolean
  /** Null: the code it has now. */
  readonly code: string | null
}

/** Null when the reply never was at that meeting. Later mergers are taken back with it, earlier ones stay. */
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
