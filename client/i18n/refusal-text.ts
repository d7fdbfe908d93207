// The text of a refusal by the server: what was refused and what to do about it.
import type { Answer } from '#shared/protocol/answers.ts'
import type { I18n } from './i18n.ts'

type Refusal = Extract<Answer, { ok: false }>

export function refusalText({ t }: Pick<I18n, 't'>, refusal: Pick<Refusal, 'reason'>): string {
  return t(`refusal.${refusal.reason}`)
}

/** The text for one field of a form if the refusal names that field (`plan.capacity`, `partySize`); otherwise null. */
export function fieldErrorText({ t }: Pick<I18n, 't'>, refusal: Refusal, field: string): string | null {
  if (refusal.field === field) return t(`refusal.${refusal.reason}`)
  const wrong = refusal.fields?.find((error) => error.field === field || error.field === `payload.${field}`)
  return wrong === undefined ? null : t(`field-error.${wrong.reason}`)
}
