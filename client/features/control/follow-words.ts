// The state of automatic hand-over, or why it waits, as text.
import { clock } from '#shared/domain/time.ts'
import type { I18n } from '../../i18n/i18n.ts'
import type { FollowVerdict } from './follow-programme.ts'

const byHandKeys = {
  held: 'control.follow-held',
  cut: 'control.follow-cut',
  outside: 'control.follow-outside',
  'put-next': 'control.follow-put-next',
} as const

/** Shows times in `timeZone`; `cityOf` returns a city's name. */
export function followText(
  { t, formatLocale }: Pick<I18n, 't' | 'formatLocale'>,
  verdict: FollowVerdict,
  timeZone: string,
  cityOf: (meetingId: string) => string,
): string {
  switch (verdict.kind) {
    case 'hand':
      return t('control.follow-hands')
    case 'wait':
      return t('control.follow-waits', { time: clock(verdict.at, timeZone, formatLocale, 'time') })
    case 'not-ready':
      return t('control.follow-not-ready', { city: cityOf(verdict.meetingId) })
    case 'by-hand':
      return t(byHandKeys[verdict.why])
    case 'over':
      return t('control.follow-over')
    case 'no-instant':
      return t('control.follow-no-instant')
  }
}
