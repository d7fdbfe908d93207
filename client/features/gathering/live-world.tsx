// The map with the gathering's cities on it; each arrival ripples once where it happened.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CountsView } from '#shared/protocol/views.ts'
import { World } from '../../components/world.tsx'
import { timeText } from '../../i18n/clock-text.ts'
import { peopleText } from '../../i18n/people-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { City } from './cities.ts'

export type LiveWorldProps = {
  readonly slug: string
  readonly cities: readonly City[]
  readonly counts: readonly CountsView[]
  readonly instant: number
  readonly isLive: boolean
  readonly centre: number | undefined
  readonly onPick: (meetingId: string) => void
}

export function LiveWorld({ slug, cities, counts, instant, isLive, centre, onPick }: LiveWorldProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const pulse = useArrivals(counts)
  const shown = useMemo(
    () =>
      cities.map((city) => ({
        id: city.meetingId,
        name: city.name,
        longitude: city.meeting.place.longitude,
        latitude: city.meeting.place.latitude,
        people: city.counts?.confirmed ?? null,
        onAir: isLive && city.isOnAir,
        onStage: isLive && city.isOnStage,
        href: `/g/${slug}/${city.meetingId}`,
        spoken: t('cities.spoken', {
          city: city.name,
          time: timeText(i18n, instant, city.meeting.place.timeZone),
          people: peopleText(i18n, city.counts),
        }),
      })),
    [cities, slug, isLive, instant, i18n, t],
  )
  const nearest = cities[0]
  return (
    <World
      cities={shown}
      instant={instant}
      live={isLive}
      {...(centre === undefined ? {} : { centre })}
      mine={nearest === undefined || nearest.km === null ? null : nearest.meetingId}
      pulse={pulse}
      onPick={onPick}
      label={t(isLive ? 'front.world-label-now' : 'front.world-label', {
        count: cities.length,
        shown: number(cities.length),
      })}
      labels={{
        nearer: t('world.nearer'),
        farther: t('world.farther'),
        reset: t('world.reset'),
        cities: t('world.cities'),
      }}
    />
  )
}

type Arrival = { readonly id: string; readonly at: number }

/** Ripples last a moment; more than these are never seen. */
const mostKept = 24

/** Where more have arrived than on the last drawing. What was there when the page opened is no news. */
function useArrivals(counts: readonly CountsView[]): readonly Arrival[] {
  const before = useRef<ReadonlyMap<string, number> | null>(null)
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([])
  useEffect(() => {
    const known = before.current
    before.current = new Map(counts.map((view) => [view.meetingId, view.arrived ?? 0]))
    if (known === null) return
    const news = counts
      .filter(({ meetingId, arrived }) => (arrived ?? 0) > (known.get(meetingId) ?? 0))
      .map(({ meetingId }) => ({ id: meetingId, at: Date.now() }))
    if (news.length > 0) setArrivals((earlier) => [...earlier, ...news].slice(-mostKept))
  }, [counts])
  return arrivals
}
