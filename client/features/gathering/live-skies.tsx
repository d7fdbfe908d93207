// The ruler of sky colours with the gathering's cities.
import { useMemo } from 'react'
import { clock } from '#shared/domain/time.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import { type ProgrammePart, programmeParts } from '../../components/skies/ruler-time.ts'
import { Skies } from '../../components/skies/skies.tsx'
import { timeText } from '../../i18n/clock-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { TimedItem } from './agenda-times.ts'
import type { City } from './cities.ts'
import { hourOf, rulerSpan, zoneWords } from './ruler-rows.ts'
import { ShortPeople } from './short-people.tsx'
import { shortClock } from './when-words.ts'

export type LiveSkiesProps = {
  readonly gathering: GatheringView
  readonly cities: readonly City[]
  readonly startsAt: number
  /** Set while live. */
  readonly now: number | undefined
  readonly leadZone: string
  readonly leadCity: string
  readonly agenda: readonly TimedItem[]
  /** The language of the agenda. */
  readonly agendaLanguage: string
  readonly onPick: (meetingId: string) => void
}

const hourMs = 3_600_000
const minuteMs = 60_000

export function LiveSkies(props: LiveSkiesProps) {
  const { gathering, cities, startsAt, leadZone, leadCity } = props
  const { slug, lengthMs, clockRule } = gathering
  const i18n = useI18n()
  const { t, number, formatLocale } = i18n
  const isLive = props.now !== undefined
  // Round to minutes, so that a ruler of three hundred cities is not repainted every second.
  const now = props.now === undefined ? undefined : Math.floor(props.now / minuteMs) * minuteMs
  const rolls = clockRule === 'same-local-hour'
  const line = rolls ? (now ?? null) : (now ?? startsAt)
  const span = useMemo(() => rulerSpan(gathering, startsAt, now, cities), [gathering, startsAt, now, cities])
  const wordsOf = useMemo(() => {
    const known = new Map<string, ReturnType<typeof zoneWords>>()
    const lead = { timeZone: leadZone, name: leadCity }
    return (timeZone: string, own: number) => {
      const words =
        known.get(timeZone) ??
        zoneWords(i18n, gathering, { at: rolls ? own : (now ?? startsAt), startsAt, span, lead }, timeZone)
      known.set(timeZone, words)
      return words
    }
  }, [i18n, gathering, rolls, now, startsAt, span, leadZone, leadCity])
  const rows = useMemo(
    () =>
      cities.map((city, index) => {
        const { timeZone, latitude, longitude } = city.meeting.place
        const hour = hourOf(gathering, startsAt, city)
        return {
          id: city.meetingId,
          name: city.name,
          href: `/g/${slug}/${city.meetingId}`,
          latitude,
          longitude,
          hour,
          ...wordsOf(timeZone, hour.from),
          doors: hour.doors === hour.from ? null : timeText(i18n, hour.doors, timeZone),
          count: <ShortPeople counts={city.counts} />,
          isMine: index === 0 && city.km !== null,
          onAir: isLive && city.isOnAir,
          onStage: isLive && city.isOnStage,
        }
      }),
    [cities, gathering, startsAt, slug, isLive, wordsOf, i18n],
  )
  const parts = useMemo(() => programmeParts(props.agenda, lengthMs / minuteMs), [props.agenda, lengthMs])
  const minutesLong = Math.max(lengthMs / minuteMs, parts.at(-1)?.to ?? 0)
  const hours = (length: number) => {
    const count = Math.round(length / hourMs)
    return { count, shown: number(count) }
  }
  const middle = rolls ? startsAt : (line ?? startsAt)
  return (
    <Skies
      rows={rows}
      span={span}
      line={line}
      clockAt={(row) => (rolls ? row.hour.from : (line ?? startsAt))}
      isLive={isLive}
      date={(day) => clock(middle + day * 24 * hourMs, leadZone, formatLocale, 'weekday-date')}
      programme={parts}
      hour={rolls ? null : { from: startsAt, to: startsAt + lengthMs }}
      programmeWords={{
        label: t('common.agenda'),
        lang: props.agendaLanguage,
        number,
        when: ({ from, to }: ProgrammePart) =>
          t('front.agenda-minutes', { from: number(from), to: number(to) }),
        now: rolls || now === undefined ? null : Math.min(1, (now - startsAt) / (minutesLong * minuteMs)),
      }}
      onPick={props.onPick}
      labels={{
        caption: t(rolls ? 'skies.title-rolls' : 'front.skies'),
        city: t('common.city'),
        time: t('skies.time'),
        doors: t('common.doors-open'),
        difference: t(rolls ? 'skies.begins' : 'skies.difference', { city: leadCity }),
        people: t('skies.people'),
        earlier: t('skies.earlier', hours(middle - span.from)),
        later: t('skies.later', hours(span.to - middle)),
        line: rolls
          ? t('skies.rolls', { time: timeText(i18n, startsAt, leadZone) })
          : t('common.time-in', {
              time: shortClock(formatLocale, line ?? startsAt, leadZone, leadZone),
              city: leadCity,
            }),
        mine: t('skies.mine'),
        onStage: t('common.is-on-stage'),
        onAir: t('common.is-on-air'),
      }}
    />
  )
}
