// A city's page with its meeting's data: times, seats, and the address if this reader may see it.
import type { ReactNode } from 'react'
import { type GatheringPhase, textFor } from '#shared/domain/gathering.ts'
import { mapLinks } from '#shared/domain/map-links.ts'
import { dateZone, meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock, dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { MapChoice } from '../../components/world/map-choice.tsx'
import { timeText, whenText, zoneText } from '../../i18n/clock-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { mapLabels } from '../../i18n/map-labels.ts'
import { arrivedText, peopleText } from '../../i18n/people-text.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import { CityFront } from './city-front.tsx'
import { seatsWords } from './seats-words.ts'

export type LiveCityProps = {
  readonly gathering: GatheringView
  readonly meeting: MeetingView
  readonly counts: CountsView | undefined
  readonly country: string
  readonly phase: GatheringPhase
  /** Null if unknown. */
  readonly reader: { readonly timeZone: string; readonly place: string | null } | null
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  readonly reply: ReactNode
  readonly stream?: ReactNode
}

export function LiveCity(props: LiveCityProps) {
  const { gathering, meeting, counts, phase, reader } = props
  const startsAt = meetingStart(gathering, meeting.place.timeZone)
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const minute = useNow(60_000)
  const zone = meeting.place.timeZone
  const at = phase === 'live' ? minute : (startsAt ?? minute)
  const city = placeName(meeting.place.names, language)
  const named = textFor(gathering, language)
  const doorsAt = startsAt === null ? null : startsAt - meeting.doorsMinutesBefore * 60_000
  const seats = seatsWords(i18n, meeting, counts, phase)

  return (
    <CityFront
      city={meeting.place}
      startsAt={startsAt}
      at={at}
      words={{
        name: city,
        country: props.country,
        clock: startsAt === null ? t('changed.to-confirm-open') : whenText(i18n, startsAt, zone),
        date: startsAt === null ? '' : dateText(startsAt),
        rule: ruleText(i18n, gathering),
        zone: startsAt === null ? '' : zoneText(i18n, startsAt, zone),
        mine:
          startsAt === null
            ? null
            : ((reader === null ? null : mineText(startsAt, reader)) ?? utcText(startsAt)),
        doors:
          doorsAt === null || meeting.doorsMinutesBefore === 0
            ? null
            : t('meeting.doors', { time: timeText(i18n, doorsAt, zone) }),
        host: meeting.hostAlias === '' ? t('meeting.host-unsaid') : meeting.hostAlias,
        languages:
          meeting.languages.length === 0
            ? t('meeting.languages-unsaid')
            : new Intl.ListFormat(language).format(
                meeting.languages.map((tag) => languageName(tag, language)),
              ),
        note: meeting.note,
        spoken: meeting.languages,
      }}
      address={
        gathering.standing !== 'planned'
          ? {
              kind: 'closed',
              reason: t(
                gathering.standing === 'cancelled' ? 'meeting.address-off' : 'meeting.address-postponed',
              ),
            }
          : meeting.address === null
            ? {
                kind: 'closed',
                reason: t(
                  meeting.exposure.address === 'vouched'
                    ? 'meeting.address-vouched'
                    : 'meeting.address-replied',
                ),
              }
            : meeting.address.venue === '' && meeting.address.address === ''
              ? { kind: 'closed', reason: t('common.address-unsaid') }
              : {
                  kind: 'open',
                  venue: meeting.address.venue,
                  lines: meeting.address.address,
                  map: (
                    <MapChoice
                      links={mapLinks({ ...meeting.address, ...meeting.place, city })}
                      labels={mapLabels(i18n)}
                    />
                  ),
                }
      }
      seats={{ people: peopleLine(), left: seats.left, taken: seats.taken }}
      back={{ href: `/g/${gathering.slug}`, label: named.text.title, lang: named.language }}
      changed={props.changed}
      isOff={gathering.standing === 'cancelled'}
      reply={props.reply}
      stream={props.stream}
    />
  )

  /** The city's own date; mentions if that is another day than in the lead city. */
  function dateText(instant: number): string {
    const date = clock(instant, zone, formatLocale, 'date')
    const days = dayDifference(instant, zone, dateZone(gathering, zone))
    if (days === 0 || gathering.leadPlace === null) return date
    const lead = placeName(gathering.leadPlace.names, language)
    return t(days > 0 ? 'meeting.date-after' : 'meeting.date-before', { date, city: lead })
  }

  function utcText(instant: number): string {
    const isOtherDay = dayDifference(instant, 'UTC', zone) !== 0
    return t('plain.utc', { time: clock(instant, 'UTC', formatLocale, isOtherDay ? 'weekday-time' : 'time') })
  }

  function mineText(
    instant: number,
    { timeZone, place }: { readonly timeZone: string; readonly place: string | null },
  ): string | null {
    if (offsetMinutes(instant, timeZone) === offsetMinutes(instant, zone)) return null
    const when = (dayDifference(instant, timeZone, zone) === 0 ? timeText : whenText)(i18n, instant, timeZone)
    return place === null ? t('common.your-time', { when }) : t('front.for-you-in', { when, city: place })
  }

  function peopleLine(): string {
    // Do not invite the first guest to a meeting that is over or cancelled.
    const isOff = phase === 'past' || gathering.standing === 'cancelled'
    if (counts === undefined) return ''
    const { confirmed, rounded } = counts
    const total = {
      people: confirmed ?? 0,
      arrived: counts.arrived ?? 0,
      atLeast: rounded || confirmed === null,
    }
    const arrived = phase === 'to-come' ? null : arrivedText(i18n, total)
    return [comingLine(counts, isOff || arrived !== null, isOff), arrived].filter(Boolean).join(' ')
  }

  function comingLine(told: CountsView, isBegun: boolean, isOff: boolean): string | null {
    const people = peopleText(i18n, told)
    if (people === null) return null
    if (told.confirmed === 0) return isBegun ? null : t('meeting.coming-none')
    return t(isOff ? 'meeting.had-replied' : 'meeting.coming', { people })
  }
}
