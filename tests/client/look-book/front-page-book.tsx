// The front page in its states, with the look-book's cities.
import { Button, ButtonLink } from '#client/components/button.tsx'
import { Countdown } from '#client/components/countdown.tsx'
import { Skies } from '#client/components/skies.tsx'
import { World } from '#client/components/world.tsx'
import { FrontPage } from '#client/features/gathering/front-page.tsx'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock, dayDifference } from '#shared/domain/time.ts'
import { type BookCity, bookCities } from './cities.ts'
import { type BookLanguage, words } from './words.ts'

export type BookPhase = 'to-come' | 'live' | 'past' | 'empty'

const startsAt = Date.UTC(2027, 0, 20, 15)
const lengthMs = 2 * 3_600_000

export function FrontPageBook({
  language,
  phase,
}: {
  readonly language: BookLanguage
  readonly phase: BookPhase
}) {
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
  const near = (
    language === 'ar' ? ['gaziantep', 'aleppo', 'azaz', 'idlib'] : ['berlin', 'malmo', 'vienna', 'oslo']
  )
    .map((id) => cities.find((city) => city.id === id))
    .filter((city) => city !== undefined)
  const time = (city: { timeZone: string }) => clock(shown, city.timeZone, w.locale, 'time')
  const name = (city: BookCity) => city[language]
  const onStage = (city: BookCity) => live && city.id === 'gaziantep'
  const onAir = (city: BookCity) => live && ['gaziantep', 'berlin', 'idlib', 'montreal'].includes(city.id)
  return (
    <FrontPage
      phase={phase === 'empty' ? 'to-come' : phase}
      title={w.title}
      slogan={w.slogan}
      when={{
        instant: startsAt,
        dateline: clock(startsAt, 'Asia/Damascus', w.locale, 'long-date'),
        lead: w.leadTime,
        rule: language === 'ar' ? 'في اللحظة نفسها في كل مكان' : 'At the same instant everywhere',
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
        <World
          cities={cities.map((city) => ({
            ...city,
            name: name(city),
            href: `#${city.id}`,
            onAir: onAir(city),
            onStage: onStage(city),
            spoken: `${name(city)}, ${time(city)}`,
          }))}
          instant={shown}
          live={live}
          centre={36.3}
          mine={mine}
          label={w.worldLabel}
          labels={{ nearer: w.nearer, farther: w.farther, reset: w.reset, cities: w.cityList }}
        />
      }
      skies={
        <Skies
          rows={cities.map((city) => ({
            ...city,
            name: name(city),
            href: `#${city.id}`,
            count: city.people === null ? w.closed : number(city.people),
            isMine: city.id === mine,
            onAir: onAir(city),
            onStage: onStage(city),
          }))}
          instant={startsAt}
          now={live ? now : undefined}
          clock={(timeZone, instant) => {
            const away = dayDifference(instant, timeZone, 'Asia/Damascus') !== 0
            return clock(instant, timeZone, w.locale, away ? 'weekday-time' : 'time')
          }}
          labels={{
            caption: w.skies,
            city: w.city,
            time: w.time,
            people: w.peopleHead,
            earlier: w.earlier,
            later: w.later,
            line: w.leadTime,
            mine: w.mineMark,
            onStage: w.stageIn,
            onAir: w.live,
          }}
        />
      }
      text={{
        statement: phase === 'empty' ? '' : w.statementText,
        goals: w.goalList,
        agenda: w.agendaList,
        whoWeAre: w.whoText,
        funding: w.fundingText,
        labels: {
          statement: w.statement,
          goals: w.goals,
          agenda: w.agenda,
          whoWeAre: w.whoWeAre,
          funding: w.funding,
        },
      }}
      labels={{
        near: w.near,
        world: w.world,
        skies: w.skies,
        skiesHint: w.skiesHint,
        cityList: w.cityList,
        noCities: w.noCities,
      }}
    />
  )
}
