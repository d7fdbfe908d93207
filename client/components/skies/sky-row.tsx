// One city on the ruler: its day of sky colours with its doors and gathering; a table row for screen readers and on paper.
// biome-ignore-start lint/a11y/noRedundantRoles: a row that is laid out as a grid is no row to some browsers.
import { type CSSProperties, memo, type ReactNode, useMemo } from 'react'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { useIsMarked, useMarking } from '../marked-together.tsx'
import { type RulerSpan, shareOf } from './ruler-time.ts'
import styles from './skies.module.css'
import { dayBands } from './sky-band.ts'

export type SkyRow = {
  readonly id: string
  readonly name: string
  readonly href: string
  readonly latitude: number
  readonly longitude: number
  /** Offset of its clock at the line, in minutes east of UTC. */
  readonly offset: number
  /** Its date at the line, in days from the lead city's date. */
  readonly day: number
  /** Its own start and end, and when its doors open; epoch ms. */
  readonly hour: { readonly doors: number; readonly from: number; readonly to: number }
  /** When its date changes on the ruler, and the weekday that begins. */
  readonly midnights: readonly { readonly at: number; readonly weekday: string }[]
  /** Its time at the line, short: “18:00”; the date is the heading of the rows. */
  readonly clock: string
  /** The same in full: “Wednesday 20 January, 18:00”. */
  readonly when: string
  /** “17:30”; null if doors open at the start. */
  readonly doors: string | null
  /** From the lead city: “+2”, and in words. */
  readonly difference: { readonly short: string; readonly spoken: string }
  /** Already formatted. */
  readonly count: ReactNode
  readonly isMine?: boolean
  readonly onAir?: boolean
  readonly onStage?: boolean
}

export type SkyRowLabels = { readonly mine: string; readonly onStage: string; readonly onAir: string }

const share = (value: number) => `${(value * 100).toFixed(2)}%`

/** Beyond this share of the ruler a clock is placed left of its mark, so that it is not cut off. */
const turnsAt = 0.72
/** Width of the clock, as a share of the ruler, which covers what is under it. */
const clockShare = 0.16

export const SkyRowLine = memo(function SkyRowLine(props: {
  readonly row: SkyRow
  readonly span: RulerSpan
  /** The instant at which the clock is placed. */
  readonly at: number
  /** Of several rows with the same clock, only the first names the days at its midnights. */
  readonly namesDays: boolean
  /** Marks each row's own time, if it is not the same for all. */
  readonly ownHour: boolean
  readonly labels: SkyRowLabels
  readonly onPick: ((id: string) => void) | undefined
}) {
  const { row, span, at, labels } = props
  const ids = useMemo(() => [row.id], [row.id])
  const isMarked = useIsMarked(ids)
  const marking = useMarking(ids)
  const { latitude, longitude } = row
  const { from, to } = span
  const bands = useMemo(() => {
    const { skies, nights } = dayBands({ latitude, longitude }, from, to)
    return { '--skies': skies, '--nights': nights } as CSSProperties
  }, [latitude, longitude, from, to])
  const altitude = sunAltitude(at, row)
  const mark = shareOf(span, at)
  const chip = {
    left: share(mark),
    '--sky': skyColour(altitude),
    '--sky-ink': inkOnSky(altitude),
  } as CSSProperties
  const [start, end] = [row.hour.from, row.hour.to].map((instant) =>
    Math.min(1, Math.max(0, shareOf(span, instant))),
  ) as [number, number]
  return (
    <tr
      className={styles.row}
      role="row"
      data-mine={row.isMine || undefined}
      data-stage={row.onStage || undefined}
      data-air={row.onAir || undefined}
      data-marked={isMarked || undefined}
      {...marking}
    >
      <th scope="row" role="rowheader" className={styles.name}>
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
      </th>
      <td role="cell" className={styles.when}>
        <span className={styles.inFull}>{row.when}</span>
        <span className={styles.band} style={bands} aria-hidden="true">
          {row.midnights.map(({ at: midnight, weekday }) => {
            const place = shareOf(span, midnight)
            // Hide a midnight mark whose label has no room.
            const isHidden = place > mark - 0.02 && place < mark + clockShare
            if (isHidden || place >= 1 - clockShare / 2) return null
            return (
              <i key={midnight} className={styles.midnight} style={{ left: share(place) }}>
                {props.namesDays ? <bdi>{weekday}</bdi> : null}
              </i>
            )
          })}
          <i
            className={styles.hour}
            style={{ left: share(start), inlineSize: share(end - start) }}
            data-own={props.ownHour || undefined}
          />
          <span className={styles.clock} style={chip} data-turned={mark > turnsAt || undefined}>
            <bdi>{row.clock}</bdi>
          </span>
        </span>
      </td>
      <td role="cell" className={styles.doors}>
        {row.doors ?? '–'}
      </td>
      <td role="cell" className={styles.difference}>
        <bdi dir="ltr" aria-hidden="true">
          {row.difference.short}
        </bdi>
        <span className="unseen">{row.difference.spoken}</span>
      </td>
      <td role="cell" className={styles.count}>
        {row.count}
      </td>
    </tr>
  )
})
// biome-ignore-end lint/a11y/noRedundantRoles: as above
