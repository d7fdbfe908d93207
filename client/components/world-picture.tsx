// The drawn ground of the world map: skies, land, the line of the instant, the arc of a hand-over. One image to a screen reader.
import { memo, useEffect, useRef, useState } from 'react'
import { worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import type { PlacedPoint } from './world-layout.ts'
import { paintSkies, skyHeight, skyWidth } from './world-sky.ts'

type Ground = { readonly land: string; readonly sphere: string; readonly graticule: string }

const minuteMs = 60_000

/** Null until the chunk has come; its place is kept, and the cities already stand in it. */
function useGround(centre: number): Ground | null {
  const [ground, setGround] = useState<Ground | null>(null)
  useEffect(() => {
    let wanted = true
    import('./world-ground.ts').then(
      ({ landPath, spherePath, graticulePath }) => {
        if (!wanted) return
        setGround({ land: landPath(centre), sphere: spherePath(centre), graticule: graticulePath(centre) })
      },
      // Without the land the cities still stand under their skies.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [centre])
  return ground
}

/** Painted anew by the minute: nobody sees a smaller step. */
function Skies({ instant, centre }: { readonly instant: number; readonly centre: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const minute = Math.floor(instant / minuteMs) * minuteMs
  useEffect(() => {
    if (canvas.current !== null) paintSkies(canvas.current, minute, centre)
  }, [minute, centre])
  return <canvas ref={canvas} className={styles.skies} width={skyWidth} height={skyHeight} />
}

/** Higher the farther it goes, as a thrown thing. */
function arcBetween(from: PlacedPoint, to: PlacedPoint): string {
  const lift = Math.min(140, Math.hypot(to.atX - from.atX, to.atY - from.atY) * 0.35 + 12)
  const top = Math.min(from.atY, to.atY) - lift
  return `M${from.atX} ${from.atY}Q${(from.atX + to.atX) / 2} ${top} ${to.atX} ${to.atY}`
}

const Land = memo(function Land({ ground }: { readonly ground: Ground }) {
  return (
    <g>
      <path className={styles.land} d={ground.land} />
      <path className={styles.graticule} d={ground.graticule} />
      {/* Paper over everything outside the sphere. */}
      <path
        className={styles.outside}
        fillRule="evenodd"
        d={`M-9 -9H${worldWidth + 9}V${worldHeight + 9}H-9Z${ground.sphere}`}
      />
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
  const ground = useGround(props.centre)
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
    <>
      <Skies instant={props.instant} centre={props.centre} />
      <svg
        className={styles.picture}
        viewBox={`0 0 ${worldWidth} ${worldHeight}`}
        role="img"
        aria-label={props.label}
        data-ready={ground !== null || undefined}
      >
        {ground === null ? null : <Land ground={ground} />}
        <path className={styles.instant} d={`M${worldWidth / 2} 0V${worldHeight}`} />
        {props.leaders.map((point) =>
          Math.hypot(point.atX - point.x, point.atY - point.y) < 1.5 ? null : (
            <path
              key={point.id}
              className={styles.leader}
              d={`M${point.x} ${point.y}L${point.atX} ${point.atY}`}
            />
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
    </>
  )
}
