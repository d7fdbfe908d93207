// The stage of a gathering in its player: the city on stage, a slate if there is one, and the next city.
import type { Snapshot } from '#shared/protocol/views.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import { isDueSoon, nextOnStage } from './next-on-stage.ts'
import styles from './stage-player.module.css'
import { StagePlayer, type StagePlayerProps } from './stage-player.tsx'

const lookEveryMs = 5_000

type StageShown = Pick<StagePlayerProps, 'meeting' | 'next'> & {
  readonly slate: NonNullable<StagePlayerProps['slate']> | null
  readonly gatheringId: string
}

export function LiveStage(props: { readonly snapshot: Snapshot; readonly kind?: 'stage' | 'hall' }) {
  const { t } = useI18n()
  const stage = useStage(props.snapshot)
  const minute = useNow(60_000)
  const player = <StagePlayer kind={props.kind ?? 'stage'} {...stage} skyAt={minute} />
  if (props.kind === 'hall') return player
  const home = `/g/${props.snapshot.gathering.slug}`
  return (
    <>
      {player}
      <p className={styles.large}>
        <a href={`${home}/wall`}>{t('stage.wall')}</a>
        <a href={`${home}/projector`}>{t('stage.projector')}</a>
      </p>
    </>
  )
}

function useStage(snapshot: Snapshot): StageShown {
  const now = useNow(lookEveryMs)
  const { stage, meetings, programme, gathering } = snapshot
  const meeting = meetings.find(({ meetingId }) => meetingId === stage.meetingId) ?? null
  const segment = programme.find(({ segmentId }) => segmentId === stage.segmentId)
  const next = nextOnStage(snapshot, now)
  return {
    gatheringId: gathering.gatheringId,
    meeting,
    next: next !== null && isDueSoon(next, now) ? next.meeting : null,
    slate:
      stage.isHeld && meeting !== null
        ? { kind: 'held' }
        : meeting === null && segment !== undefined && segment.meetingId === null && segment.title !== ''
          ? { kind: 'segment', title: segment.title, language: segment.language }
          : null,
  }
}
