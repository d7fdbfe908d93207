// The labels for downloading a calendar file or subscribing to a calendar, shared by all places that offer both.
import type { I18n } from './i18n.ts'

export function calendarLabels({ t }: Pick<I18n, 't'>) {
  return {
    open: t('ticket.calendar'),
    close: t('common.close'),
    file: t('subscribe.file'),
    fileWhy: t('subscribe.file-why'),
    follow: t('subscribe.follow'),
    followWhy: t('subscribe.follow-why'),
    copy: { copy: t('subscribe.copy'), copied: t('common.copied'), byHand: t('common.copy-link-by-hand') },
  }
}
