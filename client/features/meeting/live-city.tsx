// A city's page with its meeting in it: clocks, seats, address as far as it is open, in the reader's words.
import type { ReactNode } from 'react'
import { type GatheringPhase, textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock, dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { timeText, whenText } from '../../i18n/clock-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { peopleText } from '../../i18n/people-text.ts'
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
  /** Null where they are not known. */
  readonly reader: { readonly timeZone: string; readonly place: string | null } | null
  readonly reply: ReactNode
  readonly stream?: ReactNode
}

export function LiveCity(props: LiveCityProps) {
  const { gathering, meeting, counts, phase, reader } = props
  const { startsAt } = gathering
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const minute = useNow(60_000)
  const zone = meeting.place.timeZone
  const at = phase === 'live' ? minute : (startsAt ?? minute)
  const city = placeName(meeting.place.names, language)
  const leadZone = gathering.leadPlace?.timeZone ?? zone
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
        clock: startsAt === null ? t('front.when-open') : whenText(i18n, startsAt, zone),
        date: startsAt === null ? '' : dateText(startsAt),
        mine: startsAt === null || reader === null ? null : mineText(startsAt, reader),
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
      }}
      address={
        meeting.address === null
          ? {
              kind: 'closed',
              reason: t(
                meeting.exposure.address === 'vouched'
                  ? 'meeting.address-vouched'
                  : 'meeting.address-replied',
              ),
            }
          : meeting.address.venue === '' && meeting.address.address === ''
            ? { kind: 'closed', reason: t('meeting.address-unsaid') }
            : { kind: 'open', venue: meeting.address.venue, lines: meeting.address.address }
      }
      seats={{ people: peopleLine(), left: seats.left, taken: seats.taken }}
      back={{ href: `/g/${gathering.slug}`, label: textFor(gathering, language).text.title }}
      reply={props.reply}
      stream={props.stream}
      labels={{
        where: t('meeting.where'),
        host: t('meeting.host'),
        languages: t('meeting.languages'),
        seats: t('meeting.seats'),
        capacity: t('meeting.capacity'),
      }}
    />
  )

  /** The city's own date; where it is another day than in the lead city, that is said. */
  function dateText(instant: number): string {
    const date = clock(instant, zone, formatLocale, 'date')
    const days = dayDifference(instant, zone, leadZone)
    if (days === 0 || gathering.leadPlace === null) return date
    const lead = placeName(gathering.leadPlace.names, language)
    return t(days > 0 ? 'meeting.date-after' : 'meeting.date-before', { date, city: lead })
  }

  function mineText(
    instant: number,
    { timeZone, place }: { readonly timeZone: string; readonly place: string | null },
  ): string | null {
    if (offsetMinutes(instant, timeZone) === offsetMinutes(instant, zone)) return null
    const when = (dayDifference(instant, timeZone, zone) === 0 ? timeText : whenText)(i18n, instant, timeZone)
    return place === null ? t('front.for-you', { when }) : t('front.for-you-in', { when, city: place })
  }

  function peopleLine(): string {
    if (counts === undefined || counts.confirmed === null) return t('meeting.coming-not-told')
    if (!counts.rounded && counts.confirmed === 0) return t('meeting.coming-none')
    const coming = t('meeting.coming', { people: peopleText(i18n, counts) })
    const arrived = counts.arrived ?? 0
    if (phase === 'to-come' || arrived === 0) return coming
    return `${coming} ${t('front.arrived', {
      count: arrived,
      shown: i18n.number(arrived),
      atLeast: counts.rounded ? 'yes' : 'no',
    })}`
  }
}
