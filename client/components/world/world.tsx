// The world at one instant: land under its sky, cities as dots in their sky colours, clustered where dense, one of them on stage.
import {
  type CSSProperties,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Icon } from '../icon.tsx'
import { useMark, useReadMarked } from '../marked-together.tsx'
import { useOnPaper } from '../use-on-paper.ts'
import { projectToWorld, worldHeight, worldWidth } from './natural-earth.ts'
import styles from './world.module.css'
import { WorldCaption } from './world-caption.tsx'
import type { CityGroup, PlacedCity, WorldCity } from './world-city.ts'
import { sumOf } from './world-clusters.ts'
import { useWorldGestures } from './world-gestures.ts'
import { WorldMarker } from './world-marker.tsx'
import { cityRadius, type Marker, placeMarkers } from './world-markers.ts'
import { useWorldView, type WorldLayers } from './world-moves.ts'
import { WorldPicture } from './world-picture.tsx'
import { movedView, nearestLevel, nearestZoom, viewAround, zoomOfLevel } from './world-view.ts'

export type WorldProps = {
  readonly cities: readonly WorldCity[]
  readonly instant: number
  readonly live: boolean
  /** What the picture shows, as one sentence. */
  readonly label: string
  readonly labels: {
    readonly nearer: string
    readonly farther: string
    readonly reset: string
    readonly cities: string
    /** Which keys move the map. */
    readonly keys: string
    /** The link to the city that is pointed at. */
    readonly open: string
  }
  /** Describes a city: name, time, people. */
  readonly describe: (id: string) => string
  readonly describeGroup: (group: CityGroup) => string
  readonly number: (value: number) => string
  /** The list of the same cities on the page: “#cities”. */
  readonly listHref: string
  /** Whether all cities share one instant: draws its line down the middle. */
  readonly hasLine: boolean
  /** The central meridian: the lead city's longitude. */
  readonly centre?: number
  /** The reader's own city, labelled first. */
  readonly mine?: string | null
  /** The city to show first. */
  readonly lookAt?: string | null
  /** Arrivals, newest last; each draws one ripple at its city. */
  readonly pulse?: readonly { readonly id: string; readonly at: number }[]
  readonly onPick?: (id: string) => void
}

/** The width for which dots and labels are placed before the map is measured; phones start zoomed to about that width. */
const firstWidth = 1200
const phoneZoom = 3.4
/** As in the style sheet, which decides by the screen and not by the map: a small map on a wide screen shows the whole world. */
const phoneScreen = '(max-width: 48rem)'
/** The width of an A4 sheet between its margins, CSS pixels. */
const paperWidth = 680
const ratio = worldHeight / worldWidth
const step = 1.6
const minuteMs = 60_000
/** More ripples of one mark could not be told apart. */
const mostRipples = 3

/** Phones start at the central meridian, and at the median latitude of the people. */
function heart(cities: readonly PlacedCity[]): number {
  const sorted = [...cities].sort((a, b) => a.y - b.y)
  const half = sorted.reduce((sum, city) => sum + city.radius ** 2, 0) / 2
  let sum = 0
  for (const city of sorted) {
    sum += city.radius ** 2
    if (sum >= half) return city.y
  }
  return worldHeight / 2
}

/**
 * Rounded down in steps, so that resizing a window does not move the labels at every pixel and labels always have room. Null until
 * measured.
 */
function useWidth(box: WorldLayers['box']): {
  readonly boxWidth: number | null
  readonly isPhone: boolean
} {
  const [boxWidth, setWidth] = useState<number | null>(null)
  const [isPhone, setPhone] = useState(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const watch = new ResizeObserver(() => {
      if (element.clientWidth === 0) return
      setWidth(Math.max(80, Math.floor(element.clientWidth / 40) * 40))
      setPhone(matchMedia(phoneScreen).matches)
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  return { boxWidth, isPhone }
}

function useLayers(): WorldLayers {
  const box = useRef<HTMLDivElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  const cities = useRef<HTMLOListElement>(null)
  return useMemo(() => ({ box, ground, cities }), [])
}

export function World(props: WorldProps) {
  const { instant, centre = 20, mine = null, lookAt = null, pulse, describe, describeGroup } = props
  const layers = useLayers()
  const { boxWidth, isPhone } = useWidth(layers.box)
  const keysId = useId()
  const mark = useMark()

  const cities = useMemo(() => {
    const most = Math.max(1, ...props.cities.map((city) => city.people ?? 0))
    return props.cities.map((city): PlacedCity => {
      const at = projectToWorld(city.longitude, city.latitude, centre)
      return { ...city, ...at, rounded: city.rounded ?? false, radius: cityRadius(city.people, most) }
    })
  }, [props.cities, centre])
  const home = useMemo(() => heart(cities), [cities])

  const { mover, level, isMoved } = useWorldView(layers, ratio)
  const isOnPaper = useOnPaper()
  const firstZoom = isPhone ? phoneZoom : 1
  const screenZoom = level === null ? firstZoom : zoomOfLevel(level)
  const zoom = isOnPaper ? 1 : screenZoom
  const screenWidth = boxWidth === null ? firstWidth : boxWidth * zoom
  const shownWidth = isOnPaper ? paperWidth : screenWidth
  const stage = cities.find((city) => city.onStage)?.id ?? null
  const markers = useMemo(
    () =>
      placeMarkers(cities, {
        scale: shownWidth / worldWidth,
        width: shownWidth,
        apart: level === nearestLevel && !isOnPaper,
        first: new Set([mine, stage].filter((id) => id !== null)),
      }),
    [cities, shownWidth, level, isOnPaper, mine, stage],
  )
  const markerOf = useMemo(() => {
    const found = new Map<string, Marker>()
    for (const marker of markers) for (const { id } of marker.cities) found.set(id, marker)
    return (id: string) => found.get(id)
  }, [markers])

  const say = useCallback(
    (shown: readonly PlacedCity[]) => {
      const [only] = shown
      if (only !== undefined && shown.length === 1) return describe(only.id)
      return describeGroup({ ...sumOf(shown), names: shown.map(({ name }) => name) })
    },
    [describe, describeGroup],
  )

  /** The first zoom step goes to where the people are, not to the middle of the picture. */
  const nearer = (factor: number) => {
    const [from, frame] = [mover.view(), mover.frame()]
    if (from === null || frame === null) return
    const start = !isMoved && factor > 1 ? { ...from, y: home / worldHeight } : from
    mover.glide(movedView(start, frame, { factor }))
  }
  const { handlers, isTouched } = useWorldGestures(layers.box, mover, nearer)

  const open = (marker: Marker, event: React.MouseEvent) => {
    const [head] = marker.cities
    if (head === undefined || event.metaKey || event.ctrlKey) return
    if (marker.cities.length > 1) {
      event.preventDefault()
      mark([])
      return part(marker)
    }
    // The first touch highlights; a second touch, or the caption under the map, opens.
    if (isTouched() && markedAtPress.current !== head.id) {
      event.preventDefault()
      return mark([head.id])
    }
    if (props.onPick === undefined) return
    event.preventDefault()
    props.onPick(head.id)
  }
  /** Zooms in as far as needed to separate the cluster's cities, and at least one step. */
  const part = (marker: Marker) => {
    const [from, frame] = [mover.view(), mover.frame()]
    if (from === null || frame === null) return
    const around = viewAround(
      marker.cities.map(({ x, y }) => ({ x: x / worldWidth, y: y / worldHeight })),
      frame,
    )
    mover.glide({ ...around, zoom: Math.min(nearestZoom, Math.max(from.zoom * step, around.zoom)) })
  }
  /** Scrolls a mark that was reached with Tab into view. */
  const show = (marker: Marker, event: React.FocusEvent) => {
    const { current: box } = layers.box
    if (box === null || !event.currentTarget.matches(':focus-visible')) return
    const [rect, dot] = [box.getBoundingClientRect(), event.currentTarget.getBoundingClientRect()]
    if (dot.left > rect.left && dot.right < rect.right && dot.top > rect.top && dot.bottom < rect.bottom)
      return
    const from = mover.view()
    if (from !== null)
      mover.glide({ zoom: from.zoom, x: marker.atX / worldWidth, y: marker.atY / worldHeight })
    // The browser has scrolled the page to the city's old position; scroll back to the map.
    requestAnimationFrame(() => box.scrollIntoView({ block: 'nearest' }))
  }

  // Marks call the latest handlers through a ref, so that new handlers do not re-render every mark.
  const latest = useRef({ open, show })
  const markedAtPress = useRef<string | null>(null)
  const readMarked = useReadMarked()
  useLayoutEffect(() => {
    latest.current = { open, show }
  })
  const onOpen = useCallback<typeof open>((marker, event) => latest.current.open(marker, event), [])
  const onFocus = useCallback<typeof show>((marker, event) => latest.current.show(marker, event), [])

  const looked = useRef<string | null>(null)
  useEffect(() => {
    const city =
      lookAt === null || looked.current === lookAt ? undefined : cities.find(({ id }) => id === lookAt)
    if (city === undefined || boxWidth === null) return
    looked.current = lookAt
    mover.glide({ zoom: Math.max(firstZoom, 8), x: city.x / worldWidth, y: city.y / worldHeight })
    mark([city.id])
  }, [lookAt, cities, boxWidth, firstZoom, mover, mark])

  const ripplesOf = (marker: Marker) =>
    (pulse ?? [])
      .filter(({ id }) => markerOf(id) === marker)
      .slice(-mostRipples)
      .map(({ id, at }) => `${id}:${at}`)
      .join(' ')
  const minute = Math.floor(instant / minuteMs) * minuteMs
  const named = (ids: readonly string[]) => cities.filter(({ id }) => ids.includes(id))

  return (
    <div className={styles.world} data-live={props.live || undefined} data-line={props.hasLine || undefined}>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: keys move the map as they scroll a page, so it takes the focus as a page does. */}
      <div
        ref={layers.box}
        className={styles.box}
        style={{ '--phone-zoom': phoneZoom, '--phone-y': home / worldHeight } as CSSProperties}
        role="group"
        aria-label={props.labels.cities}
        aria-describedby={keysId}
        tabIndex={0}
        {...handlers}
        // Runs before the press focuses the mark.
        onPointerDownCapture={(event) => {
          const marked = readMarked()
          markedAtPress.current = marked.length === 1 ? (marked[0] ?? null) : null
          if (event.target instanceof Element && event.target.closest('a') === null) mark([])
        }}
      >
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
        <span id={keysId} hidden>
          {props.labels.keys}
        </span>
        <div ref={layers.ground} className={styles.ground}>
          <WorldPicture
            label={props.label}
            centre={centre}
            instant={instant}
            zoom={zoom}
            leaders={markers}
            stage={stage}
            placeOf={markerOf}
          />
        </div>
        <ol ref={layers.cities} className={styles.cities} aria-label={props.labels.cities}>
          {markers.map((marker) => (
            <WorldMarker
              key={marker.id}
              marker={marker}
              minute={minute}
              mine={mine}
              listHref={props.listHref}
              say={say}
              more={marker.cities.length > 1 ? `+${props.number(marker.cities.length - 1)}` : null}
              ripples={ripplesOf(marker)}
              onOpen={onOpen}
              onFocus={onFocus}
            />
          ))}
        </ol>
      </div>
      <WorldCaption
        say={(ids) => {
          const shown = named(ids)
          return shown.length === 0 ? null : say(shown)
        }}
        hrefOf={(ids) => (ids.length === 1 ? (named(ids)[0]?.href ?? null) : null)}
        open={props.labels.open}
        onPick={props.onPick}
      />
      <div data-needs-script="" className={styles.controls} data-screen-only="">
        <button type="button" aria-label={props.labels.nearer} onClick={() => nearer(step)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={props.labels.farther} onClick={() => nearer(1 / step)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={props.labels.reset} onClick={mover.reset} disabled={!isMoved}>
          <Icon name="globe" />
        </button>
      </div>
    </div>
  )
}
