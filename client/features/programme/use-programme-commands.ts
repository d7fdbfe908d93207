// The commands of the programme editor, each with undo.
import type { Segment } from '#shared/domain/programme.ts'
import type { Answer, RefusedAnswer } from '#shared/protocol/answers.ts'
import type { SegmentView, Snapshot } from '#shared/protocol/views.ts'
import type { Undo } from '../../components/use-undo.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { makeId } from '../../sync/secrets.ts'
import { useCommands } from '../../sync/use-commands.ts'
import { agendaRundown } from './agenda-rundown.ts'
import { plainSegment } from './segment-fields.ts'
import { segmentName } from './segment-words.ts'
import { startingRundown } from './starting-rundown.ts'

export type ProgrammeCommands = {
  readonly refused: RefusedAnswer | null
  /** Adds a segment after `after`; null: at the start. Returns its new id. */
  readonly add: (segment: Omit<Segment, 'segmentId'>, after: string | null) => string
  /** Changes a segment in place. */
  readonly change: (before: SegmentView, segment: Segment) => Promise<Answer>
  /** Moves to an index among all segments. */
  readonly move: (segmentId: string, to: number) => void
  readonly duplicate: (segment: SegmentView) => string
  readonly remove: (segment: SegmentView) => void
  readonly begin: (from: 'agenda' | 'cities') => void
}

/** `credential`: the secret of an appointed director; organizers act with their session. */
export function useProgrammeCommands(
  { gathering, programme, meetings }: Snapshot,
  undo: Undo,
  credential: string | undefined,
): ProgrammeCommands {
  const i18n = useI18n()
  const { t } = i18n
  const { gatheringId } = gathering
  const { ask, refused } = useCommands<'putSegment' | 'removeSegment'>(gatheringId, credential)

  const put = (segment: Segment, afterSegmentId: string | null) =>
    ask('putSegment', { segment, afterSegmentId })
  const takeOut = (segmentId: string) => ask('removeSegment', { segmentId })

  /** Inserts after the nearest segment at or before `after` that still exists: it may just have been removed. */
  async function putBehind(segment: Segment, after: string | null): Promise<Answer> {
    const answer = await put(segment, after)
    const isGone = !answer.ok && answer.reason === 'segment-not-found'
    return isGone && after !== null ? putBehind(segment, before(indexOf(after))) : answer
  }

  const indexOf = (segmentId: string) => programme.findIndex((view) => view.segmentId === segmentId)
  const before = (index: number) => programme[index - 1]?.segmentId ?? null

  function add(segment: Omit<Segment, 'segmentId'>, after: string | null, message: string): string {
    const segmentId = makeId()
    void putBehind({ ...segment, segmentId }, after).then((answer) => {
      if (answer.ok) undo.offer({ message, undo: () => void takeOut(segmentId) })
    })
    return segmentId
  }

  return {
    refused: refused?.answer ?? null,
    add: (segment, after) => add(segment, after, t('programme-desk.added')),
    duplicate: (view) => {
      // Drop the fixed time: two segments with the same one would conflict.
      const { segmentId, ...segment } = plainSegment(view)
      const message = t('programme-desk.duplicated', { segment: segmentName(i18n, view) })
      return add({ ...segment, pinnedMs: null }, segmentId, message)
    },
    change: async (view, segment) => {
      const answer = await put(segment, before(indexOf(segment.segmentId)))
      if (answer.ok) {
        undo.offer({
          message: t('programme-desk.changed', { segment: segmentName(i18n, { ...view, ...segment }) }),
          undo: () => void put(plainSegment(view), before(indexOf(view.segmentId))),
        })
      }
      return answer
    },
    move: (segmentId, to) => {
      const from = indexOf(segmentId)
      const view = programme[from]
      if (view === undefined || view.isClosed || from === to) return
      const others = programme.filter((other) => other !== view)
      const stoodBehind = before(from)
      void put(plainSegment(view), others[to - 1]?.segmentId ?? null).then((answer) => {
        if (!answer.ok) return
        undo.offer({
          message: t('programme-desk.moved', { segment: segmentName(i18n, view), place: to + 1 }),
          undo: () => void put(plainSegment(view), stoodBehind),
        })
      })
    },
    remove: (view) => {
      const stoodBehind = before(indexOf(view.segmentId))
      void takeOut(view.segmentId).then((answer) => {
        if (!answer.ok) return
        const message = t('programme-desk.removed', { segment: segmentName(i18n, view) })
        // A segment whose city is closed to this reader cannot be restored from what they see.
        if (view.isClosed) return
        undo.offer({ message, undo: () => void put(plainSegment(view), stoodBehind) })
      })
    },
    begin: (from) => {
      const words = { closing: t('programme-desk.start.closing') }
      const made =
        from === 'agenda'
          ? agendaRundown(gathering, meetings, makeId)
          : startingRundown(gathering, meetings, words, makeId)
      const placing = made.map((segment, index) => put(segment, made[index - 1]?.segmentId ?? null))
      void Promise.all(placing).then((answers) => {
        if (!answers.every((answer) => answer.ok)) return
        undo.offer({
          message: t('programme-desk.start.done', { count: made.length }),
          undo: () => {
            for (const { segmentId } of made) void takeOut(segmentId)
          },
        })
      })
    },
  }
}
