// The rows of the ruler in the reader's language: each city's time, day and doors compared with the lead city's.
import { meetingStart } from '#shared/domain/moment.ts'
import { clock, dateChanges, localFromInstant, offsetMinutes } from '#shared/domain/time.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import { dayAround, type RulerSpan, spanAround } from '../../components/skies/ruler-time.ts'
import type { SkyRow } from '../../components/skies/sky-row.tsx'
import { timeText } from '../../i18n/clock-text.ts'
import { durationText } from '../../i18n/duration-text.ts'
import type { I18n } from '../../i18n/i18n.ts'
import type { City } from './cities.ts'

type Gathering = Pick<GatheringView, 'startsAt' | 'lengthMs' | 'leadPlace' | 'clockRule'>
type Lead = { readonly timeZone: string; readonly name: string }

const minuteMs = 60_000
const dayMs = 86_400_000

/** A city's own start and end and its doors, epoch ms. */
export function hourOf(gathering: Gathering, startsAt: number, { meeting }: City): SkyRow['hour'] {
  const from = meetingStart(gathering, meeting.place.timeZone) ?? startsAt
  return { doors: from - meeting.doorsMinutesBefore * minuteMs, from, to: from + gathering.lengthMs }
}

/** While live, the skies move under the fixed line; if each city has its own time, the ruler is fixed and the line moves. */
export function rulerSpan(
  gathering: Gathering,
  startsAt: number,
  now: number | undefined,
  cities: readonly City[],
): RulerSpan {
  if (gathering.clockRule === 'same-instant') return dayAround(now ?? startsAt)
  return spanAround(
    startsAt,
    cities.map((city) => {
      const { doors, to } = hourOf(gathering, startsAt, city)
      return { from: doors, to }
    }),
  )
}

const digitFormats = new Map<string, Intl.NumberFormat>()

function digitsFor(formatLocale: string, least: 1 | 2): Intl.NumberFormat {
  const key = `${formatLocale} ${least}`
  const known = digitFormats.get(key) ?? new Intl.NumberFormat(formatLocale, { minimumIntegerDigits: least })
  digitFormats.set(key, known)
  return known
}

/** “+2”, “−7:30” in the reader's digits, from minutes; empty for 0. */
export function shortDifference({ formatLocale }: Pick<I18n, 'formatLocale'>, minutes: number): string {
  if (minutes === 0) return ''
  const digits = (value: number, least: 1 | 2) => digitsFor(formatLocale, least).format(value)
  const size = Math.abs(minutes)
  const sign = minutes > 0 ? '+' : '−'
  const rest = size % 60 === 0 ? '' : `:${digits(size % 60, 2)}`
  return `${sign}${digits(Math.floor(size / 60), 1)}${rest}`
}

const clockKeys = {
  same: 'skies.clock-same',
  ahead: 'skies.clock-ahead',
  behind: 'skies.clock-behind',
} as const
const beginsKeys = {
  same: 'skies.begins-same',
  ahead: 'skies.begins-ahead',
  behind: 'skies.begins-behind',
} as const

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs)

/** Texts that depend only on the zone, so that three hundred cities need only one computation per zone. */
type ZoneWords = Pick<SkyRow, 'offset' | 'day' | 'midnights' | 'clock' | 'when' | 'difference'>

export function zoneWords(
  i18n: I18n,
  gathering: Gathering,
  { at, startsAt, span, lead }: { at: number; startsAt: number; span: RulerSpan; lead: Lead },
  timeZone: string,
): ZoneWords {
  const { t, formatLocale } = i18n
  const offset = offsetMinutes(at, timeZone)
  const rolls = gathering.clockRule === 'same-local-hour'
  const startOfLead = rolls ? startsAt : at
  const start = meetingStart(gathering, timeZone) ?? startsAt
  const minutes = rolls ? (start - startsAt) / minuteMs : offset - offsetMinutes(at, lead.timeZone)
  const way = minutes === 0 ? 'same' : minutes > 0 ? 'ahead' : 'behind'
  return {
    offset,
    day: daysBetween(localFromInstant(startOfLead, lead.timeZone), localFromInstant(at, timeZone)),
    midnights: dateChanges(span.from, span.to, timeZone).map((midnight) => ({
      at: midnight,
      weekday: clock(midnight, timeZone, formatLocale, 'short-weekday'),
    })),
    clock: clock(at, timeZone, formatLocale, 'time'),
    when: t('common.date-time', {
      date: clock(at, timeZone, formatLocale, 'weekday-date'),
      time: timeText(i18n, at, timeZone),
    }),
    difference: {
      short: shortDifference(i18n, minutes),
      spoken: t((rolls ? beginsKeys : clockKeys)[way], {
        length: durationText(Math.abs(minutes), formatLocale),
        city: lead.name,
      }),
    },
  }
}
