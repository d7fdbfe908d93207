// The public programme: a short list at first, the running and next segments while live, and the full list on request.
import { placeName } from '#shared/domain/place.ts'
import { expectSlots, planSlots } from '#shared/domain/programme.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import { ProgrammeLine, type ProgrammeLineProps } from './programme-line.tsx'
import styles from './programme-lines.module.css'

export type PublicProgrammeProps = {
  readonly snapshot: Snapshot
  readonly isLive: boolean
  /** The reader's own zone, and the name of the place guessed from it; null if unknown. */
  readonly reader: { readonly timeZone: string; readonly place: string | null } | null
}

/** The number of segments in the short list. */
const shortCount = 3

export function PublicProgramme({ snapshot, isLive, reader }: PublicProgrammeProps) {
  const { t, language } = useI18n()
  const now = useNow(isLive ? 15_000 : 60_000)
  const { gathering, programme } = snapshot
  if (programme.length === 0) return null
  const lines = programmeLines(snapshot, isLive, now, reader?.timeZone ?? null)
  const first = isLive
    ? Math.max(
        0,
        lines.findIndex((line) => line.isOver !== true),
      )
    : 0
  const isWhole = lines.length <= shortCount
  const leadCity = gathering.leadPlace === null ? null : placeName(gathering.leadPlace.names, language)
  const draw = (line: ProgrammeLineProps) => <ProgrammeLine key={line.segment.segmentId} {...line} />
  return (
    <section className={styles.public} data-live={isLive || undefined} aria-labelledby="programme-title">
      <h2 id="programme-title">{t('common.programme')}</h2>
      <p className={styles.clock}>
        {gathering.startsAt === null
          ? t('programme.from-beginning')
          : reader !== null
            ? reader.place === null
              ? t('programme.your-clock')
              : t('programme.your-clock-in', { city: reader.place })
            : leadCity === null
              ? t('programme.utc')
              : t('common.time-of', { city: leadCity })}
      </p>
      <ol className={styles.lines} data-short={isWhole ? undefined : ''}>
        {lines.slice(first, isWhole ? undefined : first + shortCount).map(draw)}
      </ol>
      {isWhole ? null : (
        <Disclosure summary={t('programme.whole', { count: lines.length })}>
          <ol className={styles.lines}>{lines.map(draw)}</ol>
        </Disclosure>
      )}
      <p className={styles.ways}>
        <a href={`/g/${gathering.slug}/programme`}>{t('programme.print')}</a>
        {gathering.startsAt === null ? null : (
          <a href={`/g/${gathering.slug}/programme.ics?lang=${language}`}>{t('programme.calendar')}</a>
        )}
      </p>
    </section>
  )
}

/** Times as planned; while live, as expected. */
export function programmeLines(
  { gathering, programme, meetings, stage }: Snapshot,
  isLive: boolean,
  now: number,
  timeZone: string | null,
): readonly ProgrammeLineProps[] {
  const { startsAt, leadPlace } = gathering
  const shared = { meetings, timeZone: timeZone ?? leadPlace?.timeZone ?? 'UTC' }
  const slots = planSlots(programme)
  if (!isLive || startsAt === null) {
    return slots.map(({ segment, fromMs }) => ({
      ...shared,
      segment,
      at: startsAt === null ? null : startsAt + fromMs,
      offsetMs: fromMs,
    }))
  }
  return expectSlots(programme, startsAt, stage, now).map(({ segment, from, state }, index) => ({
    ...shared,
    segment,
    // Rounded to minutes: only the crew needs changing seconds.
    at: Math.round(from / 60_000) * 60_000,
    offsetMs: slots[index]?.fromMs ?? 0,
    mark: state === 'now' || state === 'next' ? state : undefined,
    isOver: state === 'done',
  }))
}
