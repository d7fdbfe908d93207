// One mark on the map: a city in its sky colour, or a cluster of cities.
import { type CSSProperties, memo, useMemo } from 'react'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { useIsMarked, useMarking } from '../marked-together.tsx'
import { worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import type { Marker } from './world-markers.ts'

export type WorldMarkerProps = {
  readonly marker: Marker
  readonly minute: number
  readonly mine: string | null
  /** The address of the list with the same cities, for a cluster that zooming cannot open without script. */
  readonly listHref: string
  /** The accessible name. */
  readonly say: (cities: Marker['cities']) => string
  /** “+5” on a group of six. */
  readonly more: string | null
  /** Times of the latest arrivals in its cities, newest last. */
  readonly ripples: string
  readonly onOpen: (marker: Marker, event: React.MouseEvent) => void
  readonly onFocus: (marker: Marker, event: React.FocusEvent) => void
}

/** A cluster has answered when all its cities have. */
function answerOf(cities: Marker['cities']): boolean | undefined {
  return cities.some(({ hasAnswered }) => hasAnswered !== undefined)
    ? cities.every(({ hasAnswered }) => hasAnswered === true)
    : undefined
}

export const WorldMarker = memo(function WorldMarker(props: WorldMarkerProps) {
  const { marker } = props
  const { cities } = marker
  const ids = useMemo(() => cities.map(({ id }) => id), [cities])
  const isMarked = useIsMarked(ids)
  const marking = useMarking(ids)
  const [head] = cities
  if (head === undefined) return null
  const altitude = sunAltitude(props.minute, head)
  const place = {
    left: `${(marker.atX / worldWidth) * 100}%`,
    top: `${(marker.atY / worldHeight) * 100}%`,
    '--radius': `${marker.radius.toFixed(1)}px`,
    '--sky': skyColour(altitude),
    '--sky-ink': inkOnSky(altitude),
  } as CSSProperties
  const side = marker.label ?? (isMarked ? 'above' : null)
  return (
    <li
      className={styles.city}
      style={place}
      data-over={inkOnSky(altitude)}
      data-marked={isMarked || undefined}
      data-group={cities.length > 1 || undefined}
    >
      <a
        href={cities.length > 1 ? props.listHref : head.href}
        className={styles.dot}
        data-stage={cities.some(({ onStage }) => onStage) || undefined}
        data-air={cities.some(({ onAir }) => onAir) || undefined}
        data-answered={answerOf(cities)}
        data-mine={ids.some((id) => id === props.mine) || undefined}
        aria-label={props.say(cities)}
        onPointerEnter={marking.onPointerEnter}
        onPointerLeave={marking.onPointerLeave}
        onBlur={marking.onBlur}
        onFocus={(event) => {
          marking.onFocus()
          props.onFocus(marker, event)
        }}
        onClick={(event) => props.onOpen(marker, event)}
      >
        {props.more === null ? null : <span className={styles.more}>{props.more}</span>}
        {props.ripples === ''
          ? null
          : props.ripples.split(' ').map((at) => <i key={at} className={styles.ripple} />)}
      </a>
      {side === null ? null : (
        <span className={styles.name} data-side={side} aria-hidden="true">
          <bdi>{head.name}</bdi>
        </span>
      )}
    </li>
  )
})
