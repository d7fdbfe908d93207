// The front page in each of its states, with the look-book's cities.
import { useCallback, useMemo } from 'react'
import { Button, ButtonLink } from '#client/components/button.tsx'
import { Countdown } from '#client/components/countdown.tsx'
import { CityList } from '#client/features/gathering/city-list.tsx'
import { FrontPage } from '#client/features/gathering/front-page.tsx'
import { LiveSkies } from '#client/features/gathering/live-skies.tsx'
import { LiveWorld } from '#client/features/gathering/live-world.tsx'
import type { I18n } from '#client/i18n/i18n.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import type { Gathering } from '#shared/domain/gathering.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import { bookGathering, bookLengthMs, bookStartsAt } from './book-gathering.ts'
import { type BookCity, bookCities } from './cities.ts'
import { type BookLanguage, words } from './words.ts'

export type BookPhase = 'to-come' | 'live' | 'past' | 'empty'

const startsAt = bookStartsAt
const lengthMs = bookLengthMs

export type FrontPageBookProps = {
  readonly language: BookLanguage
  readonly phase: BookPhase
  readonly i18n: I18n
  readonly count?: number
  readonly clockRule?: Gathering['clockRule']
}

export function FrontPageBook(props: FrontPageBookProps) {
  return (
    <I18nProvider value={props.i18n}>
      <Front {...props} />
    </I18nProvider>
  )
}

const minutes = [0, 15, 45, 75, 105]

function Front({
  language,
  phase,
  count = bookCities.length,
  clockRule = 'same-instant',
}: FrontPageBookProps) {
  const w = words[language]
  const live = phase === 'live'
  const now = live
    ? startsAt + 47 * 60_000 + 12_000
    : phase === 'past'
      ? startsAt + 9 * 86_400_000
      : Date.UTC(2026, 10, 23, 21)
  const shown = live ? now : startsAt
  const number = (value: number) => value.toLocaleString(w.locale)
  const cities = phase === 'empty' ? [] : bookCities
  const total = cities.reduce((sum, city) => sum + (city.people ?? 0), 0)
  const mine = language === 'ar' ? 'gaziantep' : 'berlin'
  const book = useMemo(
    () => bookGathering({ language, cities: count, clockRule, live, mine }),
    [language, count, clockRule, live, mine],
  )
  const listed = phase === 'empty' ? [] : book.cities
  const agenda = w.agendaList
  const shownIn = useCallback(
    (timeZone: string) => (live ? now : meetingStart(book.gathering, timeZone)),
    [live, now, book],
  )
  const near = (
    language === 'ar' ? ['gaziantep', 'aleppo', 'azaz', 'idlib'] : ['berlin', 'malmo', 'vienna', 'oslo']
  )
    .map((id) => cities.find((city) => city.id === id))
    .filter((city) => city !== undefined)
  const time = (city: { timeZone: string }) => clock(shown, city.timeZone, w.locale, 'time')
  const name = (city: BookCity) => city[language]
  const onStage = (city: BookCity) => live && city.id === 'gaziantep'
  return (
    <FrontPage
      phase={phase === 'empty' ? 'to-come' : phase}
      rolls={clockRule === 'same-local-hour'}
      title={w.title}
      slogan={w.slogan}
      when={{
        instant: startsAt,
        dateline: clock(startsAt, 'Asia/Damascus', w.locale, 'long-date'),
        lead: w.leadTime,
        rule: language === 'ar' ? 'في اللحظة نفسها في كل مكان' : 'At the same moment everywhere',
        zone: '',
        mine: w.mine,
      }}
      countdown={
        <Countdown
          startsAt={startsAt}
          lengthMs={lengthMs}
          now={now}
          format={(value, digits) => value.toLocaleString(w.locale, { minimumIntegerDigits: digits })}
          unit={(unit) => w.units[unit]}
          labels={{ spoken: w.toGo, before: w.toGo, live: w.onAirFor, after: w.over }}
        />
      }
      people={w.people(number(total), number(cities.length))}
      action={
        phase === 'past' ? (
          <ButtonLink href="#outcome" kind="signal" size="large">
            {w.readOutcome}
          </ButtonLink>
        ) : (
          <Button kind="signal" size="large">
            {w.action}
          </Button>
        )
      }
      otherAction={phase === 'past' ? undefined : <a href="#propose">{w.other}</a>}
      outcome={phase === 'past' ? w.outcome : undefined}
      stage={
        live ? (
          <div
            style={{
              aspectRatio: '16 / 9',
              background: 'black',
              display: 'grid',
              placeItems: 'end start',
              padding: 16,
            }}
          >
            {w.stageIn}
          </div>
        ) : undefined
      }
      isNearReader
      isEmpty={phase === 'empty'}
      near={near.map((city) => ({
        id: city.id,
        name: name(city),
        href: `#${city.id}`,
        time: time(city),
        count: city.people === null ? w.closed : number(city.people),
        sky: skyColourAt(shown, city),
        onStage: onStage(city),
      }))}
      world={
        <LiveWorld
          slug="book"
          cities={listed}
          counts={book.counts}
          instant={shown}
          shownIn={shownIn}
          isLive={live}
          rolls={clockRule === 'same-local-hour'}
          centre={36.3}
          onPick={() => undefined}
        />
      }
      skies={
        <LiveSkies
          gathering={book.gathering}
          cities={listed}
          startsAt={startsAt}
          now={live ? now : undefined}
          leadZone="Asia/Damascus"
          leadCity={bookCities.find(({ id }) => id === 'damascus')?.[language] ?? ''}
          agendaLanguage={language}
          agenda={agenda.map(({ title }, index) => ({
            title,
            from: minutes[index] ?? 0,
            to: minutes[index + 1] ?? 120,
          }))}
          onPick={() => undefined}
        />
      }
      cityList={
        listed.length === 0 ? undefined : (
          <CityList
            slug="book"
            cities={listed}
            shownIn={shownIn}
            besideZone={() => 'Asia/Damascus'}
            isRolling={clockRule === 'same-local-hour'}
            mayStart
          />
        )
      }
      text={{
        statement: phase === 'empty' ? '' : w.statementText,
        goals: w.goalList,
        agenda: w.agendaList,
        whoWeAre: w.whoText,
        funding: w.fundingText,
      }}
    />
  )
}
