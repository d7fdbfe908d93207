// How a rule answers: yes with what follows from it, or no with a literal reason that every language can say.

export type Refusal<Reason extends string> = {
  readonly ok: false
  readonly reason: Reason
  readonly field?: string
}
export type Verdict<Reason extends string, Allowed extends object = object> =
  | ({ readonly ok: true } & Allowed)
  | Refusal<Reason>

/** `field` names the input at fault, as the person filled it in, when there is one. */
export function refuse<const Reason extends string>(reason: Reason, field?: string): Refusal<Reason> {
  return field === undefined ? { ok: false, reason } : { ok: false, reason, field }
}

export function allow(): { readonly ok: true }
export function allow<Allowed extends object>(outcome: Allowed): { readonly ok: true } & Allowed
export function allow(outcome?: object): { readonly ok: true } {
  return { ok: true, ...outcome }
}

/** The end of a union switch: compiles only when every case was handled. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
