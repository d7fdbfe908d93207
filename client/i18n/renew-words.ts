// The texts for replacing an arrival code or an invitation, on the host's and the organizer's page.
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { I18n } from './i18n.ts'
import { refusalText } from './refusal-text.ts'

export function renewWords({ t }: Pick<I18n, 't'>, what: 'code' | 'invitation') {
  const common = { cancel: t('common.cancel'), close: t('common.close'), kept: t('codes.kept') }
  return what === 'code'
    ? {
        ...common,
        renew: t('codes.code-renew'),
        hint: t('codes.code-hint'),
        ask: t('codes.code-ask'),
        warning: t('codes.code-warning'),
        confirm: t('codes.code-renew'),
        done: (code: string) => t('codes.code-done', { code }),
      }
    : {
        ...common,
        renew: t('codes.invitation-renew'),
        hint: t('codes.invitation-hint'),
        ask: t('codes.invitation-ask'),
        warning: t('codes.invitation-warning'),
        confirm: t('codes.invitation-renew'),
        done: () => t('codes.invitation-done'),
      }
}

/** Null if the command succeeded. */
export function refusalOf(
  i18n: Pick<I18n, 't'>,
  answer: { readonly ok: true } | { readonly ok: false; readonly reason: RefusalReason },
): string | null {
  return answer.ok ? null : refusalText(i18n, answer)
}
