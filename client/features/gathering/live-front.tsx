// The gathering's page with live data: texts in the reader's language, counts, and each city's time.
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { type GatheringPhase, textFor } from '#shared/domain/gathering.ts'
import { dateZone, meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { CountLine } from '../../components/count-line.tsx'
import { timeText, zoneText } from '../../i18n/clock-text.ts'
import { arrivedText, outcomeText, peopleInCitiesText, totalOf } from '../../i18n/people-text.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import { agendaTimes } from './agenda-times.ts'
import type { City } from './cities.ts'
import { CityList } from './city-list.tsx'
import { FrontPage } from './front-page.tsx'
import { LiveCountdown } from './live-countdown.tsx'
import { LiveSkies } from './live-skies.tsx'
import { LiveWorld } from './live-world.tsx'
import { ShortPeople } from './short-people.tsx'
import { TextLanguages } from './text-languages.tsx'
import { forReaderText, shortClock, utcText } from './when-words.ts'

export type LiveFrontProps = {
  readonly snapshot: Snapshot
  /** Nearest first. */
  readonly cities: readonly City[]
  readonly phase: GatheringPhase
  /** The reader's own zone, and the name of the place guessed from it; null if unknown. */
  readonly reader: {
    readonly timeZone: string
    readonly place: string | null
    readonly placeId?: string | undefined
  } | null
  /** The city whose start the countdown counts down to; null if all cities start at one instant. */
  readonly countTo: { readonly name: string; readonly timeZone: string } | null
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  /** The page's main action; the caller decides how it looks. */
  readonly action: ReactNode
  readonly otherAction: ReactNode
  readonly calendar: ReactNode
  /** Shown while live. */
  readonly stage: ReactNode
  /** Before and after the gathering; while live it is shown with the stage. */
  readonly programme: ReactNode
  readonly onPick: (meetingId: string) => void
}

export function LiveFront(props: LiveFrontProps) {
  const { snapshot, cities, phase, reader } = props
  const { gathering } = snapshot
  const { startsAt, lengthMs, leadPlace, slug } = gathering
  const i18n = useI18n()
  const { t, language, number, formatLocale } = i18n
  const [chosenLanguage, setChosenLanguage] = useState<string | null>(null)
  const { text, language: textLanguage } = textFor(gathering, chosenLanguage ?? language)
  const isLive = phase === 'live'
  const rolls = gathering.clockRule === 'same-local-hour'
  // Sky colours change every minute, and only while live.
  const minute = useNow(60_000)
  const shownAt = isLive ? minute : startsAt
  const leadZone = leadPlace?.timeZone ?? cities[0]?.meeting.place.timeZone ?? 'UTC'
  const leadCity = leadPlace === null ? '' : placeName(leadPlace.names, language)
  const agenda = useMemo(() => agendaTimes(text.agenda), [text.agenda])
  const total = useMemo(() => totalOf(snapshot.counts), [snapshot.counts])
  const isElsewhere = textLanguage === language ? undefined : textLanguage
  const near = shownAt === null ? [] : cities.slice(0, 4)
  const isOff = gathering.standing === 'cancelled'
  /** The instant for which a city's time is shown: its start, or now while live. */
  const shownIn = useCallback(
    (timeZone: string) => (isLive ? minute : meetingStart(gathering, timeZone)),
    [isLive, minute, gathering],
  )
  const besideZone = (timeZone: string) => (isLive ? leadZone : dateZone(gathering, timeZone))
  const countedStart = props.countTo === null ? startsAt : meetingStart(gathering, props.countTo.timeZone)

  return (
    <FrontPage
      phase={phase}
      rolls={rolls}
      title={text.title}
      slogan={text.slogan}
      textLanguage={isElsewhere}
      when={
        startsAt === null
          ? null
          : {
              instant: startsAt,
              dateline: clock(startsAt, leadZone, formatLocale, 'long-date'),
              lead: t('common.time-in', { time: timeText(i18n, startsAt, leadZone), city: leadCity }),
              rule: ruleText(i18n, gathering),
              zone: zoneText(i18n, startsAt, leadZone),
              // If each city meets by its own clock, the rule already says so. Otherwise always one line, to avoid a layout shift when the
              // reader's clock becomes known.
              mine:
                gathering.clockRule !== 'same-instant'
                  ? null
                  : ((reader === null ? null : forReaderText(i18n, startsAt, leadZone, reader)) ??
                    utcText(i18n, startsAt, leadZone)),
            }
      }
      changed={props.changed}
      isOff={isOff}
      whenOpen={ruleText(i18n, gathering)}
      countdown={
        countedStart === null || phase === 'past' || isOff ? undefined : (
          <LiveCountdown startsAt={countedStart} lengthMs={lengthMs} city={props.countTo?.name ?? null} />
        )
      }
      people={
        <CountLine>
          {peopleInCitiesText(i18n, { ...total, cities: cities.length })}
          {isLive ? arrivedText(i18n, total) : null}
        </CountLine>
      }
      action={props.action}
      otherAction={props.otherAction}
      calendar={props.calendar}
      stage={isLive ? props.stage : undefined}
      programme={props.programme}
      outcome={phase === 'past' ? outcomeText(i18n, total) : null}
      isNearReader={reader?.place != null}
      isEmpty={cities.length === 0}
      near={near.map((city) => ({
        id: city.meetingId,
        name: city.name,
        href: `/g/${slug}/${city.meetingId}`,
        time: nearTime(city.meeting.place.timeZone),
        count: <ShortPeople counts={city.counts} />,
        sky: skyColourAt(shownIn(city.meeting.place.timeZone) ?? 0, city.meeting.place),
        onStage: isLive && city.isOnStage,
      }))}
      world={
        shownAt === null ? null : (
          <LiveWorld
            slug={slug}
            cities={cities}
            counts={snapshot.counts}
            instant={shownAt}
            shownIn={shownIn}
            isLive={isLive}
            rolls={rolls}
            centre={leadPlace?.longitude}
            onPick={props.onPick}
          />
        )
      }
      skies={
        startsAt === null ? null : (
          <LiveSkies
            gathering={gathering}
            cities={cities}
            startsAt={startsAt}
            now={isLive ? minute : undefined}
            leadZone={leadZone}
            leadCity={leadCity}
            agenda={agenda}
            agendaLanguage={textLanguage}
            onPick={props.onPick}
          />
        )
      }
      cityList={
        cities.length === 0 ? undefined : (
          <CityList
            slug={slug}
            cities={cities}
            shownIn={shownIn}
            besideZone={besideZone}
            isRolling={!isLive && gathering.clockRule === 'same-local-hour'}
            nearPlaceId={reader?.placeId}
            mayStart={phase !== 'past' && gathering.standing !== 'cancelled'}
          />
        )
      }
      text={{
        lang: isElsewhere,
        statement: text.statement,
        goals: text.goals,
        agenda: agenda.map(({ title, from, to }) => ({
          title,
          when:
            from === null || to === null
              ? null
              : t('front.agenda-minutes', { from: number(from), to: number(to) }),
        })),
        whoWeAre: text.whoWeAre,
        funding: text.funding,
        languageNote:
          gathering.languages.length > 1 || isElsewhere !== undefined ? (
            <TextLanguages
              languages={gathering.languages}
              shown={textLanguage}
              onChoose={setChosenLanguage}
            />
          ) : undefined,
      }}
    />
  )

  function nearTime(timeZone: string): string {
    const at = shownIn(timeZone)
    return at === null ? '' : shortClock(formatLocale, at, timeZone, besideZone(timeZone))
  }
}
