// Why “I will watch from home” was not heard, in words.
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { refusalText } from '../../i18n/refusal-text.ts'

/** What may pass. Nothing is sent again by itself, as the general words for these say. */
const passing: readonly string[] = ['no-network', 'server-trouble', 'too-fast', 'busy']

export function watchRefusal(i18n: I18n, reason: RefusalReason | 'no-network'): string {
  return reason === 'no-network' || passing.includes(reason)
    ? i18n.t('watch.failed')
    : refusalText(i18n, { reason })
}
