// The map's background: sky, land, the arc of a hand-over. One image to a screen reader.
import {
  type CSSProperties,
  memo,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useOnPaper } from '../use-on-paper.ts'
import { worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import type { GroundClasses } from './world-ground.ts'
import { paintSkies, skyHeight, skyWidth } from './world-sky.ts'
import { WorldStillContext } from './world-still.ts'

const classes: GroundClasses = {
  land: styles.land ?? '',
  graticule: styles.graticule ?? '',
  outside: styles.outside ?? '',
}

const minuteMs = 60_000
const viewBox = `0 0 ${worldWidth} ${worldHeight}`

/** True once the map comes within one screen of the viewport, or is printed. */
function useNear(drawing: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false)
  const isOnPaper = useOnPaper()
  useEffect(() => {
    if (drawing.current === null) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: '100% 0px',
    })
    watch.observe(drawing.current)
    return () => watch.disconnect()
  }, [drawing])
  return isNear || isOnPaper
}

/** Null until the chunk is loaded; its space is reserved, and the cities are already shown. */
function useGround(centre: number, isWanted: boolean): string | null {
  const [ground, setGround] = useState<string | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let wanted = true
    import('./world-ground.ts').then(
      ({ groundMarkup }) => {
        if (wanted) setGround(groundMarkup(centre, classes))
      },
      // Without the land, cities are still shown over the sky.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [centre, isWanted])
  return ground
}

/** Repainted every minute; smaller steps are invisible. The server's static sky lies under it until then, and in print. */
const Skies = memo(function Skies({ minute, centre }: { readonly minute: number; readonly centre: number }) {
  const still = useContext(WorldStillContext)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current !== null) paintSkies(canvas.current, minute, centre)
  }, [minute, centre])
  return (
    <>
      <svg
        className={styles.picture}
        viewBox={viewBox}
        aria-hidden="true"
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: paths of our own making; the browser leaves what the server drew
        dangerouslySetInnerHTML={{ __html: still === null ? '' : still.skies(minute, centre) }}
      />
      <canvas ref={canvas} className={styles.skies} width={skyWidth} height={skyHeight} />
    </>
  )
})

const Land = memo(function Land({ centre, label }: { readonly centre: number; readonly label: string }) {
  const still = useContext(WorldStillContext)
  const drawing = useRef<SVGSVGElement>(null)
  const come = useGround(centre, useNear(drawing))
  const ground = come ?? (still === null ? '' : still.ground(centre, classes))
  return (
    <svg
      ref={drawing}
      className={styles.picture}
      viewBox={viewBox}
      role="img"
      aria-label={label}
      data-ready={come !== null || undefined}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: paths of our own making; the browser leaves what the server drew
      dangerouslySetInnerHTML={{ __html: ground }}
    />
  )
})

export type MapPlace = { readonly atX: number; readonly atY: number }

/** Height of the arc grows with its length. */
function arcBetween(from: MapPlace, to: MapPlace): string {
  const lift = Math.min(140, Math.hypot(to.atX - from.atX, to.atY - from.atY) * 0.35 + 12)
  const top = Math.min(from.atY, to.atY) - lift
  return `M${from.atX} ${from.atY}Q${(from.atX + to.atX) / 2} ${top} ${to.atX} ${to.atY}`
}

/** Drawn once each time the stage moves from one city to another. */
function HandOver({
  stage,
  placeOf,
}: {
  readonly stage: string | null
  readonly placeOf: (id: string) => MapPlace | undefined
}) {
  const before = useRef(stage)
  const [handOver, setHandOver] = useState<{ readonly from: string; readonly to: string } | null>(null)
  useEffect(() => {
    const from = before.current
    before.current = stage
    if (from !== null && stage !== null && from !== stage) setHandOver({ from, to: stage })
  }, [stage])
  if (handOver === null) return null
  const [from, to] = [placeOf(handOver.from), placeOf(handOver.to)]
  if (from === undefined || to === undefined) return null
  return (
    <path
      key={`${handOver.from} ${handOver.to}`}
      className={styles.arc}
      d={arcBetween(from, to)}
      pathLength={1}
      onAnimationEnd={() => setHandOver(null)}
    />
  )
}

export function WorldPicture(props: {
  readonly label: string
  readonly centre: number
  readonly instant: number
  /** The zoom for which strokes are drawn: they keep their width on the screen. */
  readonly zoom: number
  /** Lines from a city's true position to where its dot is drawn. */
  readonly leaders: readonly (MapPlace & { readonly id: string; readonly x: number; readonly y: number })[]
  readonly stage: string | null
  readonly placeOf: (id: string) => MapPlace | undefined
}) {
  const minute = Math.floor(props.instant / minuteMs) * minuteMs
  const leaders = useMemo(
    () => props.leaders.filter(({ x, y, atX, atY }) => Math.hypot(atX - x, atY - y) * props.zoom > 2),
    [props.leaders, props.zoom],
  )
  return (
    <div className={styles.drawing} style={{ '--drawn-zoom': props.zoom } as CSSProperties}>
      <noscript>
        <img
          className={styles.picture}
          src={`/world.svg?centre=${Math.round(props.centre)}&at=${minute}`}
          alt=""
        />
      </noscript>
      <Skies minute={minute} centre={props.centre} />
      <Land centre={props.centre} label={props.label} />
      <svg className={styles.picture} viewBox={viewBox} aria-hidden="true">
        {leaders.map(({ id, x, y, atX, atY }) => (
          <path key={id} className={styles.leader} d={`M${x} ${y}L${atX} ${atY}`} />
        ))}
        <HandOver stage={props.stage} placeOf={props.placeOf} />
      </svg>
    </div>
  )
}
