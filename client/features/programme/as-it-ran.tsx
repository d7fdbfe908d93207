// The programme as it actually ran: which city was on stage from when to when.
import { useEffect, useState } from 'react'
import { type StageRun, turnsOf } from '#shared/domain/stage-run.ts'
import type { SegmentView, Snapshot } from '#shared/protocol/views.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { useWritten } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn } from '../../sync/drawn.ts'
import { readAnswer } from '../../sync/read-answer.ts'
import { cueTime } from './cue-time.ts'
import styles from './programme-lines.module.css'
import { lengthText } from './segment-lengths.ts'
import { segmentCity, segmentName } from './segment-words.ts'

const shortCount = 5

export function AsItRan({
  snapshot,
  timeZone,
}: {
  readonly snapshot: Snapshot
  readonly timeZone: string | null
}) {
  const i18n = useI18n()
  const { t, formatLocale } = i18n
  const written = useWritten()
  const { gathering, programme, meetings } = snapshot
  const runs = useRuns(gathering.slug)
  if (runs === null || gathering.startsAt === null) return null
  const turns = turnsOf(runs, gathering.startsAt + gathering.lengthMs)
  if (turns.length === 0) return null
  const zone = timeZone ?? gathering.leadPlace?.timeZone ?? 'UTC'
  const lines = turns.map(({ meetingId, segmentId, from, to }) => {
    const planned = programme.find((segment) => segment.segmentId === segmentId)
    const city = segmentCity(i18n, { ...noSegment, meetingId }, meetings)
    const name =
      planned === undefined || planned.isClosed
        ? (city ?? t('programme.organizers'))
        : segmentName(i18n, planned)
    return (
      <li key={from} className={styles.line}>
        <time className={styles.time} dateTime={new Date(from).toISOString()}>
          {cueTime(i18n, Math.round(from / 60_000) * 60_000, zone)}
        </time>
        <span className={styles.what}>
          <span
            className={styles.name}
            {...written(name, { lang: planned?.title === '' ? undefined : planned?.language })}
          >
            {name}
          </span>
          {city === null || planned === undefined ? null : (
            <span className={styles.city}>
              <bdi>{city}</bdi>
            </span>
          )}
        </span>
        <span className={styles.ran}>{lengthText(toMinutes(to - from), formatLocale)}</span>
      </li>
    )
  })
  return (
    <section className={styles.public} aria-labelledby="ran-title">
      <h2 id="ran-title">{t('programme.ran')}</h2>
      <ol className={styles.lines} data-short={lines.length > shortCount ? '' : undefined}>
        {lines.slice(0, shortCount)}
      </ol>
      {lines.length <= shortCount ? null : (
        <Disclosure summary={t('programme.ran-whole', { count: lines.length })}>
          <ol className={styles.lines}>{lines}</ol>
        </Disclosure>
      )}
      <p className={styles.ways}>
        <a href={`/g/${gathering.slug}/as-it-ran.json`} download>
          {t('programme.ran-file')}
        </a>
      </p>
    </section>
  )
}

const noSegment: Pick<SegmentView, 'title' | 'kind' | 'isClosed'> = {
  title: '',
  kind: 'report',
  isClosed: false,
}

/** Rounds to whole minutes from one minute up; keeps seconds below. */
function toMinutes(ms: number): number {
  return ms < 60_000 ? ms : Math.round(ms / 60_000) * 60_000
}

/** The runs that came with the page, otherwise those fetched from the server; null while loading. */
function useRuns(slug: string): readonly StageRun[] | null {
  const page = useDrawn()
  // Another gathering's page may have been opened since.
  const isOfThis = page !== null && page.path.split('/')[2] === slug
  const drawn = isOfThis ? page.runs : null
  const [read, setRead] = useState<readonly StageRun[] | null>(null)
  useEffect(() => {
    if (drawn !== null) return
    const ending = new AbortController()
    fetch(`/g/${slug}/as-it-ran.json`, { signal: ending.signal })
      .then((response) => readAnswer<{ readonly runs: readonly StageRun[] }>(response, 'runs'))
      .then(({ runs }) => setRead(runs))
      // Without the runs the page shows the rest as usual.
      .catch(() => undefined)
    return () => ending.abort()
  }, [drawn, slug])
  return drawn ?? read
}
