// What of the link-up a host follows: the real one, or the rehearsal while one runs.
import { rehearsedStart } from '#shared/domain/programme.ts'
import type { Stage } from '#shared/domain/stage.ts'
import type { CrewMessageView, RollCallView, SegmentView, Snapshot } from '#shared/protocol/views.ts'

export type LinkUp = {
  readonly stage: Stage
  readonly programme: readonly SegmentView[]
  /** From which the programme counts, epoch ms; null while the gathering has no instant. */
  readonly startsAt: number | null
  /** Null when no city is called, or the call has ended. */
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
