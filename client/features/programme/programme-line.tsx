// One line of the public programme: when, what, and from which city.

import { skyColourAt } from '#shared/domain/sun.ts'
import type { MeetingView, SegmentView } from '#shared/protocol/views.ts'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { useWritten } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { cueTime, offsetText } from './cue-time.ts'
import styles from './programme-lines.module.css'
import { segmentCity, segmentName } from './segment-words.ts'

export type ProgrammeLineProps = {
  readonly segment: SegmentView
  readonly meetings: readonly MeetingView[]
  /** Epoch ms; null if no date is set: then `offsetMs` is shown. */
  readonly at: number | null
  readonly offsetMs: number
  /** The time zone in which the time is shown. */
  readonly timeZone: string
  /** Marks the running or the next segment. */
  readonly mark?: 'now' | 'next' | undefined
  readonly isOver?: boolean | undefined
}

export function ProgrammeLine(props: ProgrammeLineProps) {
  const { segment, meetings, at, mark } = props
  const i18n = useI18n()
  const meeting = meetings.find(({ meetingId }) => meetingId === segment.meetingId)
  const city = segmentCity(i18n, segment, meetings)
  const name = segmentName(i18n, segment)
  const written = useWritten()
  return (
    <li className={styles.line} data-mark={mark} data-over={props.isOver || undefined}>
      {at === null ? (
        <span className={styles.time}>{offsetText(i18n, props.offsetMs)}</span>
      ) : (
        <time className={styles.time} dateTime={new Date(at).toISOString()}>
          {cueTime(i18n, at, props.timeZone)}
        </time>
      )}
      <span className={styles.what} data-closed={segment.isClosed || undefined}>
        {mark === undefined ? null : (
          <strong className={styles.mark}>
            {i18n.t(mark === 'now' ? 'programme.now' : 'programme.next')}
          </strong>
        )}
        <span
          className={styles.name}
          {...written(name, { lang: isTitled(segment) ? segment.language : undefined })}
        >
          {name}
        </span>
        {city === null ? null : (
          <span className={styles.city}>
            {meeting === undefined || at === null ? null : (
              <SkyDot colour={skyColourAt(at, meeting.place)} size="small" />
            )}
            <bdi>{city}</bdi>
          </span>
        )}
      </span>
    </li>
  )
}

function isTitled({ title, isClosed }: SegmentView): boolean {
  return title !== '' && !isClosed
}
