// The world at one instant: land under its skies, cities as dots of their own sky, one of them on stage.
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { Icon } from './icon.tsx'
import { projectToWorld, worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import { type PlacedPoint, placePoints, type WorldPoint } from './world-layout.ts'
import { WorldPicture } from './world-picture.tsx'
import { useWorldView, type WorldView } from './world-view.ts'

export type WorldCity = {
  readonly id: string
  readonly name: string
  readonly longitude: number
  readonly latitude: number
  /** Null where the number is closed. */
  readonly people: number | null
  readonly onAir: boolean
  readonly onStage: boolean
  readonly href: string
  /** What is said of the city to ears: name, clock, people. Its name alone where absent. */
  readonly spoken?: string
}

export type WorldProps = {
  readonly cities: readonly WorldCity[]
  readonly instant: number
  readonly live: boolean
  /** What the picture shows, in a sentence. */
  readonly label: string
  readonly labels: {
    readonly nearer: string
    readonly farther: string
    readonly reset: string
    readonly cities: string
  }
  /** The meridian in the middle, through which the line of the instant runs: the lead city's longitude. */
  readonly centre?: number
  /** The reader's own city, named first. */
  readonly mine?: string | null
  /** Arrivals, newest last; each makes one ripple at its city. */
  readonly pulse?: readonly { readonly id: string; readonly at: number }[]
  readonly onPick?: (id: string) => void
}

/** The width for which dots and names are placed when nothing is measured yet; phones start zoomed to about as much. */
const firstWidth = 1200
const phoneZoom = 3.4
const ratio = worldHeight / worldWidth

/** A phone starts at the middle meridian and at the height of the middle person. */
function heart(points: readonly WorldPoint[]): number {
  const sorted = [...points].sort((a, b) => a.y - b.y)
  const half = sorted.reduce((sum, point) => sum + point.radius ** 2, 0) / 2
  let sum = 0
  for (const point of sorted) {
    sum += point.radius ** 2
    if (sum >= half) return point.y
  }
  return worldHeight / 2
}

export function World(props: WorldProps) {
  const { cities, instant, centre = 20, pulse = [], mine = null } = props
  const box = useRef<HTMLDivElement>(null)
  const [boxWidth, setBoxWidth] = useState<number | null>(null)

  const points = useMemo(() => {
    const most = Math.max(1, ...cities.map((city) => city.people ?? 0))
    return cities.map((city): WorldPoint => {
      const at = projectToWorld(city.longitude, city.latitude, centre)
      const radius = city.people === null ? 3.5 : 3 + 9 * Math.sqrt(city.people / most)
      return { id: city.id, name: city.name, radius, ...at }
    })
  }, [cities, centre])
  const home = useMemo(() => heart(points), [points])

  const current = (): WorldView => {
    const phone = matchMedia('(max-width: 48rem)').matches
    return phone ? { zoom: phoneZoom, x: 0.5, y: home / worldHeight } : { zoom: 1, x: 0.5, y: 0.5 }
  }
  const { view, zoomBy, reset, move, handlers } = useWorldView(box, current, ratio)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    // In steps, so that dragging a window's edge does not move the names at every pixel.
    const watch = new ResizeObserver(() => {
      if (element.clientWidth > 0) setBoxWidth(Math.max(80, Math.round(element.clientWidth / 80) * 80))
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const zoom = view?.zoom ?? (boxWidth !== null && boxWidth < 768 ? phoneZoom : 1)
  const shownWidth = boxWidth === null ? firstWidth : boxWidth * Math.round(zoom * 4) * 0.25
  const first = useMemo(
    () =>
      new Set([
        ...(mine === null ? [] : [mine]),
        ...cities.filter((city) => city.onStage).map(({ id }) => id),
      ]),
    [cities, mine],
  )
  const placed = useMemo(() => {
    const scale = shownWidth / worldWidth
    const shown = points.map((point) => ({ ...point, x: point.x * scale, y: point.y * scale }))
    const byId = placePoints(shown, shownWidth, first).map((point): [string, PlacedPoint] => [
      point.id,
      { ...point, x: point.x / scale, y: point.y / scale, atX: point.atX / scale, atY: point.atY / scale },
    ])
    return new Map(byId)
  }, [points, shownWidth, first])

  const frame = {
    '--phone-zoom': phoneZoom,
    '--phone-y': home / worldHeight,
    ...(view === null ? {} : { '--zoom': view.zoom, '--x': view.x, '--y': view.y, '--shift': '0px' }),
  } as CSSProperties

  /** A city reached by Tab comes into sight. */
  const show = (point: PlacedPoint) => {
    const rect = box.current?.getBoundingClientRect()
    const dot = document.activeElement?.getBoundingClientRect()
    if (rect === undefined || dot === undefined) return
    const inside =
      dot.left > rect.left && dot.right < rect.right && dot.top > rect.top && dot.bottom < rect.bottom
    if (inside) return
    move((before) => ({ ...before, x: point.atX / worldWidth, y: point.atY / worldHeight }))
    // The browser has scrolled the page to where the city was; come back to the map.
    requestAnimationFrame(() => box.current?.scrollIntoView({ block: 'nearest' }))
  }

  /** The first step nearer goes to where the people are, not to the middle of the picture. */
  const nearer = () => {
    if (view === null) move((before) => ({ zoom: before.zoom * 1.8, x: before.x, y: home / worldHeight }))
    else zoomBy(1.6)
  }

  return (
    <div className={styles.world} data-live={props.live || undefined}>
      <div ref={box} className={styles.box} style={frame} {...handlers}>
        <div className={styles.stage}>
          <WorldPicture
            label={props.label}
            centre={centre}
            instant={instant}
            leaders={[...placed.values()]}
            stage={cities.find((city) => city.onStage)?.id ?? null}
            placed={placed}
          />
          <ol className={styles.cities} aria-label={props.labels.cities}>
            {cities.map((city) => {
              const point = placed.get(city.id)
              if (point === undefined) return null
              const altitude = sunAltitude(instant, city)
              const at = {
                left: `${(point.atX / worldWidth) * 100}%`,
                top: `${(point.atY / worldHeight) * 100}%`,
                '--radius': `${point.radius.toFixed(1)}px`,
                '--sky': skyColour(altitude),
              } as CSSProperties
              const ripples = pulse.filter((arrival) => arrival.id === city.id).slice(-3)
              return (
                <li key={city.id} className={styles.city} style={at} data-over={inkOnSky(altitude)}>
                  <a
                    href={city.href}
                    className={styles.dot}
                    data-stage={city.onStage || undefined}
                    data-air={city.onAir || undefined}
                    data-closed={city.people === null || undefined}
                    data-mine={city.id === mine || undefined}
                    aria-label={city.spoken ?? city.name}
                    title={city.name}
                    onFocus={() => show(point)}
                    onClick={(event) => {
                      if (props.onPick === undefined || event.metaKey || event.ctrlKey) return
                      event.preventDefault()
                      props.onPick(city.id)
                    }}
                  >
                    {ripples.map((arrival) => (
                      <i key={arrival.at} className={styles.ripple} />
                    ))}
                  </a>
                  {point.label === null ? null : (
                    <span className={styles.name} data-side={point.label} aria-hidden="true">
                      <bdi>{city.name}</bdi>
                    </span>
                  )}
                </li>
              )
            })}
          </ol>
        </div>
      </div>
      <div className={styles.controls} data-screen-only="">
        <button type="button" aria-label={props.labels.nearer} onClick={nearer}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={props.labels.farther} onClick={() => zoomBy(1 / 1.6)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={props.labels.reset} onClick={reset} disabled={view === null}>
          <Icon name="globe" />
        </button>
      </div>
    </div>
  )
}
