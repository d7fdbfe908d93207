// The result of a rule: allowed, with its consequences, or refused with a literal reason that every language can translate.

export type Refusal<Reason extends string> = {
  readonly ok: false
  readonly reason: Reason
  readonly field?: string
}
export type Verdict<Reason extends string, Allowed extends object = object> =
  | ({ readonly ok: true } & Allowed)
  | Refusal<Reason>

/** `field` names the invalid input as the person filled it in, if there is one. */
export function refuse<const Reason extends string>(reason: Reason, field?: string): Refusal<Reason> {
  return field === undefined ? { ok: false, reason } : { ok: false, reason, field }
}

export function allow(): { readonly ok: true }
export function allow<Allowed extends object>(outcome: Allowed): { readonly ok: true } & Allowed
export function allow(outcome?: object): { readonly ok: true } {
  return { ok: true, ...outcome }
}

/** For the default case of a union switch: compiles only if every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
