// The drawn ground of the world map: skies, land, the line of the instant, the arc of a hand-over. One image to a screen reader.
import { memo, useEffect, useRef, useState } from 'react'
import { worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import type { SkyBand } from './world-ground.ts'
import type { PlacedPoint } from './world-layout.ts'

type Ground = {
  readonly land: string
  readonly sphere: string
  readonly graticule: string
  readonly base: string
  readonly bands: readonly SkyBand[]
}

const minuteMs = 60_000

/** Skies are redrawn by the minute: nobody sees a smaller step. Null until the chunk has come; its place is kept. */
function useGround(centre: number, instant: number): Ground | null {
  const [ground, setGround] = useState<Ground | null>(null)
  const minute = Math.floor(instant / minuteMs)
  useEffect(() => {
    let wanted = true
    import('./world-ground.ts').then(
      ({ landPath, spherePath, graticulePath, skyBands }) => {
        if (!wanted) return
        const shape = { land: landPath(centre), sphere: spherePath(centre), graticule: graticulePath(centre) }
        setGround({ ...shape, ...skyBands(minute * minuteMs, centre) })
      },
      // Without the ground the cities still stand in their places; the next minute tries again.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [centre, minute])
  return ground
}

/** Higher the farther it goes, as a thrown thing. */
function arcBetween(from: PlacedPoint, to: PlacedPoint): string {
  const lift = Math.min(140, Math.hypot(to.atX - from.atX, to.atY - from.atY) * 0.35 + 12)
  const top = Math.min(from.atY, to.atY) - lift
  return `M${from.atX} ${from.atY}Q${(from.atX + to.atX) / 2} ${top} ${to.atX} ${to.atY}`
}

const Sky = memo(function Sky({ ground }: { readonly ground: Ground }) {
  return (
    <g>
      <clipPath id="world-edge">
        <path d={ground.sphere} />
      </clipPath>
      <g clipPath="url(#world-edge)">
        <path d={ground.sphere} fill={ground.base} />
        {ground.bands.map((band) => (
          <path key={band.path} d={band.path} fill={band.colour} />
        ))}
        <path className={styles.veil} d={ground.sphere} />
        <path className={styles.land} d={ground.land} />
        <path className={styles.graticule} d={ground.graticule} />
      </g>
      <path className={styles.edge} d={ground.sphere} />
    </g>
  )
})

export function WorldPicture(props: {
  readonly label: string
  readonly centre: number
  readonly instant: number
  readonly leaders: readonly PlacedPoint[]
  readonly stage: string | null
  readonly placed: ReadonlyMap<string, PlacedPoint>
}) {
  const ground = useGround(props.centre, props.instant)
  const before = useRef(props.stage)
  const [handOver, setHandOver] = useState<{ readonly from: string; readonly to: string } | null>(null)
  useEffect(() => {
    const from = before.current
    before.current = props.stage
    if (from !== null && props.stage !== null && from !== props.stage) setHandOver({ from, to: props.stage })
  }, [props.stage])
  const from = handOver === null ? undefined : props.placed.get(handOver.from)
  const to = handOver === null ? undefined : props.placed.get(handOver.to)
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${worldWidth} ${worldHeight}`}
      role="img"
      aria-label={props.label}
      data-ready={ground !== null || undefined}
    >
      {ground === null ? null : <Sky ground={ground} />}
      <path className={styles.instant} d={`M${worldWidth / 2} 0V${worldHeight}`} />
      {props.leaders.map((point) =>
        Math.hypot(point.atX - point.x, point.atY - point.y) < 1.5 ? null : (
          <path key={point.id} className={styles.leader} d={`M${point.x} ${point.y}L${point.atX} ${point.atY}`} />
        ),
      )}
      {from === undefined || to === undefined ? null : (
        <path
          key={`${handOver?.from} ${handOver?.to}`}
          className={styles.arc}
          d={arcBetween(from, to)}
          pathLength={1}
          onAnimationEnd={() => setHandOver(null)}
        />
      )}
    </svg>
  )
}
