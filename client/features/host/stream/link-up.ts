// The link-up data that a host follows: the real one, or the rehearsal's while one runs.
import { rehearsedStart } from '#shared/domain/programme.ts'
import type { Stage } from '#shared/domain/stage.ts'
import type { CrewMessageView, RollCallView, SegmentView, Snapshot } from '#shared/protocol/views.ts'

export type LinkUp = {
  readonly stage: Stage
  readonly programme: readonly SegmentView[]
  /** The start from which the programme counts, epoch ms; null while no date is set. */
  readonly startsAt: number | null
  /** Null if no roll-call is open. */
  readonly openRoll: RollCallView | null
  readonly messages: readonly CrewMessageView[]
  readonly isRehearsal: boolean
}

export function linkUpOf({
  stage,
  programme,
  rollCall,
  control,
  messages,
  gathering,
}: Pick<Snapshot, 'stage' | 'programme' | 'rollCall' | 'control' | 'messages' | 'gathering'>): LinkUp {
  const rehearsal = control?.rehearsal ?? null
  const roll = rehearsal === null ? rollCall : rehearsal.rollCall
  return {
    stage: rehearsal?.stage ?? stage,
    programme,
    startsAt:
      rehearsal === null
        ? gathering.startsAt
        : rehearsedStart(programme, rehearsal.stage, rehearsal.startedAt),
    openRoll: roll !== null && roll.endedAt === null ? roll : null,
    messages: messages.filter(({ rehearsalId }) => rehearsalId === (rehearsal?.rehearsalId ?? null)),
    isRehearsal: rehearsal !== null,
  }
}
