// The map with the gathering's cities; each arrival shows one ripple at its city.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CountsView } from '#shared/protocol/views.ts'
import { World } from '../../components/world/world.tsx'
import type { CityGroup } from '../../components/world/world-city.ts'
import { whenText } from '../../i18n/clock-text.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { peopleText } from '../../i18n/people-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { City } from './cities.ts'

export type LiveWorldProps = {
  readonly slug: string
  readonly cities: readonly City[]
  readonly counts: readonly CountsView[]
  readonly instant: number
  /** The instant for which a city's time is shown: its start, or now; epoch ms. */
  readonly shownIn: (timeZone: string) => number | null
  readonly isLive: boolean
  /** Each city meets at its own time. */
  readonly rolls: boolean
  readonly centre: number | undefined
  readonly onPick: (meetingId: string) => void
  /** During a roll-call: which cities have answered, and the texts for it. */
  readonly roll?: {
    readonly label: string
    readonly hasAnswered: (meetingId: string) => boolean
    readonly say: (hasAnswered: boolean) => string
  }
}

export function LiveWorld({
  slug,
  cities,
  counts,
  instant,
  shownIn,
  isLive,
  rolls,
  centre,
  onPick,
  roll,
}: LiveWorldProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const pulse = useArrivals(counts)
  const lookAt = useCityInAddress()
  const shown = useMemo(
    () =>
      cities.map((city) => ({
        id: city.meetingId,
        name: city.name,
        longitude: city.meeting.place.longitude,
        latitude: city.meeting.place.latitude,
        people: city.counts?.confirmed ?? null,
        rounded: city.counts?.rounded ?? false,
        onAir: isLive && city.isOnAir,
        onStage: isLive && city.isOnStage,
        href: `/g/${slug}/${city.meetingId}`,
        ...(roll === undefined ? {} : { hasAnswered: roll.hasAnswered(city.meetingId) }),
      })),
    [cities, slug, isLive, roll],
  )
  const { describe, describeGroup } = useMemo(
    () => cityWords(i18n, cities, shownIn, roll),
    [i18n, cities, shownIn, roll],
  )
  const nearest = cities[0]
  return (
    <World
      cities={shown}
      instant={instant}
      live={isLive}
      hasLine={!rolls}
      {...(centre === undefined ? {} : { centre })}
      mine={nearest === undefined || nearest.km === null ? null : nearest.meetingId}
      lookAt={lookAt}
      listHref="#cities-title"
      pulse={pulse}
      onPick={onPick}
      describe={describe}
      describeGroup={describeGroup}
      number={number}
      label={
        roll?.label ??
        t(isLive ? 'front.world-label-now' : 'front.world-label', {
          count: cities.length,
          shown: number(cities.length),
        })
      }
      labels={{
        nearer: t('world.nearer'),
        farther: t('world.farther'),
        reset: t('world.reset'),
        cities: t('world.cities'),
        keys: t('world.keys'),
        open: t('world.open'),
      }}
    />
  )
}

/** How many names of a cluster are listed before “and 3 more”. */
const mostNames = 3

function cityWords(
  i18n: I18n,
  cities: readonly City[],
  shownIn: LiveWorldProps['shownIn'],
  roll: LiveWorldProps['roll'],
) {
  const { t, number } = i18n
  const byId = new Map(cities.map((city) => [city.meetingId, city]))
  return {
    describe: (id: string): string => {
      const city = byId.get(id)
      if (city === undefined) return ''
      if (roll !== undefined) return `${city.name}: ${roll.say(roll.hasAnswered(id))}`
      const { timeZone } = city.meeting.place
      const at = shownIn(timeZone)
      const people = peopleText(i18n, city.counts)
      if (at === null) return people === null ? city.name : `${city.name}: ${people}`
      if (people === null)
        return t('cities.spoken-untold', { city: city.name, time: whenText(i18n, at, timeZone) })
      return t('cities.spoken', { city: city.name, time: whenText(i18n, at, timeZone), people })
    },
    describeGroup: ({ names, people, atLeast }: CityGroup): string => {
      const rest = names.length - mostNames
      const shown = names.slice(0, rest > 0 ? mostNames : names.length)
      const more = rest > 0 ? [t('world.more', { count: rest, shown: number(rest) })] : []
      const group = {
        cities: names.length,
        shown: number(names.length),
        names: new Intl.ListFormat(i18n.language).format([...shown, ...more]),
      }
      const together = peopleText(i18n, { confirmed: people, rounded: atLeast })
      return together === null
        ? t('world.group-untold', group)
        : t('world.group', { ...group, people: together })
    },
  }
}

/** `#city=<meetingId>`: a link to one city on the map. */
function useCityInAddress(): string | null {
  const [id, setId] = useState<string | null>(null)
  useEffect(() => {
    const read = () => setId(new URLSearchParams(location.hash.slice(1)).get('city'))
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return id
}

type Arrival = { readonly id: string; readonly at: number }

/** Ripples last a moment, so older ones are dropped. */
const mostKept = 24

/** Cities with more arrivals than on the last render. Arrivals from before the page opened, or before the city appeared, do not count. */
function useArrivals(counts: readonly CountsView[]): readonly Arrival[] {
  const before = useRef<ReadonlyMap<string, number> | null>(null)
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([])
  useEffect(() => {
    const known = before.current
    before.current = new Map(counts.map((view) => [view.meetingId, view.arrived ?? 0]))
    if (known === null) return
    const news = counts
      .filter(({ meetingId, arrived }) => (arrived ?? 0) > (known.get(meetingId) ?? Number.POSITIVE_INFINITY))
      .map(({ meetingId }) => ({ id: meetingId, at: Date.now() }))
    if (news.length > 0) setArrivals((earlier) => [...earlier, ...news].slice(-mostKept))
  }, [counts])
  return arrivals
}
