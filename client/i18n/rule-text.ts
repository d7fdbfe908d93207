// States which clock a gathering follows: one instant for all cities, or the same local time in each city.
import type { Gathering } from '#shared/domain/gathering.ts'
import { timeText } from './clock-text.ts'
import type { I18n } from './i18n.ts'

/** “At the same instant everywhere”, “At 18:00 on every city’s own clock”. */
export function ruleText(
  i18n: Pick<I18n, 't' | 'formatLocale' | 'number'>,
  { clockRule, startsAt, leadPlace }: Pick<Gathering, 'clockRule' | 'startsAt' | 'leadPlace'>,
): string {
  if (clockRule === 'same-instant') return i18n.t('rule.same-instant')
  if (startsAt === null || leadPlace === null) return i18n.t('rule.same-local-hour-open')
  return i18n.t('rule.same-local-hour', { time: timeText(i18n, startsAt, leadPlace.timeZone) })
}
