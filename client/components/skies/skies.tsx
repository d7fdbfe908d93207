// The ruler of simultaneity: each row shows a city's whole day of sky colours; one vertical line marks the shared instant.
// biome-ignore-start lint/a11y/noRedundantRoles: a table that is laid out as a grid is none to some browsers.
import { type CSSProperties, useMemo } from 'react'
import { ProgrammeLane, type ProgrammeLaneProps } from '../programme-lane.tsx'
import { byDate, inRulerOrder, type ProgrammePart, type RulerSpan, shareOf } from './ruler-time.ts'
import styles from './skies.module.css'
import { type SkyRow, type SkyRowLabels, SkyRowLine } from './sky-row.tsx'

export type SkiesProps = {
  readonly rows: readonly SkyRow[]
  readonly span: RulerSpan
  /**
   * The shared instant: the start, and while live the current time. If each city has its own time, null before the gathering and the
   * current time while it is live.
   */
  readonly line: number | null
  /** The instant whose time a row's clock shows, and where the clock is placed. */
  readonly clockAt: (row: SkyRow) => number
  readonly isLive: boolean
  /** Heading over each date's rows if there is more than one date: “Thursday 21 January”. */
  readonly date: (day: number) => string
  readonly programme: readonly ProgrammePart[]
  /** The part of the ruler that the programme fills, if it is the same for all cities. */
  readonly hour: { readonly from: number; readonly to: number } | null
  readonly programmeWords: Pick<ProgrammeLaneProps, 'label' | 'lang' | 'when' | 'number' | 'now'>
  readonly labels: SkyRowLabels & {
    readonly caption: string
    readonly city: string
    readonly time: string
    readonly doors: string
    readonly difference: string
    readonly people: string
    readonly earlier: string
    readonly later: string
    /** At the top of the line: the lead city's time. */
    readonly line: string
  }
  readonly onPick?: (id: string) => void
}

/**
 * Time runs left to right here in Arabic too. The ruler continues the world map above it, which is not mirrored either:
 * in both, later is to the right (east), so that dusk runs the same way in both; and the line is a playhead, which
 * players do not mirror. Text (names, counts) is placed where reading starts and ends.
 *
 * Rows go from the earliest clock to the latest, which is from west to east, so that the noons of the rows trace the earth's shadow,
 * and the date changes only once from top to bottom.
 */
export function Skies(props: SkiesProps) {
  const { rows, span, labels, line, hour } = props
  const dates = useMemo(() => byDate(inRulerOrder(rows)), [rows])
  const lineShare = line === null ? null : shareOf(span, line)
  const under = hour === null ? null : { from: shareOf(span, hour.from), to: shareOf(span, hour.to) }
  const place = { '--line': lineShare ?? 0.5 } as CSSProperties
  let offset: number | null = null
  return (
    <div className={styles.ruler} data-playing={props.isLive || undefined} style={place}>
      {props.programme.length === 0 ? null : (
        <ProgrammeLane {...props.programmeWords} parts={props.programme} under={under} />
      )}
      <div className={styles.axis} aria-hidden="true">
        <span>{labels.earlier}</span>
        <b data-centred={line === null || undefined}>{labels.line}</b>
        <span>{labels.later}</span>
      </div>
      <div className={styles.rows}>
        <table className={styles.table} role="table" aria-label={labels.caption}>
          <thead className={styles.heads} role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {labels.city}
              </th>
              <th scope="col" role="columnheader">
                {labels.time}
              </th>
              <th scope="col" role="columnheader">
                {labels.doors}
              </th>
              <th scope="col" role="columnheader">
                {labels.difference}
              </th>
              <th scope="col" role="columnheader">
                {labels.people}
              </th>
            </tr>
          </thead>
          {dates.map((date) => {
            const [first] = date
            if (first === undefined) return null
            return (
              <tbody key={first.day} role="rowgroup" className={styles.date}>
                {dates.length === 1 ? null : (
                  <tr role="row" className={styles.dateHead}>
                    <th scope="rowgroup" role="rowheader" colSpan={5}>
                      {props.date(first.day)}
                    </th>
                  </tr>
                )}
                {date.map((row) => {
                  const isFirst = row.offset !== offset
                  offset = row.offset
                  return (
                    <SkyRowLine
                      key={row.id}
                      row={row}
                      span={span}
                      at={props.clockAt(row)}
                      namesDays={isFirst}
                      ownHour={under === null}
                      labels={labels}
                      onPick={props.onPick}
                    />
                  )
                })}
              </tbody>
            )
          })}
        </table>
        {lineShare === null || lineShare < 0 || lineShare > 1 ? null : (
          <i className={styles.line} aria-hidden="true" />
        )}
      </div>
    </div>
  )
}
// biome-ignore-end lint/a11y/noRedundantRoles: as above
