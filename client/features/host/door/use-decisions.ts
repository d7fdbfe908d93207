// Confirms and declines replies to the host's own city, each with undo.
import type { CommandInput } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Undo } from '../../../components/use-undo.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { makeId } from '../../../sync/secrets.ts'
import type { HostAsk } from '../host-commands.ts'

export type Decision = CommandInput<'decideReplies'>['decision']

export type Decisions = {
  readonly decide: (decision: Decision, attendanceIds: readonly string[]) => void
  readonly decideBurst: (decision: Decision, fromMinute: number, toMinute: number) => void
}

export function useDecisions({
  meetingId,
  ask,
  undo,
}: {
  readonly meetingId: string
  readonly ask: HostAsk
  readonly undo: Undo
}): Decisions {
  const { t, number } = useI18n()

  function offer(decision: Decision, decisionId: string, count: number): void {
    undo.offer({
      message: t(decision === 'confirm' ? 'host.confirmed-done' : 'host.declined-done', {
        count,
        shown: number(count),
      }),
      seconds: 30,
      undo: () => void ask('takeBackDecision', { meetingId, decisionId }),
    })
  }

  return {
    decide: (decision, attendanceIds) => {
      const decisionId = makeId()
      for (let from = 0; from < attendanceIds.length; from += limits.decidedAtOnce) {
        const some = attendanceIds.slice(from, from + limits.decidedAtOnce)
        void ask('decideReplies', { meetingId, decisionId, decision, attendanceIds: some })
      }
      offer(decision, decisionId, attendanceIds.length)
    },
    decideBurst: (decision, fromMinute, toMinute) => {
      const decisionId = makeId()
      const answered = ask('decideBurst', { meetingId, decisionId, decision, fromMinute, toMinute })
      void answered.then((answer) => {
        if (answer.ok) offer(decision, decisionId, answer.outcome.decided ?? 0)
      })
    },
  }
}
