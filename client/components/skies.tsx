// The ruler of simultaneity: each row a city's whole day of skies, one straight line through them all.
import { type CSSProperties, type ReactNode, useMemo } from 'react'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import styles from './skies.module.css'
import { skyBand } from './sky-band.ts'

export type SkyRow = {
  readonly id: string
  readonly name: string
  readonly href: string
  readonly latitude: number
  readonly longitude: number
  readonly timeZone: string
  /** Already formatted; null where the number is closed. */
  readonly count: ReactNode
  readonly isMine?: boolean
  readonly onAir?: boolean
  readonly onStage?: boolean
}

export type SkiesProps = {
  readonly rows: readonly SkyRow[]
  /** The shared instant: the middle of the ruler, and where the line stands until it is live. */
  readonly instant: number
  /** While live, the line is a playhead: it stays in the middle at now, and the skies pass under it. */
  readonly now?: number | undefined
  /** A city's clock at an instant, short: “18:00”, with the weekday where its date differs. */
  readonly clock: (timeZone: string, instant: number) => string
  readonly labels: {
    readonly caption: string
    readonly city: string
    readonly time: string
    readonly people: string
    readonly earlier: string
    readonly later: string
    /** At the head of the line: the lead city's clock. */
    readonly line: string
    readonly mine: string
    readonly onStage: string
    readonly onAir: string
  }
  readonly onPick?: (id: string) => void
}

const halfMs = 12 * 3_600_000

/**
 * Time runs left to right here in Arabic too. The ruler is a piece of the world map above it, which does not turn either:
 * in both, later is to the right (east), so that one dusk runs the same way in both; and the line is a playhead, which
 * players do not mirror. What is read in order (names, counts) stands on the side where reading starts and ends.
 *
 * Rows go from the west to the east, so that noon after noon they draw the earth's turning shadow.
 */
export function Skies(props: SkiesProps) {
  const { rows, instant, labels, now } = props
  // By the minute, so that a ruler of three hundred cities is not painted anew with every second.
  const line = now === undefined ? instant : Math.floor(now / 60_000) * 60_000
  const ordered = useMemo(
    () =>
      [...rows]
        .sort((a, b) => a.longitude - b.longitude || a.name.localeCompare(b.name))
        .map((row) => ({ row, band: skyBand(row, line - halfMs, line + halfMs) })),
    [rows, line],
  )
  return (
    <div className={styles.ruler} data-playing={now !== undefined || undefined}>
      <div className={styles.axis} aria-hidden="true">
        <span>{labels.earlier}</span>
        <b>{labels.line}</b>
        <span>{labels.later}</span>
      </div>
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: a plain table to read, whose links are what takes the focus. */}
      <div className={styles.rows} role="table" aria-label={labels.caption}>
        <div className="unseen" role="row">
          <span role="columnheader">{labels.city}</span>
          <span role="columnheader">{labels.time}</span>
          <span role="columnheader">{labels.people}</span>
        </div>
        {ordered.map(({ row, band }) => {
          const altitude = sunAltitude(line, row)
          const chip = { '--sky': skyColour(altitude), '--sky-ink': inkOnSky(altitude) } as CSSProperties
          return (
            <div
              key={row.id}
              className={styles.row}
              role="row"
              data-mine={row.isMine || undefined}
              data-stage={row.onStage || undefined}
              data-air={row.onAir || undefined}
            >
              <span role="rowheader" className={styles.name}>
                <a
                  href={row.href}
                  onClick={(event) => {
                    if (props.onPick === undefined || event.metaKey || event.ctrlKey) return
                    event.preventDefault()
                    props.onPick(row.id)
                  }}
                >
                  <bdi>{row.name}</bdi>
                </a>
                {row.isMine ? <span className="unseen"> {labels.mine}</span> : null}
                {row.onStage ? <span className="unseen"> {labels.onStage}</span> : null}
                {row.onAir && !row.onStage ? <span className="unseen"> {labels.onAir}</span> : null}
              </span>
              <span role="cell" className={styles.band} style={{ backgroundImage: band }}>
                <time className={styles.clock} style={chip}>
                  <bdi>{props.clock(row.timeZone, line)}</bdi>
                </time>
              </span>
              <span role="cell" className={styles.count}>
                {row.count}
              </span>
            </div>
          )
        })}
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: as above */}
      <i className={styles.line} aria-hidden="true" />
    </div>
  )
}
